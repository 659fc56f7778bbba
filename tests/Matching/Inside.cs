using Microsoft.Extensions.DependencyInjection;
using RaMatch.Testing;

namespace RaMatch.Matching.Tests;

/// <summary>A look at what no endpoint shows.</summary>
static class Inside
{
    public static MatchingDb Database(this ServiceHost host) => host.Services.GetRequiredService<MatchingDb>();

    public static T Service<T>(this ServiceHost host)
        where T : notnull =>
        host.Services.GetRequiredService<T>();

    public static Task<long> CountAsync(this ServiceHost host, string sql) => host.Database().ReadAsync(reader => reader.GetAsync<long>(sql));
}
