using System.Collections.Immutable;

namespace RaMatch.Rounds.Format;

/// <summary>
/// A round's input, by number: what the folder's files say (docs/rounds.md), after checking. Parks, units, positions and applicants are
/// numbered from 0 in the order of their rows. Nothing in it changes, and it depends on no order of anything: the result for a
/// shuffled folder is the same.
/// </summary>
/// <remarks>
/// Wishes are compressed rows: those of applicant <c>a</c> are numbers <c>WishStarts[a]</c> up to <c>WishStarts[a + 1]</c>, dearest
/// first; 8 bytes a wish.
/// </remarks>
public sealed record RoundInstance
{
    /// <summary>In place of a cap: there is none.</summary>
    public const int NoCap = int.MaxValue;

    /// <summary>What the round was announced with.</summary>
    public required RoundTerms Terms { get; init; }

    /// <summary>The parks' ids.</summary>
    public required IdTable Parks { get; init; }

    /// <summary>The most a park takes, <see cref="NoCap"/> if it says nothing.</summary>
    public required ImmutableArray<int> ParkCaps { get; init; }

    /// <summary>The fewest a park is to get; 0 if it says nothing. What is done about it is <see cref="FloorPolicy"/>.</summary>
    public required ImmutableArray<int> ParkFloors { get; init; }

    /// <summary>The units' ids.</summary>
    public required IdTable Units { get; init; }

    /// <summary>Each unit's park.</summary>
    public required ImmutableArray<int> UnitParks { get; init; }

    /// <summary>The most a unit takes, <see cref="NoCap"/> if it says nothing.</summary>
    public required ImmutableArray<int> UnitCaps { get; init; }

    /// <summary>The positions' ids.</summary>
    public required IdTable Positions { get; init; }

    /// <summary>Each position's unit.</summary>
    public required ImmutableArray<int> PositionUnits { get; init; }

    /// <summary>Each position's seats, 0 or more.</summary>
    public required ImmutableArray<int> PositionSeats { get; init; }

    /// <summary>The applicants' ids: pseudonyms.</summary>
    public required IdTable Applicants { get; init; }

    /// <summary>Each applicant's lottery number: 1 to the number of applicants, each once; of equal scores the smaller comes first.</summary>
    public required ImmutableArray<uint> Lottery { get; init; }

    /// <summary>Where each applicant's wishes begin; one entry more than there are applicants.</summary>
    public required ImmutableArray<int> WishStarts { get; init; }

    /// <summary>The wishes: each row of an applicant dearest first, no position twice.</summary>
    public required ImmutableArray<Wish> Wishes { get; init; }
}

/// <summary>A wish: the position and the applicant's score there.</summary>
/// <param name="Position">The position's number.</param>
/// <param name="Score">0 or more; the higher comes first.</param>
public readonly record struct Wish(int Position, int Score);
