using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Reference;

namespace RaMatch.Portal.Messages;

/// <summary>What is to be sent is written down in the transaction of what it tells, and sent after that.</summary>
static class Letters
{
    const int LongestSubject = 500;
    const int LongestEmail = 100_000;
    const int LongestSms = 500;

    /// <summary>So long a letter is tried; who has not been reached in a day looks for the matter in the portal.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <summary>Has a letter sent once the transaction has been committed.</summary>
    /// <exception cref="ArgumentException">It can be sent to nobody or says nothing: whoever made it has a bug, and the mail server is not to find it.</exception>
    public static async Task QueueAsync(UnitOfWork unit, Letter letter)
    {
        Require(letter);
        await unit.ExecuteAsync(InsertMessage, new
        {
            letter.MessageId,
            letter.Channel,
            letter.Address,
            letter.Subject,
            letter.Text,
            letter.Unsubscribe,
            now = unit.Now,
            expiresAt = Expiry(unit.Now, letter.Until),
            voidAt = letter.Until,
        });
        unit.Wake();
    }

    /// <summary>Forgets whatever waits for an address or was given up, sent or not: the person behind it is to be forgotten, or it is another's by now.</summary>
    public static Task ForgetAsync(UnitOfWork unit, string address) => unit.ExecuteAsync(DeleteOfAddress, new { address });

    /// <summary>Until when a letter is tried that is queued, or queued again, now.</summary>
    public static DateTimeOffset Expiry(DateTimeOffset now, DateTimeOffset? until) => until is { } end && end < now + Patience ? end : now + Patience;

    /// <summary>All there is, newest first: in a demonstration nothing is sent, and this is where it is read.</summary>
    public static Task<PageOf<Shown>> PageAsync(Reader reader, Page page) => reader.PageAsync<Shown>(SelectAll, CountAll, null, page);

    /// <summary>A letter as a demonstration shows it.</summary>
    public sealed record Shown
    {
        public Guid MessageId { get; init; }
        public Channel Channel { get; init; }
        public string Address { get; init; } = "";
        public string Subject { get; init; } = "";
        public string Text { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }
    }

    static void Require(Letter letter)
    {
        // Addresses were checked where a person gave them; here they are in the one spelling or wrong.
        var isAddress = letter.Channel == Channel.Email
            ? EmailAddress.Normalize(letter.Address) == letter.Address && EmailAddress.IsValid(letter.Address)
            : MobilePhone.Normalize(letter.Address) == letter.Address && MobilePhone.IsValid(letter.Address);
        if (!isAddress)
        {
            throw new ArgumentException($"Not an address of {letter.Channel} in the one spelling it is stored in.", nameof(letter));
        }

        var longest = letter.Channel == Channel.Email ? LongestEmail : LongestSms;
        if (string.IsNullOrWhiteSpace(letter.Text) || letter.Text.Length > longest)
        {
            throw new ArgumentException($"The text of a letter by {letter.Channel} has 1 to {longest} characters.", nameof(letter));
        }

        if (letter.Subject.Length > LongestSubject || (letter.Channel == Channel.Email && string.IsNullOrWhiteSpace(letter.Subject)))
        {
            throw new ArgumentException($"The subject of an e-mail has 1 to {LongestSubject} characters.", nameof(letter));
        }
    }

    const string InsertMessage = """
        INSERT INTO message (message_id, channel, address, subject, text, unsubscribe, attempts, available_at, expires_at, void_at, created_at)
        VALUES (@messageId, @channel, @address, @subject, @text, @unsubscribe, 0, @now, @expiresAt, @voidAt, @now)
        """;

    const string DeleteOfAddress = "DELETE FROM message WHERE address = @address";

    const string SelectAll = """
        SELECT message_id, channel, address, subject, text, created_at
        FROM message
        ORDER BY created_at DESC, message_id DESC
        """;

    const string CountAll = "SELECT COUNT(*) FROM message";
}
