using RaMatch.Portal.Accounts;

namespace RaMatch.Portal.Inbox;

/// <summary>What the room needs.</summary>
static class InboxServices
{
    /// <summary>Registers it.</summary>
    public static void Add(IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ReadInbox>();
        builder.Services.AddSingleton<IUnread>(services => services.GetRequiredService<ReadInbox>());
        builder.Services.AddSingleton<Unsubscribing>();
        builder.Services.AddHostedService<Reminders>();
        builder.Services.AddHostedService<TellByLetter>();
    }
}
