using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;

namespace RaMatch.Portal.People;

/// <summary>The command by which the first supervisor of an installation is invited: there is nobody yet who could do it on a page.</summary>
public static class PeopleCommands
{
    /// <summary>One line a command, for the usage of the program that offers them.</summary>
    public const string Summary = """
          invite supervisor NAME E-MAIL
                                   print a link, valid for 48 hours once, by which a supervisor gets an account
        """;

    /// <summary>Whether a command line is one of these.</summary>
    public static bool Knows(IReadOnlyList<string> args) => args is ["invite", ..];

    /// <summary>Runs one; the link goes to standard output, complaints to standard error.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="portal">The service whose accounts they are.</param>
    /// <returns>0 done; 1 the database cannot be used; 2 the command line is wrong.</returns>
    public static async Task<int> RunAsync(string[] args, IService portal)
    {
        if (args is not ["invite", "supervisor", var typedName, var typedAddress, .. var options]
            || TextRules.ObjectionToLine(typedName, out var name) is not null || name.Length is 0 or > 50
            || ContactAddress.Read(typedAddress) is not { } address)
        {
            await Console.Error.WriteLineAsync($"The command is:\n{Summary}");
            return 2;
        }

        try
        {
            await using var app = RaMatchHost.Build(options, [portal]);
            Console.WriteLine(await InviteSupervisorAsync(app.Services, name, address));
            return 0;
        }
        catch (Exception exception)
        {
            return StartFault.Tell(exception);
        }
    }

    static async Task<string> InviteSupervisorAsync(IServiceProvider services, string name, ContactAddress address)
    {
        var db = services.GetRequiredService<PortalDb>();
        await db.StartAsync(CancellationToken.None);
        var (secret, joining) = (Invitation.Draw(), new Joining(Guid.CreateVersion7(), Roles.Supervisor, Capacity.Supervisor, Joining.SupervisorOffice));
        await db.WriteAsync(unit => Invitation.WriteAsync(unit, joining, name, address, secret, invitedBy: null));
        return services.GetRequiredService<PortalAddress>().Of($"/invitation/{secret}");
    }
}
