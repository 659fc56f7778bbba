namespace RaMatch.Portal.Accounts;

/// <summary>A browser that an account is signed in with, read anew with every request; there is none in a demonstration's sign-ins.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="AccountId">The account.</param>
/// <param name="Stamp">The account's stamp; once that is another one, the session has ended.</param>
/// <param name="Name">Whose it is.</param>
/// <param name="HasSecondFactor">Whether a code of an authenticator is asked for at each sign-in.</param>
/// <param name="IsByPasskey">Whether it was signed in by a passkey, which is a second factor in itself.</param>
/// <param name="ActingId">The membership it acts by; null until one is chosen.</param>
/// <param name="Memberships">All that have not ended, the oldest first.</param>
public sealed record AccountSession(Guid SessionId, Guid AccountId, string Stamp, string Name, bool HasSecondFactor, bool IsByPasskey, Guid? ActingId, IReadOnlyList<Membership> Memberships)
{
    /// <summary>The policy of pages and forms that need an account, whomever it acts for.</summary>
    public const string Policy = "account";

    /// <summary>Where an authenticator is set up.</summary>
    public const string SecondFactorPage = "/account/second-factor";

    /// <summary>Whether an authenticator or a passkey has to be set up before anything else.</summary>
    public bool LacksSecondFactor => !HasSecondFactor && !IsByPasskey && Memberships.Any(one => one.NeedsSecondFactor);

    /// <summary>
    /// As whom it acts; null where that has ended or nothing may be done yet: nobody acts for somebody without having chosen to, so there is no other in its place.
    /// </summary>
    public Membership? Acting => LacksSecondFactor ? null : Memberships.FirstOrDefault(one => one.MembershipId == ActingId);

    /// <summary>Where to go after a sign-in that names no page.</summary>
    public string Home => LacksSecondFactor ? SecondFactorPage : Acting?.Home ?? "/account";
}
