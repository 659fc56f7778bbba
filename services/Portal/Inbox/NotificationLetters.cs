using System.Text;
using RaMatch.Platform;
using RaMatch.Portal.Messages;

namespace RaMatch.Portal.Inbox;

/// <summary>
/// What is sent about notifications. An e-mail says what the inbox says, an SMS neither a name nor a reason: it can be read off a locked screen. What somebody calls
/// a unit or a position that no park has looked at stands in neither.
/// </summary>
static class NotificationLetters
{
    const int LongestList = 20;

    /// <summary>An e-mail about some lines, the newest first.</summary>
    /// <param name="address">To whom.</param>
    /// <param name="lines">What about.</param>
    /// <param name="addressOf">Makes a page's whole address.</param>
    /// <param name="unsubscribe">Where its reader ends such letters.</param>
    /// <param name="now">The time that deadlines are told by.</param>
    public static Letter Email(string address, IReadOnlyList<InboxLine> lines, Func<string, string> addressOf, string? unsubscribe, DateTimeOffset now)
    {
        var text = new StringBuilder();
        foreach (var line in lines.Take(LongestList).Select(Vetted))
        {
            var said = NotificationWords.Of(line, now);
            text.Append(NotificationWords.Heading(line)).Append('\n').Append(said.Title).Append('。').Append(said.Detail).Append('\n').Append(addressOf(said.Address)).Append("\n\n");
        }

        if (lines.Count > LongestList)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"另有 {lines.Count - LongestList} 条，请登录查看：{addressOf(new Audience(lines[0].Audience, "").Page)}\n\n");
        }

        text.Append("——\n科研助理招聘平台\n");
        if (unsubscribe is not null)
        {
            text.Append("不想再收到这类邮件：").Append(unsubscribe).Append('\n');
        }

        var subject = lines is [var only]
            ? $"{NotificationWords.Of(Vetted(only), now).Title}（{NotificationWords.Heading(Vetted(only))}）"
            : $"{lines.Count} 条新通知";
        return new Letter(Channel.Email, address, subject, text.ToString(), Until(lines)) { Unsubscribe = unsubscribe is null ? null : unsubscribe + Unsubscribing.Press };
    }

    /// <summary>An SMS about some lines.</summary>
    public static Letter Sms(string address, IReadOnlyList<InboxLine> lines, Func<string, string> addressOf, DateTimeOffset now)
    {
        var page = addressOf(new Audience(lines[0].Audience, "").Page);
        var at = lines.Min(line => line.Facts.At) is { } moment ? Wording.Moment(moment, ChinaTime.DayOf(now)) : null;
        var text = (lines, lines[0].Kind) switch
        {
            ([_, _, ..], _) => $"您有 {lines.Count} 条新通知{(at is null ? null : $"，最近的时间是 {at}")}，请登录查看：{page}",
            (_, NotificationKind.InterviewInvited) => $"您收到面试邀请{(at is null ? null : $"，时间 {at}")}，请登录查看：{page}",
            (_, NotificationKind.InterviewChanged) => $"您的面试安排有变{(at is null ? null : $"，时间 {at}")}，请登录查看：{page}",
            (_, NotificationKind.OfferMade) => at is null ? $"您收到录用通知，请登录答复：{page}" : $"您收到录用通知，请在 {at} 前答复：{page}",
            (_, NotificationKind.OfferExpiring) => $"您有一份录用将于 {at} 到期，请及时答复：{page}",
            (_, NotificationKind.RoundOpened or NotificationKind.RoundClosing or NotificationKind.WishesReminded) => $"请在 {at} 前排好志愿顺序：{page}",
            (_, NotificationKind.HireToConfirm or NotificationKind.ConfirmationReminded) => $"请登录确认录用：{page}",
            _ => $"您有一条新通知，请登录查看：{page}",
        };
        return new Letter(Channel.Sms, address, "", text, Until(lines));
    }

    // A letter about one deadline says nothing any more after it.
    static DateTimeOffset? Until(IReadOnlyList<InboxLine> lines) => lines is [var only] && Topics.Of(only.Kind) is (Topic.Offers or Topic.Rounds) ? only.Facts.At : null;

    static InboxLine Vetted(InboxLine line) => line.Kind is NotificationKind.UnitWaiting or NotificationKind.PositionWaiting
        ? line with { FactsText = "{}" }
        : line;
}
