using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace RaMatch.Platform.Jobs;

/// <summary>How long work is worked off. Every key is described in docs/settings.md.</summary>
/// <param name="AtOnce"><c>Jobs:AtOnce</c>: so many jobs of a service one process works on at once.</param>
/// <param name="Patience"><c>Jobs:PatienceMilliseconds</c>: so long a request waits for the work it asked for; what is small is answered at once.</param>
public sealed record JobSettings(int AtOnce, TimeSpan Patience)
{
    /// <summary>Reads the settings; a wrong value throws with the key's name.</summary>
    public static JobSettings From(IConfiguration configuration) => new(
        Number("Jobs:AtOnce", configuration["Jobs:AtOnce"], 2, least: 1, most: 64),
        TimeSpan.FromMilliseconds(Number("Jobs:PatienceMilliseconds", configuration["Jobs:PatienceMilliseconds"], 1_000, least: 0, most: 60_000)));

    static int Number(string key, string? text, int otherwise, int least, int most) => text is null
        ? otherwise
        : int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new InvalidOperationException($"{key} is '{text}'; use a number from {least} to {most}.");
}
