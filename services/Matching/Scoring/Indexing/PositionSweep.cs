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
    readonly FitTable _table;
    readonly ref readonly CandidateFeatures _candidate;
    readonly Signature _skills;
    readonly int _today;

    public PositionSweep(PositionBook positions, ref readonly CandidateFeatures candidate, in Signature skills, FitTable table, int today, IndexSearch search)
    {
        (_positions, _skills, _table, _today, _search) = (positions, skills, table, today, search);
        _candidate = ref candidate;
    }

    /// <summary>Looks through a bucket.</summary>
    public void Over(in Visit<Shelf<PositionEntry>> visit)
    {
        var (shelf, weights, top) = (visit.Shelf, _table.Rules.Weights, _search.Top);
        var (firstCounts, secondCounts) = (_search.FirstCounts, _search.SecondCounts);
        var degrees = Lanes.Eight(_table.DegreesFor(_candidate.Degree));
        var kinds = Lanes.Eight(_table.KindsFor(_candidate.Kinds));
        var (ofRequired, ofWished, ofFreshness) = (new Share(weights.RequiredSkills), new Share(weights.WishedSkills), new Share(weights.Freshness));
        var freshPart = Vector256.Create(Share.PartOf(Fit.FadingDays));
        var day = Vector256.Create(ShortDay.Of(_today));
        var (payFloor, fullPay) = (Vector256.Create(ShortPay.Down(_candidate.PayFloorFen)), Vector256.Create(ShortPay.Up(_candidate.PayFloorFen)));
        var points = Vector256.Create((short)(visit.Points + weights.Pay));
        var unsure = Vector256.Create(_table.SharesAreExact && ShortDay.Holds(_today) ? (ushort)0 : Signatures.Unsure);
        var least = Vector256.Create((short)(top.Floor - 1));
        for (var first = 0; first < shelf.Count; first += Signatures.AtOnce)
        {
            var entries = Math.Min(shelf.Count - first, Signatures.AtOnce);
            shelf.Skills.Count(PositionEntry.RequiredSet, _skills, first, entries, firstCounts);
            shelf.Skills.Count(PositionEntry.WishedSet, _skills, first, entries, secondCounts);
            for (var entry = 0; entry < entries; entry += Lanes.Width)
            {
                var block = shelf.Block(first + entry);
                var (traits, published) = (Field(block, PositionEntry.TraitsField), Field(block, PositionEntry.PublishedDayField));
                var (required, wished) = (Vector256.Create(firstCounts.AsSpan(entry)), Vector256.Create(secondCounts.AsSpan(entry)));
                var number = Vector256.Create(Signatures.NumberMask);
                var stale = Vector256.Create((ushort)Fit.Stale);
                var fresh = Vector256.Min(stale - Vector256.Min(Vector256.Max(day, published) - published, stale), Vector256.Create((ushort)Fit.FadingDays));
                var most = points
                    + Lanes.Pick(degrees, PositionEntry.Degree(traits))
                    + Lanes.Pick(kinds, PositionEntry.Kind(traits))
                    + ofFreshness.Of(fresh, freshPart)
                    + ofRequired.Of((required & number) + PositionEntry.RequiredUnseen(traits), Field(block, PositionEntry.RequiredPartField))
                    + ofWished.Of((wished & number) + PositionEntry.WishedUnseen(traits), Field(block, PositionEntry.WishedPartField));
                var open = Lanes.AtLeast(Field(block, PositionEntry.LastDayField), day) & Lanes.AtLeast(Field(block, PositionEntry.HighestPayField), payFloor);
                var these = (Vector256.GreaterThan(most, least).AsUInt16() & open).ExtractMostSignificantBits() & Lanes.Used(entries - entry);
                if (these == 0)
                {
                    continue;
                }

                var doubts = (required | wished | unsure) & Vector256.Create(Signatures.Unsure) | traits & Vector256.Create(PositionEntry.Unsure);
                var sure = Vector256.Equals(doubts, Vector256<ushort>.Zero) & Lanes.AtLeast(Field(block, PositionEntry.LowestPayField), fullPay);
                var once = Vector256.Equals(traits & Vector256.Create(PositionEntry.NamesTwice), Vector256<ushort>.Zero);
                most.CopyTo(_search.Scores);
                Offer(visit, first + entry, these, sure.ExtractMostSignificantBits(), ~once.ExtractMostSignificantBits());
                least = Vector256.Create((short)(top.Floor - 1));
            }
        }
    }

    static Vector256<ushort> Field(ReadOnlySpan<ushort> block, int field) => Vector256.Create(block[(field * Lanes.Width)..]);

    // Rarely called, and large: on its own it leaves the registers to the loop.
    [MethodImpl(MethodImplOptions.NoInlining)]
    void Offer(in Visit<Shelf<PositionEntry>> visit, int first, uint these, uint sure, uint twice)
    {
        var slots = visit.Shelf.Slots[first..];
        var (scores, top) = (_search.Scores, _search.Top);
        for (; these != 0; these &= these - 1)
        {
            var lane = BitOperations.TrailingZeroCount(these);
            var slot = slots[lane];
            var score = (sure >> lane & 1) != 0 ? scores[lane] : Compare(visit, slot);

            // Who was met before was closer there: the buckets of a city are looked through in that order.
            if (score >= top.Floor && ((twice >> lane & 1) == 0 || !top.Knows(slot)))
            {
                top.Offer(score, slot);
            }
        }
    }

    int Compare(in Visit<Shelf<PositionEntry>> visit, int slot)
    {
        if (!_positions.Accepts(slot, _candidate, _today))
        {
            return FitTable.Refused;
        }

        ref readonly var record = ref _positions[slot];
        var asked = _positions.SkillsOf(slot);
        return visit.Points
            + _table.DegreesFor(_candidate.Degree)[record.MinimumDegree]
            + _table.KindsFor(_candidate.Kinds)[record.Kind]
            + Fit.Pay(_table.Rules.Weights.Pay, _candidate.PayFloorFen, record.PayMinimumFen, record.PayMaximumFen)
            + _table.Freshness[Math.Clamp(_today - record.PublishedDay, 0, Fit.Stale)]
            + _table.Required(_search.Marks.Sum(asked[..record.RequiredCount]), record.RequiredCount)
            + _table.Wished(_search.Marks.Sum(asked[record.RequiredCount..]), record.WishedCount);
    }
}
