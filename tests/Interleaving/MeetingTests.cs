using RaMatch.Testing;
using RaMatch.Testing.Interleaving;
using Xunit;

namespace RaMatch.Interleaving.Tests;

/// <summary>
/// Any two acts that touch the same rows meet, one held up before each of its statements while the other runs whole; then every event is taken in, and
/// every promise is kept. On SQLite as on a server, and on a server itself where one is named.
/// </summary>
public sealed class MeetingTests(ServerScene server, ITestOutputHelper output)
{
    /// <summary>Where acts meet, and how it comes to that.</summary>
    internal static readonly IReadOnlyDictionary<string, Func<Scene, Task>> Scenes = new Dictionary<string, Func<Scene, Task>>(StringComparer.Ordinal)
    {
        ["applications on their way"] = async scene =>
        {
            var first = await scene.ApplyAsync("甲", Scene.Research);
            var second = await scene.ApplyAsync("甲", Scene.Trial);
            await scene.RankAsync("甲", second, first);
            await scene.WithdrawAsync("甲", second);
            var third = await scene.ApplyAsync("甲", Scene.Laboratory);
            await scene.RankAsync("甲", third, first);
        },
        ["candidates at several stages"] = async scene =>
        {
            await scene.ShortlistedAsync("甲", Scene.Research);
            await scene.ShortlistedAsync("甲", Scene.Trial);
            await scene.ShortlistedAsync("乙", Scene.Research);
            await scene.ApplyAsync("乙", Scene.Trial);
            await scene.Workshop.QuietAsync();
        },
        ["two offers before one graduate"] = async scene =>
        {
            await scene.OfferedAsync("甲", Scene.Research, days: 2);
            await scene.OfferedAsync("甲", Scene.Trial);
            await scene.ShortlistedAsync("乙", Scene.Research);
        },
        ["an acceptance on its way, its offer due"] = async scene =>
        {
            var first = await scene.OfferedAsync("甲", Scene.Research, days: 2);
            await scene.OfferedAsync("甲", Scene.Trial);
            await scene.ShortlistedAsync("乙", Scene.Research);
            await scene.AnswerAsync("甲", first);
            scene.Workshop.Clock.Advance(TimeSpan.FromDays(3));
        },
        ["two acceptances on their way, the first offer ended meanwhile"] = async scene =>
        {
            var first = await scene.OfferedAsync("甲", Scene.Research, days: 2);
            var second = await scene.OfferedAsync("甲", Scene.Trial);
            await scene.AnswerAsync("甲", first);
            scene.Workshop.Clock.Advance(TimeSpan.FromDays(3));
            await scene.ExpireOffersAsync();
            foreach (var delivery in scene.Workshop.Pending().Where(delivery => delivery.Listener == "applicant"))
            {
                await scene.Workshop.DeliverAsync(delivery);
            }

            await scene.AnswerAsync("甲", second);
        },
        ["an offer ended while its graduate answers"] = async scene =>
        {
            var first = await scene.OfferedAsync("甲", Scene.Research);
            await scene.OfferedAsync("甲", Scene.Trial);
            await scene.MustAsync(People.UnitMember(Scene.Tianrui), "POST /api/matching/placements/{placementId:guid}/withdraw-offer", new { placementId = first }, new { reason = "项目取消" });
        },
        ["a hire that could be verified"] = async scene =>
        {
            var first = await scene.ProvedAsync("甲", Scene.Research, person: 1);
            await scene.ShortlistedAsync("乙", Scene.Research);
            await scene.ConfirmAsync("甲", first, person: 2);
        },
        ["two hires of one person"] = async scene =>
        {
            await scene.ProvedAsync("甲", Scene.Research, person: 1);
            await scene.ProvedAsync("乙", Scene.Laboratory, person: 1, Scene.Hengyang);
        },
        ["a counted hire and another of its person"] = async scene =>
        {
            var first = await scene.ProvedAsync("甲", Scene.Research, person: 1);
            var second = await scene.ProvedAsync("乙", Scene.Laboratory, person: 1, Scene.Hengyang);
            await scene.VerifyAsync(first);
            await scene.Workshop.CallAsync(Scene.StaffOf(Scene.Hengyang), "POST /api/matching/placements/{placementId:guid}/verify", new { placementId = second });
            await scene.Workshop.QuietAsync();
        },
        ["a counted hire whose graduate is someone else after all"] = async scene =>
        {
            var first = await scene.ProvedAsync("甲", Scene.Research, person: 1);
            var second = await scene.ProvedAsync("乙", Scene.Laboratory, person: 2, Scene.Hengyang);
            await scene.VerifyAsync(second, Scene.Hengyang);
            await scene.Workshop.QuietAsync();
            await scene.VerifyAsync(first);
            await scene.ConfirmAsync("甲", first, person: 2);
        },
        ["an open round"] = async scene =>
        {
            await scene.ApplyAsync("甲", Scene.Research);
            await scene.ApplyAsync("甲", Scene.Trial);
            await scene.ShortlistedAsync("乙", Scene.Research);
            await scene.OpenRoundAsync();
        },
        ["a solved round"] = async scene =>
        {
            await scene.ApplyAsync("甲", Scene.Trial);
            await scene.ShortlistedAsync("乙", Scene.Research);
            await scene.ShortlistedAsync("甲", Scene.Research);
            var roundId = await scene.OpenRoundAsync();
            await scene.MustAsync(People.ParkStaff("weifang"), "POST /api/matching/rounds/{roundId:guid}/close", new { roundId }, new { reason = "双方都已准备好" });
            await scene.MustAsync(People.ParkStaff("weifang"), "POST /api/matching/rounds/{roundId:guid}/solve", new { roundId });
        },
        ["a unit and its positions under review"] = async scene =>
        {
            await scene.SubmitAsync(Scene.Tianrui, "工艺工程师", seats: 1);
            await scene.MustAsync(People.UnitMember(Scene.Tianrui), "POST /api/posting/positions/drafts", body: new { title = "工艺工程师" });
            await scene.MustAsync(People.UnitMember(Scene.Tianrui), "PUT /api/posting/units/mine", body: Scene.Facts(Scene.Tianrui, "天瑞集团"));
        },
        ["a park that contacts its firms"] = async scene =>
        {
            var staff = Scene.StaffOf(Scene.Tianrui);
            await scene.MustAsync(staff, "POST /api/posting/firms", body: Scene.Firm("华光光电"));
            await scene.MustAsync(staff, "POST /api/posting/firms/{firmId:guid}/contacts", new { firmId = People.IdOf(Scene.Tianrui) }, Scene.Contact);
        },
        ["a report that was handed in and another one"] = async scene =>
        {
            var staff = Scene.StaffOf(Scene.Tianrui);
            foreach (var _ in Enumerable.Range(0, 2))
            {
                await scene.MustAsync(staff, "POST /api/matching/reports", body: new { programme = Scene.Code, milestoneOn = Scene.Milestone });
            }

            scene.Look();
            await scene.MustAsync(staff, "POST /api/matching/reports/{reportId:guid}/hand-in", new { reportId = scene.Reports[0] });
        },
        ["news of units, positions and graduates"] = async scene =>
        {
            var staff = Scene.StaffOf(Scene.Tianrui);
            var position = await scene.SubmitAsync(Scene.Tianrui, "工艺工程师", seats: 1);
            await scene.MustAsync(staff, "POST /api/posting/positions/{positionId:guid}/publish", new { positionId = position }, new { });
            await scene.MustAsync(People.UnitMember(Scene.Tianrui), "PUT /api/posting/positions/{positionId:guid}", new { positionId = position }, Scene.Draft("工艺工程师", 2));
            await scene.MustAsync(staff, "POST /api/posting/positions/{positionId:guid}/publish", new { positionId = position }, new { });
            await scene.MustAsync(staff, "POST /api/posting/positions/{positionId:guid}/close", new { positionId = position }, new { reason = "已招满" });
            await scene.MustAsync(staff, "POST /api/posting/units/{unitId:guid}/suspend", new { unitId = People.IdOf(Scene.Tianrui) }, new { reason = "材料不实" });
            await scene.MustAsync(staff, "POST /api/posting/units/{unitId:guid}/verify", new { unitId = People.IdOf(Scene.Tianrui) }, new { });
            var graduate = People.Graduate("甲");
            await scene.MustAsync(graduate, "PUT /api/applicant/profile", body: Scene.Profile("甲", "13912345678"));
            await scene.MustAsync(graduate, "DELETE /api/applicant/consents/{purpose}", new { purpose = "matching" });
            await scene.MustAsync(graduate, "PUT /api/applicant/consents/{purpose}", new { purpose = "matching" }, new { version = 2 });
        },
    };

