using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Parks;

/// <summary>
/// An official takes the units that an open round waits for away as a table, with whom to call: the product itself writes to nobody. Back to the
/// round's page with the reason if there is no such list. Graduates are pseudonyms to officials, so there is no such table of them.
/// </summary>
static class ExportReadiness
{
    const int RowsAtOnce = 200;

    public static void Map(IEndpointRouteBuilder app)
    {
        foreach (var root in new[] { "park", "supervisor" })
        {
            app.MapGet($"/{root}/rounds/{{roundId:guid}}/units.csv", HandleAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).ExcludeFromDescription();
        }
    }

    static async Task<Results<FileContentHttpResult, RedirectHttpResult>> HandleAsync(Guid roundId, HttpContext http, ServiceClient services)
    {
        var (units, refusal) = await AllAsync(page =>
            services.GetAsync<PageOf<ReadyUnit>>("matching", $"rounds/{roundId}/readiness/units?state=waiting&page={page}&size={RowsAtOnce}"));
        if (refusal is not null)
        {
            new Notice(Tone.Bad, Deed.Sentence(refusal)).Leave(http);
            return SeeOther.To(http, RoundAddress.Of(http, roundId));
        }

        // Of all units in whatever state: who is in the round says which are asked for. A list without telephone numbers is better than none.
        var contacts = (await AllAsync(page =>
            services.GetAsync<PageOf<UnitLine>>("posting", $"units?page={page}&size={RowsAtOnce}"))).Rows.ToDictionary(unit => unit.UnitId);
        var rows = units.Select(unit => (string[])
        [
            unit.UnitName,
            Wording.ParkOf(unit.ParkId),
            contacts.GetValueOrDefault(unit.UnitId)?.ContactName ?? "",
            contacts.GetValueOrDefault(unit.UnitId)?.ContactPhone ?? "",
            unit.Candidates.ToString(CultureInfo.InvariantCulture),
            unit.Ungraded.ToString(CultureInfo.InvariantCulture),
        ]);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(Csv([["单位", "园区", "联系人", "电话", "投递", "没评价"], .. rows]), "text/csv; charset=utf-8", $"round-{roundId}-units.csv");
    }

    static async Task<(IReadOnlyList<T> Rows, Refusal? Refusal)> AllAsync<T>(Func<string, Task<Answer<PageOf<T>>>> read)
    {
        var rows = new List<T>();
        for (var page = 1; ; page++)
        {
            var answer = await read(page.ToString(CultureInfo.InvariantCulture));
            if (answer.Value is not { } found)
            {
                return ([], answer.Refusal);
            }

            rows.AddRange(found.Items);
            if (found.Items.Count == 0 || rows.Count >= found.Total)
            {
                return (rows, null);
            }
        }
    }

    // With the mark by which spreadsheet programs know UTF-8.
    static byte[] Csv(IEnumerable<string[]> rows) =>
        [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => string.Join(',', row.Select(Cell)) + "\r\n")))];

    // A text that a spreadsheet program would run as a formula stays a text.
    static string Cell(string text)
    {
        var safe = text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
