using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace RaMatch.Rounds.Solving;

/// <summary>Asks the processor for memory that is about to be read. A hint: it changes no result, and where there is no such instruction it is nothing.</summary>
static class Prefetch
{
    /// <summary>Asks for the 64 bytes around an element; for none past the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void At<T>(ReadOnlySpan<T> values, int index)
        where T : unmanaged
    {
        if (Sse.IsSupported && (uint)index < (uint)values.Length)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in values[index])));
        }
    }
}
