namespace RaMatch.Portal.Accounts;

/// <summary>How much somebody has not read yet: the inbox knows, and the frames of all pages show it.</summary>
public interface IUnread
{
    /// <summary>Lines of the inbox that whoever asks has not read; 0 for nobody.</summary>
    Task<int> CountAsync(HttpContext http);
}
