using System.Buffers.Binary;
using RaMatch.Benchmarks.Measuring;

namespace RaMatch.Benchmarks.Peers;

/// <summary>The best of what is offered, in the order of the product: higher score, then higher tie number, then smaller id. No code of the index.</summary>
sealed class BestList(int most)
{
    readonly PriorityQueue<(int Score, long Tie, Guid Id), (int Score, long Tie, Guid Id)> _best = new(most + 1, Comparer<(int Score, long Tie, Guid Id)>.Create(WorstFirst));

    /// <summary>A score under it has no chance.</summary>
    public int Floor => _best.Count < most ? 0 : _best.Peek().Score;

    /// <summary>Offers one.</summary>
    public void Offer(int score, long tie, Guid id)
    {
        if (_best.Count < most)
        {
            _best.Enqueue((score, tie, id), (score, tie, id));
        }
        else
        {
            _best.EnqueueDequeue((score, tie, id), (score, tie, id));
        }
    }

    /// <summary>Adds the list to a checksum, best first, and empties it.</summary>
    public void Drain(ref Checksum sum)
    {
        var worstFirst = new (int Score, long Tie, Guid Id)[_best.Count];
        for (var place = worstFirst.Length - 1; place >= 0; place--)
        {
            worstFirst[place] = _best.Dequeue();
        }

        foreach (var (score, _, id) in worstFirst)
        {
            Add(ref sum, score, id);
        }
    }

    /// <summary>Adds one of a list to a checksum.</summary>
    public static void Add(ref Checksum sum, int score, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        sum.Add((ulong)score);
        sum.Add(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        sum.Add(BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
    }

    static int WorstFirst((int Score, long Tie, Guid Id) one, (int Score, long Tie, Guid Id) other) =>
        one.Score != other.Score ? one.Score.CompareTo(other.Score)
        : one.Tie != other.Tie ? one.Tie.CompareTo(other.Tie)
        : other.Id.CompareTo(one.Id);
}
