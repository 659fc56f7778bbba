using RaMatch.Platform.Data;

namespace RaMatch.Matching;

/// <summary>The Matching service's own database.</summary>
sealed class MatchingDb(DatabaseEnvironment environment) : Database("matching", typeof(MatchingDb).Assembly, environment);
