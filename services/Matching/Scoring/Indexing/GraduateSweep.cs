using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>One position compared with the graduates of a bucket, as <see cref="PositionSweep"/> compares the other way round.</summary>
readonly ref struct GraduateSweep
{
    readonly GraduateBook _graduates;
    readonly SkillAlphabets _alphabets;
    readonly IndexSearch _search;
    readonly FitTable _table;
    readonly ref readonly VacancyFeatures _vacancy;
    readonly ReadOnlySpan<int> _required;
    readonly ReadOnlySpan<int> _wished;
    readonly IReadOnlySet<Guid>? _except;
    readonly bool _namesTwice;
    readonly int _freshness;

    // What is the same for all graduates.
    readonly Vector256<short> _degrees;
    readonly Share _ofRequired;
    readonly Share _ofWished;
    readonly PayBound _ofPay;
    readonly Vector256<ushort> _kind;
    readonly Vector256<ushort> _namedKind;
    readonly Vector256<ushort> _anyKind;
    readonly Vector256<ushort> _earliest;
    readonly Vector256<ushort> _latest;

    /// <param name="graduates">The graduates.</param>
    /// <param name="alphabets">What their skills' bits mean.</param>
    /// <param name="vacancy">The position.</param>
    /// <param name="required">The numbers of those required skills that have one.</param>
    /// <param name="wished">The same of the wished ones.</param>
    /// <param name="table">The rules.</param>
    /// <param name="today">The day.</param>
    /// <param name="search">Where the best are kept, and both kinds of skills marked.</param>
    /// <param name="except">Who is not to be among them.</param>
    public GraduateSweep(
        GraduateBook graduates,
        SkillAlphabets alphabets,
        ref readonly VacancyFeatures vacancy,
        ReadOnlySpan<int> required,
        ReadOnlySpan<int> wished,
        FitTable table,
        int today,
        IndexSearch search,
        IReadOnlySet<Guid>? except)
    {
        (_graduates, _alphabets, _table, _search, _except) = (graduates, alphabets, table, search, except);
        _required = required;
        _wished = wished;
        _vacancy = ref vacancy;
        _namesTwice = MajorTable.NamesTwice(vacancy.Majors);
        _freshness = table.Freshness[Math.Clamp(today - vacancy.PublishedDay, 0, Fit.Stale)];
        var (rules, weights) = (table.Rules, table.Rules.Weights);
        _degrees = Lanes.Eight(table.GraduatesFor(vacancy.MinimumDegree));
        (_ofRequired, _ofWished) = (new Share(weights.RequiredSkills), new Share(weights.WishedSkills));
        _ofPay = new PayBound(weights.Pay, vacancy.PayMinimumFen, vacancy.PayMaximumFen);
        _kind = Vector256.Create((ushort)(1 << (int)vacancy.Kind));
        (_namedKind, _anyKind) = (Vector256.Create(table.NamedKind), Vector256.Create(table.AnyKind));
        (_earliest, _latest) = (Vector256.Create(GraduateEntry.YearOf(rules.EarliestGraduationYear)), Vector256.Create(GraduateEntry.YearOf(rules.LatestGraduationYear)));
    }

    /// <summary>Looks through a bucket.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Over(in Visit<Shelf<GraduateEntry>> visit)
    {
        var (shelf, top) = (visit.Shelf, _search.Top);
        var (firstCounts, secondCounts) = (_search.FirstCounts, _search.SecondCounts);
        var (required, wished, crowded) = Asked(visit.Discipline);
        var (requiredPart, wishedPart) = (Vector256.Create(required.Part), Vector256.Create(wished.Part));
        var (requiredUnseen, wishedUnseen) = (Vector256.Create(required.Added), Vector256.Create(wished.Added));
        var points = Vector256.Create((short)(visit.Points + _freshness));
        var everywhere = visit.Place == MajorTable.Everywhere ? Vector256<ushort>.AllBitsSet : default;
        var major = Vector256.Create((ushort)visit.Place);
        var unsure = Vector256.Create(required.IsSure && wished.IsSure && _table.SharesAreExact && GraduateEntry.Tells(_table.Rules) && ShortPay.Up(_vacancy.PayMaximumFen) < ShortPay.Highest ? (ushort)0 : Signatures.Unsure);
        var least = Vector256.Create((short)(top.Floor - 1));
        for (var first = 0; first < shelf.Count; first += Signatures.AtOnce)
        {
            var entries = Math.Min(shelf.Count - first, Signatures.AtOnce);
            shelf.Skills.Count(0, required.Bits, crowded, first, entries, firstCounts);
            shelf.Skills.Count(0, wished.Bits, crowded, first, entries, secondCounts);
            for (var entry = 0; entry < entries; entry += Lanes.Width)
            {
                var block = shelf.Block(first + entry);
                var (year, kinds) = (Lanes.Field(block, GraduateEntry.GraduationYearField), Lanes.Field(block, GraduateEntry.KindsField));
                var (payFloor, degreeAndPlace) = (Lanes.Field(block, GraduateEntry.PayFloorField), Lanes.Field(block, GraduateEntry.DegreeAndPlaceField));
                var (hasRequired, hasWished) = (Vector256.Create(firstCounts.AsSpan(entry)), Vector256.Create(secondCounts.AsSpan(entry)));
                var number = Vector256.Create(Signatures.NumberMask);
                var ofKind = Vector256.Equals(kinds & _kind, _kind) & _namedKind | Vector256.Equals(kinds, Vector256<ushort>.Zero) & _anyKind;
                var pay = _ofPay.Most(payFloor);
                var most = points
                    + Lanes.Pick(_degrees, GraduateEntry.Degree(degreeAndPlace))
                    + ofKind.AsInt16()
                    + pay
                    + _ofRequired.Of((hasRequired & number) + requiredUnseen, requiredPart)
                    + _ofWished.Of((hasWished & number) + wishedUnseen, wishedPart);
                var accepted = Lanes.AtLeast(year, _earliest) & Lanes.AtLeast(_latest, year) & (everywhere | Vector256.Equals(GraduateEntry.Place(degreeAndPlace), major));
                var these = (Vector256.GreaterThan(most, least).AsUInt16() & accepted).ExtractMostSignificantBits() & Lanes.Used(entries - entry);
                if (these == 0)
                {
                    continue;
                }

                var doubts = (hasRequired | hasWished | unsure) & Vector256.Create(Signatures.Unsure);
                var sure = Vector256.Equals(doubts, Vector256<ushort>.Zero);
                most.CopyTo(_search.Scores);
                pay.CopyTo(_search.OfPay);
                Offer(visit, first + entry, these, sure.ExtractMostSignificantBits(), _ofPay.IsSure(payFloor).ExtractMostSignificantBits());
                least = Vector256.Create((short)(top.Floor - 1));
            }
        }
    }

    (AskedSkills Required, AskedSkills Wished, ulong Crowded) Asked(int discipline)
    {
        var (required, wished, doubled, doubledWished) = (default(Signature), default(Signature), 0, 0);
        var alphabet = _alphabets.Find(discipline);
        if (alphabet is not null)
        {
            required = alphabet.Find(_required, out doubled);
            wished = alphabet.Find(_wished, out doubledWished);
        }

        return (AskedSkills.Of(_vacancy.RequiredSkills.Count, required, doubled), AskedSkills.Of(_vacancy.WishedSkills.Count, wished, doubledWished), alphabet?.Crowded ?? 0);
    }

    // Rarely called, and large: on its own it leaves the registers to the loop.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    void Offer(in Visit<Shelf<GraduateEntry>> visit, int first, uint these, uint sure, uint paysFully)
    {
        var slots = visit.Shelf.Slots[first..];
        var block = visit.Shelf.Block(first);
        var (scores, top) = (_search.Scores, _search.Top);
        for (; these != 0; these &= these - 1)
        {
            var lane = BitOperations.TrailingZeroCount(these);
            var slot = slots[lane];
            var score = (sure >> lane & 1) == 0 ? Compare(visit, slot)
                : (paysFully >> lane & 1) != 0 ? scores[lane]
                : scores[lane] - _search.OfPay[lane] + Pay(GraduateEntry.PayFloorFen(block, lane));

            // Who was met before was closer there: the buckets of a city are looked through in that order.
            if (score >= top.Floor && (!_namesTwice || !top.Knows(slot)) && _except?.Contains(_graduates.IdOf(slot)) != true)
            {
                top.Offer(score, slot);
            }
        }
    }

    int Pay(long floor) => floor > _vacancy.PayMaximumFen
        ? FitTable.Refused
        : Fit.Pay(_table.Rules.Weights.Pay, floor, _vacancy.PayMinimumFen, _vacancy.PayMaximumFen);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int Compare(in Visit<Shelf<GraduateEntry>> visit, int slot)
    {
        ref readonly var record = ref _graduates[slot];
        if (!Fit.Takes(_table.Rules, record.GraduationYear))
        {
            return FitTable.Refused;
        }

        var marks = _search.Marks.Sum(_graduates.SkillsOf(slot));
        return visit.Points + _freshness
            + _table.GraduatesFor(_vacancy.MinimumDegree)[record.Degree]
            + _table.KindsFor(record.Kinds)[(int)_vacancy.Kind]
            + Pay(record.PayFloorFen)
            + _table.Required(marks % SkillMarks.Second, _vacancy.RequiredSkills.Count)
            + _table.Wished(marks / SkillMarks.Second, _vacancy.WishedSkills.Count);
    }
}
