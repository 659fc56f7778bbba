using CsCheck;
using RaMatch.Matching.Scoring;
using Xunit;

namespace RaMatch.Matching.Tests.Scoring;

/// <summary>What a transaction sees of the rows kept in memory is what a copy of them with its changes would show.</summary>
public sealed class KeptTests
{
    [Fact]
    public void Rows_seen_through_changes_are_those_of_a_copy_with_the_changes() =>
        Gen.Select(Gen.Int[0, 9].Array[0, 8], Gen.Select(Gen.Int[0, 9], Gen.Bool).Array[0, 8]).Sample((kept, changes) =>
        {
            var rows = kept.Distinct().ToDictionary(Id, number => $"kept {number}");
            var unkept = changes.DistinctBy(change => change.Item1).ToDictionary(change => Id(change.Item1), change => change.Item2 ? $"changed {change.Item1}" : null);
            var copy = new Dictionary<Guid, string>(rows);
            foreach (var (id, row) in unkept)
            {
                if (row is null)
                {
                    copy.Remove(id);
                }
                else
                {
                    copy[id] = row;
                }
            }

            var seen = new Kept<string>(rows, unkept);
            Assert.Equal(copy.Values.Order(StringComparer.Ordinal), seen.All.Order(StringComparer.Ordinal));
            Assert.All(Enumerable.Range(0, 10).Select(Id), id => Assert.Equal(copy.GetValueOrDefault(id), seen.Find(id)));
        });

    [Fact]
    public void What_is_seen_in_a_transaction_costs_the_same_however_many_rows_are_kept()
    {
        Assert.Equal(BytesToFindAmong(10), BytesToFindAmong(100_000));

        static long BytesToFindAmong(int count)
        {
            var rows = Enumerable.Range(0, count).ToDictionary(Id, number => "kept");
            var unkept = new Dictionary<Guid, string?> { [Id(1)] = null };
            Assert.Null(new Kept<string>(rows, unkept).Find(Id(1)));
            var before = GC.GetAllocatedBytesForCurrentThread();
            var found = new Kept<string>(rows, unkept).Find(Id(2));
            var after = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal("kept", found);
            return after - before;
        }
    }

    static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
}
