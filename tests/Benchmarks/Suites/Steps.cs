using RaMatch.Benchmarks.Instances;
using RaMatch.Benchmarks.Measuring;
using RaMatch.Benchmarks.Peers;
using RaMatch.Rounds.Format;
using RaMatch.Rounds.Solving;

namespace RaMatch.Benchmarks.Suites;

/// <summary>The steps by name: each makes its instance, does its work so often and says what it took.</summary>
static class Steps
{
    public const string Solve = "solve";
    public const string Flow = "min-cost flow";
    public const string Arrivals = "arrivals";
    public const string Verify = "verify";
    public const string Floors = "floors";

    /// <summary>Does one.</summary>
    public static StepResult Do(StepRequest request) => request.Name switch
    {
        Solve => Solving(request),
        Flow => Flowing(request),
        Arrivals => ArrivalSteps.Arriving(request),
        Verify => VerifyingSteps.Verifying(request),
        TopSteps.Ask => TopSteps.Asking(request),
        TopSteps.Full => TopSteps.AskingEverything(request),
        TopSteps.Events => TopSteps.Following(request),
        Floors => FloorSteps.Finding(request),
        PageSteps.Open => PageSteps.Opening(request),
        _ => throw new ArgumentException($"There is no step {request.Name}."),
    };

    /// <summary>Min-cost flow on a round, the least of so many times in turn; null in a build without peers.</summary>
    public static StepResult? FlowOn(Session session, string size, int times = 1, int rounds = 1, string variant = Variants.Caps) =>
        PackagedPeers.AreHere ? session.Interleave(rounds, new StepRequest(Flow, size, times) { Variant = variant })[0] : null;

    /// <summary>The round of that size and variant.</summary>
    public static RoundInstance RoundOf(string size, string variant)
    {
        var shape = RoundShape.All.First(shape => shape.Name == size);
        return variant switch
        {
            Variants.Plain => RoundGenerator.Make(shape with { Capped = false }),
            Variants.Caps => RoundGenerator.Make(shape),
            Variants.Chain => RejectionChain.Make(shape.Applicants, shape.Seed),
            _ => RoundGenerator.Make(shape with { Ties = Variants.Ties[variant] }),
        };
    }

    static StepResult Solving(StepRequest request)
    {
        var round = RoundOf(request.Size, request.Variant);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var (cpu, wall, outcome) = Processes.Least(request.Times, () => DeferredAcceptance.Solve(round, request.Threads));
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        var result = Assigned(round, outcome.Granted.AsSpan(), cpu, wall) with { Checksum = Checksum.Of(outcome) };
        result.Facts["solver bytes"] = allocated / (double)request.Times;
        result.Facts["instance bytes"] = Bytes(round);
        return result;
    }

    // Its arrays; ids at their length.
    static double Bytes(RoundInstance round) =>
        8.0 * round.Wishes.Length
        + 4.0 * (round.WishStarts.Length + round.Lottery.Length + round.PositionSeats.Length + round.PositionUnits.Length + 2 * round.UnitCaps.Length + 2 * round.ParkCaps.Length)
        + new[] { round.Applicants, round.Positions, round.Units, round.Parks }.Sum(ids => ids.Count == 0 ? 0 : ids.Count * (4.0 + ids[0].Length));

    static StepResult Flowing(StepRequest request)
    {
        var round = RoundOf(request.Size, request.Variant);
        using var flow = PackagedPeers.FlowOf(round);
        var (cpu, wall, _) = Processes.Least(request.Times, () =>
        {
            flow.Solve();
            return 0;
        });
        return Assigned(round, flow.Granted(), cpu, wall);
    }

    static StepResult Assigned(RoundInstance round, ReadOnlySpan<int> granted, double cpu, double wall)
    {
        // Before the counting, which takes memory too.
        var peak = Processes.PeakMegabytes();
        var stability = Stability.Of(round, granted);
        return new StepResult
        {
            Cpu = cpu,
            Wall = wall,
            PeakMegabytes = peak,
            Facts = new()
            {
                ["seated"] = stability.Seated,
                ["blocking pairs"] = stability.BlockingPairs,
                ["envious"] = stability.Envious,
                ["over limit"] = stability.OverLimit,
                ["wishes"] = round.Wishes.Length,
            },
        };
    }
}

/// <summary>What can be peculiar about a round.</summary>
public static class Variants
{
    public const string Plain = "plain";
    public const string Caps = "caps";
    public const string Chain = "chain";

    /// <summary>The share of tied wishes by the variant's name.</summary>
    public static readonly Dictionary<string, int> Ties = new(StringComparer.Ordinal) { ["ties 0 %"] = 0, ["ties 50 %"] = 50, ["ties 95 %"] = 95 };
}
