using RaMatch.Platform.Data;
using RaMatch.Portal.Backend;

namespace RaMatch.Portal.People;

/// <summary>
/// Somebody gets an account with a confirmed address and a first membership, all in one transaction. Whether an address has an account already is told
/// to whoever reads what comes there and to nobody else: to a taken one goes a letter that says so, and a code that nobody is told is kept for it.
/// </summary>
sealed class Registration(PortalDb db, AccountManager accounts, Codes codes)
{
    /// <summary>Has a code sent, unless one was a minute ago; why not, or null.</summary>
    public Task<Refusal?> SendCodeAsync(HttpContext http, Guid flowId, ContactAddress to) => codes.SendAsync(http, flowId, CodePurpose.Registration, to, async (unit, code) =>
        await Addresses.IsTakenAsync(unit, to) ? DoorLetters.Taken(to) : DoorLetters.Code(to, code, "注册账号", unit.Now));

    /// <summary>What is wrong with a password; null where nothing is.</summary>
    public Task<string?> WeaknessAsync(string name, string password) => accounts.WeaknessAsync(new Account { Name = name }, password);

    /// <summary>Makes the account.</summary>
    /// <param name="name">How to address the person.</param>
    /// <param name="address">The address, to which the code was sent.</param>
    /// <param name="flowId">The flow in which it was.</param>
    /// <param name="code">The code.</param>
    /// <param name="password">The password.</param>
    /// <param name="network">Where the request comes from.</param>
    /// <param name="join">Writes the first membership of the account; null refuses all of it.</param>
    public async Task<Outcome> RegisterAsync(string name, ContactAddress address, Guid flowId, string code, string password, string network, Func<UnitOfWork, Guid, Task<Guid?>> join)
    {
        var (account, weak) = await accounts.PrepareAsync(name, password);
        if (weak is not null)
        {
            return new Outcome(null, "password", weak);
        }

        return await db.WriteAsync(async unit =>
        {
            if (!await SentCodes.TakeAsync(unit, flowId, CodePurpose.Registration, address, code)
                || await unit.ExecuteAsync(InsertAddress, new { address.Kind, address.Address, account.AccountId, unit.Now }) == 0)
            {
                return new Outcome(null, "code", SentCodes.Wrong);
            }

            await AccountStore.InsertAsync(unit, account);
            if (await join(unit, account.AccountId) is not { } membershipId)
            {
                throw new InvitationGoneException();
            }

            await Happenings.NoteAsync(unit, new Happened(account.AccountId, Happening.Registered, Terms, network));
            return new Outcome((account.AccountId, account.SecurityStamp, membershipId), null, null);
        });
    }

    /// <summary>What came of it.</summary>
    /// <param name="Made">The account and its membership; null where there is none.</param>
    /// <param name="Field">The field at which it was refused.</param>
    /// <param name="Sentence">Why.</param>
    public sealed record Outcome((Guid AccountId, string Stamp, Guid MembershipId)? Made, string? Field, string? Sentence);

    // The version of what is agreed to on the page.
    const string Terms = "1";

    const string InsertAddress = """
        INSERT INTO account_address (kind, address, account_id, confirmed_at)
        SELECT @kind, @address, @accountId, @now
        WHERE NOT EXISTS (SELECT 1 FROM account_address WHERE kind = @kind AND address = @address)
        """;
}

/// <summary>Thrown inside the transaction that accepts an invitation: it was used, revoked or too old by then, so nothing of it happens.</summary>
sealed class InvitationGoneException() : Exception("The invitation was gone when the account was to be made.");
