namespace RaMatch.Mutation.Rewriting;

/// <summary>What a mutant does to an expression.</summary>
/// <param name="Way">How the change and the original stand side by side.</param>
/// <param name="After">The other expression, where it is another one; else what to say of it.</param>
public readonly record struct Change(Change.Form Way, string After)
{
    /// <summary>How the change and the original stand side by side.</summary>
    public enum Form
    {
        /// <summary><c>mutant ? other : original</c>.</summary>
        Other,

        /// <summary><c>mutant || original</c>, which leaves alone what the original declares when it is false.</summary>
        True,

        /// <summary><c>!mutant &amp;&amp; original</c>, which leaves alone what the original declares when it is true.</summary>
        False,
    }
}
