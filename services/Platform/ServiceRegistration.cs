using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RaMatch.Platform.Data;

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
}
