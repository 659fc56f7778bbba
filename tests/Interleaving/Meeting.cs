using RaMatch.Testing.Interleaving;

namespace RaMatch.Interleaving.Tests;

/// <summary>Two acts of a scene, and where the first is held up.</summary>
/// <param name="First">The act that is held up.</param>
/// <param name="Before">Before which of its statements.</param>
/// <param name="Second">The act that runs meanwhile.</param>
/// <param name="Matters">
/// Where what the first has read may be old (<see cref="Solo.Delicate"/>), and the ends of its transactions, where it is the same course whichever of the two is
/// the first.
/// </param>
sealed record Meeting(Act First, int Before, Act Second, bool Matters)
{
    /// <summary>Every way in which two acts meet that do something in this scene and concern each other.</summary>
    public static async Task<IReadOnlyList<Meeting>> AllAsync(Scene scene)
    {
        var acts = await EffectiveAsync(scene);
        var meetings = new List<Meeting>();
        foreach (var (place, (first, alone)) in acts.Index())
        {
            foreach (var (otherPlace, (second, _)) in acts.Index().Where(pair => pair.Item.Act.Service == first.Service && Concern(alone, pair.Item.Alone)))
            {
                for (var before = 1; before <= alone.Statements.Count; before++)
                {
                    meetings.Add(new Meeting(first, before, second, alone.Delicate.Contains(before) || (alone.Statements[before - 1] == "COMMIT" && place <= otherPlace)));
                }
            }
        }

        return meetings;
    }

    public string Describe(Course course) =>
        $"[{First.Name}] held up before {Before} ({string.Join(' ', course.Before.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(8))}) by [{Second.Name}]{(course.Waited ? " (waited)" : "")}";

    /// <summary>The acts that do something, with what they do.</summary>
    static async Task<IReadOnlyList<(Act Act, Solo Alone)>> EffectiveAsync(Scene scene)
    {
        var effective = new List<(Act, Solo)>();
        foreach (var act in Acts.Of(scene))
        {
            scene.Workshop.Mark();
            var done = false;
            var alone = await scene.Workshop.AloneAsync(async () => done = await act.RunAsync());
            scene.Workshop.Unmark();
            if (done && alone.Writes.Count > 0)
            {
                effective.Add((act, alone));
            }
        }

        return effective;
    }

    /// <summary>One writes a table that the other reads or writes; what only numbers deliveries concerns nobody, nor what every act appends a row of its own to.</summary>
    static bool Concern(Solo one, Solo other) => Touches(one, other) || Touches(other, one);

    static bool Touches(Solo writer, Solo reader) => writer.Writes.Any(write => reader.Reads.Contains(write.Split('.')[1]) && !write.EndsWith(".inbox", StringComparison.Ordinal) && !write.EndsWith(".audit_entry", StringComparison.Ordinal));
}
