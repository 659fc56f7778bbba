using System.Text;
using System.Xml;

namespace RaMatch.Sheets.Reading;

/// <summary>How the styles of a workbook show numbers: as days, as percents, or filled up with zeros.</summary>
sealed class NumberStyleTable
{
    const int MostStyles = 65_500;

    static readonly System.Buffers.SearchValues<char> Days = System.Buffers.SearchValues.Create("yYdD");

    // 0"个月" is a number with a unit, m"月" is not.
    static readonly System.Buffers.SearchValues<char> DayUnits = System.Buffers.SearchValues.Create("年月日");
    static readonly System.Buffers.SearchValues<char> DigitPlaces = System.Buffers.SearchValues.Create("0#?");

    readonly List<(Look Look, int Digits)> _ofStyles = [];

    public enum Look
    {
        Number,
        Day,
        Percent,
    }

    public static NumberStyleTable None { get; } = new();

    public Look LookOf(int style) => style < _ofStyles.Count ? _ofStyles[style].Look : Look.Number;

    /// <summary>To how many digits a whole number is filled up with zeros; 0: as it is.</summary>
    public int DigitsOf(int style) => style < _ofStyles.Count ? _ofStyles[style].Digits : 0;

    public static NumberStyleTable Read(PackedFile file, string path)
    {
        var (table, formats) = (new NumberStyleTable(), new Dictionary<int, (Look, int)>());
        using var reader = file.Xml(path);
        var within = "";
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName == within)
            {
                within = "";
            }

            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (reader.LocalName)
            {
                case "numFmt" when within.Length == 0 && reader.Number("numFmtId") is { } id:
                    formats[id] = LookOf(reader.GetAttribute("formatCode") ?? "");
                    break;
                case "cellXfs" or "cellStyleXfs" or "dxfs" when !reader.IsEmptyElement:
                    within = reader.LocalName;
                    break;
                case "xf" when within == "cellXfs":
                    var format = reader.Number("numFmtId") ?? 0;
                    table._ofStyles.Add(formats.TryGetValue(format, out var own) ? own : (BuiltIn(format), 0));
                    break;
            }

            if (table._ofStyles.Count > MostStyles || formats.Count > MostStyles)
            {
                throw new Refusal(SheetFault.TooMuchInside);
            }
        }

        return table;
    }

    // ECMA-376 part 1, 18.8.30; 27 to 36 and 50 to 58 are days in Chinese, Japanese and Korean programs.
    static Look BuiltIn(int format) => format switch
    {
        9 or 10 => Look.Percent,
        (>= 14 and <= 17) or 22 or (>= 27 and <= 31) or 36 or (>= 50 and <= 54) or 57 or 58 => Look.Day,
        _ => Look.Number,
    };

    static (Look, int) LookOf(string code)
    {
        var plain = Unquoted(code);
        var isNumber = plain.AsSpan().ContainsAny(DigitPlaces) || plain.Contains("General", StringComparison.OrdinalIgnoreCase);
        return plain.AsSpan().ContainsAny(Days) || (!isNumber && plain.AsSpan().ContainsAny(DayUnits)) ? (Look.Day, 0)
            : plain.Contains('%', StringComparison.Ordinal) ? (Look.Percent, 0)
            : plain.Length is > 1 and <= 15 && plain.Trim('0').Length == 0 ? (Look.Number, plain.Length)
            : (Look.Number, 0);
    }

    // Without what is shown as it stands, and without colours and places. 年 stands in quotes or without: it says what is shown.
    static string Unquoted(string code)
    {
        var plain = new StringBuilder(code.Length);
        var (quoted, bracketed) = (false, false);
        for (var at = 0; at < code.Length; at++)
        {
            switch (code[at])
            {
                case '\\' or '_' or '*' when !quoted:
                    at++;
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case '[' when !quoted:
                    bracketed = true;
                    break;
                case ']' when !quoted:
                    bracketed = false;
                    break;
                case var one when !bracketed && (!quoted || one is '年' or '月' or '日'):
                    plain.Append(one);
                    break;
            }
        }

        return plain.ToString();
    }
}
