using RaMatch.Contracts;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Graduates;

/// <summary>A position that Matching recommends, with what the score is made of.</summary>
public sealed record Match(
    Guid PositionId,
    string Title,
    string UnitName,
    string ParkId,
    string Programme,
    string City,
    DegreeLevel MinimumDegree,
    long FreeSeats,
    long PayMinimumFen,
    long PayMaximumFen,
    DateOnly ClosesOn,
    int Score,
    IReadOnlyList<Contribution> Contributions,
    IReadOnlyList<Change> Changes);

/// <summary>How well one position fits, or which requirements it fails.</summary>
public sealed record Fit(bool Eligible, int Score, IReadOnlyList<Refused> Refusals, IReadOnlyList<Contribution> Contributions, IReadOnlyList<Change> Changes);

/// <summary>A requirement that is not met, in a sentence.</summary>
public sealed record Refused(string Sentence);

/// <summary>What the graduate could add to the profile, in a sentence, and by how much the score rises then.</summary>
public sealed record Change(string Sentence, int Gain);

/// <summary>What one factor contributes to a score, in points and in a sentence.</summary>
public sealed record Contribution(string Factor, int Points, int Maximum, string Sentence)
{
    /// <summary>In few words for a card; null for factors that say nothing there.</summary>
    public Reason? Short => Factor switch
    {
        "major" when Points == Maximum => new Reason("专业对口"),
        "major" when Points * 2 > Maximum => new Reason("专业相近"),
        "requiredSkills" when Points == Maximum => new Reason("技能全部具备"),
        "city" when Points == Maximum => new Reason("意向城市一致"),
        "pay" when Points == Maximum => new Reason("达到期望月薪"),
        "kind" when Points == Maximum => new Reason("意向岗位一致"),
        _ => null,
    };
}
