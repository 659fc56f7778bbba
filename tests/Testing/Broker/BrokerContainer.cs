using Docker.DotNet.Models;
using DotNet.Testcontainers.Containers;
using RaMatch.Testing.Containers;
using Testcontainers.RabbitMq;

namespace RaMatch.Testing;

/// <summary>A private broker as a container. Its port on this machine is chosen once, so that a restart does not change its address.</summary>
sealed class BrokerContainer : IBrokerServer
{
    readonly RabbitMqContainer _container;

    public BrokerContainer()
    {
        Port = FreePort.Next();
        _container = new RabbitMqBuilder(RabbitMqImage.Name)
            .WithUsername("guest")
            .WithPassword("guest")
            .WithPortBinding(Port, RabbitMqBuilder.RabbitMqPort)
            .Build();
    }

    public int Port { get; }

    public Task StartAsync() => _container.StartAsync();

    public async Task ThrowIfEndedAsync()
    {
        if (_container.State is not TestcontainersStates.Running)
        {
            var (output, errors) = await _container.GetLogsAsync();
            throw new InvalidOperationException($"The broker's container is {_container.State}:\n{output}\n{errors}");
        }
    }

    public Task StopAsync() => _container.StopAsync();

    public async Task KillAsync()
    {
        using var client = DockerEngine.CreateClient();
        await client.Containers.KillContainerAsync(_container.Id, new ContainerKillParameters { Signal = "KILL" });
        await Eventually.True(
            async () => (await client.Containers.InspectContainerAsync(_container.Id)).State is not { Running: true },
            "the killed container ends");
    }

    public Task FreezeAsync() => _container.PauseAsync();

    public Task ThawAsync() => _container.UnpauseAsync();

    public Task SetMemoryAlarmAsync(bool raised) => RunAsync("set_vm_memory_high_watermark", raised ? "0" : "0.4");

    public Task SettleAsync() => RunAsync("eval", "[ok = dets:sync(Table) || Table <- dets:all()].");

    public async Task AddVirtualHostAsync(string name)
    {
        await RunAsync("add_vhost", name);
        await RunAsync("set_permissions", "-p", name, "guest", ".*", ".*", ".*");
    }

    public Task DeleteVirtualHostAsync(string name) => RunAsync("delete_vhost", name);

    public ValueTask DisposeAsync() => _container.DisposeAsync();

    async Task RunAsync(params string[] command)
    {
        var result = await _container.ExecAsync(["rabbitmqctl", "-q", .. command]);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException($"rabbitmqctl {string.Join(' ', command)}: {result.Stdout}{result.Stderr}");
        }
    }
}