    // So many on a server, beside those of the known faults.
    const int Drawn = 12;

    public static TheoryData<string, bool> Names => ServerScene.On(Scenes.Keys);

    static bool Long => Environment.GetEnvironmentVariable("RAMATCH_LONG") == "1";

    // The short form holds every first act up where what it has read may be old; at the end of its transactions, which is the same course whichever of the two
    // is the first; and before one statement in so many.
    static int OneIn => Long ? 1 : 48;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Whatever_meets_whatever_every_promise_is_kept_in_the_end(string name, bool onServer)
    {
        await using var turn = await server.TakeTurnAsync(onServer);
        var scene = turn.Scene;
        await Scenes[name](scene);
        var meetings = await Meeting.AllAsync(scene);
        Assert.True(meetings.Count > 0, "Nothing meets in this scene.");
        var failures = new List<string>();
        var (courses, waited, again) = (0, 0, 0);
        var number = 0;
        foreach (var meeting in onServer && !Long ? OnServer(name, [.. meetings]) : meetings.Where(meeting => meeting.Matters || number++ % OneIn == 0))
        {
            var course = await MeetAsync(scene, meeting, failures);
            courses++;
            waited += course.Waited ? 1 : 0;
            again += course.Again;
        }

        output.WriteLine($"{name}: {meetings.Select(meeting => meeting.First).Distinct().Count()} acts, {courses} courses, in {waited} of them the second waited, {again} times the first ran again");
        Assert.True(failures.Count == 0, string.Join('\n', failures.Take(20).Prepend($"{failures.Count} of {courses} courses{(onServer ? $" drawn with {Seeds.Variable}={Seeds.Drawn}" : "")}:")));
    }

