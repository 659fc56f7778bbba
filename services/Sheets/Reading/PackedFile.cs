using System.IO.Compression;
using System.Text;
using System.Xml;

namespace RaMatch.Sheets.Reading;

/// <summary>
/// A file that somebody sent, opened as what it is and not as what it is called. Every byte of it passes a counter before anything makes sense of it: the
/// packaging of the SDK reads lists of parts before anybody can say how long they may be.
/// </summary>
sealed class PackedFile : IDisposable
{
    static readonly byte[] OldMark = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    static readonly byte[] EncryptedPackage = Encoding.Unicode.GetBytes("EncryptedPackage");

    readonly ZipArchive _archive;
    readonly Dictionary<string, ZipArchiveEntry> _parts = new(StringComparer.OrdinalIgnoreCase);
    readonly CountedStream.Count _count = new();
    readonly SheetLimits _limits;

    PackedFile(byte[] file, SheetLimits limits)
    {
        _limits = limits;
        _archive = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
        try
        {
            if (_archive.Entries.Count > limits.Parts)
            {
                throw new Refusal(SheetFault.TooMuchInside);
            }

            foreach (var entry in _archive.Entries)
            {
                // Of two parts of one name, programs read one or the other.
                if (!_parts.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry))
                {
                    throw new Refusal(SheetFault.Damaged);
                }

                if (entry.IsEncrypted)
                {
                    throw new Refusal(SheetFault.Encrypted);
                }
            }
        }
        catch
        {
            _archive.Dispose();
            throw;
        }
    }

    /// <summary>Whether any part is called so, in whatever folder.</summary>
    public bool HasNamed(string name) => _parts.Keys.Any(path => path.EndsWith(name, StringComparison.OrdinalIgnoreCase));

    public bool Has(string path) => _parts.ContainsKey(path);

    /// <summary>Opens a file, or says what it is instead.</summary>
    /// <exception cref="Refusal">It is no packed file, or one that is not looked into.</exception>
    public static PackedFile Open(Stream file, SheetLimits limits)
    {
        var bytes = ReadAll(file, limits);
        ReadOnlySpan<byte> begin = bytes;
        if (begin.StartsWith("PK\u0003\u0004"u8) || begin.StartsWith("PK\u0005\u0006"u8))
        {
            return new PackedFile(bytes, limits);
        }

        throw new Refusal(
            begin.IsEmpty ? SheetFault.FileEmpty
            : begin.StartsWith(OldMark) ? begin.IndexOf(EncryptedPackage) >= 0 ? SheetFault.Encrypted : SheetFault.OldWorkbook
            : IsText(begin) ? IsMarkup(begin) ? SheetFault.WebPage : SheetFault.PlainText
            : SheetFault.OtherFile);
    }

    /// <summary>Reads a part of the file.</summary>
    /// <exception cref="Refusal">There is none of this name.</exception>
    public XmlReader Xml(string path)
    {
        if (!_parts.TryGetValue(path, out var entry))
        {
            throw new Refusal(SheetFault.Damaged);
        }

        return XmlReader.Create(new CountedStream(entry.Open(), entry.CompressedLength, _count, _limits), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = _limits.UnpackedBytes,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = true,
        });
    }

    public void Dispose() => _archive.Dispose();

    static byte[] ReadAll(Stream file, SheetLimits limits)
    {
        using var all = new MemoryStream();
        var chunk = new byte[64 * 1024];
        int read;
        while ((read = file.Read(chunk)) > 0)
        {
            all.Write(chunk, 0, read);
            if (all.Length > limits.FileBytes)
            {
                throw new Refusal(SheetFinding.OfFile(SheetFault.FileTooLarge, (limits.FileBytes / 1024 / 1024).ToString(System.Globalization.CultureInfo.InvariantCulture)));
            }
        }

        return all.ToArray();
    }

    // Text of whatever encoding has no zeros and hardly any control characters; UTF-16 says so by its mark.
    static bool IsText(ReadOnlySpan<byte> begin) =>
        begin.StartsWith([(byte)0xFF, (byte)0xFE]) || begin.StartsWith([(byte)0xFE, (byte)0xFF])
        || !begin[..Math.Min(begin.Length, 4096)].ContainsAnyInRange((byte)0x00, (byte)0x08);

    static bool IsMarkup(ReadOnlySpan<byte> begin)
    {
        foreach (var one in begin[..Math.Min(begin.Length, 256)])
        {
            if (one is (byte)'<')
            {
                return true;
            }

            if (one is not (0xEF or 0xBB or 0xBF or 0xFF or 0xFE or 0x00 or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                return false;
            }
        }

        return false;
    }
}
