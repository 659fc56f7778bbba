using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Messages;

namespace RaMatch.Portal.People;

/// <summary>What an operator does about accounts because nobody can on a page: the first supervisor is invited, and who has lost every second factor is let in by the password again.</summary>
public static class PeopleCommands
{
    const string Summary = """
          invite supervisor NAME E-MAIL|MOBILE
                                   print a link, valid for 48 hours once, by which a supervisor gets an account
          release E-MAIL|MOBILE    take authenticator, passkeys and unified identities off an account whose owner has lost them
        """;

    /// <summary>Them, for the program that offers them.</summary>
    /// <param name="portal">The service whose accounts they are about.</param>
    public static CommandSet Of(IService portal) => new(Summary, args => args is ["invite" or "release", ..], args => RunAsync(args, portal));

    /// <summary>Runs one; the link, or what was done, goes to standard output; where that was, and complaints, to standard error.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="portal">The service whose accounts they are.</param>
    /// <returns>0 done; 1 the database cannot be used, or there is no such account; 2 the command line is wrong.</returns>
    internal static async Task<int> RunAsync(string[] args, IService portal)
    {
        switch (args)
        {
            case ["invite", "supervisor", var typedName, var typed, .. var options]
                when TextRules.ObjectionToLine(typedName, out var name) is null && name.Length is > 0 and <= 50 && ContactAddress.Read(typed) is { } address:
                return await RunAsync(options, portal, services => InviteSupervisorAsync(services, name, address));
            case ["release", var typed, .. var options] when ContactAddress.Read(typed) is { } address:
                return await RunAsync(options, portal, services => ReleaseAsync(services, address));
            default:
                await Console.Error.WriteLineAsync($"The commands are:\n{Summary}");
                return 2;
        }
    }

    static async Task<int> RunAsync(string[] options, IService portal, Func<IServiceProvider, Task<string?>> command)
    {
        try
        {
            await using var app = RaMatchHost.Build(options, [portal], builder =>
            {
                RequireFolder(builder);
                // What is printed is the link; all else belongs on standard error.
                builder.Logging.ClearProviders().AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
            });
            var db = app.Services.GetRequiredService<PortalDb>();
            await db.StartAsync(CancellationToken.None);
            await Console.Error.WriteLineAsync(await db.ReadAsync(reader => reader.GetAsync<long>(CountAccounts)) > 0
                ? $"The accounts are those of {db.Location}."
                : $"There is no account yet in {db.Location}: right for a new installation. A portal that has accounts keeps them elsewhere and knows nothing of what is done here; --data names its folder.");
            await using var scope = app.Services.CreateAsyncScope();
            if (await command(scope.ServiceProvider) is not { } done)
            {
                await Console.Error.WriteLineAsync("There is no account with that address.");
                return 1;
            }

            Console.WriteLine(done);
            return 0;
        }
        catch (Exception exception)
        {
            return StartFault.Tell(exception);
        }
    }

    // A mistyped folder would be made, and the link that is printed would open nothing.
    static void RequireFolder(WebApplicationBuilder builder)
    {
        var folder = DataSettings.From(builder.Configuration).Folder;
        if (!Directory.Exists(folder))
        {
            throw new InvalidOperationException($"There is no folder {folder}. --data names the one of the portal; for a new installation make it first: mkdir {folder}");
        }
    }

    static async Task<string?> ReleaseAsync(IServiceProvider services, ContactAddress address)
    {
        var accounts = services.GetRequiredService<AccountManager>();
        if (await accounts.FindByAddressAsync(address) is not { AccountId: var accountId } account)
        {
            return null;
        }

        // A mistyped address must cost nobody the sessions.
        if (account.TotpSince is null && !await accounts.HasPasskeyAsync(accountId) && (await ExternalIdentity.OfAsync(services.GetRequiredService<PortalDb>(), accountId)).Count == 0)
        {
            return $"{address.Masked} has nothing to take off, and nothing was changed.";
        }

        return await accounts.ReleaseAsync(accountId, async (unit, taken) =>
        {
            await Happenings.NoteAsync(unit, new Happened(accountId, Happening.Released, taken, ""));
            await Addresses.TellAsync(unit, accountId, to => DoorLetters.FactorChanged(to, $"的{taken}已由平台管理人员取消"));
        }) ? $"{address.Masked} signs in by the password alone until a second factor is set up again; all its sessions have ended." : null;
    }

    static async Task<string?> InviteSupervisorAsync(IServiceProvider services, string name, ContactAddress address)
    {
        var db = services.GetRequiredService<PortalDb>();
        var (secret, joining) = (DrawnSecret.Draw(), new Joining(Guid.CreateVersion7(), Roles.Supervisor, Capacity.Supervisor, Joining.SupervisorOffice));
        await db.WriteAsync(unit => Invitation.WriteAsync(unit, joining, name, address, secret, invitedBy: null));
        if (!services.GetRequiredService<Channels>().Has(address.Channel))
        {
            await Console.Error.WriteLineAsync($"The page asks for a code that is sent, and {(address.Channel == Channel.Email ? "Mail:Host" : "Sms:Url")} is not set: set it before the link is opened, or have another kind of address given there.");
        }

        return services.GetRequiredService<PortalAddress>().Of($"/invitation/{secret}");
    }

    const string CountAccounts = "SELECT COUNT(*) FROM account";
}
