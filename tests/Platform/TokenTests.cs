using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using RaMatch.Platform.Tests.Shop;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Platform.Tests;

public sealed class TokenTests
{
    static readonly Caller Member = People.UnitMember("Shop");

    [Fact]
    public async Task A_good_token_opens_its_service_in_any_case_of_the_address()
    {
        await using var shop = await OpenShop.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await AskAsync(shop, Tokens(shop).For(Member, "till")));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(shop, Tokens(shop).For(Member, "till"), "API/Till/sales"));
    }

    [Fact]
    public async Task A_token_for_another_service_opens_nothing()
    {
        await using var shop = await OpenShop.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(shop, Tokens(shop).For(Member, "stock")));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(shop, Tokens(shop).For(Member)));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(shop, Tokens(shop).For(Member, "stock", "till")));
    }

    [Fact]
    public async Task An_expired_token_opens_nothing()
    {
        await using var shop = await OpenShop.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await AskAsync(shop, Sign(shop, DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow.AddMinutes(1))));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(shop, Sign(shop, DateTime.UtcNow.AddMinutes(-6), DateTime.UtcNow.AddMinutes(-1))));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(shop, Sign(shop, DateTime.UtcNow.AddMinutes(5), DateTime.UtcNow.AddMinutes(6))));
    }

    [Fact]
    public async Task A_token_that_was_good_before_is_checked_again_for_its_service()
    {
        await using var shop = await OpenShop.StartAsync();
        var token = Tokens(shop).For(Member, "till");
        Assert.Equal(HttpStatusCode.OK, await AskAsync(shop, token));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(shop, token, "api/stock/taken"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(shop, token));
    }

    [Fact]
    public async Task A_signature_is_checked_once_and_the_time_of_a_token_always()
    {
        await using var shop = await OpenShop.StartAsync();
        var clock = new ManualClock();
        clock.Set(DateTimeOffset.UtcNow);
        var known = new KnownTokens(clock);
        var token = Tokens(shop).For(Member, "till");
        Assert.True((await known.ValidateTokenAsync(token, Parameters(Keys(shop).Verifying))).IsValid);

        // Without a key nothing that is checked anew is good.
        Assert.True((await known.ValidateTokenAsync(token, Parameters(null))).IsValid);
        Assert.False((await known.ValidateTokenAsync(Tokens(shop).For(Member, "stock"), Parameters(null))).IsValid);
        clock.Advance(TimeSpan.FromMinutes(6));
        Assert.False((await known.ValidateTokenAsync(token, Parameters(null))).IsValid);

        static TokenValidationParameters Parameters(SecurityKey? key) => new() { ValidIssuer = "ramatch", ValidateAudience = false, IssuerSigningKey = key, ClockSkew = TimeSpan.FromSeconds(30) };
    }

    [Fact]
    public async Task Calls_of_one_caller_to_one_service_share_a_token_and_others_do_not()
    {
        await using var shop = await OpenShop.StartAsync();
        var token = Tokens(shop).ForCalls(Member, "till");
        Assert.Equal(token, Tokens(shop).ForCalls(Member with { }, "till"));
        Assert.NotEqual(token, Tokens(shop).ForCalls(Member, "stock"));
        Assert.NotEqual(token, Tokens(shop).ForCalls(Member with { Role = Roles.Supervisor }, "till"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(shop, token));
    }

    [Fact]
    public async Task A_token_says_whence_its_request_comes_and_is_handed_out_again_to_the_same_origin_only()
    {
        await using var shop = await OpenShop.StartAsync();
        var phone = new Origin("stall", "2001:db8::7", Scopes.CandidatesRead);
        var token = Tokens(shop).ForCalls(Member, "till", phone);
        Assert.Equal(token, Tokens(shop).ForCalls(Member, "till", phone with { }));
        Assert.NotEqual(token, Tokens(shop).ForCalls(Member, "till", phone with { Address = "192.0.2.1" }));
        Assert.NotEqual(token, Tokens(shop).ForCalls(Member, "till", phone with { App = null }));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(shop, token));
        Assert.Equal(phone, Of(token, null));

        // Nothing but what is known is said: a program's own token has the address of the connection.
        var bare = Tokens(shop).ForCalls(Member, "till", new Origin("stall", null));
        Assert.Equal(new Origin("stall", "192.0.2.9"), Of(bare, IPAddress.Parse("::ffff:192.0.2.9")));
        Assert.Equal(new Origin(null, null), Of(Tokens(shop).ForCalls(Member, "till"), null));

        static Origin Of(string token, IPAddress? address) => Origin.Of(new DefaultHttpContext
        {
            User = new ClaimsPrincipal(new ClaimsIdentity(new JsonWebToken(token).Claims)),
            Connection = { RemoteIpAddress = address },
        });
    }

    public static TheoryData<string> NoWholeCallers =>
    [
        "role=unit;unit=U;right=act",
        "sub=me;role=unit;unit=U;right=act",
        "sub=;role=unit;unit=U;right=act",
        "sub=0;role=unit;unit=U;right=act",
        "sub=S;sub=S;role=unit;unit=U;right=act",
        "sub=S;unit=U;right=act",
        "sub=S;role=unit;role=supervisor;unit=U;right=act",
        "sub=S;role=unit;right=act",
        "sub=S;role=unit;unit=mine;right=act",
        "sub=S;role=unit;unit=0;right=act",
        "sub=S;role=unit;unit=U;unit=U;right=act",
        "sub=S;role=unit;unit=U;park=weifang;right=act",
        "sub=S;role=park;right=act",
        "sub=S;role=park;park=;right=act",
        "sub=S;role=park;park=weifang;park=hengyang;right=act",
        "sub=S;role=park;park=weifang;unit=U;right=act",
        "sub=S;role=graduate;unit=U",
        "sub=S;role=supervisor;park=weifang;right=manage",
        "sub=S;role=service;park=weifang",
        "sub=S;role=Unit;unit=U;right=act",
        "sub=S;role=administrator;right=manage",
        "sub=S;role=unit;unit=U",
        "sub=S;role=unit;unit=U;right=",
        "sub=S;role=unit;unit=U;right=Manage",
        "sub=S;role=unit;unit=U;right=2",
        "sub=S;role=unit;unit=U;right=owner",
        "sub=S;role=unit;unit=U;right=view;right=manage",
        "sub=S;role=unit;unit=U;right=act;right=act",
        "sub=S;role=park;park=weifang",
        "sub=S;role=supervisor",
        "sub=S;role=supervisor;right=act",
        "sub=S;role=graduate;right=view",
        "sub=S;role=service;right=manage",
    ];

    [Theory]
    [MemberData(nameof(NoWholeCallers))]
    public async Task A_token_of_no_whole_caller_opens_nothing_well_signed_as_it_is(string claims)
    {
        await using var shop = await OpenShop.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(shop, SignClaims(shop, claims)));
    }

    [Theory]
    [InlineData("sub=S;role=unit;unit=U;right=view", HttpStatusCode.OK)]
    [InlineData("sub=S;role=unit;unit=U;right=act", HttpStatusCode.OK)]
    [InlineData("sub=S;role=unit;unit=U;right=manage", HttpStatusCode.OK)]
    [InlineData("sub=S;role=park;park=weifang;right=manage", HttpStatusCode.Forbidden)]
    [InlineData("sub=S;role=graduate", HttpStatusCode.Forbidden)]
    [InlineData("sub=S;role=supervisor;right=view", HttpStatusCode.OK)]
    [InlineData("sub=S;role=service", HttpStatusCode.Forbidden)]
    public async Task A_token_of_a_whole_caller_opens_what_the_role_may(string claims, HttpStatusCode status)
    {
        await using var shop = await OpenShop.StartAsync();
        Assert.Equal(status, await AskAsync(shop, SignClaims(shop, claims)));
    }

    [Fact]
    public async Task An_unsigned_token_opens_nothing()
    {
        await using var shop = await OpenShop.StartAsync();
        var payload = Tokens(shop).For(Member, "till").Split('.')[1];
        foreach (var algorithm in (string[])["none", "None", "NONE"])
        {
            var header = Base64UrlEncoder.Encode($$"""{"alg":"{{algorithm}}","typ":"JWT"}""");
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(shop, $"{header}.{payload}."));
        }
    }

    [Fact]
    public async Task A_token_signed_with_the_public_key_as_a_secret_opens_nothing()
    {
        await using var shop = await OpenShop.StartAsync();
        var secret = new SymmetricSecurityKey(Keys(shop).Verifying.ECDsa.ExportSubjectPublicKeyInfo());
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(shop, Sign(new SigningCredentials(secret, SecurityAlgorithms.HmacSha256), "till", DateTime.UtcNow, DateTime.UtcNow.AddMinutes(5))));
    }

    [Fact]
    public async Task A_token_signed_by_someone_else_or_changed_on_its_way_opens_nothing()
    {
        await using var shop = await OpenShop.StartAsync();
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var theirs = new SigningCredentials(new ECDsaSecurityKey(stranger) { KeyId = Keys(shop).Verifying.KeyId }, SecurityAlgorithms.EcdsaSha256);
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(shop, Sign(theirs, "till", DateTime.UtcNow, DateTime.UtcNow.AddMinutes(5))));

        var parts = Tokens(shop).For(People.Graduate("小李"), "till").Split('.');
        var raised = Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(parts[1])).Replace(Roles.Graduate, Roles.Supervisor, StringComparison.Ordinal);
        Assert.Contains(Roles.Supervisor, raised, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(shop, $"{parts[0]}.{Base64UrlEncoder.Encode(raised)}.{parts[2]}"));
    }

    [Fact]
    public async Task A_service_with_the_public_key_only_checks_tokens_and_cannot_make_them()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var folder = new TemporaryPem(pair.ExportSubjectPublicKeyInfoPem());
        await using var shop = await OpenShop.StartAsync(new Dictionary<string, string?> { ["Tokens:KeyFile"] = folder.Path }, signs: false);

        Assert.Throws<InvalidOperationException>(() => Tokens(shop).For(Member, "till"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(shop, Sign(new SigningCredentials(new ECDsaSecurityKey(pair), SecurityAlgorithms.EcdsaSha256), "till", DateTime.UtcNow, DateTime.UtcNow.AddMinutes(5))));
    }

    [Fact]
    public async Task A_key_file_that_holds_no_key_stops_the_start_with_its_name()
    {
        using var folder = new TemporaryPem("not a key");
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => OpenShop.StartAsync(new Dictionary<string, string?> { ["Tokens:KeyFile"] = folder.Path }));
        Assert.Contains("Tokens:KeyFile", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_private_key_is_readable_by_its_owner_only()
    {
        await using var shop = await OpenShop.StartAsync();
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no mode bits.");
            return;
        }

        var mode = File.GetUnixFileMode(Path.Combine(shop.Host.Folder, "keys", "tokens.pem"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
    }

    static Tokens Tokens(OpenShop shop) => shop.Host.Services.GetRequiredService<Tokens>();

    static TokenKeys Keys(OpenShop shop) => shop.Host.Services.GetRequiredService<TokenKeys>();

    static string Sign(OpenShop shop, DateTime from, DateTime until) =>
        Sign(new SigningCredentials(Keys(shop).Signing, SecurityAlgorithms.EcdsaSha256), "till", from, until);

    // S, U and 0 stand for an account, a unit and the id of nobody.
    static string SignClaims(OpenShop shop, string claims) => Sign(
        new SigningCredentials(Keys(shop).Signing, SecurityAlgorithms.EcdsaSha256),
        "till",
        DateTime.UtcNow,
        DateTime.UtcNow.AddMinutes(5),
        [.. claims.Split(';').Select(claim => claim.Split('=')).Select(claim => new Claim(claim[0], claim[1] switch { "S" or "U" => Member.Id.ToString(), "0" => Guid.Empty.ToString(), var text => text }))]);

    static string Sign(SigningCredentials credentials, string audience, DateTime from, DateTime until, params Claim[] claims) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Web.Tokens.Issuer,
            Audience = audience,
            Subject = new ClaimsIdentity(claims is [] ? [new Claim("sub", Member.Id.ToString()), new Claim("role", Member.Role), new Claim("unit", Member.UnitId.ToString()!), new Claim("right", "act")] : claims),
            NotBefore = from,
            IssuedAt = from,
            Expires = until,
            SigningCredentials = credentials,
        });

    static async Task<HttpStatusCode> AskAsync(OpenShop shop, string token, string path = "api/till/sales")
    {
        using var client = shop.Host.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.GetAsync(path);
        return answer.StatusCode;
    }

    sealed class TemporaryPem : IDisposable
    {
        public TemporaryPem(string pem)
        {
            Path = System.IO.Path.GetTempFileName();
            File.WriteAllText(Path, pem);
        }

        public string Path { get; }

        public void Dispose() => File.Delete(Path);
    }
}
