using System.Buffers;
using System.Security.Cryptography;
using RaMatch.Platform.Data;

namespace RaMatch.Matching.Counting;

/// <summary>
/// Where documents lie: <c>evidence/ab/abcd…</c> below the data folder, each under the SHA-256 of its content and under nothing a
/// client has said, so that a document can neither be replaced unnoticed nor named out of the folder. What is taken in can be looked at: a PDF has a page,
/// a picture has pixels.
/// </summary>
sealed class EvidenceFolder(DataSettings settings, ILogger<EvidenceFolder> log)
{
    /// <summary>The largest document taken in, in bytes.</summary>
    public const int LargestSize = 10 * 1024 * 1024;

    const int LongestSignature = 8;

    // PDF (ISO 32000: %PDF-), PNG (RFC 2083), JPEG (ISO/IEC 10918-1: SOI and the next marker).
    static readonly (string ContentType, byte[] Signature)[] Known =
    [
        ("application/pdf", "%PDF-"u8.ToArray()),
        ("image/png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
        ("image/jpeg", [0xFF, 0xD8, 0xFF]),
    ];

    /// <summary>What a document may be.</summary>
    public static string[] ContentTypes { get; } = [.. Known.Select(known => known.ContentType)];

    readonly string _folder = settings.Subfolder("evidence");

    /// <summary>A document that is in the folder now.</summary>
    public sealed record Stored(string Sha256, long Size, string ContentType);

    /// <summary>
    /// Takes a document in, reading no more than the largest size and one byte. Null with the reason where it is too large or not what its
    /// type says, or nothing can be seen in it. The same document again finds itself there.
    /// </summary>
    public async Task<(Stored? Document, Refusal Refusal)> StoreAsync(Stream body, string? contentType, CancellationToken cancellation)
    {
        var type = (contentType ?? "").Split(';', 2)[0].Trim().ToLowerInvariant();
        if (Known.FirstOrDefault(known => known.ContentType == type) is not { Signature: { } signature })
        {
            return (null, Refusal.Type);
        }

        var draft = Path.Combine(_folder, $"{Guid.CreateVersion7():n}.part");
        try
        {
            var (sha256, size, head) = await WriteAsync(body, draft, cancellation);
            if (size > LargestSize)
            {
                return (null, Refusal.Size);
            }

            if (!head.AsSpan().StartsWith(signature))
            {
                return (null, Refusal.Content);
            }

            if (await FlawAsync(type, await File.ReadAllBytesAsync(draft, cancellation), cancellation) is not Refusal.None and var flaw)
            {
                return (null, flaw);
            }

            var path = PathOf(sha256);
            OwnFiles.MakeFolder(Path.GetDirectoryName(path)!);
            File.Move(draft, path, overwrite: true);
            return (new Stored(sha256, size, type), Refusal.None);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>Opens a document, or gives null where the file is missing or is no longer what was stored.</summary>
    public async Task<Stream?> OpenAsync(string sha256, CancellationToken cancellation)
    {
        var path = PathOf(sha256);
        if (!File.Exists(path))
        {
            return null;
        }

        var content = await File.ReadAllBytesAsync(path, cancellation);
        return Convert.ToHexStringLower(SHA256.HashData(content)) == sha256 ? new MemoryStream(content, writable: false) : null;
    }

    /// <summary>
    /// Removes what an upload has left that died with its process: pages with people's data that no row names. What another process is writing
    /// just now is locked by it, and stays.
    /// </summary>
    public void Sweep()
    {
        foreach (var draft in Directory.EnumerateFiles(_folder, "*.part"))
        {
            try
            {
                new FileStream(draft, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
            }
            catch (IOException exception)
            {
                log.LogDebug(exception, "{Draft} is being written", draft);
            }
        }
    }

    static async Task<(string Sha256, long Size, byte[] Head)> WriteAsync(Stream body, string draft, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(draft, OwnFiles.Options(FileMode.CreateNew, FileAccess.Write));
        try
        {
            var head = new List<byte>(LongestSignature);
            long size = 0;
            int read;
            while (size <= LargestSize && (read = await body.ReadAsync(buffer, cancellation)) > 0)
            {
                size += read;
                head.AddRange(buffer.AsSpan(0, Math.Min(read, LongestSignature - head.Count)));
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }

            // On disk before the row that names it: a row without its document would be a proof of nothing.
            file.Flush(flushToDisk: true);
            return (Convert.ToHexStringLower(hash.GetHashAndReset()), size, [.. head]);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    static async Task<Refusal> FlawAsync(string type, byte[] content, CancellationToken cancellation) => type switch
    {
        "application/pdf" => await PdfPages.CheckAsync(content, cancellation),
        "image/png" => Picture.IsWholePng(content) ? Refusal.None : Refusal.NoPicture,
        _ => Picture.IsWholeJpeg(content) ? Refusal.None : Refusal.NoPicture,
    };

    string PathOf(string sha256) => Path.Combine(_folder, sha256[..2], sha256);

    /// <summary>Why a document was not taken.</summary>
    public enum Refusal
    {
        /// <summary>It was taken.</summary>
        None,

        /// <summary>The type is none of those allowed.</summary>
        Type,

        /// <summary>It is too large.</summary>
        Size,

        /// <summary>It is not what its type says.</summary>
        Content,

        /// <summary>The PDF opens with a password only.</summary>
        Locked,

        /// <summary>The PDF has no page.</summary>
        NoPage,

        /// <summary>The PDF cannot be opened, or not within what may be spent on one.</summary>
        Unreadable,

        /// <summary>Others are being read; another time it may be taken.</summary>
        Busy,

        /// <summary>The picture has no pixels or breaks off.</summary>
        NoPicture,
    }
}
