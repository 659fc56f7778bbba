using System.Globalization;
using Xunit;

namespace RaMatch.Chaos.Tests;

/// <summary>One seed that never changes and one that always does; <c>RAMATCH_CHAOS_SEED</c> plays a single campaign again.</summary>
public static class Seeds
{
    /// <summary>The campaigns to play.</summary>
    public static TheoryData<int> All => Environment.GetEnvironmentVariable("RAMATCH_CHAOS_SEED") is { } seed
        ? [int.Parse(seed, CultureInfo.InvariantCulture)]
        : [20220628, Random.Shared.Next(1, 1_000_000)];

    /// <summary><c>RAMATCH_LONG=1</c>: how many times longer than in CI.</summary>
    public static int Length { get; } = Environment.GetEnvironmentVariable("RAMATCH_LONG") == "1" ? 20 : 1;
}
