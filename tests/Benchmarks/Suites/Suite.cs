using RaMatch.Benchmarks.Measuring;
using RaMatch.Benchmarks.Peers;

namespace RaMatch.Benchmarks.Suites;

/// <summary>The suites by name, in the order of the page.</summary>
static class Suite
{
    static readonly (string Name, Action<Session> Run)[] Known =
    [
        ("rounds", RoundsSuite.Sizes),
        ("folder", FolderSuite.Run),
        ("hard", RoundsSuite.Hard),
        ("threads", RoundsSuite.Threads),
        ("floors", FloorSteps.Run),
        ("arrivals", ArrivalSteps.Run),
        ("verifier", VerifyingSteps.Run),
        ("topk", TopSteps.Run),
        ("pages", PageSteps.Run),
        ("memory", MemorySuite.Run),
        ("micro", PackagedPeers.Micro),
    ];

    /// <summary>All names.</summary>
    public static IEnumerable<string> Names => Known.Select(suite => suite.Name);

    /// <summary>The suite of that name, all of them for "all", null for a name that is none.</summary>
    public static IReadOnlyList<Action<Session>>? Named(string name) => name == "all"
        ? [.. Known.Select(suite => suite.Run)]
        : Known.Where(suite => suite.Name == name).Select(suite => suite.Run).ToList() is { Count: > 0 } one ? one : null;
}
