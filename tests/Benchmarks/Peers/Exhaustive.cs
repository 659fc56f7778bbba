using RaMatch.Benchmarks.Instances;
using RaMatch.Benchmarks.Measuring;
using RaMatch.Matching.Scoring;
using RaMatch.Matching.Scoring.Indexing;

namespace RaMatch.Benchmarks.Peers;

/// <summary>Everybody is compared with everything by the product's own function: slow, and the reference for all others.</summary>
sealed class Exhaustive(MarketInstance market, int most) : ITopPeer
{
    readonly BestList _best = new(most);
    readonly int _today = MarketGenerator.Today.DayNumber;

    public void ForGraduate(int number, ref Checksum sum)
    {
        for (var position = 0; position < market.Shape.Positions; position++)
        {
            Try(position, number, market.PublishedAt[position], market.PositionIds[position]);
        }

        _best.Drain(ref sum);
    }

    public void ForPosition(int number, ref Checksum sum)
    {
        for (var graduate = 0; graduate < market.Shape.Graduates; graduate++)
        {
            Try(number, graduate, Lot.Of(market.PositionIds[number], market.GraduateIds[graduate]), market.GraduateIds[graduate]);
        }

        _best.Drain(ref sum);
    }

    public void Dispose()
    {
    }

    void Try(int position, int graduate, long tie, Guid id)
    {
        if (Fit.Failed(market.Vacancies[position], market.Candidates[graduate], MarketGenerator.Rules, _today) != Requirements.None)
        {
            return;
        }

        var score = Fit.Score(market.Vacancies[position], market.Candidates[graduate], MarketGenerator.Rules, _today);
        if (score >= _best.Floor)
        {
            _best.Offer(score, tie, id);
        }
    }
}
