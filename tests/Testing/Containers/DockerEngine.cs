using Docker.DotNet;
using DotNet.Testcontainers.Configurations;

namespace RaMatch.Testing.Containers;

/// <summary>The Docker engine that Testcontainers would use.</summary>
public static class DockerEngine
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    // Networks without a registry are common here, and a pull that hangs would be a test that hangs: pulling is asked for.
    static bool MayPull => Environment.GetEnvironmentVariable("RAMATCH_TEST_PULL") is "1";

    /// <summary>Why a container of this image cannot be started here and now, or null if it can.</summary>
    public static async Task<string?> WhyNotAsync(string image)
    {
        if (TestcontainersSettings.OS.DockerEndpointAuthConfig is null)
        {
            return "no Docker engine answers; one older than version 25 needs DOCKER_API_VERSION";
        }

        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            using var client = CreateClient();
            if (MayPull)
            {
                await client.System.PingAsync(deadline.Token);
                return null;
            }

            if (!await IsPresentAsync(client, image, deadline.Token))
            {
                return $"the image {image} is not on this machine: docker pull {image}, or RAMATCH_TEST_PULL=1";
            }

            // The container that tidies up after a killed test run is an image as well.
            TestcontainersSettings.ResourceReaperEnabled &= await IsPresentAsync(client, ReaperImage, deadline.Token);
            return null;
        }
        catch (DockerApiException refusal)
        {
            return $"the Docker engine refuses ({(int)refusal.StatusCode}): {refusal.ResponseBody?.Trim()}";
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException or TimeoutException or UnauthorizedAccessException)
        {
            return $"no Docker engine answers: {failure.Message}";
        }
    }

    internal static DockerClient CreateClient() =>
        (DockerClient)TestcontainersSettings.OS.DockerEndpointAuthConfig.GetDockerClientBuilder(Guid.Empty).Build();

    static string ReaperImage => TestcontainersSettings.ResourceReaperImage?.FullName ?? "testcontainers/ryuk:0.14.0";

    static async Task<bool> IsPresentAsync(DockerClient client, string image, CancellationToken ct)
    {
        try
        {
            await client.Images.InspectImageAsync(image, ct);
            return true;
        }
        catch (DockerImageNotFoundException)
        {
            return false;
        }
    }
}
