namespace RaMatch.Portal.Messages;

/// <summary>A password or key that is given in a file, where neither a process list nor an environment shows it.</summary>
static class SecretFile
{
    /// <summary>What the file holds, without the line break that editors leave at its end.</summary>
    /// <exception cref="InvalidOperationException">None is named, or it cannot be read or is empty; the setting is named.</exception>
    public static string Read(string setting, string? path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new InvalidOperationException($"{setting} is not set.");
        }

        try
        {
            return File.ReadAllText(path).TrimEnd('\r', '\n') is { Length: > 0 } secret ? secret : throw new InvalidOperationException($"{setting} {path} is empty.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"{setting} {path} cannot be read: {exception.Message}", exception);
        }
    }
}
