namespace RaMatch.Platform.Data;

/// <summary>
/// Files and folders that only the user of this process may read (600 and 700), from the first byte on and not a moment later. On Windows the folder's own rights hold.
/// </summary>
public static class OwnFiles
{
    const UnixFileMode OfFiles = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    const UnixFileMode OfFolders = OfFiles | UnixFileMode.UserExecute;

    /// <summary>Makes a folder; one that an earlier version has made for all is closed to others.</summary>
    public static string MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return Directory.CreateDirectory(path).FullName;
        }

        var folder = Directory.CreateDirectory(path, OfFolders).FullName;
        Close(folder, OfFolders);
        return folder;
    }

    /// <summary>How a file is opened that may have to be made.</summary>
    public static FileStreamOptions Options(FileMode mode, FileAccess access, FileOptions options = FileOptions.None)
    {
        var how = new FileStreamOptions { Mode = mode, Access = access, Share = FileShare.None, Options = options };
        if (!OperatingSystem.IsWindows() && access != FileAccess.Read)
        {
            how.UnixCreateMode = OfFiles;
        }

        return how;
    }

    /// <summary>Writes a small file anew.</summary>
    public static void WriteText(string path, string text)
    {
        using var file = new StreamWriter(path, Options(FileMode.Create, FileAccess.Write));
        file.Write(text);
    }

    /// <summary>Makes a file if there is none, for a library that opens it by its name; one that is there is closed to others.</summary>
    public static void Make(string path)
    {
        if (!File.Exists(path))
        {
            new FileStream(path, Options(FileMode.OpenOrCreate, FileAccess.Write)).Dispose();
        }
        else if (!OperatingSystem.IsWindows())
        {
            Close(path, OfFiles);
        }
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    static void Close(string path, UnixFileMode mode)
    {
        try
        {
            if ((File.GetUnixFileMode(path) & ~mode) != 0)
            {
                File.SetUnixFileMode(path, mode);
            }
        }
        catch (UnauthorizedAccessException)
        {
            // Another user's, who has given it to this process: his rights are his own to say.
        }
    }
}
