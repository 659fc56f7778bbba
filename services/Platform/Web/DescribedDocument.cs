using Microsoft.OpenApi;

namespace RaMatch.Platform.Web;

/// <summary>What the OpenAPI document says of all operations at once: what they are of, how one is let in, what each service is for.</summary>
static class DescribedDocument
{
    /// <summary>The name of the way in for the product's own callers.</summary>
    public const string Bearer = "bearer";

    /// <summary>The name of the way in for programs of others.</summary>
    public const string Programs = "programs";

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
            [Programs] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.OAuth2,
                Description = "A program has a token of its own, with the scopes it was given: in a graduate's place by the code flow with PKCE, in the place of a unit or a park by its client credentials.",
                Flows = new OpenApiOAuthFlows
                {
                    AuthorizationCode = new OpenApiOAuthFlow { AuthorizationUrl = Path("/connect/authorize"), TokenUrl = Path("/connect/token"), RefreshUrl = Path("/connect/token"), Scopes = ScopesOf(Roles.Graduate) },
                    ClientCredentials = new OpenApiOAuthFlow { TokenUrl = Path("/connect/token"), Scopes = ScopesOf(Roles.UnitMember, Roles.ParkStaff) },
                },
            },
        };
        var used = document.Paths.Select(path => path.Key.Split('/')[2]).ToHashSet(StringComparer.Ordinal);
        document.Tags = services.Where(service => used.Contains(service.Name))
            .Select(service => new OpenApiTag { Name = service.Name, Description = Comments.Of(service.Type) })
            .ToHashSet();
    }

    static Uri Path(string path) => new(path, UriKind.Relative);

    static Dictionary<string, string> ScopesOf(params string[] roles) => typeof(Scopes).GetFields()
        .Select(field => (Name: (string)field.GetRawConstantValue()!, Says: Comments.Of(field)))
        .Where(one => Scopes.All.Single(scope => scope.Name == one.Name).Roles.Intersect(roles).Any())
        .ToDictionary(one => one.Name, one => one.Says ?? "", StringComparer.Ordinal);
}
