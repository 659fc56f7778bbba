namespace RaMatch.Platform.Messaging.RabbitMq;

/// <summary>What did not add up about the events of a publisher.</summary>
sealed record DeliveryFault
{
    /// <summary>Its id, by which it is closed.</summary>
    public Guid FaultId { get; init; }

    /// <summary>The publisher.</summary>
    public string Source { get; init; } = "";

    /// <summary>What is the matter.</summary>
    public FaultKind Kind { get; init; }

    /// <summary>The first of the numbers it is about.</summary>
    public long FirstNumber { get; init; }

    /// <summary>The last of them.</summary>
    public long LastNumber { get; init; }

    /// <summary>How many between the two are still missing.</summary>
    public long Missing { get; init; }

    /// <summary>When it was noticed.</summary>
    public DateTimeOffset NoticedAt { get; init; }

    /// <summary>When somebody closed it, or the last missing event came.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>It in a sentence, for operators.</summary>
    public string Text(string listener) => Kind switch
    {
        FaultKind.Missing =>
            $"Missing are {Missing} of the events that {Source} has sent to {listener} (numbers {FirstNumber} to {LastNumber}): the database of {listener} was restored or torn, or its queue was deleted.",
        FaultKind.Repeated =>
            $"{Source} has counted to {LastNumber} and now sends other events from {FirstNumber} on: its database was restored or torn.",
        _ => $"{Source} has begun to count anew: its database is another one than before.",
    };

    public const string SelectAll = """
        SELECT fault_id, source, kind, first_number, last_number, missing, noticed_at, closed_at
        FROM delivery_fault
        ORDER BY noticed_at DESC, fault_id
        """;

    public const string CountAll = "SELECT COUNT(*) FROM delivery_fault";

    public const string SelectOpen = """
        SELECT fault_id, source, kind, first_number, last_number, missing, noticed_at, closed_at
        FROM delivery_fault
        WHERE closed_at IS NULL
        ORDER BY noticed_at, fault_id
        """;
}

/// <summary>What can be the matter with the numbers of a publisher.</summary>
enum FaultKind
{
    /// <summary>Some have not come.</summary>
    Missing,

    /// <summary>A number has come with another event before.</summary>
    Repeated,

    /// <summary>They belong to another count than before.</summary>
    OtherLog,
}
