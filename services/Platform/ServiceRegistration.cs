using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RaMatch.Platform.Data;
using RaMatch.Platform.Jobs;

namespace RaMatch.Platform;

/// <summary>What a service calls in <see cref="IService.AddServices"/>.</summary>
public static class ServiceRegistration
{
    /// <summary>
    /// Registers the service's database, a class of one line with a constructor that takes <see cref="DatabaseEnvironment"/>. The
    /// host opens it before anything else starts.
    /// </summary>
    public static void AddDatabase<T>(this IHostApplicationBuilder builder)
        where T : Database
    {
        builder.Services.AddSingleton<T>();
        builder.Services.AddSingleton<Database>(services => services.GetRequiredService<T>());
    }

    /// <summary>Registers a kind of long work; the host works off its jobs and tells how far they are at <c>/api/{service}/jobs/{jobId}</c>.</summary>
    public static void AddJob<T>(this IHostApplicationBuilder builder)
        where T : class, IJobKind =>
        builder.Services.AddSingleton<IJobKind, T>();
}
