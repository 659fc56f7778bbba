using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RaMatch.Applicant;
using RaMatch.Contracts;
using RaMatch.Matching;
using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Portal;
using RaMatch.Portal.Accounts;
using RaMatch.Posting;

namespace RaMatch.Benchmarks.Pages;

/// <summary>The product in this one process on a made season, and a browser's requests to it: kept alive, compressed, signed in.</summary>
sealed class PageHost : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly HttpClient _client;

    PageHost(WebApplication app)
    {
        _app = app;
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
        _client.DefaultRequestHeaders.Add("Accept-Encoding", "gzip, deflate, br");
    }

    /// <summary>Starts it on a folder that it fills first.</summary>
    public static async Task<PageHost> StartAsync(string folder, MadeSeason season)
    {
        await using (var empty = await OnAsync(folder))
        {
            await empty.OpenProgrammeAsync(season);
        }

        season.Write(folder);
        return await OnAsync(folder);
    }

    static async Task<PageHost> OnAsync(string folder)
    {
        var app = RaMatchHost.Build(
            ["--data", folder, "--urls", "http://127.0.0.1:0", "--Demo:Enabled", "true", "--environment", "Development"],
            [new PostingService(), new ApplicantService(), new MatchingService(), new PortalService()],
            builder => builder.Logging.ClearProviders());
        // What the framework takes to send so many bytes, with nothing to think about.
        app.MapGet("/bare/{bytes:int}", (int bytes, HttpContext http) => Results.Bytes(new byte[bytes], "application/octet-stream")).AllowAnonymous();
        await app.StartAsync();
        return new PageHost(app);
    }

    /// <summary>The cookie of somebody of the demonstration.</summary>
    public async Task<string> SignInAsync(DemoPersona persona)
    {
        using var plain = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = _client.BaseAddress };
        var form = await plain.GetStringAsync("/sign-in");
        const string Before = "name=\"__RequestVerificationToken\" value=\"";
        var token = form[(form.IndexOf(Before, StringComparison.Ordinal) + Before.Length)..];
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("persona", persona.Key), KeyValuePair.Create("__RequestVerificationToken", token[..token.IndexOf('"')])]);
        using var signedIn = await plain.PostAsync("/sign-in/demo", content);
        return string.Join("; ", signedIn.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
    }

    /// <summary>Fetches an address; the bytes that came over the wire.</summary>
    public async Task<int> GetAsync(string address, string? cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        using var response = await _client.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        return response.StatusCode == HttpStatusCode.OK ? bytes.Length : throw new InvalidOperationException($"{address}: {response.StatusCode} {response.Headers.Location}");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    async Task OpenProgrammeAsync(MadeSeason season)
    {
        await SendAsync(HttpMethod.Post, "programmes", new
        {
            Code = MadeSeason.Programme,
            Title = "科研助理专项行动",
            Issuer = "专项工作组",
            CohortYear = MadeSeason.Days.Closes.Year,
            OpensOn = MadeSeason.Days.Opens,
            ClosesOn = MadeSeason.Days.Closes,
            Rules = new
            {
                Kinds = Enum.GetValues<PositionKind>(),
                MinimumDegree = DegreeLevel.Bachelor,
                EarliestGraduationYear = MadeSeason.Days.Closes.Year - 2,
                AgreementForms = new[] { AgreementForm.ServiceAgreement, AgreementForm.LabourContract },
                ShortestTermMonths = 12,
                RequiredEvidence = new[] { "agreement", "onDuty" },
                WishLimit = 5,
                OfferDays = 7,
                MinimumWagesFen = new Dictionary<string, long>(),
                TerminationUncounts = true,
                Counter = "all",
            },
            Milestones = new[] { new { On = MadeSeason.Days.Closes.AddDays(-20), Title = "第一次统计", FilledBasisPoints = 8000 } },
        });
        await SendAsync(HttpMethod.Put, $"programmes/{MadeSeason.Programme}/targets/{DemoPersona.Park.Caller.ParkId}", new { Target = season.Hires, Reason = "年度任务" });
    }

    async Task SendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, "/api/matching/" + path) { Content = JsonContent.Create(body, options: Json.Options) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _app.Services.GetRequiredService<Tokens>().For(DemoPersona.Supervisor.Caller, "matching"));
        using var response = await _client.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }
}
