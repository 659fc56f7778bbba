using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using RaMatch.Platform.Data;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Backend;
using RaMatch.Reference;

namespace RaMatch.Portal.People;

/// <summary>
/// ASP.NET Core Identity for the portal's accounts. A try is counted before it is judged: of many at once only those that were counted are, so
/// that nobody gets more by hurrying. Locks go by the product's clock.
/// </summary>
sealed class AccountManager(
    PortalDb db,
    AccountStore store,
    EntryLimits limits,
    TimeProvider clock,
    IOptions<IdentityOptions> options,
    IPasswordHasher<Account> hasher,
    IEnumerable<IUserValidator<Account>> userValidators,
    IEnumerable<IPasswordValidator<Account>> passwordValidators,
    ILookupNormalizer normalizer,
    IdentityErrorDescriber errors,
    IServiceProvider services,
    ILogger<UserManager<Account>> log)
    : UserManager<Account>(store, options, hasher, userValidators, passwordValidators, normalizer, errors, services, log)
{
    /// <summary>After so many tries without a sign-in no further one is judged for a while.</summary>
    public const int MostTries = 6;

    /// <summary>What to say of a password that does not do where somebody is signed in.</summary>
    public static string WrongPassword => $"密码不正确。连续 {MostTries} 次不正确的，请 {Pause.TotalMinutes:0} 分钟后再试。";

    /// <summary>What to say of a code of the second factor that does not do; of one that came while none is judged, that this is so, right or wrong as it may be.</summary>
    public string WrongFactor(HttpContext http, Account account) => account.FactorLockedUntil is { } until && until > clock.GetUtcNow()
        ? $"多次不正确，验证码已暂停核对，现在填写的都不会被接受。请 {EntryLimits.ComeBack(http, until - clock.GetUtcNow())}后再试；有通行密钥的，可以现在用它登录。"
        : $"验证码不正确或已经用过，请等下一个。连续 {MostTries} 次不正确的，请 {Pause.TotalMinutes:0} 分钟后再试。";

    const int RecoveryCodes = 10;

    /// <summary>For how long.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);

    // Whoever asks for an account that is not there waits as long as for one that is.
    static readonly Lazy<string> NobodysHash = new(() => new PasswordHasher<Account>(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = HashIterations })).HashPassword(new Account(), "nobody's"));

    // OWASP's advice of 2023 for PBKDF2 with SHA-512, which is what the framework takes.
    const int HashIterations = 210_000;

    /// <summary>Registers what the framework needs.</summary>
    public static void Add(IServiceCollection services)
    {
        services.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = HashIterations);
        services.AddScoped<AccountStore>();
        services.AddIdentityCore<Account>(identity =>
        {
            identity.Password.RequiredLength = PasswordRules.Shortest;
            identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
        }).AddUserStore<AccountStore>().AddUserManager<AccountManager>().AddPasswordValidator<PasswordRules>()
            .AddTokenProvider<TotpProvider>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
    }

    /// <summary>A new account that is stored nowhere yet, or what is wrong with its password.</summary>
    public async Task<(Account Account, string? Wrong)> PrepareAsync(string name, string password)
    {
        var account = new Account { AccountId = Guid.CreateVersion7(), Name = name };
        return (account, PasswordRules.Sentence(await UpdatePasswordHash(account, password, validatePassword: true)));
    }

    /// <summary>The account that an address belongs to.</summary>
    public Task<Account?> FindByAddressAsync(ContactAddress address) => store.FindByAddressAsync(address);

    /// <summary>The account of an address if the password is its own; null for any reason why not, and after the same time.</summary>
    public async Task<(Account? Found, bool IsRight)> TryPasswordAsync(ContactAddress address, string password)
    {
        if (await store.FindByAddressAsync(address) is not { PasswordHash: not null } account)
        {
            PasswordHasher.VerifyHashedPassword(new Account(), NobodysHash.Value, password);
            // A try at an account that is there is written down twice, and takes as long.
            await Happenings.NoteNobodyAsync(db);
            return (null, false);
        }

        return (account, await TryPasswordAsync(account, password));
    }

    /// <summary>One try at the password of an account, counted whatever comes of it. It takes the same time while none is judged.</summary>
    public async Task<bool> TryPasswordAsync(Account account, string password)
    {
        // Of a locked one as much is written: how long an answer takes tells nobody whether there is an account.
        var isOpen = !await IsLockedOutAsync(account);
        isOpen &= (isOpen ? await AccessFailedAsync(account) : await UpdateAsync(account)).Succeeded;
        return await CheckPasswordAsync(account, password) && isOpen;
    }

    /// <summary>
    /// Proof by whoever is signed in already: the password and, where there is an authenticator, a code. Whoever finds a browser open has neither. Given, earlier
    /// failures no longer count; else what is wrong stands at the fields <c>password</c> and <c>code</c>, or somebody tries too often.
    /// </summary>
    /// <returns>The account, or why not; neither where the session has ended since the request began.</returns>
    public async Task<(Account? Account, Refusal? Refusal)> ProveAsync(HttpContext http, AccountSession session, Posted posted)
    {
        posted.NeedProof(session.HasSecondFactor);
        if ((posted.Wrong ?? limits.Try(http, session.AccountId.ToString())) is { } refusal)
        {
            return (null, refusal);
        }

        return await FindAsync(session) is not { } account ? (null, null) : await ProveAsync(http, account, posted) ? (account, null) : (null, posted.Wrong);
    }

    async Task<bool> ProveAsync(HttpContext http, Account account, Posted posted)
    {
        if (!await TryPasswordAsync(account, posted.Text("password")))
        {
            posted.Refuse("password", WrongPassword);
            return false;
        }

        await ForgiveAsync(account);
        if (account.TotpSince is null)
        {
            return true;
        }

        if (await TryFactorAsync(account, posted.Text("code")) is null)
        {
            posted.Refuse("code", WrongFactor(http, account));
            return false;
        }

        await SucceedAsync(account);
        return true;
    }

    /// <summary>Whether a code of the authenticator, or one of the recovery codes, is right; it is taken by that.</summary>
    /// <returns>How somebody who gave it came in; null where it is wrong.</returns>
    public async Task<SignInMethod?> TryFactorAsync(Account account, string typed)
    {
        var code = FoldedText.Key(typed);
        var isOfAuthenticator = code.Length == Totp.Digits;
        // A recovery code that comes while none is judged is not used up by that.
        if (account.FactorLockedUntil > clock.GetUtcNow() || !await CountFactorTryAsync(account))
        {
            return null;
        }

        return isOfAuthenticator
            ? await VerifyTwoFactorTokenAsync(account, Options.Tokens.AuthenticatorTokenProvider, code) ? SignInMethod.Authenticator : null
            : (await RedeemTwoFactorRecoveryCodeAsync(account, code)).Succeeded ? SignInMethod.RecoveryCode : null;
    }

    /// <summary>The account of a session; null where the session has ended since the request began, by another password or factor.</summary>
    public async Task<Account?> FindAsync(AccountSession session) =>
        await store.FindByIdAsync(session.AccountId.ToString(), CancellationToken.None) is { } account && account.SecurityStamp == session.Stamp ? account : null;

    /// <summary>
    /// Changes how the account of a session is got into. All its other sessions end by that, and whatever belongs to it is written with it or not at all.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="change">Sets what is new; made again on a fresh account if somebody else was first.</param>
    /// <param name="also">Writes in the same transaction.</param>
    /// <returns>Whether it was done; not where the session has ended.</returns>
    public async Task<bool> ChangeAsync(AccountSession session, Func<Account, Task> change, Func<UnitOfWork, Account, Task> also)
    {
        try
        {
            return await RestampAsync(session.AccountId, session.Stamp, change, async (unit, account) =>
            {
                if (!await Sessions.KeepAsync(unit, session, account.SecurityStamp))
                {
                    throw new SessionEndedException();
                }

                await also(unit, account);
            }) is not null;
        }
        catch (SessionEndedException)
        {
            return false;
        }
    }

    /// <summary>Sets an authenticator up: from now on a code is asked for at each sign-in.</summary>
    /// <param name="account">The account.</param>
    /// <param name="key">The authenticator's key.</param>
    /// <param name="step">The step of the code that has shown that the authenticator has it.</param>
    public async Task SetAuthenticatorAsync(Account account, string key, long step)
    {
        await store.SetAuthenticatorKeyAsync(account, key, CancellationToken.None);
        (account.TotpStep, account.TotpSince) = (step, clock.GetUtcNow());
    }

    /// <summary>No code is asked for any more.</summary>
    public static Task RemoveAuthenticatorAsync(Account account)
    {
        (account.TotpKey, account.TotpSince, account.TotpStep) = (null, null, null);
        return Task.CompletedTask;
    }

    /// <summary>Draws recovery codes: as they are shown, and as they are kept.</summary>
    public (IReadOnlyList<string> Shown, IReadOnlyList<string> Kept) DrawRecoveryCodes(Guid accountId)
    {
        List<string> codes = [.. Enumerable.Range(0, RecoveryCodes).Select(_ => CreateTwoFactorRecoveryCode())];
        return (codes, store.Seal(accountId, codes));
    }

    /// <summary>Whether an account has a passkey.</summary>
    public Task<bool> HasPasskeyAsync(Guid accountId) => store.HasPasskeyAsync(accountId);

    /// <summary>What is wrong with a password, whoever chooses it; null where nothing is. That it is somebody's name is not asked: who only has a code is not told whose.</summary>
    public async Task<string?> WeaknessAsync(string password) => PasswordRules.Sentence(await ValidatePasswordAsync(new Account(), password));

    /// <summary>What is wrong with a password that the account's owner chooses; null where nothing is.</summary>
    public async Task<string?> WeaknessAsync(Account account, string password) => PasswordRules.Sentence(await ValidatePasswordAsync(account, password));

    /// <summary>Sets another password, which has been judged.</summary>
    public async Task SetPasswordAsync(Account account, string password)
    {
        await UpdatePasswordHash(account, password, validatePassword: false);
        (account.Failures, account.LockedUntil) = (0, null);
    }

    /// <summary>Another password for whoever has shown to read what comes to an address of the account; null where there is no account any more.</summary>
    public Task<Account?> ResetPasswordAsync(Guid accountId, string password, Func<UnitOfWork, Task> also) =>
        RestampAsync(accountId, null, account => SetPasswordAsync(account, password), (unit, _) => also(unit));

    /// <summary>Takes the authenticator, the recovery codes, all passkeys and identities outside off an account whose owner has lost them; false where there is none any more.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="also">Writes in the same transaction, told what there was to take off, in words.</param>
    public async Task<bool> ReleaseAsync(Guid accountId, Func<UnitOfWork, string, Task> also)
    {
        var hadAuthenticator = false;
        return await RestampAsync(
            accountId,
            null,
            account =>
            {
                hadAuthenticator = account.TotpSince is not null;
                return RemoveAuthenticatorAsync(account);
            },
            async (unit, account) =>
            {
                var (passkeys, identities) = await AccountStore.RemoveFurtherWaysAsync(unit, account.AccountId);
                (bool WasThere, string Name)[] ways = [(hadAuthenticator, "动态验证码"), (passkeys > 0, "通行密钥"), (identities > 0, "统一身份")];
                List<string> taken = [.. ways.Where(way => way.WasThere).Select(way => way.Name)];
                await also(unit, taken.Count < 2 ? string.Concat(taken) : $"{string.Join('、', taken.SkipLast(1))}和{taken[^1]}");
            }) is not null;
    }

    /// <summary>The password was right: earlier failures at it no longer count.</summary>
    public Task ForgiveAsync(Account account)
    {
        (account.Failures, account.LockedUntil) = (0, null);
        return UpdateAsync(account);
    }

    /// <summary>All proofs have been given: earlier failures no longer count.</summary>
    public Task SucceedAsync(Account account)
    {
        (account.Failures, account.LockedUntil, account.FactorFailures, account.FactorLockedUntil) = (0, null, 0, null);
        return UpdateAsync(account);
    }

    /// <inheritdoc />
    public override Task<bool> IsLockedOutAsync(Account user) => Task.FromResult(user.LockedUntil > clock.GetUtcNow());

    /// <inheritdoc />
    public override Task<IdentityResult> AccessFailedAsync(Account user)
    {
        if (++user.Failures >= MostTries)
        {
            (user.Failures, user.LockedUntil) = (0, clock.GetUtcNow() + Pause);
        }

        return UpdateAsync(user);
    }

    // Thrown inside the transaction of a change: the session has ended since the request began, so nothing of it happens.
    sealed class SessionEndedException() : Exception("The session had ended when the account was to be changed.");

    static string NewStamp() => Convert.ToHexString(RandomNumberGenerator.GetBytes(20));

    // With another stamp all sessions of an account have ended. Made again on a fresh one if somebody else was first; null where it is gone, or its stamp is not what it was to be.
    async Task<Account?> RestampAsync(Guid accountId, string? was, Func<Account, Task> change, Func<UnitOfWork, Account, Task> also)
    {
        var stamp = NewStamp();
        while (await store.FindByIdAsync(accountId.ToString(), CancellationToken.None) is { } account)
        {
            if (account.SecurityStamp == stamp)
            {
                // It was written, and the answer to that was lost.
                return account;
            }

            if (was is not null && account.SecurityStamp != was)
            {
                return null;
            }

            await change(account);
            account.SecurityStamp = stamp;
            var isFirst = await db.WriteAsync(async unit =>
            {
                if (!await AccountStore.UpdateAsync(unit, account))
                {
                    return false;
                }

                await also(unit, account);
                return true;
            });
            if (isFirst)
            {
                account.Version++;
                return account;
            }
        }

        return null;
    }

    async Task<bool> CountFactorTryAsync(Account account)
    {
        if (++account.FactorFailures >= MostTries)
        {
            (account.FactorFailures, account.FactorLockedUntil) = (0, clock.GetUtcNow() + Pause);
        }

        return (await UpdateAsync(account)).Succeeded;
    }
}
