using System.Globalization;
using RaMatch.Portal.Backend;

namespace RaMatch.Portal.Parks;

/// <summary>What narrows the audit trail, as it stands in the address; a text that cannot be read narrows nothing and is said at its field.</summary>
sealed class AuditFilter(IQueryCollection query)
{
    readonly Dictionary<string, string[]> _wrong = new(StringComparer.Ordinal);

    /// <summary>The fields of the form.</summary>
    public static readonly IReadOnlyList<string> Fields = ["from", "until", "who", "action", "kind", "app", "park"];

    /// <summary>What of it cannot be read, by its field; read after <see cref="Asked"/>.</summary>
    public IReadOnlyDictionary<string, string[]> Wrong => _wrong;

    /// <summary>Whether anything narrows the list.</summary>
    public bool Narrows => Fields.Any(name => Text(name).Length > 0);

    /// <summary>A field's text.</summary>
    public string Text(string field) => query[field].ToString().Trim();

    /// <summary>The same for a service, behind what it is asked for; without where to begin.</summary>
    public string Asked()
    {
        _wrong.Clear();
        var (from, until, who) = (Day("from"), Day("until"), Id("who"));
        var readings = Text("kind") switch { "reading" => "true", "change" => "false", _ => "" };
        var all = new[] { ("from", from), ("until", until), ("who", who), ("readings", readings), ("action", Text("action")), ("app", Text("app")), ("park", Text("park")) };
        return string.Concat(all.Where(one => one.Item2.Length > 0).Select(one => $"&{one.Item1}={Uri.EscapeDataString(one.Item2)}"));
    }

    /// <summary>The page's address with all that narrows it, something set or taken away.</summary>
    public string With(string path, string? name = null, string? value = null)
    {
        var kept = Fields.Where(field => field != name && Text(field).Length > 0).Select(field => (Name: field, Value: Text(field)));
        var all = (name is null || value is null ? kept : kept.Append((Name: name, Value: value))).Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value)}");
        return $"{path}?{string.Join('&', all)}".TrimEnd('?');
    }

    string Day(string field)
    {
        if (Text(field) is not { Length: > 0 } text)
        {
            return "";
        }

        if (Typed.Day(text) is { } day)
        {
            return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        _wrong[field] = [Typed.NoDay(text)];
        return "";
    }

    string Id(string field)
    {
        if (Text(field) is not { Length: > 0 } text || Guid.TryParse(text, out _))
        {
            return Text(field);
        }

        _wrong[field] = ["这不是编号。请点列表里的姓名或对象，编号会自动填好。"];
        return "";
    }
}

/// <summary>The audit trails of all services as one list, newest first: their ids are in the order of time, so that one place to go on from is right for all.</summary>
static class AuditTrail
{
    /// <summary>Rows on a page.</summary>
    public const int Size = 50;

    /// <summary>Rows that a table takes at most.</summary>
    public const int MostExported = 20_000;

    const int ExportedAtOnce = 200;

    /// <summary>A part of the list.</summary>
    /// <param name="Lines">The rows.</param>
    /// <param name="Next">Where the next part begins; null with the last.</param>
    /// <param name="Missing">What of it could not be read: the services, in words.</param>
    /// <param name="Refusal">Why nothing of it is shown; null where it is.</param>
    public sealed record Part(IReadOnlyList<AuditLine> Lines, Guid? Next, IReadOnlyList<string> Missing, Refusal? Refusal);

    /// <summary>Reads a part.</summary>
    public static async Task<Part> ReadAsync(ServiceClient services, string asked, Guid? after, int size = Size)
    {
        var query = $"{asked}{(after is null ? null : $"&after={after}")}";
        var parts = new (string Name, Task<Answer<AuditPart>> Answer)[]
        {
            ("单位与岗位", services.GetAsync<AuditPart>("posting", $"audit?size={size}{query}")),
            ("投递与简历", services.GetAsync<AuditPart>("applicant", $"audit?size={size}{query}")),
            ("撮合与落实", services.GetAsync<AuditPart>("matching", $"audit?size={size}{query}")),
            ("账号与导出", services.GetAsync<AuditPart>("portal", $"audit?size={size}{query}")),
        };
        await Task.WhenAll(parts.Select(part => part.Answer));
        var answers = parts.Select(part => (part.Name, Answer: part.Answer.Result)).ToList();
        if (answers.Select(part => part.Answer.Refusal).FirstOrDefault(refusal => refusal is { Status: < 500 }) is { } refused)
        {
            return new Part([], null, [], refused);
        }

        var found = answers.Where(part => part.Answer.Value is not null).ToList();
        var all = found.SelectMany(part => part.Answer.Value!.Items).OrderByDescending(line => line.EntryId.ToString(), StringComparer.Ordinal).ToList();
        var lines = all.Take(size).ToList();
        var goesOn = all.Count > size || found.Any(part => part.Answer.Value!.Next is not null);
        return new Part(lines, goesOn && lines is [.., var last] ? last.EntryId : null, [.. answers.Where(part => part.Answer.Value is null).Select(part => part.Name)], null);
    }

    /// <summary>Reads all of it, if it is no more than a table takes.</summary>
    /// <returns>The rows, or why there is no table.</returns>
    public static async Task<(IReadOnlyList<AuditLine> Lines, string? Objection)> ReadAllAsync(ServiceClient services, string asked)
    {
        var lines = new List<AuditLine>();
        Guid? after = null;
        do
        {
            var part = await ReadAsync(services, asked, after, ExportedAtOnce);
            if (part.Refusal is { } refusal)
            {
                return ([], refusal.Sentence);
            }

            if (part.Missing.Count > 0)
            {
                return ([], $"“{string.Join("”“", part.Missing)}”的记录暂时无法读取，请稍后再导出。");
            }

            lines.AddRange(part.Lines);
            after = part.Next;
        }
        while (after is not null && lines.Count <= MostExported);

        return lines.Count > MostExported ? ([], $"记录超过 {MostExported / 10_000} 万条，请先缩小日期范围再导出。") : (lines, null);
    }
}

/// <summary>A part of a service's audit trail.</summary>
sealed record AuditPart(IReadOnlyList<AuditLine> Items, Guid? Next);

/// <summary>Somebody did something.</summary>
sealed record AuditLine(
    Guid EntryId,
    DateTimeOffset OccurredAt,
    Guid AccountId,
    string Role,
    string? ActsFor,
    string Name,
    string? App,
    string? Address,
    string Action,
    string? SubjectKind,
    string? SubjectId,
    string? ParkId,
    long IsReading,
    string? Detail,
    long? ChainNo,
    string? Hash);
