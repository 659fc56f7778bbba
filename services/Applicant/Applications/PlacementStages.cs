using RaMatch.Contracts;

namespace RaMatch.Applicant.Applications;

/// <summary>What the stages mean to a graduate.</summary>
static class PlacementStages
{
    /// <summary>The application is over: it takes no place among the wishes any more.</summary>
    public static bool IsEnd(this PlacementStage stage) => stage >= PlacementStage.Rejected;

    /// <summary>The graduate has accepted and nothing has ended it.</summary>
    public static bool IsTaken(this PlacementStage stage) => stage is >= PlacementStage.Accepted and <= PlacementStage.Counted;
}
