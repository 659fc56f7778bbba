using System.Buffers;
using System.IO.Compression;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace RaMatch.Matching.Counting;

/// <summary>
/// Whether a PDF can be opened and has a page. Who files one may have made it to break its reader, so that is bounded: what a file may unpack to, how deep
/// it is read, for how long anybody waits, and how many are read at once.
/// </summary>
static class PdfPages
{
    // Only what says where the pages are is unpacked; of a scan of 10 MB that is a few kilobytes.
    const int LargestUnpacked = 16 * 1024 * 1024;

    // A tree of pages is walked by recursion, some 160 bytes a level, and the largest file has room for a million levels: an ordinary stack would end the process.
    const int Stack = 256 * 1024 * 1024;

    // An ordinary file takes milliseconds; what takes so long even on a busy machine was made to.
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    // Two, so that one hostile file keeps nobody else from filing. A reading that is not waited for any more keeps its place until it ends.
    static readonly SemaphoreSlim Places = new(2);

    /// <summary>Looks for a page in a document of at most the largest size.</summary>
    public static async Task<EvidenceFolder.Refusal> CheckAsync(byte[] content, CancellationToken cancellation)
    {
        if (!await Places.WaitAsync(LongestWait, cancellation))
        {
            return EvidenceFolder.Refusal.Busy;
        }

        var answer = new TaskCompletionSource<EvidenceFolder.Refusal>(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = new Thread(
            () =>
            {
                var found = Check(content);
                Places.Release();
                answer.SetResult(found);
            },
            Stack)
        { IsBackground = true };
        try
        {
            reading.Start();
        }
        catch
        {
            // There is no room for its stack just now.
            Places.Release();
            throw;
        }

        try
        {
            return await answer.Task.WaitAsync(LongestWait, cancellation);
        }
        catch (TimeoutException)
        {
            return EvidenceFolder.Refusal.Unreadable;
        }
    }

    static EvidenceFolder.Refusal Check(byte[] content)
    {
        try
        {
            using var document = PdfDocument.Open(content, new ParsingOptions { FilterProvider = new Unpacking() });
            return document.NumberOfPages > 0 ? EvidenceFolder.Refusal.None : EvidenceFolder.Refusal.NoPage;
        }
        catch (PdfDocumentEncryptedException)
        {
            return EvidenceFolder.Refusal.Locked;
        }
        catch (Exception)
        {
            // Whatever a reader stumbles over in a broken file says the same: it cannot be opened.
            return EvidenceFolder.Refusal.Unreadable;
        }
    }

    /// <summary>The only packing that is used for what says where the pages are, and no more of it than a document may have.</summary>
    sealed class Unpacking : IFilterProvider
    {
        long _left = LargestUnpacked;

        public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => Bounded(DefaultFilterProvider.Instance.GetFilters(dictionary));

        public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => Bounded(DefaultFilterProvider.Instance.GetNamedFilters(names));

        public IReadOnlyList<IFilter> GetAllFilters() => Bounded(DefaultFilterProvider.Instance.GetAllFilters());

        List<IFilter> Bounded(IReadOnlyList<IFilter> filters) => [.. filters.Select(filter => new Filter(this, filter))];

        void Measure(Memory<byte> packed)
        {
            // As the reader does it, which passes over the two bytes of the header: a false one would hide from here what is unpacked there.
            using var source = new MemoryStream(packed.ToArray());
            source.Position = 2;
            using var unpacked = new DeflateStream(source, CompressionMode.Decompress);
            var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
            try
            {
                int read;
                while ((read = unpacked.Read(buffer)) > 0)
                {
                    if ((_left -= read) < 0)
                    {
                        throw new NotSupportedException("The document unpacks to more than is read of any.");
                    }
                }
            }
            catch (InvalidDataException)
            {
                // As much of it as can be unpacked has been measured, and the reader gets no further.
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        sealed class Filter(Unpacking owner, IFilter filter) : IFilter
        {
            public bool IsSupported => filter is FlateFilter;

            public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
            {
                if (!IsSupported)
                {
                    throw new NotSupportedException("Not a packing of what says where the pages are.");
                }

                owner.Measure(input);
                return filter.Decode(input, streamDictionary, filterProvider, filterIndex);
            }
        }
    }
}
