using System.Collections.Frozen;
using RaMatch.Reference;

namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>
/// The catalogue's majors in one order in which each discipline, and in it each class, is a run: what a position accepts becomes a
/// range of ranks.
/// </summary>
static class MajorTable
{
    /// <summary>The rank of a code that is in no catalogue, and the number of the group it is alone in; no position can name it.</summary>
    public const int Unknown = 0;

    static readonly MajorKey[] Keys =
    [
        default,
        .. Majors.All
            .OrderBy(major => major.DisciplineCode, StringComparer.Ordinal)
            .ThenBy(major => major.ClassCode, StringComparer.Ordinal)
            .ThenBy(major => major.NormalizedCode, StringComparer.Ordinal)
            .Select(major => MajorKey.Of(major.Code)),
    ];

    static readonly FrozenDictionary<ulong, int> RankByCode = Keys.Index().Skip(1).ToFrozenDictionary(one => one.Item.Major, one => one.Index);

    /// <summary>Bits that hold a major's place in its class.</summary>
    public const int PlaceBits = 7;

    /// <summary>Instead of a place: all of a class or discipline.</summary>
    public const int Everywhere = -1;

    static readonly FrozenDictionary<ulong, Accepted> AcceptedByCode = Collect();

    static readonly int[] DisciplineNumbers =
        [Unknown, .. AcceptedByCode.Values.Where(accepted => accepted.Closeness == Fit.SameDiscipline).Select(accepted => accepted.Number)];

    /// <summary>The numbers of the disciplines, with <see cref="Unknown"/>: everyone is in one of these groups.</summary>
    public static ReadOnlySpan<int> Disciplines => DisciplineNumbers;

    static readonly Place[] Places = [.. Keys.Select(PlaceOf)];

    public static int RankOf(in MajorKey major) => RankByCode.GetValueOrDefault(major.Major, Unknown);

    /// <summary>Where a major is found.</summary>
    public static Place PlaceOf(int rank) => Places[rank];

    /// <summary>The number of the discipline that a code is of, or in.</summary>
    public static int DisciplineOf(in Accepted accepted) => Places[accepted.Start].Discipline;

    /// <summary>The major of a rank.</summary>
    public static MajorKey Of(int rank) => Keys[rank];

    /// <summary>What a code accepts. False for a code that is in no catalogue: it accepts nothing.</summary>
    public static bool TryFind(ulong code, out Accepted accepted) => AcceptedByCode.TryGetValue(code, out accepted);

    /// <summary>Whether some major is named by two of the codes, as by 08 and 0802.</summary>
    public static bool NamesTwice(KeySet codes)
    {
        for (var one = 1; one < codes.Count; one++)
        {
            for (var other = 0; other < one; other++)
            {
                if (TryFind(codes.Span[one], out var left) && TryFind(codes.Span[other], out var right) && left.Start < right.End && right.Start < left.End)
                {
                    return true;
                }
            }
        }

        return false;
    }

    static Place PlaceOf(MajorKey key) => key == default
        ? default
        : new Place(AcceptedByCode[key.Discipline].Number, AcceptedByCode[key.Class].Number, Math.Max(AcceptedByCode[key.Major].Place, 0));

    static FrozenDictionary<ulong, Accepted> Collect()
    {
        var all = new Dictionary<ulong, Accepted>();
        for (var rank = 1; rank < Keys.Length; rank++)
        {
            // In the graduate catalogue a major is its own class: it counts as the major.
            Add(Keys[rank].Discipline, Fit.SameDiscipline, rank);
            if (Keys[rank].Class != Keys[rank].Major)
            {
                Add(Keys[rank].Class, Fit.SameClass, rank);
            }

            Add(Keys[rank].Major, Fit.SameMajor, rank);
        }

        return all.Select(Placed).ToFrozenDictionary();

        // A major of a class is found in its class.
        KeyValuePair<ulong, Accepted> Placed(KeyValuePair<ulong, Accepted> one)
        {
            var (code, accepted) = (one.Key, one.Value);
            var inClass = accepted.Closeness == Fit.SameMajor && Keys[accepted.Start].Class is var upper && upper != code;
            return KeyValuePair.Create(code, inClass
                ? accepted with { Group = all[Keys[accepted.Start].Class].Number, Place = accepted.Start - all[Keys[accepted.Start].Class].Start }
                : accepted with { Group = accepted.Number, Place = Everywhere });
        }

        void Add(ulong code, int closeness, int rank)
        {
            var known = all.TryGetValue(code, out var accepted) ? accepted : new Accepted(all.Count + 1, rank, rank, closeness);
            all[code] = known.Closeness == closeness && known.End == rank && (closeness == Fit.SameDiscipline || rank - known.Start < 1 << PlaceBits)
                ? known with { End = rank + 1 }
                : throw new InvalidOperationException($"The majors of code {code:x} are not one run of the catalogue, or too long a one.");
        }
    }
}

/// <summary>What the code of a discipline, a class or a major accepts.</summary>
/// <param name="Number">The code's own number, from 1.</param>
/// <param name="Start">The first rank.</param>
/// <param name="End">The rank after the last.</param>
/// <param name="Closeness">As <see cref="Fit.Closeness"/> counts it.</param>
/// <param name="Group">The discipline or class to look in; a major without a class is its own.</param>
/// <param name="Place">The place in it, or <see cref="MajorTable.Everywhere"/>.</param>
readonly record struct Accepted(int Number, int Start, int End, int Closeness, int Group = 0, int Place = MajorTable.Everywhere);

/// <summary>The groups a major is in, and its place in the narrower one.</summary>
readonly record struct Place(int Discipline, int Class, int InClass);
