namespace RaMatch.Sheets.Reading;

/// <summary>A part while it is unpacked, which counts what comes out.</summary>
/// <param name="part">The part.</param>
/// <param name="packedBytes">Its length in the file.</param>
/// <param name="count">What has come out of all parts.</param>
/// <param name="limits">How much may.</param>
sealed class CountedStream(Stream part, long packedBytes, CountedStream.Count count, SheetLimits limits) : Stream
{
    long _own;

    public sealed class Count
    {
        public long Bytes { get; set; }
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = part.Read(buffer);
        _own += read;
        count.Bytes += read;
        if (count.Bytes > limits.UnpackedBytes || _own > limits.FreeBytes && _own > packedBytes * limits.Ratio)
        {
            throw new Refusal(SheetFault.TooMuchInside);
        }

        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            part.Dispose();
        }

        base.Dispose(disposing);
    }
}
