using System.Reflection;
using RaMatch.Architecture.Tests.Rules;
using RaMatch.Matching;
using RaMatch.Portal;
using RaMatch.Posting;

namespace RaMatch.Architecture.Tests;

/// <summary>Which room of which service may use which; docs/architecture.md shows the same.</summary>
static class FloorPlan
{
    static readonly Rooms Posting = new("RaMatch.Posting", new Dictionary<string, string[]>
    {
        ["Units"] = [],
        ["Positions"] = ["Units"],
        ["Review"] = ["Units", "Positions"],
    });

    static readonly Rooms Matching = new("RaMatch.Matching", new Dictionary<string, string[]>
    {
        ["Scoring"] = [],
        ["Programmes"] = [],
        ["Placements"] = ["Scoring", "Programmes"],
        ["Counting"] = ["Programmes", "Placements"],
        ["Progress"] = ["Programmes", "Placements", "Counting"],
        ["Rounds.Lists"] = ["Scoring", "Programmes", "Placements"],
        ["Rounds.Results"] = ["Scoring", "Programmes", "Placements", "Rounds.Lists"],
        ["Rounds"] = ["Scoring", "Programmes", "Placements", "Rounds.Lists", "Rounds.Results"],
    });

    static readonly Rooms Portal = new("RaMatch.Portal", new Dictionary<string, string[]>
    {
        ["Ui"] = [],
        ["Backend"] = ["Ui"],
        ["Accounts"] = ["Ui", "Backend"],
        ["Graduates"] = ["Ui", "Backend", "Accounts"],
        ["Front"] = ["Ui", "Backend", "Accounts", "Graduates"],
        ["Units"] = ["Ui", "Backend", "Accounts"],
        ["Parks"] = ["Ui", "Backend", "Accounts", "Front"],
        ["Supervisors"] = ["Ui", "Backend", "Accounts", "Parks"],
    });

    public static IReadOnlyList<(Assembly Assembly, Rooms Rooms)> All { get; } =
    [
        (typeof(PostingService).Assembly, Posting),
        (typeof(MatchingService).Assembly, Matching),
        (typeof(PortalService).Assembly, Portal),
    ];
}
