using System.ComponentModel.DataAnnotations;
using RaMatch.Contracts;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;
using RaMatch.Reference;

namespace RaMatch.Posting.Outreach;

/// <summary>What a park knows of a firm that need not have registered. Only name and categories have to be known.</summary>
/// <param name="Name">The registered name.</param>
/// <param name="Uscc">统一社会信用代码; by it a unit that registers is the same firm.</param>
/// <param name="Categories">Why the firm is to be mobilised; at least one.</param>
/// <param name="Headcount">Employees.</param>
/// <param name="ContactName">Whom to call.</param>
/// <param name="ContactPhone">Where; shown whole on the firm's own page only.</param>
/// <param name="Address">Street and number.</param>
/// <param name="Source">Whence the park knows it, such as the name of a list.</param>
public sealed record FirmFacts(
    [Required(ErrorMessage = "ramatch:unit.name-missing"), Characters(100, ErrorMessage = "ramatch:unit.name-too-long?most={1}")] string Name,
    [Folded(MayHoldIdNumber = true)] string? Uscc,
    [Required(ErrorMessage = "ramatch:unit.no-category"), MinLength(1, ErrorMessage = "ramatch:unit.no-category")] IReadOnlyList<UnitCategory> Categories,
    [Range(1, FirmFacts.LargestHeadcount, ErrorMessage = "ramatch:outreach.headcount-range?most={2}")] int? Headcount,
    [Characters(50, ErrorMessage = "ramatch:unit.contact-too-long?most={1}")] string? ContactName,
    [Folded] string? ContactPhone,
    [Characters(200, ErrorMessage = "ramatch:unit.address-too-long?most={1}")] string? Address,
    [Characters(100, ErrorMessage = "ramatch:outreach.source-too-long?most={1}")] string? Source)
{
    /// <summary>Employees of the largest firm there may be.</summary>
    internal const int LargestHeadcount = 1_000_000;

    const int LongestKey = 200;

    /// <summary>What a park might know.</summary>
    internal static FirmFacts Example { get; } = new(
        "潍坊华光光电子有限公司",
        "91370700MA00000035",
        [UnitCategory.HighTechEnterprise],
        420,
        "人力资源部",
        "0536-8888888",
        "高新区清池街道",
        "2022 年高新技术企业名单");

    /// <summary>The code, or the folded name where none is known: under which a firm stands once in its park.</summary>
    internal string KnownAs => Uscc ?? FoldedText.Key(Name);

    /// <summary>The same, with its numbers as they are compared and stored, and each category once.</summary>
    internal FirmFacts InOneSpelling() => this with
    {
        Uscc = string.IsNullOrWhiteSpace(Uscc) ? null : UnifiedSocialCreditCode.Normalize(Uscc),
        ContactPhone = string.IsNullOrWhiteSpace(ContactPhone) ? null : TelephoneNumber.Normalize(ContactPhone),
        Categories = [.. Categories.Distinct().Order()],
    };

    /// <summary>What attributes cannot see. Field → sentence; empty when all is well.</summary>
    internal IEnumerable<(string Field, Sentence Sentence)> Check()
    {
        if (Uscc is not null && !UnifiedSocialCreditCode.IsValid(Uscc, out var code))
        {
            yield return ("uscc", Sentence.Of("unit.uscc-invalid", ("reason", Sentence.Of(code))));
        }

        if (ContactPhone is not null && !TelephoneNumber.IsValid(ContactPhone))
        {
            yield return ("contactPhone", Sentence.Of("unit.phone-invalid"));
        }

        // Names and codes are one key: a name that is a code would be another firm.
        if (UnifiedSocialCreditCode.IsValid(UnifiedSocialCreditCode.Normalize(Name), out _))
        {
            yield return ("name", Sentence.Of("outreach.name-is-code"));
        }

        if (FoldedText.Key(Name).Length > LongestKey)
        {
            yield return ("name", Sentence.Of("unit.name-too-long", ("most", LongestKey / 2)));
        }
    }
}
