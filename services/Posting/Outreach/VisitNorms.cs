using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using RaMatch.Contracts;

namespace RaMatch.Posting.Outreach;

/// <summary>What a unit of a kind is taken to bring before a park's own numbers say more; the table <c>norms.tsv</c>.</summary>
/// <param name="Small">Seats of a unit of up to 50 people, or of unknown size.</param>
/// <param name="Middle">Seats of one of up to 300.</param>
/// <param name="Large">Seats of a larger one.</param>
/// <param name="PublishPercent">Of a hundred contacted, how many publish.</param>
/// <param name="FillPercent">Of a hundred seats published, how many are filled.</param>
sealed record VisitNorms(int Small, int Middle, int Large, int PublishPercent, int FillPercent)
{
    const int MostOfSmall = 50;
    const int MostOfMiddle = 300;

    static readonly FrozenDictionary<UnitCategory, VisitNorms> All = Read();

    /// <summary>The norms of a kind.</summary>
    public static VisitNorms Of(UnitCategory category) => All[category];

    /// <summary>Seats of a unit of so many people.</summary>
    public int Seats(long? headcount) => headcount switch
    {
        null or <= MostOfSmall => Small,
        <= MostOfMiddle => Middle,
        _ => Large,
    };

    static FrozenDictionary<UnitCategory, VisitNorms> Read()
    {
        using var reader = new StreamReader(typeof(VisitNorms).Assembly.GetManifestResourceStream("Outreach/norms.tsv")!);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => !line.StartsWith('#')).Select(line => line.Split('\t'));
        var byName = lines.ToDictionary(cells => cells[0], cells => cells[1..].Select(cell => int.Parse(cell, CultureInfo.InvariantCulture)).ToList(), StringComparer.Ordinal);
        return Enum.GetValues<UnitCategory>().ToFrozenDictionary(
            category => category,
            category => byName[JsonNamingPolicy.CamelCase.ConvertName(category.ToString())] is [var small, var middle, var large, var publish, var fill]
                ? new VisitNorms(small, middle, large, publish, fill)
                : throw new InvalidDataException($"norms.tsv has no five numbers for {category}."));
    }
}
