using System.Buffers;
using System.Reflection;
using System.Text;
using RaMatch.Platform.Words;
using RaMatch.Reference;

namespace RaMatch.Platform.Web;

/// <summary>
/// What holds for every text that comes in, whichever member of whichever request it is: it is one line that can be seen, it does not turn the
/// direction of what is read, and it holds no ID number, which would lie about unencrypted. A member for which one of these does not hold says
/// so: <see cref="ManyLinesAttribute"/>, <see cref="FoldedAttribute"/>.
/// </summary>
public static class TextRules
{
    /// <summary>A text on one line as it is stored, or why it is refused.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="tidy">Without spaces at its ends and without what nobody sees; empty where nothing was typed.</param>
    public static Sentence? ObjectionToLine(string? text, out string tidy) => Objection(text ?? "", Kind.Line, out tidy);

    internal enum Kind
    {
        Line,
        Lines,
        Folded,
        FoldedIdNumber,
    }

    internal static Kind KindOf(ICustomAttributeProvider member) =>
        member.IsDefined(typeof(ManyLinesAttribute), inherit: false) ? Kind.Lines
        : member.GetCustomAttributes(typeof(FoldedAttribute), inherit: false) is not [FoldedAttribute folded] ? Kind.Line
        : folded.MayHoldIdNumber ? Kind.FoldedIdNumber
        : Kind.Folded;

    internal static Sentence? Objection(string text, Kind kind, out string tidy)
    {
        tidy = kind switch
        {
            Kind.Lines => text.Trim(),
            Kind.Line => Visible(text).Trim(),
            _ => FoldedText.Of(text).Trim(' '),
        };
        return kind != Kind.Lines && text.EnumerateRunes().Any(Characters.IsLineBreak) ? Sentence.Of("text.one-line")
            : kind is Kind.Line or Kind.Lines && text.AsSpan().ContainsAny(Turns) ? Sentence.Of("text.directions")
            : text.Contains('\uFFFD', StringComparison.Ordinal) ? Sentence.Of("text.broken")
            : !string.IsNullOrWhiteSpace(text) && !Characters.IsSeen(tidy) ? Sentence.Of("text.invisible")
            : kind != Kind.FoldedIdNumber && IdNumberGuard.Finds(text) ? Sentence.Of("text.id-number")
            : null;
    }

    // Embeddings, overrides and isolates: what is read is then not what is stored.
    static readonly SearchValues<char> Turns = SearchValues.Create("\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    // Copied along from pages and address books. What changes the look of its neighbour stays, and so do flags, which are made of tags.
    static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\t')
            {
                visible.Append(' ');
            }
            else if (!Characters.IsInvisible(rune) || Characters.IsJoined(rune))
            {
                visible.Append(rune.ToString());
            }
        }

        return visible.ToString();
    }
}

/// <summary>A text of several lines, such as a description; line breaks are the only control characters in it.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ManyLinesAttribute : Attribute;

/// <summary>
/// A text that stands for something and is looked up, compared or dialled, not read: a code, a number, an address of the network. It is taken
/// folded (<see cref="FoldedText.Of"/>), so that it is the same from every keyboard.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FoldedAttribute : Attribute
{
    /// <summary>Whether it is an ID number, or a code that by chance has the form of one.</summary>
    public bool MayHoldIdNumber { get; init; }
}
