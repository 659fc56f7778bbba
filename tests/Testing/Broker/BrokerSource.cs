using RaMatch.Testing.Containers;

namespace RaMatch.Testing;

/// <summary>Where a broker comes from: the distribution, else a container.</summary>
static class BrokerSource
{
    const string HowToGetOne = "Install the distribution's rabbitmq-server (bash deploy/tools/test-parts.sh as root), or start a Docker engine.";

    /// <summary>A broker that is not started yet; skips the running test where there is none, saying how to get one.</summary>
    public static async Task<IBrokerServer> RequireAsync()
    {
        var wanted = Environment.GetEnvironmentVariable("RAMATCH_TEST_BROKER");
        if (wanted is not "container" && BrokerProcess.Find() is { } process)
        {
            return process;
        }

        if (await DockerEngine.WhyNotAsync(RabbitMqImage.Name) is { } reason)
        {
            MissingPart.Skip(Categories.Broker, $"Needs a RabbitMQ broker. {HowToGetOne} ({reason})");
        }

        return new BrokerContainer();
    }
}
