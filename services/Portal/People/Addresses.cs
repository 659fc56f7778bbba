using RaMatch.Platform.Data;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Messages;

namespace RaMatch.Portal.People;

/// <summary>
/// The mobile number and the e-mail address of an account, one of each: another one takes the place of the old once a code sent there has come back, and both
/// sides are told, as are the other addresses of the account. That it is another account's is told to nobody but by letter to itself.
/// </summary>
sealed class Addresses(PortalDb db, Codes codes)
{
    /// <summary>Those of an account.</summary>
    public Task<IReadOnlyList<ContactAddress>> OfAsync(Guid accountId) =>
        db.ReadAsync<IReadOnlyList<ContactAddress>>(async reader => [.. (await reader.QueryAsync<Row>(SelectAddresses, new { accountId })).Select(row => new ContactAddress(row.Kind, row.Address))]);

    /// <summary>Has a code sent to an address that is to be the account's, unless one was a minute ago; why not, or null.</summary>
    public Task<Refusal?> SendCodeAsync(HttpContext http, Guid flowId, ContactAddress to) => codes.SendAsync(http, flowId, CodePurpose.Address, to, async (unit, code) =>
        await IsTakenAsync(unit, to) ? DoorLetters.Taken(to) : DoorLetters.Code(to, code, "更换手机号码或邮箱", unit.Now));

    /// <summary>Whether an address belongs to an account.</summary>
    public static async Task<bool> IsTakenAsync(Reader reader, ContactAddress address) => await reader.GetAsync<long>(CountAddress, new { address.Kind, address.Address }) > 0;

    /// <summary>Puts the address in place of the old one of its kind.</summary>
    /// <returns>Whether there was an old one; null where the code does not do.</returns>
    public Task<bool?> ChangeAsync(Guid accountId, Guid flowId, ContactAddress to, string code, string network) => db.WriteAsync<bool?>(async unit =>
    {
        var row = new { accountId, to.Kind, to.Address, unit.Now };
        if (!await SentCodes.TakeAsync(unit, flowId, CodePurpose.Address, to, code))
        {
            return null;
        }

        var old = await unit.FindAsync<Row>(SelectAddress, row);
        if (await unit.ExecuteAsync(UpdateAddress, row) == 0 && await unit.ExecuteAsync(InsertAddress, row) == 0)
        {
            return null;
        }

        await TellAsync(unit, accountId, told => DoorLetters.AddressChanged(told, to, isInPlaceOfAnother: old is not null));
        if (old is not null)
        {
            await Letters.QueueAsync(unit, DoorLetters.AddressChanged(new ContactAddress(old.Kind, old.Address), to, isInPlaceOfAnother: true));
        }

        await Happenings.NoteAsync(unit, new Happened(accountId, Happening.AddressChanged, to.Masked, network));
        return old is not null;
    });

    /// <summary>Has all addresses of an account told something, in the transaction in which it happens.</summary>
    public static async Task TellAsync(UnitOfWork unit, Guid accountId, Func<ContactAddress, Letter> write)
    {
        foreach (var row in await unit.QueryAsync<Row>(SelectAddresses, new { accountId }))
        {
            await Letters.QueueAsync(unit, write(new ContactAddress(row.Kind, row.Address)));
        }
    }

    sealed record Row
    {
        public AddressKind Kind { get; init; }
        public string Address { get; init; } = "";
    }

    const string SelectAddresses = "SELECT kind, address FROM account_address WHERE account_id = @accountId ORDER BY kind DESC";

    const string SelectAddress = "SELECT kind, address FROM account_address WHERE account_id = @accountId AND kind = @kind";

    const string CountAddress = "SELECT COUNT(*) FROM account_address WHERE kind = @kind AND address = @address";

    const string UpdateAddress = """
        UPDATE account_address
        SET address = @address, confirmed_at = @now
        WHERE account_id = @accountId AND kind = @kind
            AND NOT EXISTS (SELECT 1 FROM account_address other WHERE other.kind = @kind AND other.address = @address)
        """;

    const string InsertAddress = """
        INSERT INTO account_address (kind, address, account_id, confirmed_at)
        SELECT @kind, @address, @accountId, @now
        WHERE NOT EXISTS (SELECT 1 FROM account_address WHERE kind = @kind AND (address = @address OR account_id = @accountId))
        """;
}
