using System.Security.Cryptography;

namespace RaMatch.Platform.Data;

/// <summary>
/// A file made once, kept in the service's database under the SHA-256 of its content: every process that shares the database serves the same
/// bytes, and a backup of the database has them.
/// </summary>
public sealed record StoredFile
{
    // Small enough that other writers get their turn between two.
    internal const int ChunkBytes = 512 * 1024;

    /// <summary>SHA-256 of the content, 64 lower-case hex digits.</summary>
    public string Hash { get; init; } = "";

    /// <summary>Bytes.</summary>
    public long Size { get; init; }

    /// <summary>Stores a file, a chunk a transaction. Whoever stores the same again, after a crash or at the same time, writes nothing anew.</summary>
    public static async Task<StoredFile> PutAsync(Database database, Stream file, CancellationToken cancellation)
    {
        file.Position = 0;
        var stored = new StoredFile { Hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation)), Size = file.Length };
        file.Position = 0;
        var buffer = new byte[ChunkBytes];
        for (var number = 0L; await file.ReadAtLeastAsync(buffer, ChunkBytes, throwOnEndOfStream: false, cancellation) is > 0 and var read; number++)
        {
            var chunk = new { stored.Hash, number, bytes = buffer[..read] };
            await database.WriteAsync(unit => unit.ExecuteAsync(InsertChunk, chunk), cancellation);
        }

        await database.WriteAsync(unit => unit.ExecuteAsync(InsertFile, new { stored.Hash, stored.Size, storedAt = unit.Now }), cancellation);
        return stored;
    }

    /// <summary>Stores a file that was made in memory in the transaction that decides on it.</summary>
    public static async Task<StoredFile> PutAsync(UnitOfWork unit, byte[] content)
    {
        var stored = new StoredFile { Hash = Convert.ToHexStringLower(SHA256.HashData(content)), Size = content.Length };
        var number = 0L;
        foreach (var bytes in content.Chunk(ChunkBytes))
        {
            await unit.ExecuteAsync(InsertChunk, new { stored.Hash, number, bytes });
            number++;
        }

        await unit.ExecuteAsync(InsertFile, new { stored.Hash, stored.Size, storedAt = unit.Now });
        return stored;
    }

    /// <summary>The SHA-256 of what is stored under a hash; null where nothing is. What is not damaged has the hash that it is stored under.</summary>
    public static async Task<string?> ProveAsync(Reader reader, string hash)
    {
        var chunks = await reader.QueryAsync<byte[]>(SelectChunks, new { hash });
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var chunk in chunks)
        {
            sum.AppendData(chunk);
        }

        return chunks.Count == 0 ? null : Convert.ToHexStringLower(sum.GetHashAndReset());
    }

    /// <summary>The content, read as it is asked for; any part of it may be.</summary>
    public Stream Open(Database database) => new Content(database, this);

    const string InsertChunk = """
        INSERT INTO stored_chunk (hash, number, bytes)
        SELECT @hash, @number, @bytes
        WHERE NOT EXISTS (SELECT 1 FROM stored_chunk WHERE hash = @hash AND number = @number)
        """;

    const string InsertFile = """
        INSERT INTO stored_file (hash, size, stored_at)
        SELECT @hash, @size, @storedAt
        WHERE NOT EXISTS (SELECT 1 FROM stored_file WHERE hash = @hash)
        """;

    const string SelectChunk = "SELECT bytes FROM stored_chunk WHERE hash = @hash AND number = @number";

    const string SelectChunks = "SELECT bytes FROM stored_chunk WHERE hash = @hash ORDER BY number";

    /// <summary>Holds one chunk at a time, and no connection while whoever reads is slow.</summary>
    sealed class Content(Database database, StoredFile file) : Stream
    {
        byte[] _chunk = [];
        long _number = -1;

        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Length => file.Size;
        public override long Position { get; set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position >= Length || buffer.Length == 0)
            {
                return 0;
            }

            var number = Position / ChunkBytes;
            if (number != _number)
            {
                _chunk = await database.ReadAsync(reader => reader.GetAsync<byte[]>(SelectChunk, new { file.Hash, number }), cancellationToken);
                _number = number;
            }

            var from = _chunk.AsMemory((int)(Position % ChunkBytes));
            var count = Math.Min(from.Length, buffer.Length);
            from[..count].CopyTo(buffer);
            Position += count;
            return count;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => Position + offset,
            _ => Length + offset,
        };

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A stored file is read asynchronously.");

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
