namespace RaMatch.Interleaving.Tests;

/// <summary>
/// What went wrong, or would without a key, where two acts met: on a server their meetings are tried at every run. An act is named by the end of its
/// name, an event without its number.
/// </summary>
static class KnownFaults
{
    public static readonly IReadOnlyList<Fault> All =
    [
        new("applications on their way", "a ranking stays wrong for good", "← applicant.wishes-ranked", "← applicant.wishes-ranked"),
        new("applications on their way", "a withdrawn application stays applied", "← applicant.application-submitted", "← applicant.application-withdrawn"),
        new("candidates at several stages", "one seat is offered twice", "/offer 甲研发工程师", "/offer 乙研发工程师"),
        new("candidates at several stages", "a candidate is offered a seat and turned down", "/offer 甲研发工程师", "/reject 甲研发工程师"),
        new("two offers before one graduate", "a graduate accepts two offers", "/answer 甲研发工程师 yes", "/answer 甲试验工程师 yes"),
        new("two offers before one graduate", "what is withdrawn is accepted", "/answer 甲研发工程师 yes", "/applications/{applicationId:guid}/withdraw 甲研发工程师"),
        new("an acceptance on its way, its offer due", "an offer is accepted and over", "← applicant.offer-answered", "the clock ends offers"),
        new("two acceptances on their way, the first offer ended meanwhile", "Matching accepts twice", "← applicant.offer-answered", "← applicant.offer-answered"),
        new("an offer ended while its graduate answers", "an acceptance of an offer taken back locks the graduate out", "/answer 甲研发工程师 yes", "← matching.placement-advanced"),
        new("a hire that could be verified", "a hire terminated during its verification counts", "/verify 甲研发工程师", "/terminate 甲研发工程师"),
        new("a hire that could be verified", "a hire counts without its evidence", "/verify 甲研发工程师", "/evidence/{evidenceId:guid} document 0 by 天瑞重工"),
        new("a hire that could be verified", "a hire counts for whom it was confirmed before", "/verify 甲研发工程师", "← applicant.hire-confirmed"),
        new("two hires of one person", "a person counts twice", "/verify 甲研发工程师", "/verify 乙实验员"),
        new("a counted hire and another of its person", "a dispute is decided on a hire that is gone", "/decide claimant", "/terminate 甲研发工程师"),
        new("a counted hire whose graduate is someone else after all", "who counts for whom is decided by two", "/uncount 甲研发工程师", "← applicant.hire-confirmed"),
        new("an open round", "a candidate is given away while the round closes", "/rounds/{roundId:guid}/close", "/offer 乙研发工程师"),
        new("an open round", "a candidate is turned down while the round closes", "/rounds/{roundId:guid}/close", "/reject 乙研发工程师"),
        new("a solved round", "an application that is withdrawn keeps its wish", "/applications/ranking order 0", "/withdraw 甲试验工程师"),
        new("a unit and its positions under review", "a suspended unit has its position published", "/publish 工艺工程师", "/suspend"),
        new("a unit and its positions under review", "what is published is returned", "/publish 工艺工程师", "/return 工艺工程师"),
        new("news of units, positions and graduates", "an older text is kept", "← posting.position-published", "← posting.position-published"),
        new("news of units, positions and graduates", "a closed position is live", "← posting.position-published", "← posting.position-closed"),
        new("news of units, positions and graduates", "who has withdrawn consent is still known", "← applicant.profile-published", "← applicant.profile-withdrawn"),
    ];

    /// <summary>A fault of a scene and the two acts whose meeting shows it, whichever of them is the first.</summary>
    public sealed record Fault(string Scene, string What, string One, string Other)
    {
        public bool ShowsWhere(Act first, Act second) => (Is(first, One) && Is(second, Other)) || (Is(first, Other) && Is(second, One));

        static bool Is(Act act, string named) => act.Name.EndsWith(named, StringComparison.Ordinal) || act.Name.Contains($"{named} #", StringComparison.Ordinal);
    }
}
