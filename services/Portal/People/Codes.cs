using RaMatch.Platform.Data;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Messages;

namespace RaMatch.Portal.People;

/// <summary>Has a code sent to an address that somebody typed, if there is a way to it and it was not asked too often.</summary>
sealed class Codes(PortalDb db, Channels channels, EntryLimits limits)
{
    /// <summary>What to say of an address that this installation has no way to; null where it has one.</summary>
    public string? ObjectionTo(ContactAddress address) => channels.Has(address.Channel) ? null
        : channels.Has(Channel.Email) ? "本平台没有开通短信，请填写电子邮箱。"
        : channels.Has(Channel.Sms) ? "本平台没有开通邮件，请填写手机号码。"
        : "本平台还没有开通短信和邮件，请联系平台管理人员。";

    /// <summary>Has a code sent, unless one was a minute ago in the same flow.</summary>
    /// <param name="http">The request.</param>
    /// <param name="flowId">The flow that the code belongs to.</param>
    /// <param name="purpose">What it opens.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="write">Writes the letter that holds the code, or another one in its place; null where nothing is to be sent. The page is the same.</param>
    /// <returns>Why not; null where whoever asked is to look for it.</returns>
    public async Task<Refusal?> SendAsync(HttpContext http, Guid flowId, CodePurpose purpose, ContactAddress to, Func<UnitOfWork, string, Task<Letter?>> write)
    {
        if (ObjectionTo(to) is { } objection)
        {
            var typed = new Posted(null);
            typed.Refuse("address", objection);
            return typed.Wrong;
        }

        if (limits.Send(http, to) is { } tooOften)
        {
            return tooOften;
        }

        var code = SentCodes.Draw();
        var kept = await db.WriteAsync(async unit =>
        {
            var made = await SentCodes.PutAsync(unit, flowId, purpose, to, code);
            if (made == CodeKept.Kept && await write(unit, code) is { } letter)
            {
                await Letters.QueueAsync(unit, letter);
            }

            return made;
        });
        return kept == CodeKept.TooMany ? EntryLimits.TooOften(http, SentCodes.Hour) : null;
    }
}
