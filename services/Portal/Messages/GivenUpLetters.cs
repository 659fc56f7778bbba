using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Reference;

namespace RaMatch.Portal.Messages;

/// <summary>Someone looks at the letters that could not be sent, and has them sent after the cause is mended or discards them: 404 if it is not there, 409 if it says nothing any more. Nobody reads an address or a text here.</summary>
static class GivenUpLetters
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/letters/given-up", ListAsync).RequireRoles(Roles.Supervisor, Roles.Service).RequireScope(Scopes.OperationsRead)
            .WithSummary("Someone looks at the letters that could not be sent.")
            .WithName("ListGivenUpLetters");
        api.MapPost("/letters/given-up/retry", RetryAllAsync).RequireRoles(Roles.Supervisor, Roles.Service).RequireScope(Scopes.OperationsWrite)
            .WithSummary("Someone has all letters sent that could not be sent and still say something, after the cause is mended.")
            .WithName("RetryGivenUpLetters");
        api.MapPost("/letters/given-up/{messageId:guid}/retry", RetryAsync).RequireRoles(Roles.Supervisor, Roles.Service).RequireScope(Scopes.OperationsWrite)
            .WithSummary("Someone has a letter sent that could not be sent, after the cause is mended.")
            .WithName("RetryGivenUpLetter");
        api.MapDelete("/letters/given-up/{messageId:guid}", DiscardAsync).RequireRoles(Roles.Supervisor, Roles.Service).RequireScope(Scopes.OperationsWrite)
            .WithSummary("Someone discards a letter that could not be sent.")
            .WithName("DiscardGivenUpLetter");
    }

    /// <summary>A letter that could not be sent.</summary>
    /// <param name="MessageId">The letter; an e-mail's Message-ID begins with it.</param>
    /// <param name="Channel">By which way.</param>
    /// <param name="Address">To whom, masked.</param>
    /// <param name="Subject">What about; empty for an SMS.</param>
    /// <param name="Attempts">How often it was tried.</param>
    /// <param name="Reason">Why the last attempt came to nothing.</param>
    /// <param name="CreatedAt">When it was queued.</param>
    /// <param name="GivenUpAt">When it was given up.</param>
    /// <param name="VoidAt">From when on it says nothing any more; null for ever.</param>
    public sealed record GivenUpLetter(Guid MessageId, string Channel, string Address, string Subject, long Attempts, string Reason, DateTimeOffset CreatedAt, DateTimeOffset GivenUpAt, DateTimeOffset? VoidAt);

    /// <summary>What was begun.</summary>
    /// <param name="Letters">So many letters are tried again.</param>
    public sealed record TriedAgain(int Letters);

    /// <summary>An address as an operator sees it.</summary>
    public static string Mask(Channel channel, string address) => channel == Channel.Email ? EmailAddress.Mask(address) : MobilePhone.Mask(address);

    static async Task<Ok<PageOf<GivenUpLetter>>> ListAsync(Page page, PortalDb db)
    {
        var rows = await db.ReadAsync(reader => reader.PageAsync<Row>(SelectGivenUp, CountGivenUp, null, page));
        return TypedResults.Ok(rows.Select(row => new GivenUpLetter(
            row.MessageId, ChannelLoop.NameOf(row.Channel), Mask(row.Channel, row.Address), row.Subject, row.Attempts, row.LastError, row.CreatedAt, row.GivenUpAt, row.VoidAt)));
    }

    static Task<Ok<TriedAgain>> RetryAllAsync(PortalDb db) => db.WriteAsync(async unit =>
    {
        unit.Wake();
        return TypedResults.Ok(new TriedAgain(await unit.ExecuteAsync(RetryAll, new { now = unit.Now, latest = Letters.Expiry(unit.Now, null) })));
    });

    static Task<Results<NoContent, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> RetryAsync(Guid messageId, PortalDb db) =>
        db.WriteAsync<Results<NoContent, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            if (await unit.FindAsync<Row>(SelectOne, new { messageId }) is not { } letter)
            {
                return Problems.NotFound("letter.none");
            }

            if (letter.VoidAt <= unit.Now)
            {
                return Problems.Conflict("letter.void");
            }

            await unit.ExecuteAsync(Retry, new { messageId, now = unit.Now, expiresAt = Letters.Expiry(unit.Now, letter.VoidAt) });
            unit.Wake();
            return TypedResults.NoContent();
        });

    static Task<Results<NoContent, NotFound<ProblemDetails>>> DiscardAsync(Guid messageId, PortalDb db) =>
        db.WriteAsync<Results<NoContent, NotFound<ProblemDetails>>>(async unit =>
            await unit.ExecuteAsync(Discard, new { messageId }) > 0 ? TypedResults.NoContent() : Problems.NotFound("letter.none"));

    sealed record Row
    {
        public Guid MessageId { get; init; }
        public Channel Channel { get; init; }
        public string Address { get; init; } = "";
        public string Subject { get; init; } = "";
        public long Attempts { get; init; }
        public string LastError { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset GivenUpAt { get; init; }
        public DateTimeOffset? VoidAt { get; init; }
    }

    const string SelectGivenUp = """
        SELECT message_id, channel, address, subject, attempts, last_error, created_at, given_up_at, void_at
        FROM message
        WHERE given_up_at IS NOT NULL
        ORDER BY given_up_at DESC, message_id
        """;

    const string CountGivenUp = "SELECT COUNT(*) FROM message WHERE given_up_at IS NOT NULL";

    const string SelectOne = """
        SELECT message_id, channel, address, subject, attempts, last_error, created_at, given_up_at, void_at
        FROM message
        WHERE message_id = @messageId AND given_up_at IS NOT NULL
        """;

    const string Retry = """
        UPDATE message SET given_up_at = NULL, attempts = 0, available_at = @now, expires_at = @expiresAt
        WHERE message_id = @messageId AND given_up_at IS NOT NULL
        """;

    const string RetryAll = """
        UPDATE message
        SET given_up_at = NULL, attempts = 0, available_at = @now, expires_at = CASE WHEN void_at < @latest THEN void_at ELSE @latest END
        WHERE given_up_at IS NOT NULL AND (void_at IS NULL OR void_at > @now)
        """;

    const string Discard = "DELETE FROM message WHERE message_id = @messageId AND given_up_at IS NOT NULL";
}
