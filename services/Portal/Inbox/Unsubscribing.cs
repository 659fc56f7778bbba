using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Messages;

namespace RaMatch.Portal.Inbox;

/// <summary>
/// The link at the end of a letter, which ends letters of its kind without a sign-in: sealed, so that nobody makes one for somebody else, and good for nothing but that.
/// A mail program may press it (RFC 8058), a person gets a page to press it on: what a mail scanner opens ends nothing.
/// </summary>
sealed class Unsubscribing(IDataProtectionProvider protection, PortalAddress address)
{
    /// <summary>What a mail program presses, after the link.</summary>
    public const string Press = "/one-click";

    readonly IDataProtector _protector = protection.CreateProtector("RaMatch.Portal", "unsubscribe");

    /// <summary>What a link ends.</summary>
    /// <param name="AccountId">Whose letters.</param>
    /// <param name="Topics">About what.</param>
    public sealed record Ending(Guid AccountId, IReadOnlyList<Topic> Topics);

    /// <summary>Maps the press of a mail program.</summary>
    public static void Map(IEndpointRouteBuilder app) =>
        // It sends no token of ours, and no cookie either: what it may do, its link says.
        app.MapPost("/unsubscribe/{link}" + Press, PressAsync).AllowPublic().DisableAntiforgery().ExcludeFromDescription();

    /// <summary>The link in a letter.</summary>
    public string AddressFor(Guid accountId, IReadOnlyList<Topic> topics) =>
        address.Of("/unsubscribe/" + _protector.Protect(string.Join(' ', topics.Select(topic => topic.ToString()).Prepend(accountId.ToString()))));

    /// <summary>Reads a link; null where it is none of ours.</summary>
    public Ending? Read(string link)
    {
        try
        {
            var parts = _protector.Unprotect(link).Split(' ');
            return new Ending(Guid.Parse(parts[0], CultureInfo.InvariantCulture), [.. parts.Skip(1).Select(Enum.Parse<Topic>)]);
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Ends such letters by e-mail.</summary>
    public static async Task EndAsync(UnitOfWork unit, Ending ending)
    {
        foreach (var topic in ending.Topics)
        {
            await Preferences.ChooseAsync(unit, ending.AccountId, topic, Channel.Email, Frequency.Never);
        }
    }

    static async Task<Results<Ok, NotFound<ProblemDetails>>> PressAsync(string link, Unsubscribing unsubscribing, PortalDb db)
    {
        if (unsubscribing.Read(link) is not { } ending)
        {
            return Problems.NotFound("unsubscribe.none");
        }

        await db.WriteAsync(unit => EndAsync(unit, ending));
        return TypedResults.Ok();
    }
}
