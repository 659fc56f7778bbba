using System.Diagnostics.Metrics;
using RaMatch.Platform.Tests.Shop;
using Xunit;

namespace RaMatch.Platform.Tests;

/// <summary>Meters belong to the whole process: while one is read, no other test writes.</summary>
[CollectionDefinition(nameof(ReadsMeters), DisableParallelization = true)]
public sealed class ReadsMeters;

[Collection(nameof(ReadsMeters))]
public sealed class SharedCommitTests
{
    [Fact]
    public async Task Many_writes_at_once_share_commits_and_all_arrive()
    {
        await using var shop = await OpenShop.StartAsync();
        WritingTests.RequireSqlite(shop.TillDb);
        using var commits = new Commits("till");

        await shop.SellManyAsync(1, 500);

        Assert.Equal(500, commits.Writes);
        Assert.InRange(commits.Count, 500 / 64, 250);
        await shop.TakesExactlyAsync(500);
    }

    /// <summary>Counts the commits of one database by the product's own meter.</summary>
    sealed class Commits : IDisposable
    {
        readonly MeterListener _listener = new();
        long _writes;
        int _count;

        public Commits(string database)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "ramatch.database.commit.size")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, size, tags, _) =>
            {
                if (tags.ToArray().Contains(new KeyValuePair<string, object?>("database", database)))
                {
                    Interlocked.Add(ref _writes, size);
                    Interlocked.Increment(ref _count);
                }
            });
            _listener.Start();
        }

        public long Writes => Interlocked.Read(ref _writes);
        public int Count => _count;
        public void Dispose() => _listener.Dispose();
    }
}
