using Microsoft.Extensions.Configuration;

namespace RaMatch.Platform.Data;

/// <summary>Where a host keeps its data. Every key is described in docs/settings.md.</summary>
/// <param name="Folder"><c>Data:Folder</c>: the folder of SQLite files, keys and stored documents.</param>
/// <param name="Dialect"><c>Database:Provider</c>: <c>sqlite</c> (default) or <c>sqlserver</c>.</param>
public sealed record DataSettings(string Folder, Dialect Dialect)
{
    /// <summary>Reads the settings; a wrong value throws with the key's name.</summary>
    public static DataSettings From(IConfiguration configuration)
    {
        var provider = configuration["Database:Provider"] ?? "sqlite";
        var dialect = provider switch
        {
            "sqlite" => Dialect.Sqlite,
            "sqlserver" => Dialect.SqlServer,
            _ => throw new InvalidOperationException($"Database:Provider is '{provider}'; use sqlite or sqlserver."),
        };
        return new DataSettings(Path.GetFullPath(configuration["Data:Folder"] ?? "ramatch-data"), dialect);
    }

    /// <summary>A folder below the data folder, made if it is not there.</summary>
    public string Subfolder(string name) => Directory.CreateDirectory(Path.Combine(Folder, name)).FullName;
}
