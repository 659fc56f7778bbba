using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace RaMatch.Platform.Data;

/// <summary>Where a host keeps its data and how long it waits for it. Every key is described in docs/settings.md.</summary>
/// <param name="Folder"><c>Data:Folder</c>: the folder of SQLite files, keys and stored documents.</param>
/// <param name="Dialect"><c>Database:Provider</c>: <c>sqlite</c> (default) or <c>sqlserver</c>.</param>
/// <param name="StartPatience"><c>Database:StartSeconds</c>: how long a start waits for a server that is still starting.</param>
/// <param name="RetryBudget"><c>Database:RetrySeconds</c>: how long a transaction is run again after passing faults before its caller is told to come back.</param>
public sealed record DataSettings(string Folder, Dialect Dialect, TimeSpan StartPatience, TimeSpan RetryBudget)
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
        if (dialect == Dialect.SqlServer && Culture.KnowsOnlyInvariant())
        {
            throw new InvalidOperationException("Database:Provider is sqlserver, whose client needs ICU: install libicu and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
        }

        return new DataSettings(
            Path.GetFullPath(configuration["Data:Folder"] ?? "ramatch-data"),
            dialect,
            Seconds("Database:StartSeconds", configuration["Database:StartSeconds"], 90),
            Seconds("Database:RetrySeconds", configuration["Database:RetrySeconds"], 8));
    }

    /// <summary>A folder below the data folder, made if it is not there, for this process's user only.</summary>
    public string Subfolder(string name)
    {
        if (!Directory.Exists(Folder))
        {
            OwnFiles.MakeFolder(Folder);
        }

        return OwnFiles.MakeFolder(Path.Combine(Folder, name));
    }

    static TimeSpan Seconds(string key, string? value, int otherwise) =>
        value is null ? TimeSpan.FromSeconds(otherwise)
        : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 3600 ? TimeSpan.FromSeconds(seconds)
        : throw new InvalidOperationException($"{key} is '{value}'; use whole seconds, 0 to 3600.");
}
