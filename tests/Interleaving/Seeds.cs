using System.Globalization;

namespace RaMatch.Interleaving.Tests;

/// <summary>What is drawn on a server is drawn anew at every run; a failing run says how to draw the same again.</summary>
static class Seeds
{
    public const string Variable = "RAMATCH_MEETING_SEED";

    public static int Drawn { get; } = Environment.GetEnvironmentVariable(Variable) is { } seed ? int.Parse(seed, CultureInfo.InvariantCulture) : Random.Shared.Next(1, 1_000_000);
}
