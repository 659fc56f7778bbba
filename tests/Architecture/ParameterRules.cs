using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Validation;
using RaMatch.Applicant;
using RaMatch.Architecture.Tests.Rules;
using RaMatch.Matching;
using RaMatch.Platform.Web;
using RaMatch.Posting;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Architecture.Tests;

/// <summary>Whatever a query says that cannot be read is refused by its name, in every service: handlers compiled with their project do not tell all of it themselves.</summary>
public sealed class ParameterRules
{
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
                var address = FrontDoor.AddressOf(endpoint) + $"?{name}=%40{needed}";
                var (_, status, answer) = await FrontDoor.AskAsync(host, HttpMethod.Get, address);
                if (!FrontDoor.Refuses(status, answer, name))
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
}
