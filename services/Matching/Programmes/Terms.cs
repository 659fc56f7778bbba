using System.Globalization;
using RaMatch.Platform;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Programmes;

/// <summary>What of a programme may be amended after it was opened.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Issuer">The body that issued it.</param>
/// <param name="OpensOn">First day.</param>
/// <param name="ClosesOn">Last day.</param>
/// <param name="Milestones">The milestones, earliest first.</param>
sealed record Terms(string Title, string Issuer, DateOnly OpensOn, DateOnly ClosesOn, IReadOnlyList<Milestone> Milestones)
{
    // Whoever shows the course of a programme shows every day of it.
    const int LongestYears = 3;

    // A report is of its milestone: it freezes on that day, or within the month after it.
    const int LatestFreezeDays = 31;

    /// <summary>The first field that contradicts another, with its sentence; null where none does.</summary>
    public (string Field, Sentence Sentence)? Contradiction()
    {
        if (ClosesOn < OpensOn)
        {
            return ("closesOn", Sentence.Of("programme.ends-before-it-begins"));
        }

        if (ClosesOn > OpensOn.AddYears(LongestYears))
        {
            return ("closesOn", Sentence.Of("programme.too-long", ("most", LongestYears)));
        }

        return Milestones.Any(milestone => milestone.On < OpensOn || milestone.On > ClosesOn) ? ("milestones", Sentence.Of("programme.milestone-outside"))
            : Milestones.Any(milestone => milestone.FreezesAt is { } at && (at <= ChinaTime.EndOf(milestone.On.AddDays(-1)) || at > ChinaTime.EndOf(milestone.On.AddDays(LatestFreezeDays))))
                ? ("milestones", Sentence.Of("programme.milestone-freeze", ("most", LatestFreezeDays)))
            : null;
    }

    /// <summary>Whether nothing is different, the order and number of milestones included.</summary>
    public bool IsSameAs(Terms later) => later with { Milestones = Milestones } == this && later.Milestones.SequenceEqual(Milestones);

    /// <summary>What is different in the terms that came after these, a sentence each.</summary>
    public IReadOnlyList<Sentence> ChangesTo(Terms later) =>
    [
        .. Changed(Title != later.Title, "amended.title", Title, later.Title),
        .. Changed(Issuer != later.Issuer, "amended.issuer", Issuer, later.Issuer),
        .. Changed(OpensOn != later.OpensOn, "amended.opens-on", OpensOn, later.OpensOn),
        .. Changed(ClosesOn != later.ClosesOn, "amended.closes-on", ClosesOn, later.ClosesOn),
        .. Milestones.Except(later.Milestones).Select(gone => Sentence.Of("amended.milestone-gone", ("title", gone.Title), ("on", gone.On))),
        .. later.Milestones.Except(Milestones).Select(Come),
    ];

    static Sentence Come(Milestone come) => (come.PublishedBasisPoints, come.FilledBasisPoints) switch
    {
        ({ } published, { } filled) => Sentence.Of("amended.milestone-with-shares", ("title", come.Title), ("on", come.On), ("published", Percent(published)), ("filled", Percent(filled))),
        ({ } published, null) => Sentence.Of("amended.milestone-published", ("title", come.Title), ("on", come.On), ("percent", Percent(published))),
        (null, { } filled) => Sentence.Of("amended.milestone-filled", ("title", come.Title), ("on", come.On), ("percent", Percent(filled))),
        _ => Sentence.Of("amended.milestone", ("title", come.Title), ("on", come.On)),
    };

    static string Percent(int basisPoints) => (basisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture);

    static IEnumerable<Sentence> Changed(bool differs, string code, Argument before, Argument after) =>
        differs ? [Sentence.Of(code, ("before", before), ("after", after))] : [];
}
