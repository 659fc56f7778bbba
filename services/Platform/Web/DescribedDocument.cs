using Microsoft.OpenApi;

namespace RaMatch.Platform.Web;

/// <summary>What the OpenAPI document says of all operations at once: what they are of, how one is let in, what each service is for.</summary>
static class DescribedDocument
{
    /// <summary>The name of the one way in.</summary>
    public const string Bearer = "bearer";

    /// <summary>The version of the addresses and of what travels over them; it grows, and nothing of it goes away.</summary>
    const string Version = "1";

    public static void Describe(OpenApiDocument document, IReadOnlyList<(string Name, Type Type)> services)
    {
        document.Info = new OpenApiInfo
        {
            Title = "RaMatch",
            Version = Version,
            Description = """
                Research-assistant posts for graduates, from the verified unit to the counted hire. JSON in camel case, money in fen, instants in ISO 8601 with their zone, days without.
                Sentences come in Chinese, or in English where `Accept-Language` asks for it; a refusal carries its `code` in any language.
                """,
        };
        (document.Components ??= new OpenApiComponents()).SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = Bearer,
                BearerFormat = "JWT",
                Description = "A token names one caller in one role and the services it is for; x-roles says whom an operation lets in, x-right how much that caller has to be allowed.",
            },
        };
        var used = document.Paths.Select(path => path.Key.Split('/')[2]).ToHashSet(StringComparer.Ordinal);
        document.Tags = services.Where(service => used.Contains(service.Name))
            .Select(service => new OpenApiTag { Name = service.Name, Description = Comments.Of(service.Type) })
            .ToHashSet();
    }
}
