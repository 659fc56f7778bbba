using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using RaMatch.Platform.Data;

namespace RaMatch.Platform.Web;

/// <summary>
/// Signs the five-minute tokens (JWT, ES256) with which the portal, the command line and the services call a service. Only
/// whoever holds the private key can; services need no more than the public one.
/// </summary>
public sealed class Tokens(TokenKeys keys)
{
    internal const string Issuer = "ramatch";
    static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    // A signature costs more than all else a call costs. What is handed out again has most of its life before it.
    static readonly TimeSpan HandedOutAgain = TimeSpan.FromMinutes(2);
    const int MostKept = 10_000;

    readonly ConcurrentDictionary<(Caller Caller, string Service, Origin? Origin), Kept> _kept = new();

    /// <summary>A token that lets <paramref name="caller"/> call one service, signed in the last two minutes.</summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="service">The service that is called.</param>
    /// <param name="origin">Whence the caller's own request comes; null where the call is nobody's request.</param>
    /// <exception cref="InvalidOperationException">This process has only the public key.</exception>
    public string ForCalls(Caller caller, string service, Origin? origin = null)
    {
        var now = DateTime.UtcNow;
        if (_kept.TryGetValue((caller, service, origin), out var kept) && now - kept.SignedAt < HandedOutAgain && now >= kept.SignedAt)
        {
            return kept.Token;
        }

        if (_kept.Count >= MostKept)
        {
            _kept.Clear();
        }

        var token = For(caller, origin, service);
        _kept[(caller, service, origin)] = new Kept(token, now);
        return token;
    }

    /// <summary>A new token that lets <paramref name="caller"/> call the services named.</summary>
    /// <exception cref="InvalidOperationException">This process has only the public key.</exception>
    public string For(Caller caller, params string[] services) => For(caller, null, services);

    /// <summary>The same, which says whence the caller's request comes.</summary>
    /// <exception cref="InvalidOperationException">This process has only the public key.</exception>
    public string For(Caller caller, Origin? origin, params string[] services)
    {
        var signing = keys.Credentials;
        List<Claim> claims = [.. caller.Claims(), .. origin?.Claims() ?? []];
        claims.AddRange(services.Select(service => new Claim("aud", service)));
        // Wall time, not the demo's clock: a token's age is real whatever day the demo plays.
        var now = DateTime.UtcNow;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Subject = new ClaimsIdentity(claims),
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            SigningCredentials = signing,
        });
    }

    sealed record Kept(string Token, DateTime SignedAt);
}

/// <summary>
/// The key pair of the tokens, PEM: <c>Tokens:KeyFile</c>, by default <c>keys/tokens.pem</c> in the data folder, made there
/// on the first start. A file with a public key only makes a service that can check and not sign.
/// </summary>
public sealed class TokenKeys
{
    const string FileName = "tokens.pem";

    TokenKeys(ECDsaSecurityKey verifying, ECDsaSecurityKey? signing) => (Verifying, Signing) = (verifying, signing);

    internal ECDsaSecurityKey Verifying { get; }
    internal ECDsaSecurityKey? Signing { get; }

    /// <summary>Signs what others than the services are to check by the public key.</summary>
    /// <exception cref="InvalidOperationException">This process has only the public key.</exception>
    public SigningCredentials Credentials => new(PrivateKey, SecurityAlgorithms.EcdsaSha256);

    ECDsaSecurityKey PrivateKey => Signing ?? throw new InvalidOperationException("Tokens:KeyFile holds only a public key; it cannot sign.");

    /// <summary>A secret of 32 bytes that whoever has the private key has too, for one purpose (HKDF, RFC 5869).</summary>
    /// <param name="purpose">What it is for.</param>
    /// <exception cref="InvalidOperationException">This process has only the public key.</exception>
    public byte[] SecretFor(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, PrivateKey.ECDsa.ExportECPrivateKey(), 32, info: System.Text.Encoding.UTF8.GetBytes(purpose));

    /// <summary>Reads the file; makes it if none is named and none is there.</summary>
    public static TokenKeys Load(IConfiguration configuration, DataSettings data)
    {
        var path = configuration["Tokens:KeyFile"];
        if (path is null)
        {
            path = Path.Combine(data.Subfolder("keys"), FileName);
            MakeIfMissing(path);
        }

        return Read(path);
    }

    /// <summary>Reads the private key of an installation that is there, and makes none.</summary>
    /// <exception cref="InvalidOperationException">There is none, or only the public one.</exception>
    internal static TokenKeys OfInstallation(IConfiguration configuration, DataSettings data)
    {
        var path = configuration["Tokens:KeyFile"] ?? Path.Combine(data.Folder, "keys", FileName);
        if (!File.Exists(path))
        {
            throw new InvalidOperationException($"There is no key {path}, so there is no installation here: --data names its data folder, Tokens:KeyFile its key.");
        }

        return Read(path) is { Signing: not null } keys ? keys : throw new InvalidOperationException($"{path} holds only the public key, which cannot sign: take the private one, which the portal has.");
    }

    static TokenKeys Read(string path)
    {
        var pem = File.ReadAllText(path);
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            throw new InvalidOperationException($"Tokens:KeyFile {path} is no PEM file of an elliptic-curve key.", exception);
        }

        var security = new ECDsaSecurityKey(key) { KeyId = Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..16] };
        return new TokenKeys(security, pem.Contains("PRIVATE KEY", StringComparison.Ordinal) ? security : null);
    }

    static void MakeIfMissing(string path)
    {
        if (File.Exists(path))
        {
            return;
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var draft = $"{path}.{Guid.CreateVersion7():n}";
        try
        {
            using (var file = new StreamWriter(draft, OwnFiles.Options(FileMode.CreateNew, FileAccess.Write)))
            {
                file.Write(key.ExportPkcs8PrivateKeyPem());
            }

            // Of several processes starting on one folder, the first to move wins; the others read its key.
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
        catch
        {
            // A private key, or half of one, lies about nowhere.
            File.Delete(draft);
            throw;
        }
    }
}
