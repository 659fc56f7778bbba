namespace RaMatch.Mutation;

/// <summary>A part of the product whose tests are put to the test.</summary>
/// <param name="Folder">Its folder, from the root.</param>
/// <param name="WithSubfolders">Whether what lies deeper belongs to it.</param>
/// <param name="Tests">The folder of the tests that are to notice.</param>
/// <param name="Within">Those of them whose name goes on like one of these behind the assembly's; none: all of them.</param>
/// <param name="Goal">The least share of mutants that they notice, in percent.</param>
public sealed record Room(string Folder, bool WithSubfolders, string Tests, IReadOnlyList<string> Within, double Goal)
{
    /// <summary>All rooms there are.</summary>
    public static IReadOnlyList<Room> All { get; } =
    [
        new("services/Rounds", WithSubfolders: true, "tests/Rounds", Within: [], Goal: 85),
        new("services/Matching/Counting", WithSubfolders: true, "tests/Matching", Within: ["Counting.", "Placements.", "Progress.", "WalkingPathTests."], Goal: 85),
        new("services/Matching/Placements", WithSubfolders: true, "tests/Matching", Within: ["Placements.", "Counting.", "Rounds.RoundRefusalTests.", "WalkingPathTests."], Goal: 85),
        new("services/Matching/Rounds", WithSubfolders: false, "tests/Matching", Within: ["Rounds."], Goal: 85),
    ];

    /// <summary>Whether a test is one of those that are to notice.</summary>
    /// <param name="name">Its name, namespace and class included.</param>
    public bool IsTestedBy(string name) => Within.Count == 0 || Within.Any(start => name.StartsWith($"RaMatch.{Path.GetFileName(Tests)}.Tests.{start}", StringComparison.Ordinal));

    /// <summary>Whether a source file belongs to it.</summary>
    /// <param name="path">From the root, with slashes.</param>
    public bool Holds(string path) =>
        path.EndsWith(".cs", StringComparison.Ordinal)
        && path.StartsWith(Folder + "/", StringComparison.Ordinal)
        && (WithSubfolders || path.IndexOf('/', Folder.Length + 1) < 0);
}
