using System.Globalization;
using System.Text;
using System.Xml;

namespace RaMatch.Sheets.Reading;

/// <summary>What the parts of a workbook have in common. Elements are known by their local names: the standard has two sets of namespaces, and both are written.</summary>
static class Xml
{
    /// <summary>Goes on to the next element of a name, wherever; false at the end.</summary>
    public static bool ToNext(this XmlReader reader, string name)
    {
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == name)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An attribute without a namespace, or of whatever namespace where it has one (<c>r:id</c>).</summary>
    public static string? Attribute(this XmlReader reader, string name, bool ofNamespace = false)
    {
        if (!ofNamespace)
        {
            return reader.GetAttribute(name);
        }

        string? found = null;
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            if (reader.LocalName == name && reader.NamespaceURI.Length > 0 && reader.Prefix != "xmlns")
            {
                found = reader.Value;
            }
        }

        reader.MoveToElement();
        return found;
    }

    /// <summary>Whether an attribute says yes.</summary>
    public static bool Says(this XmlReader reader, string name) => reader.GetAttribute(name) is "1" or "true" or "on";

    /// <summary>A whole number of an attribute; null where there is none.</summary>
    /// <exception cref="Refusal">What stands there is none.</exception>
    public static int? Number(this XmlReader reader, string name) => reader.GetAttribute(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new Refusal(SheetFault.Damaged);

    /// <summary>All text within the element the reader stands on, without what is within the elements named; the reader stands on its end afterwards.</summary>
    /// <exception cref="Refusal">It is longer than a cell may hold.</exception>
    public static string TextWithin(this XmlReader reader, int most, string? without = null)
    {
        if (reader.IsEmptyElement)
        {
            return "";
        }

        var (depth, only, text, chunk) = (reader.Depth, "", (StringBuilder?)null, (char[]?)null);
        while (reader.Read() && reader.Depth > depth)
        {
            while (reader.NodeType == XmlNodeType.Element && reader.LocalName == without)
            {
                reader.Skip();
            }

            if (reader.Depth <= depth)
            {
                break;
            }

            // Within an item, only what is in t is text; in v and t themselves all is.
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
            {
                if (without is not null && reader.NodeType == XmlNodeType.Whitespace)
                {
                    continue;
                }

                chunk ??= new char[1024];
                int read;
                while ((read = reader.ReadValueChunk(chunk, 0, chunk.Length)) > 0)
                {
                    if (text is null && only.Length == 0)
                    {
                        only = new string(chunk, 0, read);
                    }
                    else
                    {
                        (text ??= new StringBuilder(only)).Append(chunk, 0, read);
                    }

                    if ((text?.Length ?? only.Length) > most)
                    {
                        throw new Refusal(SheetFault.TooMuchInside);
                    }
                }
            }
        }

        return Unescaped(text?.ToString() ?? only);
    }

    /// <summary>A text with the characters that are written as <c>_x000D_</c>.</summary>
    static string Unescaped(string text)
    {
        var at = text.IndexOf("_x", StringComparison.Ordinal);
        if (at < 0)
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '_' && index + 6 < text.Length && text[index + 1] == 'x' && text[index + 6] == '_'
                && ushort.TryParse(text.AsSpan(index + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                plain.Append((char)code);
                index += 6;
            }
            else
            {
                plain.Append(text[index]);
            }
        }

        return plain.ToString();
    }
}
