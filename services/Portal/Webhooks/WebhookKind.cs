using RaMatch.Contracts;

namespace RaMatch.Portal.Webhooks;

/// <summary>Of what a webhook can be told.</summary>
public enum WebhookKind
{
    /// <summary>新的投递.</summary>
    ApplicationSubmitted,

    /// <summary>录用答复: accepted or declined.</summary>
    OfferAnswered,

    /// <summary>录用计入.</summary>
    HireCounted,

    /// <summary>测试: asked for on the page, to see whether the receiver takes it.</summary>
    Test,
}

/// <summary>Their names for machines and for people.</summary>
static class WebhookKinds
{
    /// <summary>Those to choose from.</summary>
    public static IReadOnlyList<WebhookKind> Choosable { get; } = [WebhookKind.ApplicationSubmitted, WebhookKind.OfferAnswered, WebhookKind.HireCounted];

    /// <summary>As it stands in a delivery.</summary>
    public static string NameOf(WebhookKind kind) => kind switch
    {
        WebhookKind.ApplicationSubmitted => "application-submitted",
        WebhookKind.OfferAnswered => "offer-answered",
        WebhookKind.HireCounted => "hire-counted",
        _ => "test",
    };

    /// <summary>As people read it.</summary>
    public static string Of(string name) => name switch
    {
        "application-submitted" => "新的投递",
        "offer-answered" => "录用答复",
        "hire-counted" => "录用计入",
        _ => "测试",
    };

    /// <summary>What the reaching of a stage is to a webhook; null where it is nothing.</summary>
    public static WebhookKind? Of(PlacementStage stage) => stage switch
    {
        PlacementStage.Applied => WebhookKind.ApplicationSubmitted,
        PlacementStage.Accepted or PlacementStage.Declined => WebhookKind.OfferAnswered,
        PlacementStage.Counted => WebhookKind.HireCounted,
        _ => null,
    };
}
