using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.ResponseCompression;
using RaMatch.Platform;
using RaMatch.Platform.Messaging;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Apps;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Front;
using RaMatch.Portal.Graduates;
using RaMatch.Portal.Inbox;
using RaMatch.Portal.Messages;
using RaMatch.Portal.Parks;
using RaMatch.Portal.People;
using RaMatch.Portal.Supervisors;
using RaMatch.Portal.Units;
using RaMatch.Portal.Webhooks;

namespace RaMatch.Portal;

/// <summary>The web pages of the audiences. It owns no business data and asks the services over HTTP.</summary>
public sealed class PortalService : IService
{
    /// <inheritdoc />
    public string Name => "portal";

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddDatabase<PortalDb>();
        builder.Services.AddRazorComponents();
        // Chinese as itself: as character references every page would be three times as long.
        builder.Services.AddWebEncoders(encoders => encoders.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        // Pages and the stylesheet are Chinese and repetitive text: a third or less goes over the wire. The antiforgery token in
        // them is masked anew each time, so that compression tells nothing about it, HTTPS or not.
        builder.Services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/manifest+json"];
        });
        // A page is written once for one reader; at the next level compressing was a seventh of what a list of positions cost.
        builder.Services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        SignIn.Add(builder);
        Entry.Add(builder);
        AppServer.Add(builder);
        Gateway.Add(builder.Services);
        ServiceClient.Add(builder.Services);
        ProblemsAsPages.Add(builder.Services);
        Sender.Add(builder);
        InboxServices.Add(builder);
        DeliverWebhooks.Add(builder);
    }

    /// <inheritdoc />
    public void Map(RouteGroupBuilder api) => GivenUpLetters.Map(api);

    /// <inheritdoc />
    public void MapPages(WebApplication app)
    {
        app.Use(ProblemsAsPages.ShowPageAsync);
        app.Use(ProblemsAsPages.RefuseForgedAsync);
        app.UseResponseCompression();
        Assets.Map(app);
        SignIn.Map(app);
        ExternalSignIn.Map(app);
        AppServer.Map(app);
        ManageApps.Map(app);
        ManageWebhooks.Map(app);
        DemoApp.Map(app);
        Gateway.Map(app);
        ActAs.Map(app);
        Members.Map(app);
        OpenNotification.Map(app);
        Unsubscribing.Map(app);
        OwnAccount.Map(app);
        Apply.Map(app);
        Withdraw.Map(app);
        Rank.Map(app);
        AnswerOffer.Map(app);
        ChangeConsent.Map(app);
        TakeDataAway.Map(app);
        MoveCandidate.Map(app);
        Evidence.Map(app);
        SavePosition.Map(app);
        DecideOnUnit.Map(app);
        DecideOnPosition.Map(app);
        DecideOnHire.Map(app);
        ExportReadiness.Map(app);
        Remind.Map(app);
        ExportRows.Map(app);
        AnnulOwnContact.Map(app);
        PutOffVisit.Map(app);
        ExportOutreach.Map(app);
        ExportAudit.Map(app);
        TargetTemplate.Map(app);
        MakeReport.Map(app);
        DecideOnReport.Map(app);
        ReportFiles.Map(app);
        Suggest.Map(app);
        RoundFiles.Map(app);
        app.MapRazorComponents<App>();
    }

    /// <inheritdoc />
    public void Consume(ConsumerMap consumers)
    {
        // Before the inbox, which writes down what a placement is known at.
        HearForWebhooks.Listen(consumers);
        HearPlacements.Listen(consumers);
        HearPositions.Listen(consumers);
        HearUnits.Listen(consumers);
        HearRounds.Listen(consumers);
        HearNumbers.Listen(consumers);
    }
}
