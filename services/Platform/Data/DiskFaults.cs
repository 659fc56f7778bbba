namespace RaMatch.Platform.Data;

/// <summary>What a file system says that is nobody's fault and passes once somebody has made room: the same for files as a full database.</summary>
static class DiskFaults
{
    // Linux: EIO, EFBIG, ENOSPC, EROFS, EDQUOT. Windows: write-protected, handle disk full, disk full.
    static readonly int[] Codes = [5, 27, 28, 30, 122, unchecked((int)0x80070013), unchecked((int)0x80070027), unchecked((int)0x80070070)];

    /// <summary>Whether an exception tells of a full, read-only or broken disk.</summary>
    public static bool Are(Exception exception) => exception is IOException && Codes.Contains(exception.HResult);
}
