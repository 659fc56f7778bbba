namespace RaMatch.Mutation;

/// <summary>Which mutant is in force. Every mutant of a room is compiled into one assembly, behind a question to this switch.</summary>
public static class Switch
{
    /// <summary>The mutant in force; 0: none, the code is as it was written.</summary>
    public static int Active { get; set; }

    /// <summary>The time of the running test is up: the next question ends it, so that no loop without an end outlives its test.</summary>
    public static bool Stopped { get; set; }

    /// <summary>By number, the mutants that were asked for since this was set.</summary>
    public static byte[] Reached { get; set; } = [];

    /// <summary>Asked by the mutated code where mutant <paramref name="number"/> sits.</summary>
    public static bool Is(int number)
    {
        if (Stopped)
        {
            throw new TimeoutException("The time of this test is up.");
        }

        var reached = Reached;
        if (number < reached.Length)
        {
            reached[number] = 1;
        }

        return number == Active;
    }
}
