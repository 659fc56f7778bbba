namespace RaMatch.Testing;

/// <summary>A part of a shared broker that belongs to one test.</summary>
public sealed class VirtualHost : IAsyncDisposable
{
    readonly Func<Task> _delete;

    internal VirtualHost(string name, Uri uri, Func<Task> delete)
    {
        Name = name;
        Uri = uri;
        _delete = delete;
    }

    /// <summary>The name, without a slash.</summary>
    public string Name { get; }

    /// <summary>The address, user, password and virtual host included.</summary>
    public Uri Uri { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _delete();
}
