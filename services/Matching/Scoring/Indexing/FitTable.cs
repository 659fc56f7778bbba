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

    // Rows are as long as Lanes.Pick wants them.
    const int Row = 8;
    const int Wishes = 256;

    // From so many skills asked for, the function itself is called.
    const int ManySkills = 16;

    readonly short[] _required;
    readonly short[] _wished;
    readonly short[] _freshness;
    readonly short[] _majors;
    readonly short[] _kinds = new short[Wishes * Row];
    readonly short[] _degreesAsked = Refusals();
    readonly short[] _degreesHeld = Refusals();

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
        NamedKind = (ushort)Fit.Wished(weights.Kind, any: false, named: true);
        AnyKind = (ushort)Fit.Wished(weights.Kind, any: true, named: false);
        SharesAreExact = Enumerable.Range(0, Fit.FadingDays + 1).All(left => Share.Of(weights.Freshness, left, Fit.FadingDays) == Fit.Freshness(weights.Freshness, Fit.Stale - left))
            && Enumerable.Range(1, AskedSkills.Most).All(asked => Enumerable.Range(0, asked + 1).All(common =>
                Share.Of(weights.RequiredSkills, common, asked) == Fit.Covered(weights.RequiredSkills, common, asked)
                && Share.Of(weights.WishedSkills, common, asked) == Fit.Covered(weights.WishedSkills, common, asked)));
        for (var wish = 0; wish < Wishes; wish++)
        {
            for (var kind = 0; kind < Row; kind++)
            {
                _kinds[wish * Row + kind] = (short)Fit.Wished(weights.Kind, wish == 0, (wish & 1 << kind) != 0);
            }
        }

        for (var asked = DegreeLevel.JuniorCollege; asked <= DegreeLevel.Doctor; asked++)
        {
            var lowest = Fit.Lowest(asked, rules);
            for (var held = lowest; held <= DegreeLevel.Doctor; held++)
            {
                var points = (short)Fit.Degree(weights.Degree, held, lowest);
                (_degreesAsked[(int)held * Row + (int)asked], _degreesHeld[(int)asked * Row + (int)held]) = (points, points);
            }
        }
    }

    /// <summary>Whether a <see cref="Share"/> is exactly the function's term, and not only never less; so it is for all but strange weights.</summary>
    public bool SharesAreExact { get; }

    /// <summary>The rules.</summary>
    public FitRules Rules { get; }

    /// <summary>The table of the rules as a unit's score goes by them.</summary>
    public FitTable ForUnits => field ??= new FitTable(UnitView.Of(Rules));

    /// <summary>Points of a city that the graduate named.</summary>
    public int NamedCity { get; }

    /// <summary>Points of a city where the graduate takes any.</summary>
    public int AnyCity { get; }

    /// <summary>Points of a kind that the graduate named.</summary>
    public ushort NamedKind { get; }

    /// <summary>Points of a kind where the graduate takes any.</summary>
    public ushort AnyKind { get; }

    /// <summary>Points by closeness.</summary>
    public ReadOnlySpan<short> Majors => _majors;

    /// <summary>Points by age in days, 0 to <see cref="Fit.Stale"/>.</summary>
    public ReadOnlySpan<short> Freshness => _freshness;

    /// <summary>To a graduate with this wish, bits of kinds: points by kind of post.</summary>
    public ReadOnlySpan<short> KindsFor(int wish) => _kinds.AsSpan((byte)wish * Row, Row);

    /// <summary>To a graduate with this degree: points by the lowest degree the position accepts, or <see cref="Refused"/>.</summary>
    public ReadOnlySpan<short> DegreesFor(DegreeLevel held) => _degreesAsked.AsSpan((int)held * Row, Row);

    /// <summary>For a position that accepts this degree: points by the graduate's, or <see cref="Refused"/>.</summary>
    public ReadOnlySpan<short> GraduatesFor(DegreeLevel asked) => _degreesHeld.AsSpan((int)asked * Row, Row);

    /// <summary>What required skills contribute.</summary>
    public int Required(int common, int asked) => asked < ManySkills ? _required[asked * ManySkills + common] : Fit.Covered(Rules.Weights.RequiredSkills, common, asked);

    /// <summary>What wished skills contribute.</summary>
    public int Wished(int common, int asked) => asked < ManySkills ? _wished[asked * ManySkills + common] : Fit.Covered(Rules.Weights.WishedSkills, common, asked);

    static short[] OfSkills(int weight)
    {
        var points = new short[ManySkills * ManySkills];
        for (var asked = 0; asked < ManySkills; asked++)
        {
            for (var common = 0; common <= asked; common++)
            {
                points[asked * ManySkills + common] = (short)Fit.Covered(weight, common, asked);
            }
        }

        return points;
    }

    static short[] Refusals()
    {
        var points = new short[((int)DegreeLevel.Doctor + 1) * Row];
        Array.Fill(points, Refused);
        return points;
    }
}
