using System.ComponentModel.DataAnnotations;
using RaMatch.Contracts;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;
using RaMatch.Reference;

namespace RaMatch.Posting.Units;

/// <summary>What a unit says of itself: the park verifies everything but address and contact.</summary>
/// <param name="Uscc">统一社会信用代码, 18 characters with its check character.</param>
/// <param name="Name">The registered name.</param>
/// <param name="ParkId">The park's id in the reference table.</param>
/// <param name="City">The city of the registered seat.</param>
/// <param name="Address">Street and number.</param>
/// <param name="ContactName">Whom the park calls.</param>
/// <param name="ContactPhone">Mobile or fixed line; never public.</param>
/// <param name="Categories">At least one, each once.</param>
public sealed record UnitFacts(
    [Required(ErrorMessage = "ramatch:unit.uscc-missing"), Folded(MayHoldIdNumber = true)] string Uscc,
    [Required(ErrorMessage = "ramatch:unit.name-missing"), Characters(100, ErrorMessage = "ramatch:unit.name-too-long?most={1}")] string Name,
    [Required(ErrorMessage = "ramatch:unit.park-missing"), Folded] string ParkId,
    [Required(ErrorMessage = "ramatch:unit.city-missing"), Folded] string City,
    [Characters(200, ErrorMessage = "ramatch:unit.address-too-long?most={1}")] string? Address,
    [Required(ErrorMessage = "ramatch:unit.contact-missing"), Characters(50, ErrorMessage = "ramatch:unit.contact-too-long?most={1}")] string ContactName,
    [Required(ErrorMessage = "ramatch:unit.phone-missing"), Folded] string ContactPhone,
    [Required(ErrorMessage = "ramatch:unit.no-category"), MinLength(1, ErrorMessage = "ramatch:unit.no-category")] IReadOnlyList<CategoryEvidence> Categories)
{
    /// <summary>What a unit might say of itself.</summary>
    internal static UnitFacts Example { get; } = new(
        "91370700MA0000001Y",
        "山东天瑞重工有限公司",
        "weifang",
        "潍坊市",
        "高新区创新街 1 号",
        "人力资源部",
        "0536-8888888",
        [new CategoryEvidence(UnitCategory.HighTechEnterprise, "证书 GR202137000001", 2021)]);

    /// <summary>The same, with its numbers as they are compared and stored.</summary>
    public UnitFacts InOneSpelling() => this with { Uscc = UnifiedSocialCreditCode.Normalize(Uscc), ContactPhone = TelephoneNumber.Normalize(ContactPhone) };

    /// <summary>What attributes cannot see: check characters, reference tables, repetitions. Field → sentences; empty when all is well.</summary>
    public Dictionary<string, Sentence[]> Check(DateOnly today)
    {
        var errors = new Dictionary<string, Sentence[]>(StringComparer.Ordinal);
        if (!UnifiedSocialCreditCode.IsValid(Uscc, out var code))
        {
            errors["uscc"] = [Sentence.Of("unit.uscc-invalid", ("reason", Sentence.Of(code)))];
        }

        if (!Parks.TryFind(ParkId, out _))
        {
            errors["parkId"] = [Sentence.Of("unit.park-unknown")];
        }

        if (!Cities.TryFind(City, out _))
        {
            errors["city"] = [Sentence.Of("unit.city-unknown")];
        }

        if (!TelephoneNumber.IsValid(ContactPhone))
        {
            errors["contactPhone"] = [Sentence.Of("unit.phone-invalid")];
        }

        var seen = new HashSet<UnitCategory>();
        for (var index = 0; index < Categories.Count; index++)
        {
            if (Categories[index] is not { } held)
            {
                errors[$"categories[{index}]"] = [Sentence.Of("unit.category-missing")];
                continue;
            }

            if (held.Category is { } category && !seen.Add(category))
            {
                errors[$"categories[{index}].category"] = [Sentence.Of("unit.category-twice")];
            }

            if (held.Year > today.Year)
            {
                errors[$"categories[{index}].year"] = [Sentence.Of("unit.year-in-future")];
            }
        }

        return errors;
    }
}

/// <summary>One category a unit belongs to, with what proves it.</summary>
/// <param name="Category">Which.</param>
/// <param name="Evidence">The certificate's or project's number and name.</param>
/// <param name="Year">Its year.</param>
public sealed record CategoryEvidence(
    [Required(ErrorMessage = "ramatch:unit.category-missing")] UnitCategory? Category,
    [Required(ErrorMessage = "ramatch:unit.evidence-missing"), Characters(200, ErrorMessage = "ramatch:unit.evidence-too-long?most={1}")] string Evidence,
    [Range(1980, 2100, ErrorMessage = "ramatch:unit.year-range")] int Year);
