using Microsoft.Extensions.Primitives;
using RaMatch.Platform.Web;
using RaMatch.Portal.Backend;

namespace RaMatch.Portal;

/// <summary>
/// The form posted to the page, as the text it came as: what is wrong stays in its field until it is put right. A number, an amount or a day
/// that is written but cannot be read (<see cref="Typed"/>), or has to be there and is not, is null and noted: with such a note, nothing is sent
/// to a service, which would take the field for empty.
/// </summary>
sealed class Posted(IFormCollection? form)
{
    readonly Dictionary<string, string[]> _wrong = new(StringComparer.Ordinal);

    /// <summary>The form of this request; empty when the page was only opened.</summary>
    public static Posted To(HttpContext http) =>
        new(HttpMethods.IsPost(http.Request.Method) && http.Request.HasFormContentType ? http.Request.Form : null);

    /// <summary>The key that makes a double tap one deed.</summary>
    public string? Key => Text("key") is { Length: > 0 } key ? key : null;

    /// <summary>An id for what the form makes: of its key and whoever sends it, so that a double tap makes one thing, and nobody else's id is chosen.</summary>
    public Guid IdFor(Guid accountId) => Key is null ? Guid.CreateVersion7() : DerivedId.Of($"{accountId}/{Key}");

    /// <summary>What of the fields read so far cannot be read, by the fields' names; null where all can.</summary>
    public Refusal? Wrong => _wrong.Count == 0 ? null : new Refusal(StatusCodes.Status400BadRequest, "还没有提交：请先改正标出的地方。", _wrong);

    /// <summary>Whether the form carries the field, empty or not.</summary>
    public bool Has(string field) => form?.ContainsKey(field) == true;

    /// <summary>A field's text without the spaces around it.</summary>
    public string Text(string field) => form is null ? "" : form[field].ToString().Trim();

    /// <summary>A field's text, or null where nothing is written.</summary>
    public string? TextOrNull(string field) => Text(field) is { Length: > 0 } text ? text : null;

    /// <summary>A field's text, which has to be there.</summary>
    /// <param name="field">The field.</param>
    /// <param name="otherwise">What to say where it is not.</param>
    public string Needed(string field, string otherwise) => IsWritten(field, otherwise) ? Text(field) : "";

    /// <summary>The fields by which somebody who is signed in proves it once more have to be there: <c>password</c> and, where the account has an authenticator, <c>code</c>.</summary>
    public void NeedProof(bool hasSecondFactor)
    {
        IsWritten("password", "请填写密码。");
        if (hasSecondFactor)
        {
            IsWritten("code", "请填写动态验证码。");
        }
    }

    /// <summary>A field's text as one visible line, which has to be there.</summary>
    /// <param name="field">The field.</param>
    /// <param name="most">The most characters.</param>
    /// <param name="otherwise">What to say where it is not there, or longer.</param>
    public string NeededLine(string field, int most, string otherwise)
    {
        if (TextRules.ObjectionToLine(Text(field), out var line) is not null || line.Length == 0 || line.Length > most)
        {
            _wrong[field] = [otherwise];
        }

        return line;
    }

    /// <summary>All values of a field that stands several times.</summary>
    public IReadOnlyList<string> All(string field) => form is null ? [] : [.. ((StringValues)form[field]).OfType<string>()];

    /// <summary>The entries of a list, each in a control of its own or on a line of its own: an entry may hold any comma (“土木、水利与海洋工程”).</summary>
    public IReadOnlyList<string> Entries(string field) =>
        [.. All(field).SelectMany(text => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>Notes what is wrong with a field.</summary>
    public void Refuse(string field, string sentence) => _wrong[field] = [.. _wrong.GetValueOrDefault(field, []).Append(sentence).Distinct()];

    /// <summary>A whole number that may be left out.</summary>
    /// <param name="field">The field.</param>
    /// <param name="units">What may stand behind the number.</param>
    public int? Whole(string field, params ReadOnlySpan<string> units) => Text(field) is { Length: > 0 } text ? Typed.Whole(text, units) ?? Note<int>(field, Typed.NoWhole(text)) : null;

    /// <summary>A whole number that has to be there.</summary>
    /// <param name="field">The field.</param>
    /// <param name="units">What may stand behind the number.</param>
    public int? NeededWhole(string field, params ReadOnlySpan<string> units) => IsWritten(field, "请填写数字。") ? Whole(field, units) : null;

    /// <summary>A percentage with at most two decimals, in basis points; null where none is written or it cannot be read.</summary>
    public long? Percent(string field) => Text(field).TrimEnd('%', '％') is { Length: > 0 } text ? Typed.Fen(text) ?? Note<long>(field, "请填写百分数，最多两位小数，如 50 或 62.5。") : null;

    /// <summary>An amount written in yuan, in fen, that may be left out.</summary>
    public long? Fen(string field) => Text(field) is { Length: > 0 } text ? Typed.Fen(text) ?? Note<long>(field, Typed.NoFen(text)) : null;

    /// <summary>An amount written in yuan, in fen, that has to be there.</summary>
    public long? NeededFen(string field) => IsWritten(field, "请填写金额。") ? Fen(field) : null;

    /// <summary>A day that may be left out.</summary>
    public DateOnly? Day(string field) => Text(field) is { Length: > 0 } text ? Typed.Day(text) ?? Note<DateOnly>(field, Typed.NoDay(text)) : null;

    /// <summary>A day that has to be there.</summary>
    public DateOnly? NeededDay(string field) => IsWritten(field, "请填写日期。") ? Day(field) : null;

    /// <summary>A day and time on the clock in China that may be left out.</summary>
    public DateTimeOffset? Moment(string field) => Text(field) is { Length: > 0 } text ? Typed.Moment(text) ?? Note<DateTimeOffset>(field, Typed.NoMoment(text)) : null;

    /// <summary>A day and time on the clock in China that has to be there.</summary>
    public DateTimeOffset? NeededMoment(string field) => IsWritten(field, "请填写日期和时间。") ? Moment(field) : null;

    /// <summary>A month that may be left out, as the services write it.</summary>
    public string? Month(string field)
    {
        if (Text(field) is not { Length: > 0 } text || Typed.Month(text) is { } month)
        {
            return Typed.Month(Text(field));
        }

        _wrong[field] = [Typed.NoMonth(text)];
        return null;
    }

    /// <summary>A value of an enumeration, named as JSON names it.</summary>
    public TEnum? Value<TEnum>(string field)
        where TEnum : struct, Enum => Named<TEnum>(Text(field));

    /// <summary>A value of an enumeration that has to be chosen.</summary>
    public TEnum? NeededValue<TEnum>(string field)
        where TEnum : struct, Enum => IsWritten(field, "请选择一项。") ? Value<TEnum>(field) ?? Note<TEnum>(field, "请选择列出的一项。") : null;

    /// <summary>The values of an enumeration among the texts, named as JSON names them.</summary>
    public IReadOnlyList<TEnum> Values<TEnum>(string field)
        where TEnum : struct, Enum => [.. All(field).Select(Named<TEnum>).OfType<TEnum>()];

    bool IsWritten(string field, string otherwise)
    {
        if (Text(field).Length == 0)
        {
            _wrong[field] = [otherwise];
            return false;
        }

        return true;
    }

    T? Note<T>(string field, string sentence)
        where T : struct
    {
        _wrong[field] = [sentence];
        return null;
    }

    static TEnum? Named<TEnum>(string text)
        where TEnum : struct, Enum => Enum.GetValues<TEnum>().Where(value => Wording.Key(value) == text).Select(value => (TEnum?)value).FirstOrDefault();
}
