using RaMatch.Testing.Interleaving;
using Xunit;

namespace RaMatch.Interleaving.Tests;

/// <summary>Whoever presses twice, and whose browser or network sends again what is still under way, is told once what came of it, both times.</summary>
public sealed class RepeatedRequestTests(ServerScene server)
{
    // So many of a scene's courses on a server.
    const int Drawn = 6;

    public static TheoryData<string, bool> Names => ServerScene.On(MeetingTests.Scenes.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_request_sent_twice_at_once_is_answered_alike_wherever_the_two_meet(string name, bool onServer)
    {
        await using var turn = await server.TakeTurnAsync(onServer);
        var scene = turn.Scene;
        await MeetingTests.Scenes[name](scene);
        var courses = new List<(Acts.Request Request, int Before)>();
        foreach (var request in Acts.Requests(scene))
        {
            var alone = await AloneAsync(scene, request);
            courses.AddRange(alone.Index().Where(statement => statement.Index == 1 || statement.Item == "COMMIT").Select(statement => (request, statement.Index + 1)));
        }

        var failures = new List<string>();
        foreach (var (request, before) in onServer ? Some(courses) : courses)
        {
            scene.Workshop.Mark();
            var answers = new Answer?[2];
            Func<Task> Send(int number) => async () => answers[number] = await request.SendAsync(scene, "once");
            var course = await scene.Workshop.PairAsync(Send(0), before, Send(1));
            scene.Workshop.Unmark();
            if (answers[0] != answers[1] || answers[0] is not { Succeeded: true })
            {
                failures.Add($"{request.Name} held up before {before} ({course.Before[..Math.Min(60, course.Before.Length)]}): {answers[0]} and {answers[1]}");
            }
        }

        Assert.NotEmpty(courses);
        Assert.True(failures.Count == 0, string.Join('\n', failures.Prepend($"{failures.Count} of {courses.Count} courses{(onServer ? $" drawn with {Seeds.Variable}={Seeds.Drawn}" : "")}:")));
    }

    static IEnumerable<(Acts.Request Request, int Before)> Some(List<(Acts.Request Request, int Before)> courses)
    {
        var drawn = courses.ToArray();
        new Random(Seeds.Drawn).Shuffle(drawn);
        return drawn.Take(Drawn);
    }

    /// <summary>The statements of a request that is done, the look for an earlier answer the first of them; none of one that is refused.</summary>
    static async Task<IReadOnlyList<string>> AloneAsync(Scene scene, Acts.Request request)
    {
        scene.Workshop.Mark();
        var done = false;
        var alone = await scene.Workshop.AloneAsync(async () => done = (await request.SendAsync(scene, "once")).Succeeded);
        scene.Workshop.Unmark();
        return done && alone.Writes.Count > 0 ? alone.Statements : [];
    }
}
