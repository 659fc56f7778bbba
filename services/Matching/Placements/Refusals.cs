using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;

namespace RaMatch.Matching.Placements;

/// <summary>The refusals that the use cases on a placement share.</summary>
static class Refusals
{
    /// <summary>404: no such placement, or another tenant's.</summary>
    public static NotFound<ProblemDetails> NoPlacement() => Problems.NotFound("placement.none");

    /// <summary>409: the stage does not allow the act, of which the code is given.</summary>
    public static Conflict<ProblemDetails> WrongStage(Placement placement, string act) =>
        Problems.Conflict("placement.wrong-stage", ("stage", placement.Stage), ("act", Sentence.Of(act)));
}
