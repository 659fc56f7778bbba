namespace RaMatch.Mutation;

/// <summary>The verdicts of the runs so far, so that a run may go on where the last one left off: each mutant's newest.</summary>
/// <param name="path">A line each: the verdict, where the mutant is, which it is, which test noticed it.</param>
public sealed class VerdictFile(string path)
{
    /// <summary>Tabs in <see cref="Mutant.Key"/>, and one.</summary>
    const int KeyColumns = 5;

    /// <summary>What tests noticed of these before.</summary>
    public IReadOnlyList<Verdict> NoticedOf(IEnumerable<Mutant> mutants)
    {
        var byKey = mutants.ToDictionary(mutant => mutant.Key);
        return [.. Read()
            .Where(line => byKey.ContainsKey(line.Key))
            .Select(line => new Verdict(byKey[line.Key], line.State, line.Test))
            .Where(verdict => verdict.Noticed)];
    }

    /// <summary>Puts the verdicts of a run in; those of mutants that it left out stay, and those of mutants that are there no more go.</summary>
    /// <param name="verdicts">Of the mutants that it judged.</param>
    /// <param name="mutants">All there are in the files that it looked at.</param>
    /// <param name="isLookedAt">Which files these are.</param>
    public void Put(IReadOnlyCollection<Verdict> verdicts, IEnumerable<Mutant> mutants, Func<string, bool> isLookedAt)
    {
        var leftOut = mutants.Except(verdicts.Select(verdict => verdict.Mutant)).Select(mutant => mutant.Key).ToHashSet();
        var others = Read().Where(line => !isLookedAt(line.Key.Split('\t')[0]) || leftOut.Contains(line.Key)).Select(line => line.Text).ToList();
        File.WriteAllLines(path, [.. others, .. verdicts.Select(verdict => $"{verdict.State}\t{verdict.Mutant.Line}\t{verdict.Mutant.Key}\t{verdict.Test}")]);
    }

    IEnumerable<(Verdict.Kind State, string Key, string? Test, string Text)> Read() =>
        from text in File.Exists(path) ? File.ReadAllLines(path) : []
        let columns = text.Split('\t')
        select (Enum.Parse<Verdict.Kind>(columns[0]), string.Join('\t', columns.Skip(2).Take(KeyColumns)), columns[2 + KeyColumns] is { Length: > 0 } test ? test : null, text);
}
