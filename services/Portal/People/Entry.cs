using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using OpenTelemetry.Instrumentation.AspNetCore;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;

namespace RaMatch.Portal.People;

/// <summary>That the password was right, or that a code of a reset was, left for the page that asks for the second factor.</summary>
/// <param name="AccountId">Whose.</param>
/// <param name="Stamp">The account's stamp then: after another password it says nothing.</param>
/// <param name="Return">Where to go on.</param>
/// <param name="By">The identity outside that stood for the password; null where none did.</param>
sealed record FirstFactor(Guid AccountId, string Stamp, string? Return, ExternalIdentity? By = null)
{
    /// <summary>The step that leaves it.</summary>
    public const string Step = "first-factor";
}

/// <summary>The end of a sign-in, whatever was asked for.</summary>
static class Entry
{
    /// <summary>Registers what the room needs.</summary>
    public static void Add(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        var address = PortalAddress.From(builder.Configuration, builder.Environment);
        services.AddSingleton(address);
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            // The device asks who it is, so that a passkey is two proofs; and it knows whose it is, so that nobody has to be named.
            (passkeys.UserVerificationRequirement, passkeys.ResidentKeyRequirement) = ("required", "required");
            passkeys.ServerDomain = address.Domain;
        });
        // A link's secret stands in its path, and traces are read by more people than the one who was invited.
        services.Configure<AspNetCoreTraceInstrumentationOptions>(traces => traces.Filter = http => !http.Request.Path.StartsWithSegments("/invitation", StringComparison.OrdinalIgnoreCase));
        AccountManager.Add(services);
        ExternalSignIn.Add(builder, address);
        services.AddScoped<Registration>();
        services.AddScoped<CloseAccount>();
        services.AddSingleton<Codes>();
        services.AddSingleton<Addresses>();
        services.AddSingleton<EntryLimits>();
        services.AddSingleton<IAntiforgeryAdditionalDataProvider, ActAs.OfForms>();
    }

    /// <summary>The first proof has been given: the second factor is asked for where there is one, else the session begins. Whoever needs one and has only passkeys comes in by them alone.</summary>
    /// <returns>Where to go on.</returns>
    public static async Task<string> ContinueAsync(HttpContext http, AccountManager accounts, Account account, SignInMethod how, string? address, ExternalIdentity? by = null)
    {
        if (account.TotpSince is null)
        {
            if (!await http.RequestServices.GetRequiredService<PortalDb>().ReadAsync(async reader => await reader.GetAsync<long>(CountPasskeysNeeded, new { account.AccountId, park = Roles.ParkStaff, supervisor = Roles.Supervisor }) > 0))
            {
                return await CompleteAsync(http, accounts, account, how, address, by);
            }

            new Notice(Ui.Tone.Warn, "按您的身份，还须用通行密钥核对：请点“用通行密钥登录”。").Leave(http);
            return SignInFor(address);
        }

        NextStep.Leave(http, FirstFactor.Step, new FirstFactor(account.AccountId, account.SecurityStamp, address, by));
        return "/sign-in/second-factor";
    }

    /// <summary>The page of sign-in that leads on to an address, if that is one of ours.</summary>
    public static string SignInFor(string? address) => SeeOther.IsOurs(address) ? $"/sign-in?return={Uri.EscapeDataString(address!)}" : "/sign-in";

    /// <summary>All proofs have been given: the session begins.</summary>
    /// <returns>Where to go on.</returns>
    public static async Task<string> CompleteAsync(HttpContext http, AccountManager accounts, Account account, SignInMethod how, string? address, ExternalIdentity? by = null)
    {
        await accounts.SucceedAsync(account);
        if (await Sessions.BeginAsync(http, account.AccountId, account.SecurityStamp, how) is not { } session)
        {
            new Notice(Ui.Tone.Bad, "登录方式刚刚有更改，请重新登录。").Leave(http);
            return SignInFor(address);
        }

        await http.RequestServices.GetRequiredService<PortalDb>().WriteAsync(async unit =>
        {
            await Happenings.NoteAsync(unit, new Happened(account.AccountId, Happening.SignedIn, how.ToString(), Sessions.AddressOf(http)));
            if (by is not null)
            {
                await by.UseAsync(unit);
            }
        });
        return session.LacksSecondFactor ? session.Home : SeeOther.OursOr(address, session.Home);
    }

    const string CountPasskeysNeeded = """
        SELECT COUNT(*)
        FROM passkey p
        WHERE p.account_id = @accountId
            AND EXISTS (SELECT 1 FROM membership m WHERE m.account_id = @accountId AND m.ended_at IS NULL AND m.role IN (@park, @supervisor))
        """;
}
