namespace RaMatch.Architecture.Tests.Planted.Solving
{
    /// <summary>Planted: a solver.</summary>
    public static class Solver
    {
        public static T Solve<T>(T round) => round;

        public sealed record Answer(int Value);
    }
}

namespace RaMatch.Architecture.Tests.Planted.Verifying
{
    /// <summary>Planted: a verifier that asks the solver, in a lambda at that.</summary>
    public static class Caller
    {
        public static IEnumerable<int> Verify(IEnumerable<int> rounds) => rounds.Select(round => Solving.Solver.Solve(round) + 1);
    }

    /// <summary>Planted: a verifier that keeps the solver's answers.</summary>
    public static class Holder
    {
        public static List<Solving.Solver.Answer[]> Kept { get; } = [];
    }
}

namespace RaMatch.Architecture.Tests.Planted.Indexing
{
    /// <summary>Planted: an index that logs.</summary>
    public sealed class TalkativeIndex(Microsoft.Extensions.Logging.ILogger log)
    {
        public bool Talks => log.IsEnabled(Microsoft.Extensions.Logging.LogLevel.Debug);
    }
}

namespace RaMatch.Architecture.Tests.PlantedHouse
{
    /// <summary>Planted: a table of contents, which uses the rooms.</summary>
    public static class Contents
    {
        public static string First { get; } = Hall.Door.Name;
    }

    /// <summary>Planted: what stands beside the rooms and uses them by way of another.</summary>
    public static class Preface
    {
        public static string First { get; } = Contents.First;
    }

    /// <summary>Planted: what stands beside the rooms and uses none.</summary>
    public static class Key
    {
        public static string Name { get; } = "key";
    }
}

namespace RaMatch.Architecture.Tests.PlantedHouse.Hall
{
    /// <summary>Planted: a room's own.</summary>
    public static class Door
    {
        public static string Name { get; } = Key.Name;
    }
}

namespace RaMatch.Architecture.Tests.PlantedHouse.Cellar
{
    /// <summary>Planted: goes around by what stands beside the rooms.</summary>
    public static class Tunnel
    {
        public static string Name { get; } = Preface.First + Key.Name;
    }
}
