using RaMatch.Platform.Data;

namespace RaMatch.Posting;

/// <summary>The Posting service's own database.</summary>
sealed class PostingDb(DatabaseEnvironment environment) : Database("posting", typeof(PostingDb).Assembly, environment);
