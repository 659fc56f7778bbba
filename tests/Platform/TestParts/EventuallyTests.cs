using RaMatch.Testing;
using Xunit;
using Xunit.Sdk;

namespace RaMatch.Platform.Tests.TestParts;

/// <summary>Waiting ends as soon as it can, and a wait in vain says what it saw.</summary>
public sealed class EventuallyTests
{
    static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task What_comes_true_later_is_waited_for()
    {
        var asked = 0;

        var seen = await Eventually.Get(() => Task.FromResult(++asked), value => value == 3, "it counts to three");

        Assert.Equal(3, seen);
    }

    [Fact]
    public async Task A_wait_in_vain_fails_with_the_reason_and_the_last_value()
    {
        var failure = await Assert.ThrowsAsync<XunitException>(() => Eventually.Get(() => Task.FromResult(7), value => value == 8, "seven becomes eight", Short));

        Assert.Contains("seven becomes eight", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Last seen: 7", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_means_not_yet_and_is_shown_when_time_is_up()
    {
        var asked = 0;
        await Eventually.Passes(() => ++asked < 3 ? throw new InvalidOperationException("early") : Task.CompletedTask, "the third try works");

        var failure = await Assert.ThrowsAsync<XunitException>(() => Eventually.Passes(() => throw new InvalidOperationException("never"), "it works", Short));

        Assert.Contains("never", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_skipped_test_does_not_wait()
    {
        var asked = 0;
        try
        {
            await Eventually.True(
                () =>
                {
                    asked++;
                    Assert.Skip("no broker");
                    return true;
                },
                "a broker appears");
        }
        catch (SkipException)
        {
            // Caught by hand: Assert.Throws lets it pass, and this test would count as skipped.
        }

        Assert.Equal(1, asked);
    }
}
