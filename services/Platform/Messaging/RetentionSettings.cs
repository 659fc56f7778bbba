using Microsoft.Extensions.Configuration;

namespace RaMatch.Platform.Messaging;

/// <summary>How long what nobody needs any more is kept. Every key is described in docs/settings.md.</summary>
/// <param name="Answers"><c>Retention:AnswerDays</c>: so long a repeated request gets its first answer again.</param>
/// <param name="Inbox"><c>Retention:InboxDays</c>: so long an applied event is remembered that cannot come again anyway.</param>
sealed record RetentionSettings(TimeSpan Answers, TimeSpan Inbox)
{
    /// <summary>Reads the settings; a wrong value throws with the key's name.</summary>
    public static RetentionSettings From(IConfiguration configuration) => new(
        Days("Retention:AnswerDays", configuration["Retention:AnswerDays"]),
        Days("Retention:InboxDays", configuration["Retention:InboxDays"]));

    static TimeSpan Days(string key, string? text) => text is null
        ? TimeSpan.FromDays(30)
        : int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= 3650
            ? TimeSpan.FromDays(days)
            : throw new InvalidOperationException($"{key} is '{text}'; use a number of days from 1 to 3650.");
}
