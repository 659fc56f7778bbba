using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using RaMatch.Contracts;
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
public sealed partial record UnitFacts(
    [Required(ErrorMessage = "请填写统一社会信用代码。")] string Uscc,
    [Required(ErrorMessage = "请填写单位名称。"), StringLength(100, ErrorMessage = "单位名称不能超过100个字。")] string Name,
    [Required(ErrorMessage = "请选择所在园区。")] string ParkId,
    [Required(ErrorMessage = "请选择所在城市。")] string City,
    [StringLength(200, ErrorMessage = "地址不能超过200个字。")] string? Address,
    [Required(ErrorMessage = "请填写联系人。"), StringLength(50, ErrorMessage = "联系人不能超过50个字。")] string ContactName,
    [Required(ErrorMessage = "请填写联系电话。")] string ContactPhone,
    [Required(ErrorMessage = "请至少选择一个单位类别。"), MinLength(1, ErrorMessage = "请至少选择一个单位类别。")] IReadOnlyList<CategoryEvidence> Categories)
{
    /// <summary>What attributes cannot see: check characters, reference tables, repetitions. Field → sentences; empty when all is well.</summary>
    public Dictionary<string, string[]> Check(DateOnly today)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (!UnifiedSocialCreditCode.IsValid(Uscc, out var reason))
        {
            errors["uscc"] = [reason + "。"];
        }

        if (!Parks.TryFind(ParkId, out _))
        {
            errors["parkId"] = ["没有这个园区，请从列表中选择。"];
        }

        if (!Cities.TryFind(City, out _))
        {
            errors["city"] = ["没有这个城市，请从列表中选择。"];
        }

        if (!MobilePhone.IsValid(ContactPhone) && !FixedLine().IsMatch(ContactPhone))
        {
            errors["contactPhone"] = ["请填写11位手机号码，或带区号的固定电话，如 0536-8888888。"];
        }

        var seen = new HashSet<UnitCategory>();
        for (var index = 0; index < Categories.Count; index++)
        {
            if (Categories[index] is not { } held)
            {
                errors[$"categories[{index}]"] = ["请选择单位类别。"];
                continue;
            }

            if (held.Category is { } category && !seen.Add(category))
            {
                errors[$"categories[{index}].category"] = ["同一类别只需填写一次。"];
            }

            if (held.Year > today.Year)
            {
                errors[$"categories[{index}].year"] = ["年份不能晚于今年。"];
            }
        }

        return errors;
    }

    [GeneratedRegex(@"^0\d{2,3}-?\d{7,8}(-\d{1,6})?$")]
    private static partial Regex FixedLine();
}

/// <summary>One category a unit belongs to, with what proves it.</summary>
/// <param name="Category">Which.</param>
/// <param name="Evidence">The certificate's or project's number and name.</param>
/// <param name="Year">Its year.</param>
public sealed record CategoryEvidence(
    [Required(ErrorMessage = "请选择单位类别。")] UnitCategory? Category,
    [Required(ErrorMessage = "请填写证明材料，如证书编号。"), StringLength(200, ErrorMessage = "证明材料不能超过200个字。")] string Evidence,
    [Range(1980, 2100, ErrorMessage = "请填写四位年份。")] int Year);
