using System.Net;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RaMatch.Platform.Web;
using Xunit;

namespace RaMatch.Portal.Tests.Pages;

/// <summary>Who may only look at the desk of a unit, a park or the supervisors: pages open, and forms say whom to ask.</summary>
public sealed partial class ViewerTests
{
    // Pages of the same kind differ by the stage of what they show.
    const int MostOfAKind = 4;

    [Fact]
    public async Task A_viewer_opens_every_page_and_is_told_by_every_form_whom_to_ask()
    {
        await using var programme = await Programme.OpenAsync();
        var small = await SmallRound.PrepareAsync(programme);
        await programme.PublishAsync("硅光芯片测试助理");
        await programme.DoAsync(Programme.Member, "matching", HttpMethod.Post, $"placements/{small.OfBest}/shortlist", new { });
        await programme.OfferAsync(small.SecondWish);
        await small.OpenAsync();

        var sent = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (persona, home, sentence) in new[]
        {
            (Programme.Member, "/unit", "您在本单位的权限是“查看”，不能办理这件事"),
            (Programme.Staff, "/park", "您在本园区的权限是“查看”，不能办理这件事"),
            (Programme.Supervisor, "/supervisor", "您在主管部门的权限是“查看”，不能办理这件事"),
        })
        {
            using var visitor = new Visitor(programme.Host.Address);
            visitor.Keep(CookieOf(programme, persona, "view"));
            var (waiting, seen, forms) = (new Queue<string>([home]), new HashSet<string>([home], StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
            while (waiting.TryDequeue(out var path))
            {
                await visitor.OpenAsync(path);
                Assert.True(visitor.Status == HttpStatusCode.OK, $"{persona.Role}, {path}: {visitor.Status} {visitor.Text}");
                foreach (var link in visitor.Links.Where(link => link.StartsWith(home, StringComparison.Ordinal) && seen.Add(link) && seen.Count(one => Kind(one) == Kind(link)) <= MostOfAKind))
                {
                    waiting.Enqueue(link);
                }

                // What somebody has read is the reader's own, whatever the right.
                foreach (var (address, handler, fields) in visitor.Forms.Where(form => !form.Address.StartsWith("/sign-", StringComparison.Ordinal) && !form.Address.StartsWith("/inbox/", StringComparison.Ordinal)))
                {
                    if (forms.Add(Kind(handler ?? address)))
                    {
                        await visitor.PostAsync(address, [.. fields.Select(Readable)]);
                        Assert.True(visitor.Text.Contains(sentence, StringComparison.Ordinal), $"{persona.Role}, {path}, form {handler ?? address}: {visitor.Status} {visitor.Text}");
                        await visitor.OpenAsync(path);
                    }
                }
            }

            sent[home] = forms.Count;
        }

        Assert.True(sent["/unit"] >= 8 && sent["/park"] >= 5 && sent["/supervisor"] >= 4, string.Join(' ', sent));
    }

    [Fact]
    public async Task A_viewer_may_have_a_draft_checked()
    {
        await using var programme = await Programme.OpenAsync();
        using var visitor = new Visitor(programme.Host.Address);
        visitor.Keep(CookieOf(programme, Programme.Member, "view"));
        await visitor.OpenAsync("/unit/positions/new");
        await visitor.SubmitAsync("position", ("programme", Programme.Code), ("title", "嵌入式软件工程师"), ("minimumDegree", "bachelor"), ("deed", "check"));
        Assert.DoesNotContain("权限", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("符合学历、专业和届别要求的毕业生", visitor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cookie_that_says_no_right_or_too_many_leads_to_the_sign_in()
    {
        await using var programme = await Programme.StartAsync();
        foreach (var rights in new string[][] { [], ["owner"], ["view", "manage"] })
        {
            using var visitor = new Visitor(programme.Host.Address);
            visitor.Keep(CookieOf(programme, Programme.Staff, rights));
            await visitor.OpenAsync("/park");
            Assert.Equal((HttpStatusCode.OK, "/sign-in?return=%2Fpark"), (visitor.Status, visitor.Address));
        }
    }

    // What the page itself could not read it would say first; and of two buttons the one that sends.
    static (string Name, string Value) Readable((string Name, string Value) field) => field.Name switch
    {
        "deed" => ("deed", "submit"),
        var name when name.StartsWith("majors", StringComparison.Ordinal) => (name, ""),
        _ => field,
    };

    internal static Cookie CookieOf(Programme programme, Caller persona, params string[] rights)
    {
        List<Claim> claims = [new("sub", persona.Id.ToString()), new("role", persona.Role), new("name", persona.Name), .. rights.Select(right => new Claim("right", right))];
        if ((persona.UnitId?.ToString() ?? persona.ParkId) is { } tenant)
        {
            claims.Add(new Claim(persona.Role, tenant));
        }

        var options = programme.Host.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get("portal");
        var now = programme.Host.Clock.GetUtcNow();
        var ticket = new AuthenticationTicket(
            new ClaimsPrincipal(new ClaimsIdentity(claims, "portal", "name", "role")),
            new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now + TimeSpan.FromHours(8) },
            "portal");
        return new Cookie(options.Cookie.Name!, options.TicketDataFormat.Protect(ticket));
    }

    // Two addresses of the same form differ by their ids and numbers.
    static string Kind(string address) => Id().Replace(address.Split('#')[0], "*");

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|(?<=page=)[0-9]+")]
    private static partial Regex Id();
}
