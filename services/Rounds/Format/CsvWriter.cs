using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace RaMatch.Rounds.Format;

/// <summary>Writes the rows of one file through a large buffer and hashes what it writes. Ids need no quotes, so there are none.</summary>
sealed class CsvWriter : IDisposable
{
    const int BufferSize = 1 << 20;

    readonly string _file;
    readonly Stream _stream;
    readonly IProgress<FileProgress>? _progress;
    readonly CancellationToken _cancellation;
    readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    int _filled;
    long _written;

    public CsvWriter(string file, Stream stream, IProgress<FileProgress>? progress, CancellationToken cancellation) =>
        (_file, _stream, _progress, _cancellation) = (file, stream, progress, cancellation);

    /// <summary>A text as it is.</summary>
    public CsvWriter Text(ReadOnlySpan<byte> text)
    {
        if (text.Length > BufferSize - _filled)
        {
            Flush();
        }

        text.CopyTo(_buffer.AsSpan(_filled));
        _filled += text.Length;
        return this;
    }

    /// <summary>A comma.</summary>
    public CsvWriter Comma() => Text(","u8);

    /// <summary>A number in plain digits.</summary>
    public CsvWriter Number(uint number)
    {
        if (_filled > BufferSize - 10)
        {
            Flush();
        }

        Utf8Formatter.TryFormat(number, _buffer.AsSpan(_filled), out var length);
        _filled += length;
        return this;
    }

    /// <summary>A number, or nothing for the number that stands for nothing.</summary>
    public CsvWriter NumberOr(int number, int nothing) => number == nothing ? this : Number((uint)number);

    /// <summary>The first row.</summary>
    public void Header(string columns) => Text(Encoding.UTF8.GetBytes(columns)).EndRow();

    /// <summary>The end of the row.</summary>
    public void EndRow() => Text("\n"u8);

    /// <summary>Writes what is left.</summary>
    /// <returns>SHA-256 of the whole file, 64 lower-case hex digits.</returns>
    public string Finish()
    {
        Flush();
        _stream.Flush();
        return Convert.ToHexStringLower(_hash.GetCurrentHash());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _hash.Dispose();
        _stream.Dispose();
    }

    void Flush()
    {
        _cancellation.ThrowIfCancellationRequested();
        _hash.AppendData(_buffer, 0, _filled);
        _stream.Write(_buffer, 0, _filled);
        _written += _filled;
        _filled = 0;
        _progress?.Report(new FileProgress(_file, _written, null));
    }
}
