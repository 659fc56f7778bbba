using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Validation;
using RaMatch.Applicant;
using RaMatch.Matching;
using RaMatch.Platform.Web;
using RaMatch.Posting;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Architecture.Tests;

/// <summary>Whatever a query says that cannot be read is refused by its name, in every service: handlers compiled with their project do not tell all of it themselves.</summary>
public sealed partial class ParameterRules
{
    static readonly Caller[] Callers = [People.UnitMember("天瑞重工"), People.ParkStaff("weifang"), People.Supervisor(), People.Graduate("王明")];

    [Fact]
    public async Task A_parameter_of_a_wrong_form_is_refused_by_its_name_wherever_one_is_taken()
    {
        await using var host = await ServiceHost.StartAsync([new PostingService(), new ApplicantService(), new MatchingService()]);
        var (asked, wrong) = (0, new List<string>());
        foreach (var endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(IsRead))
        {
            var parameters = endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>();
            var needed = string.Concat(parameters.Where(parameter => parameter is { IsOptional: false, HasBindAsync: false } && IsText(parameter) && endpoint.RoutePattern.GetParameter(parameter.Name) is null).Select(parameter => $"&{NameOf(parameter)}=x"));
            foreach (var name in parameters.Where(IsQuery(endpoint)).Select(NameOf))
            {
                asked++;
                var address = Braces().Replace(endpoint.RoutePattern.RawText!, match => match.Value.Contains(":guid", StringComparison.Ordinal) ? Guid.Empty.ToString() : "x") + $"?{name}=%40{needed}";
                var (status, answer) = await AskAsync(host, address);
                if (status != HttpStatusCode.BadRequest || !answer.TryGetProperty("errors", out var errors) || !errors.TryGetProperty(name, out _))
                {
                    wrong.Add($"{address}: {(int)status} {answer}");
                }
            }
        }

        Assert.True(asked > 10, $"Only {asked} parameters were found; the search for them is broken.");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void What_the_house_binds_itself_the_framework_does_not_validate_again_by_reflection()
    {
        var bound = typeof(Caller).Assembly.GetExportedTypes().Where(type => type.GetMethod("BindAsync") is not null).ToList();
        Assert.True(bound.Count > 5, $"Only {bound.Count} types were found; the search for them is broken.");
        Assert.All(bound, type => Assert.True(type.IsDefined(typeof(SkipValidationAttribute), inherit: false), type.Name));
    }

    /// <summary>The answer to the first of the callers who may ask.</summary>
    static async Task<(HttpStatusCode Status, JsonElement Answer)> AskAsync(ServiceHost host, string address)
    {
        var (status, text) = (HttpStatusCode.Forbidden, "{}");
        foreach (var caller in Callers)
        {
            using var client = host.As(caller, address.Split('/')[2]);
            using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
            (status, text) = (answer.StatusCode, await answer.Content.ReadAsStringAsync());
            if (status != HttpStatusCode.Forbidden)
            {
                break;
            }
        }

        return (status, text.StartsWith('{') ? JsonDocument.Parse(text).RootElement : JsonDocument.Parse("{}").RootElement);
    }

    static bool IsRead(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText?.StartsWith("/api/", StringComparison.Ordinal) == true && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true;

    // What binds itself, such as a page, takes the nearest value; a text has no wrong form; what stands in the path is no address then.
    static Func<IParameterBindingMetadata, bool> IsQuery(RouteEndpoint endpoint) => parameter =>
        parameter is { HasTryParse: true, HasBindAsync: false }
        && !IsText(parameter)
        && endpoint.RoutePattern.GetParameter(parameter.Name) is null;

    static bool IsText(IParameterBindingMetadata parameter) => parameter.ParameterInfo.ParameterType == typeof(string);

    static string NameOf(IParameterBindingMetadata parameter) =>
        parameter.ParameterInfo.GetCustomAttributes(inherit: true).OfType<IFromQueryMetadata>().FirstOrDefault()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(parameter.Name);

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Braces();
}
