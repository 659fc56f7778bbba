using RaMatch.Contracts;
using RaMatch.Posting.Units;

namespace RaMatch.Posting.Outreach;

/// <summary>A unit that a park knows with all numbers of it, as <see cref="KnownUnits.Facts"/> finds it.</summary>
sealed record KnownUnit
{
    public Guid KnownId { get; init; }
    public Guid? UnitId { get; init; }
    public Guid? FirmId { get; init; }
    public string Name { get; init; } = "";
    public string? Uscc { get; init; }
    public string? Status { get; init; }
    public long? Headcount { get; init; }
    public string? ContactName { get; init; }
    public string? ContactPhone { get; init; }
    public string? Address { get; init; }
    public long Contacts { get; init; }
    public DateOnly? LastOn { get; init; }
    public string? LastOutcome { get; init; }
    public DateOnly? FollowUpOn { get; init; }
    public string? NextStep { get; init; }
    public long SeatsPromised { get; init; }
    public long PositionsPublished { get; init; }
    public long SeatsPublished { get; init; }
    public long HiresCounted { get; init; }

    /// <summary>Where it stands with its park; null until it has registered.</summary>
    public UnitStatus? Standing => Value<UnitStatus>(Status);

    /// <summary>What came of the latest contact.</summary>
    public ContactOutcome? Outcome => Value<ContactOutcome>(LastOutcome);

    // A column that is computed has no type but that of its first row, in which nothing may stand.
    static T? Value<T>(string? name)
        where T : struct, Enum => name is null ? null : Enum.Parse<T>(name);

    /// <summary>A category of a unit.</summary>
    public sealed record Held
    {
        public Guid KnownId { get; init; }
        public UnitCategory Category { get; init; }
    }
}
