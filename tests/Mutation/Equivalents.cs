namespace RaMatch.Mutation;

/// <summary>
/// Mutants that change nothing anybody could see, each with its reason, as <c>equivalent.tsv</c> lists them: file, member, what stands there, what stands there
/// instead, why. <c>*</c> in place of the last two stands for all mutants of the member, and in place of the member as well for those of the whole file, of which
/// nothing at all may then be there to see.
/// </summary>
public sealed class Equivalents
{
    readonly HashSet<string> _unused = new(StringComparer.Ordinal);
    readonly HashSet<string> _listed = new(StringComparer.Ordinal);

    /// <summary>Reads the list.</summary>
    public static Equivalents Read(IEnumerable<string> lines)
    {
        var equivalents = new Equivalents();
        foreach (var fields in lines.Skip(1).Where(line => line.Length > 0).Select(line => line.Split('\t')))
        {
            if (fields is not [var path, var member, var before, var after, { Length: > 0 }])
            {
                throw new FormatException($"equivalent.tsv has a line without a reason or with too many fields: {string.Join(" | ", fields)}");
            }

            equivalents._listed.Add(KeyOf(path, member, before, after));
        }

        equivalents._unused.UnionWith(equivalents._listed);
        return equivalents;
    }

    /// <summary>Whether a mutant is listed.</summary>
    public bool Contains(Mutant mutant)
    {
        var found = new[]
        {
            KeyOf(mutant.Path, mutant.Member, mutant.Before, mutant.After),
            KeyOf(mutant.Path, mutant.Member, "*", "*"),
            KeyOf(mutant.Path, "*", "*", "*"),
        }.FirstOrDefault(_listed.Contains);
        return found is not null && (_unused.Remove(found) || true);
    }

    /// <summary>Lines that no mutant of a file asked for: the code has changed since.</summary>
    /// <param name="isAsked">Whether the file's mutants have been looked at.</param>
    public IEnumerable<string> Stale(Func<string, bool> isAsked) => _unused.Where(key => isAsked(key.Split('\t')[0]));

    static string KeyOf(string path, string member, string before, string after) => $"{path}\t{member}\t{before}\t{after}";
}
