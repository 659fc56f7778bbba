using System.Reflection;
using RaMatch.Applicant;
using RaMatch.Architecture.Tests.Rules;
using RaMatch.Contracts;
using RaMatch.Matching;
using RaMatch.Platform;
using RaMatch.Portal;
using RaMatch.Posting;
using RaMatch.Rounds.Commands;
using RaMatch.Sheets.Reading;

namespace RaMatch.Architecture.Tests;

/// <summary>Which room of which service may use which; docs/architecture.md shows the same.</summary>
static class FloorPlan
{
    static readonly Rooms Posting = new("RaMatch.Posting", new Dictionary<string, string[]>
    {
        ["Units"] = [],
        ["Positions"] = ["Units"],
        ["Review"] = ["Units", "Positions"],
        ["Outreach"] = ["Units", "Positions"],
    });

    static readonly Rooms Applicant = new("RaMatch.Applicant", new Dictionary<string, string[]>
    {
        ["Supply"] = [],
        ["Graduates"] = [],
        ["Consents"] = ["Graduates"],
        ["Profiles"] = ["Graduates", "Consents"],
        ["Applications"] = ["Graduates", "Consents"],
        ["Offers"] = ["Graduates", "Applications"],
        ["Hires"] = ["Graduates", "Applications"],
        ["Candidates"] = ["Graduates", "Consents", "Applications"],
        ["OwnData"] = ["Graduates", "Consents", "Profiles", "Applications", "Hires"],
    });

    static readonly Rooms Matching = new("RaMatch.Matching", new Dictionary<string, string[]>
    {
        ["Scoring"] = [],
        ["Programmes"] = [],
        ["Placements"] = ["Scoring", "Programmes"],
        ["Counting"] = ["Programmes", "Placements"],
        ["Progress"] = ["Programmes", "Scoring", "Placements", "Counting"],
        ["Reports"] = ["Programmes", "Placements", "Counting", "Progress"],
        ["Rounds.Lists"] = ["Scoring", "Programmes", "Placements"],
        ["Rounds.Results"] = ["Scoring", "Programmes", "Placements", "Rounds.Lists"],
        ["Rounds"] = ["Scoring", "Programmes", "Placements", "Rounds.Lists", "Rounds.Results"],
    });

    static readonly Rooms Portal = new("RaMatch.Portal", new Dictionary<string, string[]>
    {
        ["Ui"] = [],
        ["Backend"] = ["Ui"],
        ["Messages"] = [],
        ["Accounts"] = ["Ui", "Backend"],
        ["Inbox"] = ["Ui", "Backend", "Messages", "Accounts"],
        ["Apps"] = ["Ui", "Backend", "Accounts"],
        ["Webhooks"] = ["Ui", "Backend", "Accounts", "Inbox", "Messages"],
        ["People"] = ["Ui", "Backend", "Messages", "Accounts", "Apps", "Inbox"],
        ["Graduates"] = ["Ui", "Backend", "Accounts", "Inbox"],
        ["Front"] = ["Ui", "Backend", "Accounts", "Graduates", "Messages"],
        ["Units"] = ["Ui", "Backend", "Accounts", "Inbox"],
        ["Parks"] = ["Ui", "Backend", "Accounts", "Front", "Inbox"],
        ["Supervisors"] = ["Ui", "Backend", "Accounts", "Parks"],
    });

    static readonly Rooms Rounds = new("RaMatch.Rounds", new Dictionary<string, string[]>
    {
        ["Format"] = [],
        ["Solving"] = ["Format"],
        ["Floors"] = ["Format"],
        ["Verifying"] = ["Format"],
        ["Commands"] = ["Format", "Solving", "Floors", "Verifying"],
    });

    static readonly Rooms Sheets = new("RaMatch.Sheets", new Dictionary<string, string[]>
    {
        ["Reading"] = [],
        ["Templates"] = ["Reading"],
        ["Writing"] = [],
    });

    static readonly Rooms Platform = new("RaMatch.Platform", new Dictionary<string, string[]>
    {
        ["Words"] = [],
        ["Data"] = ["Words"],
        ["Web"] = ["Words", "Data"],
        ["Messaging"] = ["Words", "Data", "Web"],
        ["Messaging.RabbitMq"] = ["Data", "Messaging", "Web", "Words"],
        ["Jobs"] = ["Words", "Data", "Web"],
        ["Audit"] = ["Words", "Data", "Web"],
    });

    static readonly Rooms Contracts = new("RaMatch.Contracts", new Dictionary<string, string[]>
    {
        ["Posting"] = [],
        ["Applicant"] = [],
        ["Matching"] = [],
    });

    public static IReadOnlyList<(Assembly Assembly, Rooms Rooms)> All { get; } =
    [
        (typeof(PostingService).Assembly, Posting),
        (typeof(ApplicantService).Assembly, Applicant),
        (typeof(MatchingService).Assembly, Matching),
        (typeof(PortalService).Assembly, Portal),
        (typeof(RoundCommands).Assembly, Rounds),
        (typeof(SheetReader).Assembly, Sheets),
        (typeof(RaMatchHost).Assembly, Platform),
        (typeof(IMessage).Assembly, Contracts),
    ];
}
