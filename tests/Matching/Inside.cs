using Microsoft.Extensions.DependencyInjection;
using RaMatch.Contracts;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Web;
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

    /// <summary>The events of one type that Matching has announced, in order.</summary>
    public static async Task<IReadOnlyList<T>> ToldAsync<T>(this ServiceHost host)
        where T : IMessage
    {
        var type = MessageCatalogue.Product.Of(typeof(T)).Name;
        return [.. (await host.Database().ReadAsync(reader => reader.QueryAsync<string>("SELECT body FROM outbox WHERE type = @type ORDER BY outbox_id", new { type }))).Select(Json.Read<T>)];
    }
}
