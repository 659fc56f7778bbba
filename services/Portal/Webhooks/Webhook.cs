namespace RaMatch.Portal.Webhooks;

/// <summary>An address at which a unit or a park wants to be told.</summary>
sealed record Webhook
{
    /// <summary>Its id.</summary>
    public Guid WebhookId { get; init; }

    /// <summary>The unit or park, as memberships say it.</summary>
    public string ActsFor { get; init; } = "";

    /// <summary>The park, where it is one's.</summary>
    public string? ParkId { get; init; }

    /// <summary>The address.</summary>
    public string Url { get; init; } = "";

    /// <summary>Of what it is told, with spaces between.</summary>
    public string Kinds { get; init; } = "";

    /// <summary>What deliveries are signed with, encrypted.</summary>
    public string SealedSecret { get; init; } = "";

    /// <summary>Since when.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The names of what it is told.</summary>
    public IReadOnlyList<string> KindNames => Kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>What a webhook was told, or is to be.</summary>
sealed record WebhookDelivery
{
    /// <summary>Its id, by which a receiver knows it again.</summary>
    public Guid DeliveryId { get; init; }

    /// <summary>Of what.</summary>
    public string Kind { get; init; } = "";

    /// <summary>What is sent, as it is.</summary>
    public string Body { get; init; } = "";

    /// <summary>Since when it is to be told.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is tried next; null where it is tried no more.</summary>
    public DateTimeOffset? AvailableAt { get; init; }

    /// <summary>Until when it is tried.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Attempts so far.</summary>
    public long Attempts { get; init; }

    /// <summary>Those of them before it was last asked for.</summary>
    public long AttemptsBefore { get; init; }

    /// <summary>When the last was.</summary>
    public DateTimeOffset? AttemptedAt { get; init; }

    /// <summary>When the receiver took it.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>What the receiver answered last; null where it did not.</summary>
    public long? Status { get; init; }

    /// <summary>Why the last attempt came to nothing.</summary>
    public string? Error { get; init; }
}
