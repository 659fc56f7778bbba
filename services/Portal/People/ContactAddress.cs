using RaMatch.Portal.Messages;
using RaMatch.Reference;

namespace RaMatch.Portal.People;

/// <summary>What an address is.</summary>
enum AddressKind
{
    /// <summary>手机号码.</summary>
    Mobile,

    /// <summary>电子邮箱.</summary>
    Email,
}

/// <summary>A mobile number or an e-mail address in the one spelling by which an account is found, whatever width, case, spaces or country code it was typed with.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Address">In that spelling.</param>
sealed record ContactAddress(AddressKind Kind, string Address)
{
    const int Longest = 254;

    /// <summary>What to say where it cannot be read.</summary>
    public const string Unreadable = "请填写 11 位手机号码，或完整的电子邮箱。";

    /// <summary>By which way it is reached.</summary>
    public Channel Channel => Kind == AddressKind.Mobile ? Channel.Sms : Channel.Email;

    /// <summary>As it may be shown to others: 138****5678, z***@example.com.</summary>
    public string Masked => GivenUpLetters.Mask(Channel, Address);

    /// <summary>Reads what somebody typed; null where it is neither.</summary>
    public static ContactAddress? Read(string typed)
    {
        if (MobilePhone.Normalize(typed) is var mobile && MobilePhone.IsValid(mobile))
        {
            return new ContactAddress(AddressKind.Mobile, mobile);
        }

        var email = EmailAddress.Normalize(FoldedText.Key(typed));
        return email.Length <= Longest && EmailAddress.IsValid(email) ? new ContactAddress(AddressKind.Email, email) : null;
    }

    /// <summary>A letter to it.</summary>
    public Letter Letter(string subject, string text, DateTimeOffset? until = null) => new(Channel, Address, subject, text, until);
}
