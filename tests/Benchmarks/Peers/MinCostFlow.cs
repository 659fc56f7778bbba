using System.Diagnostics;
using Google.OrTools.Graph;
using RaMatch.Rounds.Format;

namespace RaMatch.Benchmarks.Peers;

/// <summary>
/// The same round as a flow of least cost with OR-Tools: graduates to positions to units to parks to the sink, with the same seats and caps.
/// It seats as many as possible and, among those ways, takes the one with the smallest sum of ranks, then the largest of scores.
/// </summary>
sealed class MinCostFlow : IRoundPeer
{
    readonly Google.OrTools.Graph.MinCostFlow _flow;
    readonly RoundInstance _round;

    public MinCostFlow(RoundInstance round)
    {
        _round = round;
        var (applicants, positions, units, parks) = (round.Lottery.Length, round.PositionSeats.Length, round.UnitCaps.Length, round.ParkCaps.Length);
        var (position0, unit0, park0) = (applicants, applicants + positions, applicants + positions + units);
        var sink = park0 + parks;
        _flow = new Google.OrTools.Graph.MinCostFlow(sink + 1, round.Wishes.Length + positions + units + parks);
        for (var applicant = 0; applicant < applicants; applicant++)
        {
            _flow.SetNodeSupply(applicant, 1);
            for (var number = round.WishStarts[applicant]; number < round.WishStarts[applicant + 1]; number++)
            {
                // Arcs are numbered in the order in which they are added, so a wish has its arc's number.
                var wish = round.Wishes[number];
                _flow.AddArcWithCapacityAndUnitCost(applicant, position0 + wish.Position, 1, Cost(number - round.WishStarts[applicant], wish.Score));
            }
        }

        for (var position = 0; position < positions; position++)
        {
            _flow.AddArcWithCapacityAndUnitCost(position0 + position, unit0 + round.PositionUnits[position], round.PositionSeats[position], 0);
        }

        for (var unit = 0; unit < units; unit++)
        {
            _flow.AddArcWithCapacityAndUnitCost(unit0 + unit, park0 + round.UnitParks[unit], Math.Min(round.UnitCaps[unit], applicants), 0);
        }

        for (var park = 0; park < parks; park++)
        {
            _flow.AddArcWithCapacityAndUnitCost(park0 + park, sink, Math.Min(round.ParkCaps[park], applicants), 0);
        }

        _flow.SetNodeSupply(sink, -applicants);
    }

    public void Dispose() => _flow.Dispose();

    // Scores run to 1000, those of the variants with few ties to 1000 · 2^20.
    static int Cost(int rank, int score) => rank * 1001 + 1000 - (score > 1000 ? score >> 20 : score);

    /// <inheritdoc />
    public void Solve()
    {
        var status = _flow.SolveMaxFlowWithMinCost();
        if (status != MinCostFlowBase.Status.OPTIMAL)
        {
            throw new UnreachableException($"Min-cost flow ended with {status}.");
        }
    }

    /// <inheritdoc />
    public int[] Granted()
    {
        var granted = new int[_round.Lottery.Length];
        for (var applicant = 0; applicant < granted.Length; applicant++)
        {
            granted[applicant] = Outcome.Unseated;
            for (var number = _round.WishStarts[applicant]; number < _round.WishStarts[applicant + 1]; number++)
            {
                if (_flow.Flow(number) > 0)
                {
                    granted[applicant] = number;
                }
            }
        }

        return granted;
    }
}
