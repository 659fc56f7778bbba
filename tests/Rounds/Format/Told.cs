using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Tests.Format;

/// <summary>What was told of progress, in its order.</summary>
sealed class Told : List<FileProgress>, IProgress<FileProgress>
{
    public void Report(FileProgress value) => Add(value);
}
