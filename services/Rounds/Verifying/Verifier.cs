using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Verifying;

/// <summary>
/// Holds a result to its round without running any of the solver: walks once over the wishes that the graduates would rather have, counts
/// the holders of every level, and looks for a circle of improvements. Linear in the wishes.
/// </summary>
/// <remarks>
/// <para>
/// Stable. The sets a park may choose are the independent sets of a laminar matroid, and it prefers the higher keys. A wish is refused
/// rightly exactly if every holder of the innermost full level around it has a higher key, that is if its key is below that cutoff.
/// </para>
/// <para>
/// Best for the graduates. If the holder of a seat left, the park would take the best among the refused dearer wishes whose innermost full
/// level contains the seat: the seat's successor. The result is the applicant-optimal one exactly if no circle of seated graduates
/// exists in which each is the successor of the one before. (1) Say a stable result is better for the graduates S, as good for the others.
/// They are all seated here too, as the same graduates are in every stable result, and each park holds as many, so each seat of S has
/// a successor. A successor outside S would still ask for its wish in the other result, among fewer rivals, and be
/// refused: a contradiction. So successors lead from S into S, which is finite: a circle. (2) Say this is the applicant-optimal result, so
/// that deferred acceptance reaches it, and there is a circle. Look at the first of its successor wishes to be refused on the
/// way. Refusing it takes the holder whose successor it is, who therefore had asked for the seat, and so had been refused a dearer
/// wish of the circle before: a contradiction.
/// </para>
/// <para>The fixed points: Fleiner 2003, "A fixed-point approach to stable matchings and some applications". Circles of improvement: the
/// rotations of Irving and Leather 1986, here with choice under caps.</para>
/// </remarks>
public static class Verifier
{
    /// <summary>The first violation, or null if the result is the round's.</summary>
    /// <param name="instance">The round.</param>
    /// <param name="result">What was read as its result.</param>
    /// <param name="inputHash">The round's hash, recomputed.</param>
    public static Violation? FirstViolation(RoundInstance instance, RoundResult result, string inputHash)
    {
        var levels = new Levels(instance);
        var walk = Walk.Over(instance, result, levels);
        levels.AddUp();
        return FeasibilityCheck.FirstViolation(instance, result.Outcome, levels, result.Outcome.Granted)
            ?? CutoffCheck.FirstViolation(instance, result.Outcome, levels)
            ?? (walk.IsWrong ? WrongReason.First(instance, result) : null)
            ?? Improvement.FirstViolation(instance, result.Outcome, levels, walk)
            ?? CertificateCheck.FirstViolation(instance, result, levels, inputHash);
    }
}
