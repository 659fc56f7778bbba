using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using RaMatch.Platform.Words;

namespace RaMatch.Platform.Web;

/// <summary>
/// What the OpenAPI document says beyond what the framework reads off the handlers: names of schemas that stay the same, the first sentence of
/// each use case, rights, pages, files and refusals. Everybody outside reads a service by it, and a test holds the portal to it.
/// </summary>
public static class Description
{
    const string ProblemJson = "application/problem+json";

    /// <summary>Describes the request's body as one file, as it is; says nothing about what is let through.</summary>
    public static TBuilder TakesFile<TBuilder>(this TBuilder endpoint, params string[] contentTypes)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new TakenFile(contentTypes));

    /// <summary>Describes the response's body as one file.</summary>
    public static TBuilder SendsFile<TBuilder>(this TBuilder endpoint, params string[] contentTypes)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new SentFile(contentTypes));

    internal static void Configure(OpenApiOptions options)
    {
        var names = new SchemaNames();
        // What may be null beside what may not would be one schema otherwise, and null a member of its enum.
        options.CreateSchemaReferenceId = type =>
            OpenApiOptions.CreateDefaultSchemaReferenceId(type) is null || Nullable.GetUnderlyingType(type.Type) is not null || IsText(type.Type) ? null : names.Of(type.Type);
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Plain(schema);
            Texts(schema, context);
            Enums(schema, context.JsonTypeInfo);
            RefusalSchemas.Describe(schema, context.JsonTypeInfo.Type);
            Spoken(schema, context.JsonTypeInfo.Type);
            Required(schema, context.JsonPropertyInfo?.AssociatedParameter?.AttributeProvider);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(DescribeAsync);
    }

    static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<MethodInfo>().FirstOrDefault() is { } handler)
        {
            var (first, others) = Comments.Of(handler);
            operation.Summary ??= first;
            operation.Description ??= others;
            if (handler.GetParameters().Any(parameter => parameter.ParameterType == typeof(Page)))
            {
                (operation.Parameters ??= []).Add(Number("page", "The page, from 1.", Page.LastNumber, Page.FirstNumber));
                operation.Parameters.Add(Number("size", "Rows a page.", Page.LargestSize, Page.UsualSize));
            }
        }

        if (metadata.OfType<TakenFile>().FirstOrDefault() is { } taken)
        {
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = Files(taken.ContentTypes) };
        }

        operation.Responses ??= [];
        if (metadata.OfType<SentFile>().FirstOrDefault() is { } sent)
        {
            operation.Responses["200"] = new OpenApiResponse { Description = "The file.", Content = Files(sent.ContentTypes) };
        }

        foreach (var refusal in operation.Responses.Where(response => response.Key[0] is '4' or '5').Select(response => response.Value).OfType<OpenApiResponse>())
        {
            // The typed result says plain JSON; Problems.SendAlikeAsync sends problem details.
            refusal.Content = refusal.Content?.Values.Take(1).ToDictionary(_ => ProblemJson);
        }

        var problem = await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), null, cancellation);
        context.Document?.AddComponent(nameof(ProblemDetails), problem);
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "Refused: a sentence for a person in title.",
            Content = Refusals(),
        };
        if (Rights.NeededBy(new EndpointMetadataCollection(metadata), context.Description.HttpMethod!) is { } right)
        {
            operation.Description = $"{operation.Description} Of a unit, a park or the supervisors it takes the right `{Rights.ClaimOf(right)}`.".TrimStart();
            operation.Extensions ??= new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal);
            operation.Extensions["x-right"] = new JsonNodeExtension(JsonValue.Create(Rights.ClaimOf(right)));
            operation.Responses["403"] = new OpenApiResponse { Description = "Refused: another role, or a right too small, whose sentence says whom to ask.", Content = Refusals() };
        }

        Dictionary<string, OpenApiMediaType> Refusals() => new(StringComparer.Ordinal)
        {
            [ProblemJson] = new() { Schema = new OpenApiSchemaReference(nameof(ProblemDetails), context.Document) },
        };
    }

    // The web's defaults read numbers from texts too, and the framework describes them as either.
    static void Plain(OpenApiSchema schema)
    {
        if (schema.Type is { } type && type.HasFlag(JsonSchemaType.String) && (type & (JsonSchemaType.Integer | JsonSchemaType.Number)) != 0)
        {
            (schema.Type, schema.Pattern) = (type & ~JsonSchemaType.String, null);
        }
    }

    // Texts, days and instants are read by converters of our own, of which the framework knows nothing.
    static void Texts(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        if (IsText(context.JsonTypeInfo.Type) && schema.Type is null)
        {
            schema.Type = context.JsonPropertyInfo is { IsGetNullable: true } or { IsSetNullable: true } ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
        }
        else if (schema.Type is null && (Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type) is var type && (type == typeof(DateOnly) || type == typeof(DateTimeOffset)))
        {
            schema.Type = type == context.JsonTypeInfo.Type ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Format = type == typeof(DateOnly) ? "date" : "date-time";
        }
        else if (context.JsonTypeInfo.ElementType is { } element && IsText(element) && schema.Items is null)
        {
            schema.Items = new OpenApiSchema { Type = JsonSchemaType.String };
        }
    }

    // Their names are read by a converter of our own, too.
    static void Enums(OpenApiSchema schema, JsonTypeInfo type)
    {
        if (schema.Enum is null && NamesOf(type.Type) is { } names)
        {
            schema.Enum = names;
        }
        else if (schema.Items is null && type.ElementType is { } element && NamesOf(element) is { } each)
        {
            schema.Items = new OpenApiSchema { Enum = each };
        }
    }

    static List<JsonNode>? NamesOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } of
        ? [.. Enum.GetNames(of).Select(name => JsonValue.Create(EnumNames.Of(name))), .. of == type ? Array.Empty<JsonNode>() : [JsonNullSentinel.JsonNull]]
        : null;

    static bool IsText(Type type) => type == typeof(string) || type == typeof(Sentence);

    static void Spoken(OpenApiSchema schema, Type type)
    {
        var unspoken = type.IsEnum
            ? type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(member => member.IsDefined(typeof(UnspokenAttribute))).Select(member => EnumNames.Of(member.Name)).ToList()
            : [];
        if (unspoken.Count > 0)
        {
            schema.Enum = schema.Enum?.Where(member => !unspoken.Contains(member.ToString())).ToList();
        }
    }

    // Declared as what may be null, so that its absence is answered with a sentence; but it is never null.
    static void Required(OpenApiSchema schema, ICustomAttributeProvider? parameter)
    {
        if (parameter?.IsDefined(typeof(RequiredAttribute), inherit: false) == true)
        {
            schema.Type &= ~JsonSchemaType.Null;
            schema.Enum = schema.Enum?.Where(member => !member.IsJsonNullSentinel()).ToList();
        }
    }

    static OpenApiParameter Number(string name, string description, int most, int otherwise) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = description,
        Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Format = "int32",
            Minimum = "1",
            Maximum = most.ToString(CultureInfo.InvariantCulture),
            Default = JsonValue.Create(otherwise),
        },
    };

    static Dictionary<string, OpenApiMediaType> Files(IEnumerable<string> contentTypes) => contentTypes.ToDictionary(
        type => type,
        _ => new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
        StringComparer.Ordinal);

    sealed record TakenFile(IReadOnlyList<string> ContentTypes);

    sealed record SentFile(IReadOnlyList<string> ContentTypes);
}
