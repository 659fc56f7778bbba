using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RaMatch.Applicant;
using RaMatch.Matching;
using RaMatch.Platform.Audit;
using RaMatch.Platform.Web;
using RaMatch.Portal;
using RaMatch.Portal.Parks;
using RaMatch.Posting;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Architecture.Tests;

/// <summary>Nothing that somebody may do or read is missing from the audit trail, unnamed on its page, or changed in it afterwards.</summary>
public sealed partial class AuditRules
{
    [Fact]
    public async Task Whatever_can_leave_a_row_has_words_and_every_export_for_officials_leaves_one()
    {
        await using var host = await ServiceHost.StartAsync(
            [new PostingService(), new ApplicantService(), new MatchingService(), new PortalService()],
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["Messaging:RabbitMq"] = "amqp://127.0.0.1:9/" });
        var endpoints = host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Distinct()
            .ToList();
        var left = endpoints.Where(endpoint => Limits.Limit(endpoint.Metadata) || MethodsOf(endpoint).Any(method => Act.Changes(endpoint, method))).ToList();
        Assert.True(left.Count > 70, $"Only {left.Count} endpoints leave a row; the search for them is broken.");
        Assert.Equal([], left.Select(Act.ActionOf).Where(action => !AuditWords.Knows(action)));
        Assert.Equal([], left.Where(endpoint => !IsOfApi(endpoint) && endpoint.Metadata.GetMetadata<Recording.Recorded>() is null).Select(Act.ActionOf));
    }

    [Fact]
    public void Rows_are_appended_and_sealed_in_one_room_and_nothing_else_is_done_to_them()
    {
        var sources = Repository.Sources("services", "*.cs").Select(source => (source.Path, source.Text)).ToList();
        Assert.Contains(sources, source => source.Text.Contains("INSERT INTO audit_entry", StringComparison.Ordinal));
        Assert.Equal([], Against(sources));
        Assert.Equal(
            ["b.cs: DELETE FROM audit_entry", "c.cs: UPDATE audit_entry SET name", "services/Platform/Audit/d.cs: UPDATE audit_entry SET name"],
            Against(
            [
                ("a.cs", "SELECT name FROM audit_entry"),
                ("b.cs", "DELETE FROM audit_entry WHERE account_id = @id"),
                ("c.cs", "UPDATE audit_entry SET name = ''"),
                ("services/Platform/Audit/d.cs", "UPDATE audit_entry SET name = ''"),
                ("services/Platform/Audit/e.cs", "UPDATE audit_entry SET chain_no = 1"),
            ]));
    }

    static IEnumerable<string> Against(IEnumerable<(string Path, string Text)> sources) =>
        from source in sources
        from Match match in Changing().Matches(source.Text)
        where !source.Path.Replace('\\', '/').Contains("services/Platform/Audit/", StringComparison.Ordinal) || !Appending().IsMatch(match.Value)
        select $"{source.Path}: {match.Value}";

    static bool IsOfApi(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal);

    static IReadOnlyList<string> MethodsOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];

    [GeneratedRegex(@"(INSERT INTO|DELETE FROM|UPDATE) audit_entry( SET \w+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Changing();

    [GeneratedRegex("^(INSERT INTO audit_entry|UPDATE audit_entry SET chain_no)$", RegexOptions.CultureInvariant)]
    private static partial Regex Appending();
}
