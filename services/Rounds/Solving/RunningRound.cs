using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Solving;

/// <summary>
/// A solved round that takes late arrivals, each in microseconds and without allocating: what a result would be if the lists closed now.
/// The result of deferred acceptance depends on no order, so an arrival is just more proposals, and what stands afterwards is bit by bit
/// what solving the larger round anew gives.
/// </summary>
/// <remarks>
/// A withdrawal has no such short cut: whom the withdrawn graduate once displaced may have displaced others, and none of them is
/// remembered. Solve the round anew without the graduate. Not safe for several threads at once.
/// </remarks>
public sealed class RunningRound
{
    readonly RoundInstance _instance;
    readonly Seating _seating;
    Wish[] _wishes;
    int[] _starts;
    int[] _granted;

    /// <summary>Solves a round and keeps it running.</summary>
    /// <param name="instance">The round, checked as a reader does.</param>
    /// <param name="arrivals">For how many arrivals to make room; more come at the price of copying everything.</param>
    /// <param name="wishes">For how many wishes of theirs together.</param>
    public RunningRound(RoundInstance instance, int arrivals, int wishes)
    {
        _instance = instance;
        _seating = new Seating(instance, Capacities.ForAnyDemand(instance));
        Proposals.Run(instance, _seating);

        Applicants = instance.Applicants.Count;
        _wishes = new Wish[instance.Wishes.Length + wishes];
        _starts = new int[instance.WishStarts.Length + arrivals];
        _granted = new int[Applicants + arrivals];
        instance.Wishes.CopyTo(_wishes);
        instance.WishStarts.CopyTo(_starts);
        Cutoffs.Of(instance, _seating).Granted.CopyTo(_granted);
    }

    /// <summary>How many applicants there are by now.</summary>
    public int Applicants { get; private set; }

    /// <summary>One more applicant.</summary>
    /// <param name="lottery">A lottery number that nobody else has.</param>
    /// <param name="wishes">The wishes, dearest first, no position twice.</param>
    /// <returns>The applicant's number: the next.</returns>
    /// <exception cref="ArgumentException">A wish names no position of the round or has a negative score.</exception>
    public int Arrive(uint lottery, ReadOnlySpan<Wish> wishes)
    {
        foreach (var (position, score) in wishes)
        {
            if ((uint)position >= (uint)_instance.Positions.Count || score < 0)
            {
                throw new ArgumentException($"A wish for position {position} with score {score}: the round has {_instance.Positions.Count} positions, and scores are 0 or more.", nameof(wishes));
            }
        }

        var applicant = Applicants++;
        var start = _starts[applicant];
        var end = start + wishes.Length;
        MakeRoom(ref _starts, Applicants + 1);
        MakeRoom(ref _granted, Applicants);
        MakeRoom(ref _wishes, end);
        _starts[applicant + 1] = end;
        _granted[applicant] = Outcome.Unseated;
        wishes.CopyTo(_wishes.AsSpan(start));
        Propose(applicant, start, ~lottery);
        return applicant;
    }

    /// <summary>The number, among the applicant's own wishes from 0, of the wish granted by now, or <see cref="Outcome.Unseated"/>.</summary>
    public int Granted(int applicant) => _granted[applicant] == Outcome.Unseated ? Outcome.Unseated : _granted[applicant] - _starts[applicant];

    /// <summary>The outcome of the round with everybody who has arrived; their wishes are numbered on behind those of the instance.</summary>
    public Outcome Now() => Cutoffs.Of(_instance, _seating, Applicants);

    // The applicant, then whoever loses a seat by it, one after the other.
    void Propose(int applicant, int wish, uint lowerHalf)
    {
        while (wish < _starts[applicant + 1])
        {
            var (position, score) = _wishes[wish];
            var proposal = new Holder((long)score << 32 | lowerHalf, applicant, wish);
            if (proposal.Key < _seating.Bars[position])
            {
                wish++;
                continue;
            }

            var goes = _seating.Offer(proposal, position, out var leaving);
            _granted[applicant] = wish;
            if (!goes)
            {
                return;
            }

            (applicant, wish, lowerHalf) = (leaving.Applicant, leaving.Wish + 1, (uint)leaving.Key);
            _granted[applicant] = Outcome.Unseated;
        }
    }

    static void MakeRoom<T>(ref T[] array, int length)
    {
        if (length > array.Length)
        {
            Array.Resize(ref array, Math.Max(length, 2 * array.Length));
        }
    }
}
