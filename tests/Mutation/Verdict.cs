namespace RaMatch.Mutation;

/// <summary>What the tests say of a mutant.</summary>
/// <param name="Mutant">The mutant.</param>
/// <param name="State">Whether they noticed it.</param>
/// <param name="Test">The test that did.</param>
public sealed record Verdict(Mutant Mutant, Verdict.Kind State, string? Test)
{
    /// <summary>Whether the tests noticed a mutant.</summary>
    public enum Kind
    {
        /// <summary>A test failed.</summary>
        Killed,

        /// <summary>A test did not end.</summary>
        TimedOut,

        /// <summary>Every test that comes by passed.</summary>
        Survived,

        /// <summary>No test comes by.</summary>
        NotReached,

        /// <summary>It changes nothing that anybody could see, as somebody has found and written down.</summary>
        Equivalent,
    }

    /// <summary>A test noticed it.</summary>
    public bool Noticed => State is Kind.Killed or Kind.TimedOut;
}
