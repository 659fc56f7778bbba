using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Verifying;

/// <summary>The certificate's counts, floors and hashes are those of the files.</summary>
static class CertificateCheck
{
    public static Violation? FirstViolation(RoundInstance instance, RoundResult result, Levels levels, string inputHash)
    {
        var certificate = result.Certificate;
        var seated = levels.Parks.Held.Sum();
        return Differs("format", certificate.Format, Certificate.Version)
            ?? Differs("programme", certificate.Programme, instance.Terms.Programme)
            ?? Differs("round", certificate.Round, instance.Terms.Round)
            ?? Differs("parks", certificate.Parks, instance.Parks.Count)
            ?? Differs("units", certificate.Units, instance.Units.Count)
            ?? Differs("positions", certificate.Positions, instance.Positions.Count)
            ?? Differs("seats", certificate.Seats, instance.PositionSeats.Sum(seats => (long)seats))
            ?? Differs("applicants", certificate.Applicants, instance.Applicants.Count)
            ?? Differs("wishes", certificate.Wishes, instance.Wishes.Length)
            ?? Differs("seated", certificate.Seated, seated)
            ?? Differs("unseated", certificate.Unseated, instance.Applicants.Count - seated)
            ?? Differs("blocking_pairs", certificate.BlockingPairs, 0)
            ?? Floors(instance, certificate, levels)
            ?? Policy(instance.Terms.FloorPolicy, certificate)
            ?? RepairCheck.FirstViolation(instance, result, levels)
            ?? Differs("input_hash", certificate.InputHash, inputHash)
            ?? Differs("result_hash", certificate.ResultHash, result.ResultHash);
    }

    // What was announced is done; a round that announced nothing may have it either way.
    static Violation? Policy(FloorPolicy? announced, Certificate certificate) => announced switch
    {
        FloorPolicy.Repair when certificate.Floors.Any(floor => floor.Deficit > 0) && certificate.Repair is not { InForce: true } =>
            new Violation(Certificate.FileName, 0, "the round's floor_policy is repair, and no repair of the missed floors is in force"),
        FloorPolicy.Report when certificate.Repair is { InForce: true } =>
            new Violation(Certificate.FileName, 0, "the round's floor_policy is report, and a repair is in force"),
        _ => null,
    };

    static Violation? Floors(RoundInstance instance, Certificate certificate, Levels levels)
    {
        var parks = Enumerable.Range(0, instance.Parks.Count).Where(park => instance.ParkFloors[park] > 0).ToList();
        parks.Sort((one, other) => instance.Parks[one].SequenceCompareTo(instance.Parks[other]));
        if (Differs("number of floors", certificate.Floors.Count, parks.Count) is { } violation)
        {
            return violation;
        }

        return parks.Zip(certificate.Floors, (park, floor) =>
            Differs("floors: park", floor.Park, instance.Parks.Text(park))
            ?? Differs($"floor of {floor.Park}", floor.Floor, instance.ParkFloors[park])
            ?? Differs($"seated of {floor.Park}", floor.Seated, levels.Parks.Held[park])
            ?? Differs($"deficit of {floor.Park}", floor.Deficit, Math.Max(0, instance.ParkFloors[park] - levels.Parks.Held[park]))).FirstOrDefault(found => found != null);
    }

    static Violation? Differs<T>(string what, T claimed, T right) =>
        Equals(claimed, right) ? null : new Violation(Certificate.FileName, 0, $"{what} is {right}, not {claimed}");
}
