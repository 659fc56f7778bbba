using Microsoft.AspNetCore.Http;

namespace RaMatch.Platform.Words;

/// <summary>The languages people are answered in; each has its tables of words.</summary>
public enum Language
{
    /// <summary>中文: the product's own, and whoever does not ask for another gets it.</summary>
    Chinese,

    /// <summary>English, for whoever asks for it with <c>Accept-Language: en</c>.</summary>
    English,
}

/// <summary>Which language is spoken at the moment.</summary>
public static class Languages
{
    static readonly AsyncLocal<Language> Spoken = new();

    /// <summary>The language of the request that is answered; Chinese where none is.</summary>
    public static Language Current
    {
        get => Spoken.Value;
        internal set => Spoken.Value = value;
    }

    /// <summary>The tag in headers and in the names of tables: <c>zh</c>, <c>en</c>.</summary>
    public static string TagOf(Language language) => language == Language.English ? "en" : "zh";

    /// <summary>Comes first of all that answers a request of the API, so that refusals of the framework are worded alike.</summary>
    internal static async Task SpeakAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            var language = AskedFor(http.Request);
            Current = language;
            http.Response.OnStarting(static state =>
            {
                var (headers, spoken) = ((IHeaderDictionary, Language))state;
                headers.ContentLanguage = TagOf(spoken);
                headers.AppendCommaSeparatedValues("Vary", "Accept-Language");
                return Task.CompletedTask;
            }, (http.Response.Headers, language));
        }

        await next(http);
    }

    /// <summary>The language a request likes best of those there are; Chinese if it likes none of them.</summary>
    internal static Language AskedFor(HttpRequest request)
    {
        var asked = Language.Chinese;
        var most = 0.0;
        foreach (var preference in request.GetTypedHeaders().AcceptLanguage)
        {
            var weight = preference.Quality ?? 1;
            foreach (var language in Enum.GetValues<Language>())
            {
                if (weight > most && IsOf(preference.Value.AsSpan(), TagOf(language)))
                {
                    (asked, most) = (language, weight);
                }
            }
        }

        return asked;
    }

    // en and en-GB are English; enm is not.
    static bool IsOf(ReadOnlySpan<char> tag, string language) =>
        tag.StartsWith(language, StringComparison.OrdinalIgnoreCase) && (tag.Length == language.Length || tag[language.Length] == '-');
}