    [Fact]
    public async Task Every_use_case_and_event_is_among_the_acts()
    {
        await using var scene = await Scene.OpenAsync();
        Assert.Empty(scene.Workshop.WritingEndpoints.Except(Acts.ByEndpoint.Keys).Except(Acts.Harmless));
        Assert.Empty(Acts.ByEndpoint.Keys.Concat(Acts.Harmless).Except(scene.Workshop.WritingEndpoints));
    }

    /// <summary>What a server's time allows: where a known fault would show, and some others.</summary>
    static IEnumerable<Meeting> OnServer(string name, Meeting[] meetings)
    {
        var known = new HashSet<Meeting>();
        foreach (var fault in KnownFaults.All.Where(fault => fault.Scene == name))
        {
            var count = known.Count;
            known.UnionWith(meetings.Where(meeting => meeting.Matters && fault.ShowsWhere(meeting.First, meeting.Second)));
            Assert.True(known.Count > count, $"Nowhere do the acts meet by which {fault.What}.");
        }

        new Random(Seeds.Drawn).Shuffle(meetings);
        return known.Concat(meetings.Except(known).Take(Drawn));
    }

    static async Task<Course> MeetAsync(Scene scene, Meeting meeting, List<string> failures)
    {
        scene.Workshop.Mark();
        var course = new Course("", false, 0);
        try
        {
            course = await scene.Workshop.PairAsync(meeting.First.RunAsync, meeting.Before, meeting.Second.RunAsync);
            await scene.Workshop.QuietAsync();
            failures.AddRange((await Promises.BrokenAsync(scene)).Select(broken => $"{meeting.Describe(course)}: {broken}"));
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            failures.Add($"{meeting.Describe(course)}: {exception.GetType().Name} {exception.Message}");
        }
        finally
        {
            scene.Workshop.Unmark();
        }

        return course;
    }
}
