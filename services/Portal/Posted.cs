using System.Globalization;
using Microsoft.Extensions.Primitives;
using RaMatch.Platform;

namespace RaMatch.Portal;

/// <summary>
/// The form posted to the page, as the text it came as: what is wrong stays in its field until it is put right. A field that cannot
/// be read is null in the request, and the service says what belongs there.
/// </summary>
sealed class Posted(IFormCollection? form)
{
    static readonly char[] Separators = ['、', '，', ',', '；', ';', '\n', '\r'];

    /// <summary>The form of this request; empty when the page was only opened.</summary>
    public static Posted To(HttpContext http) =>
        new(HttpMethods.IsPost(http.Request.Method) && http.Request.HasFormContentType ? http.Request.Form : null);

    /// <summary>The key that makes a double tap one deed.</summary>
    public string? Key => Text("key") is { Length: > 0 } key ? key : null;

    /// <summary>Whether the form carries the field, empty or not.</summary>
    public bool Has(string field) => form?.ContainsKey(field) == true;

    /// <summary>A field's text without the spaces around it.</summary>
    public string Text(string field) => form is null ? "" : form[field].ToString().Trim();

    /// <summary>A field's text, or null where nothing is written.</summary>
    public string? TextOrNull(string field) => Text(field) is { Length: > 0 } text ? text : null;

    /// <summary>All values of a field that stands several times.</summary>
    public IReadOnlyList<string> All(string field) => form is null ? [] : [.. ((StringValues)form[field]).OfType<string>()];

    /// <summary>Entries written with commas of either width between them, or one a line.</summary>
    public IReadOnlyList<string> Listed(string field) => Text(field).Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A whole number.</summary>
    public int? Whole(string field) => int.TryParse(Text(field), NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>An amount written in yuan, in fen.</summary>
    public long? Fen(string field) =>
        decimal.TryParse(Text(field), NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var yuan) && yuan < 100_000_000
            ? (long)(yuan * 100)
            : null;

    /// <summary>A day.</summary>
    public DateOnly? Day(string field) => DateOnly.TryParseExact(Text(field), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A day and time on the clock in China.</summary>
    public DateTimeOffset? Moment(string field) =>
        DateTime.TryParseExact(Text(field), ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year > DateTime.MinValue.Year
            ? new DateTimeOffset(local, ChinaTime.Offset)
            : null;

    /// <summary>A value of an enumeration, named as JSON names it.</summary>
    public TEnum? Value<TEnum>(string field)
        where TEnum : struct, Enum => Named<TEnum>(Text(field));

    /// <summary>The values of an enumeration among the texts, named as JSON names them.</summary>
    public IReadOnlyList<TEnum> Values<TEnum>(string field)
        where TEnum : struct, Enum => [.. All(field).Select(Named<TEnum>).OfType<TEnum>()];

    static TEnum? Named<TEnum>(string text)
        where TEnum : struct, Enum => Enum.GetValues<TEnum>().Where(value => Wording.Key(value) == text).Select(value => (TEnum?)value).FirstOrDefault();
}
