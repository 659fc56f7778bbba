using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using RaMatch.Platform.Words;

namespace RaMatch.Platform.Web;

/// <summary>What the description of the interface says beyond what the framework finds out: sentences are texts, refusals carry codes.</summary>
static class Description
{
    public static void Configure(OpenApiOptions options) => options.AddSchemaTransformer((schema, context, _) =>
    {
        if (context.JsonTypeInfo.Type == typeof(Sentence))
        {
            schema.Type = JsonSchemaType.String | (schema.Type & JsonSchemaType.Null ?? default);
        }
        else if (typeof(ProblemDetails).IsAssignableFrom(context.JsonTypeInfo.Type))
        {
            schema.Properties ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
            schema.Properties["code"] = Text("What the title says, whatever the language.");
            schema.Properties["arguments"] = Map(Text(), "What the title says it of, by name.");
            schema.Properties["traceId"] = Text("Asked for when something has to be looked up.");
            if (typeof(HttpValidationProblemDetails).IsAssignableFrom(context.JsonTypeInfo.Type))
            {
                schema.Properties["codes"] = Map(new OpenApiSchema { Type = JsonSchemaType.Array, Items = Text() }, "The codes of errors, in the order of their sentences.");
            }
        }

        return Task.CompletedTask;
    });

    static OpenApiSchema Text(string? description = null) => new() { Type = JsonSchemaType.String, Description = description };

    static OpenApiSchema Map(OpenApiSchema values, string description) =>
        new() { Type = JsonSchemaType.Object, AdditionalProperties = values, Description = description };
}
