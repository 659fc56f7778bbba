using System.Globalization;
using RaMatch.Contracts;
using RaMatch.Portal.Backend;

namespace RaMatch.Portal.Parks;

/// <summary>The form of a firm, as it is sent to Posting.</summary>
/// <param name="Name">单位名称.</param>
/// <param name="Uscc">统一社会信用代码.</param>
/// <param name="Categories">单位类别.</param>
/// <param name="Headcount">职工人数.</param>
/// <param name="ContactName">联系人.</param>
/// <param name="ContactPhone">联系电话.</param>
/// <param name="Address">地址.</param>
/// <param name="Source">来源.</param>
sealed record FirmForm(string? Name, string? Uscc, IReadOnlyList<UnitCategory> Categories, int? Headcount, string? ContactName, string? ContactPhone, string? Address, string? Source)
{
    /// <summary>As it was posted; what cannot be read is noted there.</summary>
    public static FirmForm Of(Posted posted) => new(
        posted.TextOrNull("name"),
        posted.TextOrNull("uscc"),
        posted.Values<UnitCategory>("categories"),
        posted.Whole("headcount", "人"),
        posted.TextOrNull("contactName"),
        posted.TextOrNull("contactPhone"),
        posted.TextOrNull("address"),
        posted.TextOrNull("source"));

    /// <summary>A field as it is stored, by its name.</summary>
    public static string? Stored(FirmEntryFacts? entry, string field) => field switch
    {
        "name" => entry?.Name,
        "uscc" => entry?.Uscc,
        "headcount" => entry?.Headcount?.ToString(CultureInfo.InvariantCulture),
        "contactName" => entry?.ContactName,
        "contactPhone" => entry?.ContactPhone,
        "address" => entry?.Address,
        "source" => entry?.Source,
        _ => null,
    };
}
