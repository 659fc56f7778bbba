using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using RaMatch.Reference;

namespace RaMatch.Portal.Front;

/// <summary>What a visitor looks for, as it stands in the address: amounts in yuan, the major by code or name.</summary>
sealed record PositionSearch(string? Q, string? Park, string? City, string? Degree, string? Major, string? Kind, string? PayFrom, string? Sort, string? Page)
{
    /// <summary>Where the search stands.</summary>
    public const string Address = "/positions";

    /// <summary>Positions a page.</summary>
    public const int PageSize = 20;

    /// <summary>The page asked for, from 1.</summary>
    public int PageNumber => RaMatch.Platform.Web.Page.NumberOf(Page);

    /// <summary>The major meant, or null: none was named, or none of that name exists.</summary>
    public Major? MajorFound => Majors.TryFind(MajorText, out var byCode) ? byCode
        : Majors.Search(MajorText, 1).FirstOrDefault(found => found.Name.Equals(MajorText, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the major named is none of the catalogue.</summary>
    public bool MajorUnknown => MajorText.Length > 0 && MajorFound is null;

    /// <summary>Whether anything but words narrows the list.</summary>
    public bool IsFiltered => new[] { Park, City, Degree, Major, Kind, PayFrom }.Any(value => !string.IsNullOrWhiteSpace(value));

    /// <summary>Whether anything narrows the list.</summary>
    public bool IsNarrowed => IsFiltered || !string.IsNullOrWhiteSpace(Q);

    string MajorText => (Major ?? "").Trim();

    /// <summary>The question to Posting, as the query of an address.</summary>
    public string ForPosting() => QueryHelpers.AddQueryString("", Given(new Dictionary<string, string?>
    {
        ["q"] = Q,
        ["park"] = Park,
        ["city"] = City,
        ["degree"] = Degree,
        ["major"] = MajorFound?.Code,
        ["kind"] = Kind,
        ["payFrom"] = long.TryParse(PayFrom, NumberStyles.None, CultureInfo.InvariantCulture, out var yuan) && yuan < 1_000_000 ? (yuan * 100).ToString(CultureInfo.InvariantCulture) : null,
        ["sort"] = Sort,
        ["page"] = PageNumber.ToString(CultureInfo.InvariantCulture),
        ["size"] = PageSize.ToString(CultureInfo.InvariantCulture),
    }))[1..];

    /// <summary>The address of the same search in another order, from its first page.</summary>
    public string SortedBy(string? sort) => QueryHelpers.AddQueryString(Address, Given(new Dictionary<string, string?>
    {
        ["q"] = Q,
        ["park"] = Park,
        ["city"] = City,
        ["degree"] = Degree,
        ["major"] = Major,
        ["kind"] = Kind,
        ["payFrom"] = PayFrom,
        ["sort"] = sort,
    }));

    static IEnumerable<KeyValuePair<string, string?>> Given(Dictionary<string, string?> query) => query.Where(one => !string.IsNullOrWhiteSpace(one.Value));
}
