using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Commands;

/// <summary>What a command says on standard output.</summary>
sealed class Report(TextWriter output)
{
    const int MostParks = 10;

    static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    public void Print(object document) => output.WriteLine(JsonSerializer.Serialize(document, Options));

    public void Print(Certificate certificate)
    {
        Line($"{certificate.Applicants:N0} graduates with {certificate.Wishes:N0} wishes; {certificate.Positions:N0} positions with {certificate.Seats:N0} seats, {certificate.Units:N0} units, {certificate.Parks:N0} parks");
        Line($"{certificate.Seated:N0} seated, {certificate.Unseated:N0} not");
        var missed = certificate.Floors.Where(floor => floor.Deficit > 0).ToList();
        if (certificate.Floors.Count > 0)
        {
            Line($"{certificate.Floors.Count - missed.Count:N0} of {certificate.Floors.Count:N0} floors met");
        }

        foreach (var floor in missed.OrderByDescending(floor => floor.Deficit).Take(MostParks))
        {
            Line($"  {floor.Park} has {floor.Seated:N0} of {floor.Floor:N0}: {floor.Deficit:N0} missing{Repairable(floor)}");
        }

        if (missed.Count > MostParks)
        {
            Line($"  and {missed.Count - MostParks:N0} parks more");
        }

        if (certificate.Repair is { } repair)
        {
            Line($"{(repair.InForce ? "the repair is in force, not strategy-proof" : "a repair is not in force")}: {repair.Moved:N0} sit elsewhere, {repair.Seated:N0} seated, {repair.BlockingPairs:N0} blocking pairs");
        }

        Line($"input  {certificate.InputHash}");
        Line($"result {certificate.ResultHash}");
    }

    static string Repairable(FloorFinding floor) =>
        floor.Repairable is { } repairable ? string.Create(CultureInfo.InvariantCulture, $", {repairable:N0} could be repaired, {floor.Deficit - repairable:N0} never") : "";

    public void Print(IReadOnlyList<Steps.Step> steps) =>
        Line($"{string.Join(", ", steps.Select(step => string.Create(CultureInfo.InvariantCulture, $"{step.Name} {step.Milliseconds:N0} ms (CPU {step.CpuMilliseconds:N0})")))}");

    public void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
