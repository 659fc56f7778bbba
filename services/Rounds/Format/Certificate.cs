using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RaMatch.Rounds.Format;

/// <summary>What a result says of itself: <c>certificate.json</c>. Holds no time and no machine, so the same round has the same certificate.</summary>
/// <param name="Format"><c>ramatch-result/1</c>.</param>
/// <param name="Programme">The programme's code.</param>
/// <param name="Round">The round's id.</param>
/// <param name="InputHash">Of the round's files, 64 lower-case hex digits; docs/rounds.md says how to recompute it.</param>
/// <param name="ResultHash">Of the result's other files, in the same way.</param>
/// <param name="Parks">How many.</param>
/// <param name="Units">How many.</param>
/// <param name="Positions">How many.</param>
/// <param name="Seats">Of all positions together, before any cap.</param>
/// <param name="Applicants">How many.</param>
/// <param name="Wishes">How many.</param>
/// <param name="Seated">Applicants with a seat.</param>
/// <param name="Unseated">Applicants without.</param>
/// <param name="BlockingPairs">Dearer wishes that no full level refuses; 0.</param>
/// <param name="Floors">The parks that have a floor, by id.</param>
/// <param name="Repair">What a repair of the missed floors does; null where none is missed or none was looked for.</param>
public sealed record Certificate(
    string Format,
    string Programme,
    string Round,
    string InputHash,
    string ResultHash,
    int Parks,
    int Units,
    int Positions,
    long Seats,
    int Applicants,
    int Wishes,
    int Seated,
    int Unseated,
    int BlockingPairs,
    IReadOnlyList<FloorFinding> Floors,
    RepairFinding? Repair)
{
    /// <summary>The format this program writes and knows.</summary>
    public const string Version = "ramatch-result/1";

    internal const string FileName = "certificate.json";

    static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    internal void Write(Stream stream)
    {
        JsonSerializer.Serialize(stream, this, Options);
        stream.Write("\n"u8);
    }

    internal static Certificate Read(Stream stream)
    {
        try
        {
            return JsonSerializer.Deserialize<Certificate>(stream, Options) ?? throw new RoundFormatException(FileName, 1, 1, "an object is expected");
        }
        catch (JsonException error)
        {
            throw new RoundFormatException(FileName, (int)(error.LineNumber ?? 0) + 1, (int)(error.BytePositionInLine ?? 0) + 1, $"no certificate: {error.Message}");
        }
    }
}

/// <summary>What became of a park's floor.</summary>
/// <param name="Park">The park's id.</param>
/// <param name="Floor">The fewest it is to get.</param>
/// <param name="Seated">What it got.</param>
/// <param name="Deficit">What is missing; 0 where the floor is met.</param>
/// <param name="Repairable">How much of it a repair fills; null if none was looked for. The rest no assignment along the lists can fill.</param>
public sealed record FloorFinding(string Park, int Floor, int Seated, int Deficit, int? Repairable);

/// <summary>What a repair of missed floors does to the result, as <c>repair.csv</c>, <c>cut.csv</c> and <c>blocking.csv</c> show.</summary>
/// <param name="InForce">Whether it was ordered: then <c>repair.csv</c> amends <c>assignments.csv</c>. It is not strategy-proof.</param>
/// <param name="Seated">Applicants with a seat after it.</param>
/// <param name="Moved">Applicants who sit elsewhere after it, or at last.</param>
/// <param name="BlockingPairs">What it costs: wishes that would then be dearer and refused by nothing.</param>
/// <param name="RepairHash">Of the three files, in the way of the other hashes.</param>
public sealed record RepairFinding(bool InForce, int Seated, int Moved, int BlockingPairs, string RepairHash);
