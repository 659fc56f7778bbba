using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Reference;

namespace RaMatch.Matching.Placements;

/// <summary>The refusals that the use cases on a placement share.</summary>
static class Refusals
{
    /// <summary>404: no such placement, or another tenant's.</summary>
    public static NotFound<ProblemDetails> NoPlacement() => Problems.NotFound("没有这条应聘记录。");

    /// <summary>409: the stage does not allow it.</summary>
    public static Conflict<ProblemDetails> WrongStage(Placement placement, string act) =>
        Problems.Conflict($"当前状态为“{Labels.Of(placement.Stage)}”，不能{act}。");
}
