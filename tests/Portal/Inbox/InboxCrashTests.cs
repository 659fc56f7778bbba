using RaMatch.Portal.Inbox;
using RaMatch.Portal.Tests.People;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.Inbox;

/// <summary>A portal dies while it writes letters about what was told. The second portal is another process on the same data.</summary>
public sealed class InboxCrashTests
{
    [Theory]
    // In the transaction: nothing was written.
    [InlineData("inbox.telling-by-letter:1", 0)]
    // After it: all was.
    [InlineData("inbox.told-by-letter:1", 1)]
    public async Task A_portal_killed_while_it_writes_letters_writes_each_once(string crashAt, int written)
    {
        const string address = "chen@example.com";
        var appearsAt = TimeProvider.System.GetUtcNow().AddHours(-1);
        using var folder = new TemporaryFolder();
        await using (var before = await Installation.StartAsync(folder: folder.Path))
        {
            using var graduate = await before.GraduateAsync(address);
            var subject = await before.SubjectOfAsync("陈晓雯");
            // The dying portal goes by the real clock, at whatever hour the test runs: nothing is kept for the morning, and nothing is a year old.
            await before.Db.WriteAsync(async unit =>
            {
                await Preferences.KeepQuietAsync(unit, await unit.GetAsync<Guid>("SELECT account_id FROM membership WHERE subject_id = @subject", new { subject }), from: 0, until: 0);
                await (new Notification(Audience.Graduate(subject), NotificationKind.HireEnded, Guid.NewGuid(), 1, "matter", Told.At) { AppearsAt = appearsAt }).TellAsync(unit);
            });
        }

        await DyingPortal.RunAsync(folder.Path, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Mail:Host"] = "127.0.0.1", ["Mail:Port"] = "9", ["Mail:From"] = "no-reply@ra.example.cn" }, crashAt);
        await using var after = await Installation.StartAsync(folder: folder.Path);
        Assert.Equal(written, await CountAsync(after));
        after.Host.Clock.Set(appearsAt.AddDays(1));
        await Eventually.True(async () => await CountAsync(after) == 1 && await DueAsync(after) == 0, "The letter should be written once.");

        static async Task<int> CountAsync(Installation installation) => (await installation.LettersAsync(address)).Count(letter => letter.Text.Contains("协议已解除", StringComparison.Ordinal));

        static Task<long> DueAsync(Installation installation) => installation.Db.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM notification WHERE tells_at IS NOT NULL"));
    }
}
