using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace RaMatch.Platform.Web;

/// <summary>
/// Which parameter of a request the framework could not bind. It tells so only in the text of an exception; its description of the
/// endpoint names the same parameters, so that they are gone through once more. Only a request that was refused pays for it.
/// </summary>
static class BoundParameters
{
    /// <summary>The first parameter that is missing or of a wrong form, and whether it was given; null if none is.</summary>
    public static (string Name, bool Given)? FirstWrong(HttpContext http)
    {
        // Before a refusal is written, the endpoint and what the path says are taken off the request and kept beside the exception.
        var kept = http.Features.Get<IExceptionHandlerFeature>();
        var endpoint = kept?.Endpoint ?? http.GetEndpoint();
        var path = kept?.RouteValues ?? http.Request.RouteValues;
        foreach (var parameter in endpoint?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>() ?? [])
        {
            if (Source(http, path, parameter) is not { } source)
            {
                continue;
            }

            var given = source.Values.ToString() is { Length: > 0 };
            if (!given && !parameter.IsOptional || given && source.Values.Any(value => !Fits(value, parameter.ParameterInfo.ParameterType)))
            {
                return (source.Name, given);
            }
        }

        return null;
    }

    // What binds itself, such as a page or the caller, refuses nothing; the body, services and files come from elsewhere.
    static (string Name, StringValues Values)? Source(HttpContext http, RouteValueDictionary path, IParameterBindingMetadata parameter)
    {
        var attributes = parameter.ParameterInfo.GetCustomAttributes(inherit: true);
        if (attributes.OfType<IFromHeaderMetadata>().FirstOrDefault() is { } header)
        {
            var name = header.Name ?? parameter.Name;
            return (name, http.Request.Headers[name]);
        }

        if (parameter.HasBindAsync || !IsText(parameter) && attributes.OfType<IFromQueryMetadata>().FirstOrDefault() is null)
        {
            return null;
        }

        var key = attributes.OfType<IFromQueryMetadata>().FirstOrDefault()?.Name ?? attributes.OfType<IFromRouteMetadata>().FirstOrDefault()?.Name ?? parameter.Name;
        return (key, path.TryGetValue(key, out var value)
            ? Convert.ToString(value, CultureInfo.InvariantCulture)
            : http.Request.Query[key]);
    }

    static bool IsText(IParameterBindingMetadata parameter) => parameter.HasTryParse || parameter.ParameterInfo.ParameterType == typeof(string);

    static bool Fits(string? text, Type type)
    {
        var one = type.IsArray ? type.GetElementType()! : type;
        one = Nullable.GetUnderlyingType(one) ?? one;
        return one == typeof(string) || (one.IsEnum ? Enum.TryParse(one, text, ignoreCase: true, out _) : Parses(one, text));
    }

    static bool Parses(Type type, string? text)
    {
        const BindingFlags Public = BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy;
        var target = type.MakeByRefType();
        return type.GetMethod(nameof(int.TryParse), Public, [typeof(string), typeof(IFormatProvider), target]) is { } cultured
            ? (bool)cultured.Invoke(null, [text, CultureInfo.InvariantCulture, null])!
            : type.GetMethod(nameof(int.TryParse), Public, [typeof(string), target]) is not { } plain || (bool)plain.Invoke(null, [text, null])!;
    }
}
