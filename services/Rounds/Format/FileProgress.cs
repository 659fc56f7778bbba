namespace RaMatch.Rounds.Format;

/// <summary>How far a file has been read or written.</summary>
/// <param name="File">The file's name, without its folder.</param>
/// <param name="Bytes">What has been read or written of it.</param>
/// <param name="Of">How long it is, where that is known.</param>
public readonly record struct FileProgress(string File, long Bytes, long? Of);
