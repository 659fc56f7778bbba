using RaMatch.Platform;
using RaMatch.Platform.Messaging;

namespace RaMatch.Portal.Messages;

/// <summary>Sends what was queued, each channel by itself, so that none waits for another's server. In a demonstration nothing leaves the machine.</summary>
sealed class Sender(Channels channels, DemoSettings demo, PortalDb db, IHttpClientFactory clients, TimeProvider clock, DeliveryHealth health, ILogger<Sender> log) : BackgroundService
{
    public static void Add(IHostApplicationBuilder builder)
    {
        // Nothing leaves a demonstration, whatever is set.
        var isDemo = DemoSettings.From(builder.Configuration, builder.Environment).Enabled;
        var (mail, sms) = isDemo ? (null, null) : (MailSettings.From(builder.Configuration), SmsSettings.From(builder.Configuration));
        builder.Services.AddSingleton(services => new Channels(mail, sms, services.GetRequiredService<DemoSettings>()));
        SmsCourier.Add(builder.Services);
        builder.Services.AddHostedService<Sender>();
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (demo.Enabled)
        {
            return Task.CompletedTask;
        }

        if (channels is { Mail: null, Sms: null })
        {
            log.LogWarning("Neither Mail:Host nor Sms:Url is set: nobody can register or find a password anew, and invitations reach nobody (docs/running.md, Mail and SMS)");
        }

        return Task.WhenAll(
            Loop(Channel.Email, channels.Mail is { } mail ? () => new EmailCourier(mail, clock) : null, channels.Mail?.Limit).RunAsync(stoppingToken),
            Loop(Channel.Sms, channels.Sms is { } sms ? () => new SmsCourier(sms, clients.CreateClient(SmsCourier.Client), clock) : null, channels.Sms?.Limit).RunAsync(stoppingToken));
    }

    ChannelLoop Loop(Channel channel, Func<ICourier>? open, TimeSpan? limit) => new(channel, open, limit ?? TimeSpan.Zero, db, clock, health, log);
}
