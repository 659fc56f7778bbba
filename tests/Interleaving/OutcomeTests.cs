using RaMatch.Testing;
using Xunit;

namespace RaMatch.Interleaving.Tests;

/// <summary>What SQLite is made to show of a server is held to a server: whatever two acts make of each other there, they make of each other here too.</summary>
public sealed class OutcomeTests(ServerScene server)
{
    static readonly string[] Looked = ["two offers before one graduate", "a hire that could be verified", "two hires of one person"];

    static readonly (string Service, string Sql)[] Looks =
    [
        ("matching", "SELECT stage, rank FROM placement ORDER BY placement_id"),
        ("matching", "SELECT COUNT(*) FROM seat"),
        ("matching", "SELECT COUNT(*) FROM acceptance"),
        ("matching", "SELECT COUNT(*), SUM(delta) FROM ledger_entry"),
        ("matching", "SELECT COUNT(*) FROM dispute"),
        ("applicant", "SELECT stage FROM placement ORDER BY placement_id"),
        ("applicant", "SELECT rank, withdrawn_at IS NULL FROM application ORDER BY application_id"),
        ("applicant", "SELECT COUNT(*) FROM acceptance"),
    ];

    [Fact]
    public async Task What_comes_of_two_acts_on_a_server_can_come_of_them_on_SQLite()
    {
        if (SqlServerDatabases.Server is null)
        {
            MissingPart.Skip(Categories.SqlServer, $"Needs a SQL Server. Set {SqlServerInstance.Variable} to a connection string.");
        }

        foreach (var name in Looked)
        {
            var here = await OutcomesAsync(name, onServer: false);
            var there = await OutcomesAsync(name, onServer: true);
            Assert.All(there, outcome => Assert.Contains(outcome, here));
        }
    }

    static string Say(Act act, bool done) => $"{act.Name} {(done ? "done" : "refused")}";

    /// <summary>What comes of the meetings at which faults were found; on SQLite before every statement, on a server where it matters.</summary>
    async Task<IReadOnlySet<string>> OutcomesAsync(string name, bool onServer)
    {
        await using var turn = await server.TakeTurnAsync(onServer);
        var (scene, workshop) = (turn.Scene, turn.Scene.Workshop);
        await MeetingTests.Scenes[name](scene);
        var outcomes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var meeting in (await Meeting.AllAsync(scene)).Where(meeting =>
            (meeting.Matters || !onServer) && KnownFaults.All.Any(fault => fault.Scene == name && fault.ShowsWhere(meeting.First, meeting.Second))))
        {
            workshop.Mark();
            var (first, second) = (false, false);
            await workshop.PairAsync(async () => first = await meeting.First.RunAsync(), meeting.Before, async () => second = await meeting.Second.RunAsync());
            await workshop.QuietAsync();
            string[] done = [Say(meeting.First, first), Say(meeting.Second, second)];
            outcomes.Add(string.Join("; ", done.Order(StringComparer.Ordinal).Concat(Looks.SelectMany(look => workshop.Look(look.Service, look.Sql)).Select(row => string.Join(' ', row)))));
            workshop.Unmark();
        }

        return outcomes;
    }
}
