using RaMatch.Contracts;

namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>
/// The terms of <see cref="Fit"/> under one version of a programme's rules, computed by it for all small arguments, so that a search only
/// looks them up.
/// </summary>
sealed class FitTable
{
    /// <summary>Instead of points where a requirement fails: no sum with it reaches a score.</summary>
    public const short Refused = -10_000;

    /// <summary>Kinds of post, rounded up to a power of two: the length of a row of <see cref="KindsFor"/>.</summary>
    const int Kinds = 8;

    const int Degrees = 4;
    const int Bytes = 256;

    // From so many skills asked for, a row of the table only bounds; it is then as long as common bits can be counted.
    const int ManySkills = 15;
    const int RowOfSkills = 16;
    const int Bits = 64;

    readonly short[] _required;
    readonly short[] _wished;
    readonly short[] _freshness;
    readonly short[] _kindsByWish = new short[Bytes * Kinds];
    readonly short[] _wishesByKind = new short[Bytes * Kinds];
    readonly short[] _degreesAsked = new short[Degrees * Degrees];
    readonly short[] _degreesHeld = new short[Degrees * Bytes];
    readonly short[] _majors;

    public FitTable(FitRules rules)
    {
        Rules = rules;
        var weights = rules.Weights;
        _required = OfSkills(weights.RequiredSkills);
        _wished = OfSkills(weights.WishedSkills);
        _freshness = [.. Enumerable.Range(0, Fit.Stale + 1).Select(days => (short)Fit.Freshness(weights.Freshness, days))];
        _majors = [.. Enumerable.Range(0, Fit.SameMajor + 1).Select(closeness => (short)Fit.Major(weights.Major, closeness))];
        NamedCity = Fit.Wished(weights.City, any: false, named: true);
        AnyCity = Fit.Wished(weights.City, any: true, named: false);
        for (var wish = 0; wish < Bytes; wish++)
        {
            for (var kind = 0; kind < Kinds; kind++)
            {
                var points = (short)Fit.Wished(weights.Kind, wish == 0, (wish & 1 << kind) != 0);
                (_kindsByWish[wish * Kinds + kind], _wishesByKind[kind * Bytes + wish]) = (points, points);
            }
        }

        Array.Fill(_degreesHeld, Refused);
        for (var asked = DegreeLevel.JuniorCollege; asked <= DegreeLevel.Doctor; asked++)
        {
            var lowest = Fit.Lowest(asked, rules);
            for (var held = DegreeLevel.JuniorCollege; held <= DegreeLevel.Doctor; held++)
            {
                var points = held < lowest ? Refused : (short)Fit.Degree(weights.Degree, held, lowest);
                _degreesAsked[(int)held * Degrees + (int)asked] = points;

                // Only so many years have bytes of their own; with the rules' range longer than that, every byte stands for one in it.
                for (var year = rules.EarliestGraduationYear; year <= Math.Min(rules.LatestGraduationYear, rules.EarliestGraduationYear + Bytes / Degrees); year++)
                {
                    _degreesHeld[(int)asked * Bytes + DegreeAndYear(held, year)] = points;
                }
            }
        }
    }

    /// <summary>The rules.</summary>
    public FitRules Rules { get; }

    /// <summary>Points of a city that the graduate named.</summary>
    public int NamedCity { get; }

    /// <summary>Points of a city where the graduate takes any.</summary>
    public int AnyCity { get; }

    /// <summary>
    /// Where to count from in <see cref="RequiredSkills"/> and <see cref="WishedSkills"/>: the row for so many skills asked for, and in it
    /// as many places on as skills share a bit, since each of them may be there unseen.
    /// </summary>
    public static byte RowOf(int asked, Signature signature) => (byte)(asked < ManySkills ? RowStart(asked) + signature.Doubled : RowStart(ManySkills));

    /// <summary>Degree and cohort in a byte. Two cohorts 64 years apart share one.</summary>
    public static byte DegreeAndYear(DegreeLevel degree, int year) => (byte)((int)degree | year << 2);

    /// <summary>Points by closeness.</summary>
    public ReadOnlySpan<short> Majors => _majors;

    /// <summary>From <see cref="RowOf"/> on; exact for fewer than 15 skills asked for, else the most there can be.</summary>
    public ReadOnlySpan<short> RequiredSkills => _required;

    /// <inheritdoc cref="RequiredSkills"/>
    public ReadOnlySpan<short> WishedSkills => _wished;

    /// <summary>Points by age in days, 0 to <see cref="Fit.Stale"/>.</summary>
    public ReadOnlySpan<short> Freshness => _freshness;

    /// <summary>To a graduate with this wish: points by kind of post.</summary>
    public ReadOnlySpan<short> KindsFor(int wish) => _kindsByWish.AsSpan((byte)wish * Kinds, Kinds);

    /// <summary>For a position of this kind: points by wish, the graduate's bits of kinds.</summary>
    public ReadOnlySpan<short> WishesFor(PositionKind kind) => _wishesByKind.AsSpan((int)kind * Bytes, Bytes);

    /// <summary>To a graduate with this degree: points by the lowest degree the position accepts, or <see cref="Refused"/>.</summary>
    public ReadOnlySpan<short> DegreesFor(DegreeLevel held) => _degreesAsked.AsSpan((int)held * Degrees, Degrees);

    /// <summary>For a position that accepts this degree: points by <see cref="DegreeAndYear"/>, or <see cref="Refused"/>.</summary>
    public ReadOnlySpan<short> GraduatesFor(DegreeLevel asked) => _degreesHeld.AsSpan((int)asked * Bytes, Bytes);

    /// <summary>Exactly what required skills contribute.</summary>
    public int Required(int common, int asked) => asked < ManySkills ? _required[RowStart(asked) + common] : Fit.Covered(Rules.Weights.RequiredSkills, common, asked);

    /// <summary>Exactly what wished skills contribute.</summary>
    public int Wished(int common, int asked) => asked < ManySkills ? _wished[RowStart(asked) + common] : Fit.Covered(Rules.Weights.WishedSkills, common, asked);

    static int RowStart(int asked) => asked * RowOfSkills;

    static short[] OfSkills(int weight)
    {
        var points = new short[RowStart(ManySkills) + Bits + 1];
        for (var asked = 0; asked < ManySkills; asked++)
        {
            for (var common = 0; common <= asked; common++)
            {
                points[RowStart(asked) + common] = (short)Fit.Covered(weight, common, asked);
            }
        }

        points.AsSpan(RowStart(ManySkills)).Fill((short)weight);
        return points;
    }
}
