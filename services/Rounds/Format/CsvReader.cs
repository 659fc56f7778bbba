using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace RaMatch.Rounds.Format;

/// <summary>
/// Reads the rows of one CSV file as they lie in a megabyte of buffer: no string and no allocation a row. What RFC 4180 leaves open is
/// closed here: UTF-8 without a byte-order mark, lines end with LF, no control character, no line break inside quotes.
/// </summary>
/// <remarks>
/// A whole buffer is asked once, in vector registers, for anything out of the ordinary; only one that holds quotes or something to
/// refuse is gone through byte by byte.
/// </remarks>
sealed class CsvReader : IDisposable
{
    /// <summary>The longest id, in bytes of UTF-8.</summary>
    public const int LongestId = 128;

    // One byte is kept for the end of a last line that has none.
    const int BufferSize = (1 << 20) - 1;

    // In UTF-8 the control characters U+0080 to U+009F are this byte and one from 80 to 9F; hardly anything else begins with it.
    const byte BeforeC1 = 0xC2;

    static readonly SearchValues<byte> OutOfTheOrdinary = SearchValues.Create([.. Enumerable.Range(0, 32).Where(value => value != '\n').Select(value => (byte)value), 127, (byte)'"', BeforeC1]);

    readonly string _file;
    readonly Stream _stream;
    readonly IProgress<FileProgress>? _progress;
    readonly CancellationToken _cancellation;
    readonly IncrementalHash? _hash;
    readonly string[] _names;
    readonly int[] _starts;
    readonly int[] _ends;
    readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize + 1);
    int _next;
    int _complete;
    int _filled;
    int _row;
    long _read;
    bool _carefully;

    /// <summary>Opens a file and reads its header, which must name exactly these columns; a hash is fed with the bytes as they are.</summary>
    public CsvReader(string file, Stream stream, string header, IProgress<FileProgress>? progress, CancellationToken cancellation, IncrementalHash? hash = null)
    {
        (_file, _stream, _progress, _cancellation, _hash) = (file, stream, progress, cancellation, hash);
        _names = header.Split(',');
        (_starts, _ends) = (new int[_names.Length], new int[_names.Length]);
        try
        {
            ReadHeader(header);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The row's line in the file; the header's is 1.</summary>
    public int Line { get; private set; }

    /// <summary>A field of the row, without its quotes; valid until the next row is read.</summary>
    public ReadOnlySpan<byte> this[int field] => _buffer.AsSpan(_starts[field].._ends[field]);

    /// <summary>Goes on to the next row; false when there is none.</summary>
    public bool Read()
    {
        if (_next == _complete && !Fill())
        {
            return false;
        }

        Line++;
        Split();
        return true;
    }

    /// <summary>The field as an id: not empty, not too long, without comma and double quote.</summary>
    public ReadOnlySpan<byte> Id(int field)
    {
        var id = this[field];
        if (id.IsEmpty)
        {
            throw Refuse(field, $"{_names[field]} is empty");
        }

        if (id.Length > LongestId)
        {
            throw Refuse(field, $"{_names[field]} is longer than {LongestId} bytes");
        }

        if (_carefully && id.IndexOfAny((byte)',', (byte)'"') >= 0)
        {
            throw Refuse(field, $"{_names[field]} holds a comma or a double quote, which no id may");
        }

        return id;
    }

    /// <summary>The field as a whole number in plain digits: no sign, no leading zero.</summary>
    public uint Number(int field, uint least, uint most)
    {
        var digits = this[field];
        if (digits.IsEmpty)
        {
            throw Refuse(field, $"{_names[field]} is empty; it is a whole number");
        }

        ulong value = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                throw Refuse(field, $"{_names[field]} is {(digits[0] == '-' && digits.Length > 1 && digits[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 ? "negative" : "no whole number in plain digits")}");
            }

            // Ten digits cannot overflow 64 bits and are more than the largest number allowed has.
            value = Math.Min(value * 10 + (uint)(digit - '0'), uint.MaxValue + 1UL);
        }

        if (digits[0] == '0' && digits.Length > 1)
        {
            throw Refuse(field, $"{_names[field]} has a leading zero");
        }

        if (value < least)
        {
            throw Refuse(field, $"{_names[field]} is {value}; the least is {least}");
        }

        if (value > most)
        {
            throw Refuse(field, $"{_names[field]} is {(value > uint.MaxValue ? "too large" : value)}; the most is {most}");
        }

        return (uint)value;
    }

    /// <summary>The refusal of a field of this row.</summary>
    public RoundFormatException Refuse(int field, string reason) => RefuseAt(_starts[field], reason);

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _stream.Dispose();
    }

    // Characters, not bytes: a byte that continues a character does not count.
    RoundFormatException RefuseAt(int offset, string reason) =>
        new(_file, Line, _buffer.AsSpan(_row..offset).ToArray().Count(value => (value & 0xC0) != 0x80) + 1, reason);

    void ReadHeader(string header)
    {
        Line = 1;
        if (!Fill())
        {
            throw new RoundFormatException(_file, 1, 0, $"the file is empty; it begins with the header {header}");
        }

        if (_buffer.AsSpan(0, _filled).StartsWith("\uFEFF"u8))
        {
            throw new RoundFormatException(_file, 1, 1, "the file begins with a byte-order mark; save it as UTF-8 without one");
        }

        Split();
        for (var field = 0; field < _names.Length; field++)
        {
            if (!this[field].SequenceEqual(Encoding.UTF8.GetBytes(_names[field])))
            {
                throw Refuse(field, $"the header must be {header}");
            }
        }
    }

    void Split()
    {
        _row = _next;
        if (_carefully)
        {
            SplitCarefully();
            return;
        }

        var start = _row;
        for (var field = 0; ; field++)
        {
            var end = start + _buffer.AsSpan(start.._complete).IndexOfAny((byte)',', (byte)'\n');
            TakeField(field, start, end);
            start = end + 1;
            if (_buffer[end] == '\n')
            {
                RowEnds(field, end);
                return;
            }
        }
    }

    void SplitCarefully()
    {
        var lineEnd = _row + _buffer.AsSpan(_row.._complete).IndexOf((byte)'\n');
        RefuseBadBytes(lineEnd);
        var at = _row;
        for (var field = 0; ; field++)
        {
            if (_buffer[at] == '"')
            {
                var (start, end) = (at + 1, at + 1);
                for (at++; ; at++)
                {
                    if (at == lineEnd)
                    {
                        throw RefuseAt(start - 1, "the quote is not closed on its line");
                    }

                    if (_buffer[at] == '"' && _buffer[++at] != '"')
                    {
                        break;
                    }

                    _buffer[end++] = _buffer[at];
                }

                if (_buffer[at] is not (byte)',' and not (byte)'\n')
                {
                    throw RefuseAt(at, "after a closing quote comes a comma or the end of the line");
                }

                TakeField(field, start, end);
            }
            else
            {
                var end = at + _buffer.AsSpan(at..(lineEnd + 1)).IndexOfAny(",\n\""u8);
                if (_buffer[end] == '"')
                {
                    throw RefuseAt(end, "a quote stands inside a field that does not begin with one");
                }

                TakeField(field, at, end);
                at = end;
            }

            if (at == lineEnd)
            {
                RowEnds(field, lineEnd);
                return;
            }

            at++;
        }
    }

    void RefuseBadBytes(int lineEnd)
    {
        for (var at = _row; at < lineEnd; at++)
        {
            if (_buffer[at] == BeforeC1 && at + 1 < lineEnd && _buffer[at + 1] is >= 0x80 and <= 0x9F)
            {
                throw RefuseAt(at, $"the control character {_buffer[at + 1]:X2}");
            }

            if (_buffer[at] is < 32 or 127)
            {
                throw RefuseAt(at, _buffer[at] switch
                {
                    0 => "a NUL",
                    (byte)'\r' => "a carriage return; lines end with LF alone",
                    var value => $"the control character {value:X2}",
                });
            }
        }

        var line = _buffer.AsSpan(_row..lineEnd);
        if (!Utf8.IsValid(line))
        {
            var valid = 0;
            while (Rune.DecodeFromUtf8(line[valid..], out _, out var length) == OperationStatus.Done)
            {
                valid += length;
            }

            throw RefuseAt(_row + valid, "not valid UTF-8");
        }
    }

    void TakeField(int field, int start, int end)
    {
        if (field == _names.Length)
        {
            throw RefuseAt(start, $"more than {_names.Length} columns: {string.Join(',', _names)}");
        }

        (_starts[field], _ends[field]) = (start, end);
    }

    void RowEnds(int field, int end)
    {
        _next = end + 1;
        if (field < _names.Length - 1)
        {
            throw RefuseAt(end, end == _row ? "the line is empty" : $"{_names[field + 1]} is missing: the columns are {string.Join(',', _names)}");
        }
    }

    // Moves what is left to the front and reads on until the buffer holds a whole row; false at the end of the file.
    bool Fill()
    {
        _cancellation.ThrowIfCancellationRequested();
        _buffer.AsSpan(_next.._filled).CopyTo(_buffer);
        _filled -= _next;
        _next = 0;
        while (_filled < BufferSize)
        {
            var read = _stream.Read(_buffer, _filled, BufferSize - _filled);
            _hash?.AppendData(_buffer, _filled, read);
            _read += read;
            _filled += read;
            if (read == 0)
            {
                // The last line may do without its LF.
                if (_filled > 0 && _buffer[_filled - 1] != '\n')
                {
                    _buffer[_filled++] = (byte)'\n';
                }

                break;
            }
        }

        _complete = _buffer.AsSpan(0, _filled).LastIndexOf((byte)'\n') + 1;
        if (_filled > 0 && _complete == 0)
        {
            throw new RoundFormatException(_file, Line + 1, 0, $"the line is longer than {BufferSize} bytes");
        }

        var rows = _buffer.AsSpan(0, _complete);
        _carefully = rows.ContainsAny(OutOfTheOrdinary) || !Utf8.IsValid(rows);
        _progress?.Report(new FileProgress(_file, _read, _stream.CanSeek ? _stream.Length : null));
        return _filled > 0;
    }
}
