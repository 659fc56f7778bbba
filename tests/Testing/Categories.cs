namespace RaMatch.Testing;

/// <summary>
/// What a test needs beyond .NET, as the value of its trait: <c>[Trait(Categories.Name, Categories.Broker)]</c>.
/// CI insists that the tests of some categories really ran.
/// </summary>
public static class Categories
{
    /// <summary>The name of the trait.</summary>
    public const string Name = "Category";

    /// <summary>Needs a RabbitMQ broker, from the distribution or as a container.</summary>
    public const string Broker = "Broker";

    /// <summary>Needs Chromium.</summary>
    public const string Browser = "Browser";

    /// <summary>Needs a Docker engine and the RabbitMQ image.</summary>
    public const string ContainersRabbitMq = "Containers-RabbitMq";

    /// <summary>Needs a SQL Server.</summary>
    public const string SqlServer = "SqlServer";
}
