using System.Text.Json;

namespace RaMatch.Testing;

/// <summary>Goes through a list as a program does: the first page each time, behind the last row it has read.</summary>
public static class GoneThrough
{
    /// <summary>The ids of all rows, each asked for by itself.</summary>
    /// <param name="client">Whoever asks.</param>
    /// <param name="path">The list, with a question mark.</param>
    /// <param name="id">The property that a row is known by.</param>
    public static async Task<IReadOnlyList<Guid>> ByAfterAsync(this HttpClient client, string path, string id)
    {
        var (read, left) = (new List<Guid>(), long.MaxValue);
        while (true)
        {
            var page = await client.GetAsync<JsonElement>($"{path}&size=1{(read.Count == 0 ? "" : $"&after={read[^1]}")}");
            var total = page.GetProperty("total").GetInt64();
            if (total >= left)
            {
                throw new InvalidOperationException($"{path}: {total} rows are left behind row {read.Count}, and {left} were before it.");
            }

            left = total;
            if (page.GetProperty("items").GetArrayLength() == 0)
            {
                return read;
            }

            read.Add(page.GetProperty("items")[0].GetProperty(id).GetGuid());
        }
    }
}
