namespace RaMatch.Testing.Containers;

/// <summary>The RabbitMQ image that tests use.</summary>
public static class RabbitMqImage
{
    // The series that the supported distributions carry, so that both ways of running a broker test the same one.
    const string Default = "rabbitmq:3.10-management";

    /// <summary>The name with its tag; RAMATCH_RABBITMQ_IMAGE chooses another one.</summary>
    public static string Name => Environment.GetEnvironmentVariable("RAMATCH_RABBITMQ_IMAGE") is { Length: > 0 } named ? named : Default;
}
