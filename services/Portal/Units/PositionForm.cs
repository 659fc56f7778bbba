using System.Globalization;
using RaMatch.Contracts;
using RaMatch.Portal.Backend;

namespace RaMatch.Portal.Units;

/// <summary>A position as text in a form, and as a draft of it is kept: as it was typed, lists with an entry a line.</summary>
sealed record PositionForm(
    string? Programme,
    string? Title,
    string? Kind,
    string? Duties,
    string? Seats,
    string? MinimumDegree,
    string? Majors,
    string? RequiredSkills,
    string? WishedSkills,
    string? City,
    string? PayMinimum,
    string? PayMaximum,
    string? TermMonths,
    string? ClosesOn)
{
    /// <summary>The majors, each by itself.</summary>
    public IReadOnlyList<string> EachMajor() => Majors?.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>An empty form with what is usual.</summary>
    public static PositionForm Empty(Programme? programme, string city) => new(
        programme?.Code ?? "", "", "", "", "1", Wording.Key(DegreeLevel.Bachelor), "", "", "", city, "", "", "12", Wording.Iso(programme?.ClosesOn));

    /// <summary>The form of a position.</summary>
    public static PositionForm Of(Position position) => new(
        position.Programme,
        position.Title,
        Wording.Key(position.Kind),
        position.Duties,
        position.Seats.ToString(CultureInfo.InvariantCulture),
        Wording.Key(position.MinimumDegree),
        string.Join('\n', position.Majors.Select(Reference.Majors.Written)),
        string.Join('\n', position.RequiredSkills),
        string.Join('\n', position.WishedSkills),
        position.City,
        Yuan(position.PayMinimumFen),
        Yuan(position.PayMaximumFen),
        position.TermMonths.ToString(CultureInfo.InvariantCulture),
        Wording.Iso(position.ClosesOn));

    /// <summary>The form as posted.</summary>
    public static PositionForm Of(Posted posted) => new(
        posted.Text("programme"),
        posted.Text("title"),
        posted.Text("kind"),
        posted.Text("duties"),
        posted.Text("seats"),
        posted.Text("minimumDegree"),
        string.Join('\n', posted.Entries("majors")),
        posted.Text("requiredSkills"),
        posted.Text("wishedSkills"),
        posted.Text("city"),
        posted.Text("payMinimumFen"),
        posted.Text("payMaximumFen"),
        posted.Text("termMonths"),
        posted.Text("closesOn"));

    /// <summary>The draft for Posting; what cannot be read is null and noted.</summary>
    public static object Draft(Posted posted) => new
    {
        programme = posted.TextOrNull("programme"),
        title = posted.Text("title"),
        kind = posted.Value<PositionKind>("kind"),
        duties = posted.Text("duties"),
        seats = posted.Whole("seats", "人", "名", "个"),
        minimumDegree = posted.Value<DegreeLevel>("minimumDegree"),
        majors = AcceptedMajors.Read(posted),
        requiredSkills = posted.Entries("requiredSkills"),
        wishedSkills = posted.Entries("wishedSkills"),
        city = posted.Text("city"),
        payMinimumFen = posted.Fen("payMinimumFen"),
        payMaximumFen = posted.Fen("payMaximumFen"),
        termMonths = posted.Whole("termMonths", "个月", "月"),
        closesOn = posted.Day("closesOn"),
    };

    /// <summary>What decides whom the draft reaches.</summary>
    public static object ReachOf(Posted posted) => new
    {
        programme = posted.Text("programme"),
        minimumDegree = posted.Value<DegreeLevel>("minimumDegree") ?? DegreeLevel.Bachelor,
        majors = AcceptedMajors.Read(posted),
        requiredSkills = posted.Entries("requiredSkills"),
    };

    static string Yuan(long fen) => (fen / 100m).ToString("0.##", CultureInfo.InvariantCulture);
}
