using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using RaMatch.Platform.Words;

namespace RaMatch.Platform.Web;

/// <summary>
/// What the OpenAPI document says beyond what the framework reads off the handlers: names of schemas that stay the same, the first sentence of
/// each use case, who is let in, pages, files, examples and refusals. Everybody outside reads a service by it, and a test holds the portal to it.
/// </summary>
public static class Description
{
    static readonly JsonSerializerOptions WithoutNulls = new(Json.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Describes the request's body as one file, as it is; says nothing about what is let through.</summary>
    public static TBuilder TakesFile<TBuilder>(this TBuilder endpoint, params string[] contentTypes)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new TakenFile(contentTypes));

    /// <summary>Describes the response's body as one file.</summary>
    public static TBuilder SendsFile<TBuilder>(this TBuilder endpoint, params string[] contentTypes)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new SentFile(contentTypes, InRanges: false));

    /// <summary>Describes the response's body as one file that never changes: it is given out in ranges too, and not at all to whoever has it.</summary>
    public static TBuilder SendsFileInRanges<TBuilder>(this TBuilder endpoint, params string[] contentTypes)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new SentFile(contentTypes, InRanges: true));

    /// <summary>Names an operation that each service has for itself: <c>ReadMatchingJob</c>.</summary>
    internal static RouteHandlerBuilder WithOperationOf(this RouteHandlerBuilder endpoint, string service, string verb, string what) =>
        endpoint.WithName($"{verb}{char.ToUpperInvariant(service[0])}{service[1..]}{what}");

    /// <summary>Says that the endpoint keeps no answer by an <c>Idempotency-Key</c>: what it does is done once however often it is asked for.</summary>
    internal static TBuilder IgnoresKey<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new DeclaredRefusals.WithoutKey());

    internal static void Configure(OpenApiOptions options, IReadOnlyList<(string Name, Type Type)> services)
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
            Commented(schema, context);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(DescribeAsync);
        options.AddDocumentTransformer((document, _, _) =>
        {
            DescribedDocument.Describe(document, services);
            return Task.CompletedTask;
        });
    }

    /// <summary>The name of an operation, as the document has it; null for a page, and for what the document leaves out.</summary>
    internal static string? OperationOf(EndpointMetadataCollection about) =>
        about.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? (about.GetMetadata<MethodInfo>() is { } handler ? UseCaseOf(handler) : null);

    static string? UseCaseOf(MethodInfo handler) => handler.Name == "HandleAsync" ? Comments.UseCaseOf(handler.DeclaringType!).Name : null;

    static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<MethodInfo>().FirstOrDefault() is { } handler)
        {
            var (first, others) = Comments.Of(handler);
            operation.OperationId ??= UseCaseOf(handler);
            operation.Summary ??= first;
            operation.Description ??= others;
            foreach (var (name, type, comment) in handler.GetParameters().SelectMany(Flat))
            {
                if (operation.Parameters?.OfType<OpenApiParameter>().FirstOrDefault(one => one.In == ParameterLocation.Query && one.Name == name) is { } parameter)
                {
                    Query(parameter, type, comment);
                }
            }

            if (handler.GetParameters().Any(parameter => parameter.ParameterType == typeof(Page)))
            {
                (operation.Parameters ??= []).Add(Number("page", "The page, from 1. What is out of range is the nearest page there may be.", Page.LastNumber, Page.FirstNumber));
                operation.Parameters.Add(Number("size", "Rows a page. What is out of range is the nearest size there may be.", Page.LargestSize, Page.UsualSize));
            }
        }

        if (DeclaredRefusals.TakesKey(context.Description))
        {
            (operation.Parameters ??= []).Add(Key());
        }

        if (metadata.OfType<TakenFile>().FirstOrDefault() is { } taken)
        {
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = Files(taken.ContentTypes) };
        }

        if (metadata.OfType<Example.Shown>().LastOrDefault() is { } example && operation.RequestBody?.Content is { } bodies && bodies.TryGetValue("application/json", out var body))
        {
            var today = ChinaTime.DayOf(context.ApplicationServices.GetRequiredService<TimeProvider>().GetUtcNow());
            body.Example = JsonSerializer.SerializeToNode(example.Of(today), WithoutNulls);
        }

        operation.Responses ??= [];
        if (metadata.OfType<SentFile>().FirstOrDefault() is { } sent)
        {
            operation.Responses["200"] = new OpenApiResponse { Description = "The file.", Content = Files(sent.ContentTypes) };
            if (sent.InRanges)
            {
                operation.Responses["206"] = new OpenApiResponse { Description = "The part of the file that Range asked for.", Content = Files(sent.ContentTypes) };
                operation.Responses["304"] = new OpenApiResponse { Description = "The caller has the file: If-None-Match named its ETag." };
                operation.Responses["416"] = new OpenApiResponse();
            }
        }

        await RefusalsAsync(operation, context, cancellation);
        Admission(operation, context);
    }

    static async Task RefusalsAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        foreach (var type in new[] { typeof(ProblemDetails), typeof(HttpValidationProblemDetails) })
        {
            context.Document?.AddComponent(type.Name, await context.GetOrCreateSchemaAsync(type, null, cancellation));
        }

        // A typed result says plain JSON; Problems.SendAlikeAsync sends problem details.
        var said = operation.Responses!.Keys.Where(status => status[0] is '4' or '5').Select(status => int.Parse(status, CultureInfo.InvariantCulture));
        var refusals = said.Concat(DeclaredRefusals.Of(context.Description, operation.RequestBody is not null)).Distinct().Order()
            .Select(status => (Status: status.ToString(CultureInfo.InvariantCulture), Refusal: Refusal($"Refused{status}", DeclaredRefusals.Describe(status, context.Document))))
            .Append((Status: "default", Refusal: Refusal("Refused", DeclaredRefusals.Describe(null, context.Document))))
            .ToList();
        var answers = new OpenApiResponses();
        foreach (var (status, answer) in operation.Responses.Where(one => one.Key[0] is '2' or '3').OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            answers[status] = answer;
        }

        foreach (var (status, refusal) in refusals)
        {
            answers[status] = refusal;
        }

        operation.Responses = answers;

        // Alike in all operations, so that each is written once.
        OpenApiResponseReference Refusal(string id, OpenApiResponse response)
        {
            context.Document?.AddComponent(id, response);
            return new OpenApiResponseReference(id, context.Document);
        }
    }

    // Who is let in: with which token, in which role, with which right.
    static void Admission(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = new EndpointMetadataCollection(context.Description.ActionDescriptor.EndpointMetadata);
        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal);
        var isPublic = metadata.GetMetadata<IAllowAnonymous>() is not null;
        // An empty requirement is one that everybody meets.
        operation.Security = [isPublic ? [] : new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(DescribedDocument.Bearer, context.Document)] = [] }];
        if (!isPublic)
        {
            var roles = metadata.GetOrderedMetadata<IAuthorizeData>().SelectMany(rule => rule.Roles?.Split(',') ?? []).Distinct(StringComparer.Ordinal);
            operation.Extensions["x-roles"] = new JsonNodeExtension(new JsonArray([.. roles.Select(role => JsonValue.Create(role))]));
        }

        // A person's token has no scopes and needs none. Of a program, each role's scope opens it by itself; one that no role can have opens nothing.
        foreach (var scope in Scopes.NeededBy(metadata).Where(name => Scopes.All.Any(scope => scope.Name == name && scope.Roles.Count > 0)))
        {
            operation.Security.Add(new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(DescribedDocument.Programs, context.Document)] = [scope] });
        }

        if (Rights.NeededBy(metadata, context.Description.HttpMethod!) is { } right)
        {
            operation.Description = $"{operation.Description} Of a unit, a park or the supervisors it takes the right `{Rights.ClaimOf(right)}`.".TrimStart();
            operation.Extensions["x-right"] = new JsonNodeExtension(JsonValue.Create(Rights.ClaimOf(right)));
        }
    }

    // A record of parameters stands for each of them.
    static IEnumerable<(string Name, Type Type, string? Comment)> Flat(ParameterInfo parameter) => parameter.IsDefined(typeof(AsParametersAttribute))
        ? parameter.ParameterType.GetProperties().Select(member => (member.Name, member.PropertyType, Comments.Of(parameter.ParameterType, member)))
        : [(parameter.Name!, parameter.ParameterType, null)];

    // The framework reads a name of a value off the address as any text.
    static void Query(OpenApiParameter parameter, Type type, string? comment)
    {
        parameter.Description ??= comment;
        if ((Nullable.GetUnderlyingType(type) ?? type) is { IsGenericType: true } named && named.GetGenericTypeDefinition() == typeof(Named<>) && parameter.Schema is OpenApiSchema schema)
        {
            schema.Enum = NamesOf(named.GetGenericArguments()[0]);
        }

        // Read in any case; those of a record are described as in C#.
        parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
    }

    static OpenApiParameter Key() => new()
    {
        Name = "Idempotency-Key",
        In = ParameterLocation.Header,
        Description = "A text of the caller's own for this one request, such as a UUID. Sent again with it, the request gets its first answer of success again and nothing happens twice.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = RepeatableRequest.LongestKey },
    };

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

    // What the records say of themselves and of their members. A member that is a schema of its own says what it is there, once for all who have it.
    static void Commented(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var type = context.JsonTypeInfo.Type;
        schema.Description ??= type.Namespace?.StartsWith("RaMatch.", StringComparison.Ordinal) == true && !IsText(type) ? Comments.Of(type)
            : context.JsonPropertyInfo is { } property && IsPlain(type) ? Comments.Of(property.DeclaringType, property.AttributeProvider as PropertyInfo)
            : null;
    }

    static bool IsPlain(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var bare && (IsText(bare) || bare.IsPrimitive || bare == typeof(Guid) || bare == typeof(DateOnly) || bare == typeof(DateTimeOffset));

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

    sealed record SentFile(IReadOnlyList<string> ContentTypes, bool InRanges);
}
