using System.Diagnostics;
using System.Globalization;
using Xunit;
using Xunit.Sdk;

namespace RaMatch.Testing;

/// <summary>
/// Waits until something holds, looking often and never longer than needed; the only place where tests wait.
/// When time is up the test fails with the reason and with what was seen last.
/// </summary>
public static class Eventually
{
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);
    static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    /// <summary>How long to wait where a test says nothing: generous, because the machine may be busy and success never waits.</summary>
    /// <remarks>A server that is named may be a slow one.</remarks>
    public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromSeconds(SqlServerDatabases.Server is null ? 30 : 180);

    /// <summary>Waits until <paramref name="condition"/> is true.</summary>
    /// <param name="condition">Asked again and again; an exception counts as "not yet".</param>
    /// <param name="because">What should have come true, as the failure message shall say it.</param>
    /// <param name="timeout">How long; <see cref="DefaultTimeout"/> if not given.</param>
    public static Task True(Func<Task<bool>> condition, string because, TimeSpan? timeout = null) =>
        Get(condition, holds => holds, because, timeout);

    /// <inheritdoc cref="True(Func{Task{bool}}, string, TimeSpan?)"/>
    public static Task True(Func<bool> condition, string because, TimeSpan? timeout = null) =>
        Get(() => Task.FromResult(condition()), holds => holds, because, timeout);

    /// <summary>Waits until <paramref name="assertions"/> run without failing.</summary>
    public static Task Passes(Func<Task> assertions, string because, TimeSpan? timeout = null) =>
        Get(
            async () =>
            {
                await assertions();
                return true;
            },
            holds => holds,
            because,
            timeout);

    /// <summary>Waits until <paramref name="read"/> gives a value that is not null, and returns it.</summary>
    public static async Task<T> Get<T>(Func<Task<T?>> read, string because, TimeSpan? timeout = null) where T : class =>
        (await Get(read, value => value is not null, because, timeout))!;

    /// <summary>Waits until <paramref name="read"/> gives a value that <paramref name="accept"/> accepts, and returns it.</summary>
    /// <param name="read">Asked again and again; an exception counts as "not yet".</param>
    /// <param name="accept">Whether this is the value waited for.</param>
    /// <param name="because">What should have come true, as the failure message shall say it.</param>
    /// <param name="timeout">How long; <see cref="DefaultTimeout"/> if not given.</param>
    public static async Task<T> Get<T>(Func<Task<T>> read, Func<T, bool> accept, string because, TimeSpan? timeout = null)
    {
        var limit = timeout ?? DefaultTimeout;
        var start = Stopwatch.GetTimestamp();
        var testEnds = TestContext.Current.CancellationToken;
        using var pause = new PeriodicTimer(FirstPause);
        while (true)
        {
            string seen;
            Exception? failure = null;
            try
            {
                var value = await read();
                if (accept(value))
                {
                    return value;
                }

                seen = string.Create(CultureInfo.InvariantCulture, $"{value?.ToString() ?? "null"}");
            }
            catch (Exception exception) when (IsNotYet(exception))
            {
                seen = $"{exception.GetType().Name}: {exception.Message}";
                failure = exception;
            }

            if (Stopwatch.GetElapsedTime(start) >= limit)
            {
                throw new XunitException($"Not within {limit.TotalSeconds:0.#} s: {because}. Last seen: {seen}", failure);
            }

            await pause.WaitForNextTickAsync(testEnds);
            pause.Period = pause.Period * 2 < LongestPause ? pause.Period * 2 : LongestPause;
        }
    }

    // A skipped or cancelled test is to end at once, not to be waited for.
    static bool IsNotYet(Exception exception) => exception switch
    {
        SkipException => false,
        OperationCanceledException => !TestContext.Current.CancellationToken.IsCancellationRequested,
        _ => true,
    };
}
