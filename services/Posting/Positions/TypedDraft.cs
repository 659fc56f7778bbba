using System.Globalization;
using RaMatch.Platform.Web;
using RaMatch.Reference;

namespace RaMatch.Posting.Positions;

/// <summary>
/// The form of a position as somebody typed it, whatever it says: nothing has to be there and nothing is read before it is submitted as a
/// <see cref="PositionDraft"/>, so that "面议" stands in its field again where a number belongs.
/// </summary>
/// <param name="Programme">The programme's code.</param>
/// <param name="Title">The post's title.</param>
/// <param name="Kind">Which of the six kinds, as JSON names it.</param>
/// <param name="Duties">What is to be done.</param>
/// <param name="Seats">How many seats.</param>
/// <param name="MinimumDegree">The lowest degree accepted, as JSON names it.</param>
/// <param name="Majors">Accepted majors by name or code, one a line.</param>
/// <param name="RequiredSkills">Skills asked for, one a line.</param>
/// <param name="WishedSkills">Skills that help, one a line.</param>
/// <param name="City">The city of work.</param>
/// <param name="PayMinimum">Lowest monthly pay before tax, in yuan.</param>
/// <param name="PayMaximum">Highest monthly pay before tax, in yuan.</param>
/// <param name="TermMonths">The agreement's term in months.</param>
/// <param name="ClosesOn">Last day for applications.</param>
public sealed record TypedDraft(
    [Characters(200, ErrorMessage = "ramatch:position.draft-text-too-long?most={1}")] string? Programme,
    [Characters(200, ErrorMessage = "ramatch:position.draft-text-too-long?most={1}")] string? Title,
    [Characters(200, ErrorMessage = "ramatch:position.draft-text-too-long?most={1}")] string? Kind,
    [Characters(5000, ErrorMessage = "ramatch:position.draft-text-too-long?most={1}"), ManyLines] string? Duties,
    [Characters(200, ErrorMessage = "ramatch:position.draft-text-too-long?most={1}")] string? Seats,
    [Characters(200, ErrorMessage = "ramatch:position.draft-text-too-long?most={1}")] string? MinimumDegree,
    [Characters(5000, ErrorMessage = "ramatch:position.draft-text-too-long?most={1}"), ManyLines] string? Majors,
    [Characters(5000, ErrorMessage = "ramatch:position.draft-text-too-long?most={1}"), ManyLines] string? RequiredSkills,
    [Characters(5000, ErrorMessage = "ramatch:position.draft-text-too-long?most={1}"), ManyLines] string? WishedSkills,
    [Characters(200, ErrorMessage = "ramatch:position.draft-text-too-long?most={1}")] string? City,
    [Characters(200, ErrorMessage = "ramatch:position.draft-text-too-long?most={1}")] string? PayMinimum,
    [Characters(200, ErrorMessage = "ramatch:position.draft-text-too-long?most={1}")] string? PayMaximum,
    [Characters(200, ErrorMessage = "ramatch:position.draft-text-too-long?most={1}")] string? TermMonths,
    [Characters(200, ErrorMessage = "ramatch:position.draft-text-too-long?most={1}")] string? ClosesOn)
{
    /// <summary>A form somebody has begun.</summary>
    internal static TypedDraft Example { get; } = new(
        Programme: null,
        "磁悬浮研发工程师",
        Kind: "researchProject",
        Duties: null,
        Seats: "2",
        MinimumDegree: "bachelor",
        Majors: "0802\n0808",
        RequiredSkills: "控制理论",
        WishedSkills: null,
        "潍坊市",
        PayMinimum: "7000",
        PayMaximum: "面议",
        TermMonths: "24",
        ClosesOn: null);

    /// <summary>A position's text as somebody would type it again.</summary>
    internal static TypedDraft Of(string programme, PositionContent content) => new(
        programme,
        content.Title,
        Json.Options.PropertyNamingPolicy!.ConvertName(content.Kind.ToString()),
        content.Duties,
        content.Seats.ToString(CultureInfo.InvariantCulture),
        Json.Options.PropertyNamingPolicy.ConvertName(content.MinimumDegree.ToString()),
        string.Join('\n', content.Majors.Select(Reference.Majors.Written)),
        string.Join('\n', content.RequiredSkills),
        string.Join('\n', content.WishedSkills),
        content.City,
        Yuan(content.PayMinimumFen),
        Yuan(content.PayMaximumFen),
        content.TermMonths.ToString(CultureInfo.InvariantCulture),
        content.ClosesOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    static string Yuan(long fen) => (fen / 100m).ToString("0.##", CultureInfo.InvariantCulture);
}
