using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RaMatch.Matching.Scoring.Indexing;

/// <summary>
/// One graduate compared with the positions of a bucket, 16 at once. Mostly what is found is the score; where it is only the most there can
/// be, and that is enough, the position is compared on its own.
/// </summary>
readonly ref struct PositionSweep
{
    readonly PositionBook _positions;
    readonly IndexSearch _search;
    readonly ref readonly CandidateFeatures _candidate;
    readonly int _today;

    // What is the same for all positions.
    readonly Vector256<short> _degrees;
    readonly Vector256<short> _kinds;
    readonly Share _ofRequired;
    readonly Share _ofWished;
    readonly Share _ofFreshness;
    readonly Share _ofPay;
    readonly Vector256<ushort> _fullPoints;
    readonly Vector256<ushort> _mostSteps;
    readonly Vector256<ushort> _payFloor;
    readonly Vector256<ushort> _fullPay;
    readonly Vector256<ushort> _day;
    readonly Vector256<ushort> _unsure;

    public PositionSweep(PositionBook positions, ref readonly CandidateFeatures candidate, FitTable table, int today, IndexSearch search)
    {
        (_positions, Table, _today, _search) = (positions, table, today, search);
        _candidate = ref candidate;
        var weights = table.Rules.Weights;
        _degrees = Lanes.Eight(table.DegreesFor(candidate.Degree));
        _kinds = Lanes.Eight(table.KindsFor(candidate.Kinds));
        (_ofRequired, _ofWished, _ofFreshness, _ofPay) = (new Share(weights.RequiredSkills), new Share(weights.WishedSkills), new Share(weights.Freshness), new Share(weights.Pay));
        (_fullPoints, _mostSteps) = (Vector256.Create((ushort)weights.Pay), Vector256.Create(Share.MostParts(weights.Pay)));
        (_payFloor, _fullPay) = (Vector256.Create(ShortPay.Down(candidate.PayFloorFen)), Vector256.Create(ShortPay.Up(candidate.PayFloorFen)));
        _day = Vector256.Create(ShortDay.Of(today));
        _unsure = Vector256.Create(table.SharesAreExact && ShortDay.Holds(today) ? (ushort)0 : Signatures.Unsure);
    }

    /// <summary>The rules.</summary>
    public FitTable Table { get; }

    /// <summary>Looks through a bucket.</summary>
    /// <param name="visit">The bucket.</param>
    /// <param name="skills">The graduate's skills as they are told there.</param>
    /// <param name="crowded">Those of their bits that stand for several skills.</param>
    // Compiled at its best at the first call, as all that a search spends its time in: there is nothing to learn about vectors from the first thousand.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Over(in Visit<Shelf<PositionEntry>> visit, in Signature skills, ulong crowded)
    {
        var (shelf, top) = (visit.Shelf, _search.Top);
        var (firstCounts, secondCounts) = (_search.FirstCounts, _search.SecondCounts);
        var points = Vector256.Create((short)visit.Points);
        var least = Vector256.Create((short)(top.Floor - 1));
        for (var first = 0; first < shelf.Count; first += Signatures.AtOnce)
        {
            var entries = Math.Min(shelf.Count - first, Signatures.AtOnce);
            shelf.Skills.Count(PositionEntry.RequiredSet, skills, crowded, first, entries, firstCounts);
            shelf.Skills.Count(PositionEntry.WishedSet, skills, crowded, first, entries, secondCounts);
            for (var entry = 0; entry < entries; entry += Lanes.Width)
            {
                var block = shelf.Block(first + entry);
                var (traits, published) = (Lanes.Field(block, PositionEntry.TraitsField), Lanes.Field(block, PositionEntry.PublishedDayField));
                var (required, wished) = (Vector256.Create(firstCounts.AsSpan(entry)), Vector256.Create(secondCounts.AsSpan(entry)));
                var number = Vector256.Create(Signatures.NumberMask);
                var stale = Vector256.Create((ushort)Fit.Stale);
                var fresh = Vector256.Min(stale - Vector256.Min(Vector256.Max(_day, published) - published, stale), Vector256.Create((ushort)Fit.FadingDays));
                var steps = Lanes.Field(block, PositionEntry.HighestPayField) - Vector256.Min(Lanes.Field(block, PositionEntry.HighestPayField), _payFloor);
                var paysFully = Lanes.AtLeast(Lanes.Field(block, PositionEntry.LowestPayField), _fullPay);
                var pay = paysFully | ~Lanes.AtLeast(_mostSteps, steps) | _ofPay.Of(steps, Lanes.Field(block, PositionEntry.PayPartField)).AsUInt16();
                pay = Vector256.Min(pay, _fullPoints);
                var most = points + pay.AsInt16()
                    + Lanes.Pick(_degrees, PositionEntry.Degree(traits))
                    + Lanes.Pick(_kinds, PositionEntry.Kind(traits))
                    + _ofFreshness.Of(fresh, Vector256.Create(Share.PartOf(Fit.FadingDays)))
                    + _ofRequired.Of((required & number) + PositionEntry.RequiredUnseen(traits), Lanes.Field(block, PositionEntry.RequiredPartField))
                    + _ofWished.Of((wished & number) + PositionEntry.WishedUnseen(traits), Lanes.Field(block, PositionEntry.WishedPartField));
                var open = Lanes.AtLeast(Lanes.Field(block, PositionEntry.LastDayField), _day) & Lanes.AtLeast(Lanes.Field(block, PositionEntry.HighestPayField), _payFloor);
                var these = (Vector256.GreaterThan(most, least).AsUInt16() & open).ExtractMostSignificantBits() & Lanes.Used(entries - entry);
                if (these == 0)
                {
                    continue;
                }

                var doubts = (required | wished | _unsure) & Vector256.Create(Signatures.Unsure) | traits & Vector256.Create(PositionEntry.Unsure);
                var sure = Vector256.Equals(doubts, Vector256<ushort>.Zero);
                var once = Vector256.Equals(traits & Vector256.Create(PositionEntry.NamesTwice), Vector256<ushort>.Zero);
                most.CopyTo(_search.Scores);
                pay.AsInt16().CopyTo(_search.OfPay);
                Offer(visit, first + entry, these, sure.ExtractMostSignificantBits(), paysFully.ExtractMostSignificantBits(), ~once.ExtractMostSignificantBits());
                least = Vector256.Create((short)(top.Floor - 1));
            }
        }
    }

    // Rarely called, and large: on its own it leaves the registers to the loop.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    void Offer(in Visit<Shelf<PositionEntry>> visit, int first, uint these, uint sure, uint paysFully, uint twice)
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
                : scores[lane] - _search.OfPay[lane] + Pay(PositionEntry.Pay(block, lane));

            // Who was met before was closer there: the buckets of a city are looked through in that order.
            if (score >= top.Floor && ((twice >> lane & 1) == 0 || !top.Knows(slot)))
            {
                top.Offer(score, slot);
            }
        }
    }

    int Pay((long Minimum, long Maximum) range) => _candidate.PayFloorFen > range.Maximum
        ? FitTable.Refused
        : Fit.Pay(Table.Rules.Weights.Pay, _candidate.PayFloorFen, range.Minimum, range.Maximum);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int Compare(in Visit<Shelf<PositionEntry>> visit, int slot)
    {
        ref readonly var record = ref _positions[slot];
        if (_today > record.LastDay)
        {
            return FitTable.Refused;
        }

        var asked = _positions.SkillsOf(slot);
        return visit.Points
            + Table.DegreesFor(_candidate.Degree)[record.MinimumDegree]
            + Table.KindsFor(_candidate.Kinds)[record.Kind]
            + Pay((record.PayMinimumFen, record.PayMaximumFen))
            + Table.Freshness[Math.Clamp(_today - record.PublishedDay, 0, Fit.Stale)]
            + Table.Required(_search.Marks.Sum(asked[..record.RequiredCount]), record.RequiredCount)
            + Table.Wished(_search.Marks.Sum(asked[record.RequiredCount..]), record.WishedCount);
    }
}
