using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace RaMatch.Platform.Web;

/// <summary>What the schemas of refusals say that the framework does not find out: they carry codes.</summary>
static class RefusalSchemas
{
    public static void Describe(OpenApiSchema schema, Type type)
    {
        if (typeof(ProblemDetails).IsAssignableFrom(type))
        {
            schema.Properties ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
            schema.Properties["code"] = Text("What the title says, whatever the language.");
            schema.Properties["arguments"] = Map(Text(), "What the title says it of, by name.");
            schema.Properties["traceId"] = Text("Asked for when something has to be looked up.");
            if (typeof(HttpValidationProblemDetails).IsAssignableFrom(type))
            {
                schema.Properties["codes"] = Map(new OpenApiSchema { Type = JsonSchemaType.Array, Items = Text() }, "The codes of errors, in the order of their sentences.");
            }
        }
    }

    static OpenApiSchema Text(string? description = null) => new() { Type = JsonSchemaType.String, Description = description };

    static OpenApiSchema Map(OpenApiSchema values, string description) =>
        new() { Type = JsonSchemaType.Object, AdditionalProperties = values, Description = description };
}
