using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.Pages;

/// <summary>What a page makes of an answer from a service of another version.</summary>
public sealed class AnswerTests
{
    [Fact]
    public async Task An_answer_with_more_members_than_the_page_reads_is_read()
    {
        var visitor = await AtParksAsync(new { parkId = "weifang", city = "潍坊市", units = 41, positions = 42, seats = 43, hectares = 44 });

        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.Contains("43", visitor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_lacks_a_member_is_an_error_and_not_a_zero()
    {
        var visitor = await AtParksAsync(new { parkId = "weifang", city = "潍坊市", units = 41, positions = 42, places = 43 });

        Assert.Equal(HttpStatusCode.InternalServerError, visitor.Status);
    }

    [Fact]
    public async Task An_answer_that_is_null_where_the_page_needs_a_value_is_an_error()
    {
        var visitor = await AtParksAsync(new { parkId = "weifang", city = (string?)null, units = 41, positions = 42, seats = 43 });

        Assert.Equal(HttpStatusCode.InternalServerError, visitor.Status);
    }

    static async Task<Visitor> AtParksAsync(object park)
    {
        await using var posting = await ServiceHost.StartAsync(new OtherPosting(park));
        await using var portal = await ServiceHost.StartAsync(
            [new PortalService()],
            new Dictionary<string, string?> { ["Services:posting"] = posting.Address.ToString(), ["Services:matching"] = posting.Address.ToString(), ["Services:applicant"] = posting.Address.ToString() });
        using var visitor = new Visitor(portal.Address);
        await visitor.OpenAsync("/parks");
        return visitor;
    }

    /// <summary>Posting as it may be one day, or was.</summary>
    sealed class OtherPosting(object park) : IService
    {
        public string Name => "posting";

        public void AddServices(IHostApplicationBuilder builder)
        {
        }

        public void Map(RouteGroupBuilder api) => api.MapGet("/parks", () => new[] { park }).AllowPublic();
    }
}
