using RaMatch.Benchmarks.Instances;
using RaMatch.Benchmarks.Measuring;
using RaMatch.Rounds.Floors;
using RaMatch.Rounds.Solving;

namespace RaMatch.Benchmarks.Suites;

/// <summary>What comes after solving where parks have floors: the certificate, the repair, and the largest number that could be seated at all.</summary>
static class FloorSteps
{
    public static void Run(Session session)
    {
        var table = new Table(
            "Floors: CPU of what follows the solving", "instance", "solving", "certificate", "/ solving", "missing: repairable / never", "repair", "chains / new blocking pairs", "largest possible", "seated at most");
        foreach (var shape in session.Quick ? [RoundShape.Park] : new[] { RoundShape.Tenth, RoundShape.National })
        {
            var found = session.Run(new StepRequest(Steps.Floors, shape.Name, session.Quick ? 1 : 5) { Variant = Variants.Caps });
            if (Steps.FlowOn(session, shape.Name) is { } flow)
            {
                session.Compare($"{shape.Name}: the largest possible number and that of the flow", (ulong)flow.Facts["seated"], (ulong)found.Facts["at most"]);
            }

            table.Add(
                $"{shape.Name}, {Variants.Caps}",
                Table.Milliseconds(found.Facts["solving"]),
                Table.Milliseconds(found.Cpu),
                Table.Ratio(found.Cpu, found.Facts["solving"]),
                $"{found.Facts["repairable"]:0} / {found.Facts["never"]:0}",
                Table.Milliseconds(found.Facts["repair"]),
                $"{found.Facts["chains"]:0} / {found.Facts["new blocking pairs"]:0}",
                Table.Milliseconds(found.Facts["largest"]),
                Table.Count(found.Facts["at most"]));
        }

        session.Print(table);
    }

    /// <summary>Solves once, then certificate, repair and bound; the checksum is what is missing, counted from the outcome for reference.</summary>
    public static StepResult Finding(StepRequest request)
    {
        var round = Steps.RoundOf(request.Size, request.Variant);
        var (solving, _, outcome) = Processes.Least(request.Times, () => DeferredAcceptance.Solve(round));
        var (cpu, wall, certificate) = Processes.Least(request.Times, () => FloorCertificate.Of(round, outcome));
        var (repairing, _, repair) = Processes.Least(1, () => FloorRepair.Of(round, outcome));
        var (bounding, _, most) = Processes.Least(1, () => LargestPossible.Of(round, outcome));
        var held = new int[round.ParkCaps.Length];
        foreach (var wish in outcome.Granted.Where(wish => wish >= 0))
        {
            held[round.UnitParks[round.PositionUnits[round.Wishes[wish].Position]]]++;
        }

        return new StepResult
        {
            Cpu = cpu,
            Wall = wall,
            PeakMegabytes = Processes.PeakMegabytes(),
            Checksum = (ulong)(certificate.Repairable + certificate.Never),
            Reference = (ulong)round.ParkFloors.Zip(held).Sum(park => Math.Max(0, park.First - park.Second)),
            Facts = new()
            {
                ["solving"] = solving,
                ["repairable"] = certificate.Repairable,
                ["never"] = certificate.Never,
                ["repair"] = repairing,
                ["chains"] = repair.Chains.Length,
                ["new blocking pairs"] = repair.BlockingPairs.Length,
                ["largest"] = bounding,
                ["at most"] = most,
            },
        };
    }
}
