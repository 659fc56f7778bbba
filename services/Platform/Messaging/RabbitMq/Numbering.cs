using RaMatch.Platform.Data;

namespace RaMatch.Platform.Messaging.RabbitMq;

/// <summary>
/// Counts what a database sends to each of its listeners. Where a count stands is moved in the transaction that deletes what was sent, so that what is
/// sent again after a crash has the numbers it had.
/// </summary>
sealed class Numbering
{
    readonly MessageCatalogue _catalogue;
    readonly string _source;
    readonly Dictionary<string, Count> _counts;

    Numbering(MessageCatalogue catalogue, string source, IEnumerable<Count> counts) =>
        (_catalogue, _source, _counts) = (catalogue, source, counts.ToDictionary(count => count.Listener, StringComparer.Ordinal));

    /// <summary>Reads where the counts stand, and begins those that are new.</summary>
    public static async Task<Numbering> OpenAsync(Database database, MessageCatalogue catalogue, CancellationToken stopping)
    {
        var counts = await database.ReadAsync(reader => reader.QueryAsync<Count>(SelectCounts), stopping);
        var begun = catalogue.ListenersOf(database.Name).Except(counts.Select(count => count.Listener), StringComparer.Ordinal)
            .Select(listener => new Count { Listener = listener, LogId = Guid.CreateVersion7() }).ToList();
        if (begun.Count > 0)
        {
            counts = await database.WriteAsync(
                async unit =>
                {
                    foreach (var count in begun)
                    {
                        await unit.ExecuteAsync(InsertCount, count);
                    }

                    return await unit.QueryAsync<Count>(SelectCounts);
                },
                stopping);
        }

        return new Numbering(catalogue, database.Name, counts);
    }

    /// <summary>Each row once for each of its listeners, numbered on from where the counts stand.</summary>
    public IReadOnlyList<Addressed> Address(IEnumerable<OutgoingMessage> rows)
    {
        var last = _counts.ToDictionary(count => count.Key, count => count.Value.LastNumber, StringComparer.Ordinal);
        // An empty one is the end of the log of one process, which this was before: everybody has read it.
        return
        [
            .. from row in rows
               where row.Body.Length > 0
               from listener in Listeners(row)
               select new Addressed(row, listener, new SentNumber(_source, _counts[listener].LogId, ++last[listener])),
        ];
    }

    /// <summary>Moves the counts behind what was sent.</summary>
    public async Task MoveAsync(UnitOfWork unit, IReadOnlyList<Addressed> sent)
    {
        foreach (var (listener, last) in Ends(sent))
        {
            if (await unit.ExecuteAsync(MoveCount, new { listener, before = _counts[listener].LastNumber, last }) == 0)
            {
                throw new InvalidOperationException($"Somebody else has sent what {_source} tells {listener}.");
            }
        }
    }

    /// <summary>The counts have been moved.</summary>
    public void Moved(IReadOnlyList<Addressed> sent)
    {
        foreach (var (listener, last) in Ends(sent))
        {
            _counts[listener] = _counts[listener] with { LastNumber = last };
        }
    }

    IReadOnlyList<string> Listeners(OutgoingMessage row) => _catalogue.Find(row.Type)?.Listeners
        ?? throw new InvalidOperationException($"The outbox holds '{row.Type}', which this version does not know; a newer one wrote it.");

    static IEnumerable<(string Listener, long Last)> Ends(IEnumerable<Addressed> sent) =>
        sent.GroupBy(one => one.Listener, StringComparer.Ordinal).Select(group => (group.Key, group.Last().Number.Number));

    sealed record Count
    {
        public string Listener { get; init; } = "";
        public Guid LogId { get; init; }
        public long LastNumber { get; init; }
    }

    const string SelectCounts = "SELECT listener, log_id, last_number FROM delivery_sent";

    const string InsertCount = """
        INSERT INTO delivery_sent (listener, log_id, last_number)
        SELECT @listener, @logId, @lastNumber
        WHERE NOT EXISTS (SELECT 1 FROM delivery_sent WHERE listener = @listener)
        """;

    const string MoveCount = "UPDATE delivery_sent SET last_number = @last WHERE listener = @listener AND last_number = @before";
}

/// <summary>An event on its way to one listener.</summary>
sealed record Addressed(OutgoingMessage Row, string Listener, SentNumber Number);
