using System.Buffers.Binary;

namespace RaMatch.Matching.Counting;

/// <summary>
/// Whether a picture has pixels and is whole, by the marks its format sets: that needs no decoder, and a decoder is what a picture made to do harm is
/// made for.
/// </summary>
static class Picture
{
    /// <summary>A PNG (ISO/IEC 15948): the header with width and height, at least one piece of pixels, and the end.</summary>
    public static bool IsWholePng(ReadOnlySpan<byte> file)
    {
        const int signature = 8;
        const int around = 12; // length, type and check sum of a chunk
        var rest = file[signature..];
        var (hasSize, hasPixels) = (false, false);
        while (rest.Length >= around)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - around)
            {
                return false;
            }

            var type = rest[4..8];
            if (type.SequenceEqual("IHDR"u8))
            {
                hasSize = length == 13 && BinaryPrimitives.ReadInt32BigEndian(rest[8..]) > 0 && BinaryPrimitives.ReadInt32BigEndian(rest[12..]) > 0;
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                hasPixels |= length > 0;
            }
            else if (type.SequenceEqual("IEND"u8))
            {
                return hasSize && hasPixels;
            }

            rest = rest[(around + (int)length)..];
        }

        return false;
    }

    /// <summary>A JPEG (ISO/IEC 10918-1, annex B): a frame with width and height, a scan after it, and the end of the image.</summary>
    public static bool IsWholeJpeg(ReadOnlySpan<byte> file)
    {
        const int scan = 0xDA;
        const int end = 0xD9;
        var rest = file[2..];
        var hasSize = false;
        while (rest.Length >= 4 && rest[0] == 0xFF)
        {
            var marker = rest[1];
            if (marker == 0xFF)
            {
                // Bytes that fill the room before a marker.
                rest = rest[1..];
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            if (length < 2 || length > rest.Length - 2)
            {
                return false;
            }

            if (marker == scan)
            {
                // Within a scan FF is followed by zero or a restart, so the first other end is the image's.
                return hasSize && rest[(2 + length)..].IndexOf((ReadOnlySpan<byte>)[0xFF, end]) > 0;
            }

            // Frames are C0 to CF without the tables C4 and CC and the reserved C8.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                hasSize = length >= 8 && BinaryPrimitives.ReadUInt16BigEndian(rest[5..]) > 0 && BinaryPrimitives.ReadUInt16BigEndian(rest[7..]) > 0;
            }

            rest = rest[(2 + length)..];
        }

        return false;
    }
}
