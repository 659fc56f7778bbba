using System.Reflection;

namespace RaMatch.Architecture.Tests.Rules;

/// <summary>
/// Which room of a service may use which: rooms are the folders below a service, and their arrows run one way, or what is meant to be two rooms is one.
/// </summary>
/// <param name="Service">The namespace that the rooms are in.</param>
/// <param name="MayUse">By room, the rooms it may use. What stands beside the rooms is no way around: a room that uses it must be allowed what it uses.</param>
sealed record Rooms(string Service, IReadOnlyDictionary<string, string[]> MayUse)
{
    /// <summary>References against the arrows, rooms that have none, ways around by what stands beside the rooms, and arrows that run in a circle.</summary>
    public IEnumerable<string> Violations(Assembly assembly)
    {
        var beside = UsedBeside(assembly);
        foreach (var type in assembly.GetTypes().Where(type => type.Namespace?.StartsWith(Service + ".", StringComparison.Ordinal) == true))
        {
            if (RoomOf(type) is not { } room)
            {
                yield return $"{type.FullName} is in no room of the table";
                continue;
            }

            foreach (var other in Independence.Referred(type).Distinct())
            {
                if (RoomOf(other) is { } used && used != room && !MayUse[room].Contains(used, StringComparer.Ordinal))
                {
                    yield return $"{Independence.Outermost(type)} refers to {Independence.Outermost(other)}: {room} may not use {used}";
                }

                foreach (var around in beside.GetValueOrDefault(Independence.Outermost(other), []).Where(around => around != room && !MayUse[room].Contains(around, StringComparer.Ordinal)))
                {
                    yield return $"{Independence.Outermost(type)} goes around by {Independence.Outermost(other)}: {room} may not use {around}";
                }
            }
        }

        foreach (var room in MayUse.Keys.Where(room => Reachable(room).Contains(room)))
        {
            yield return $"{room} may use itself by way of others";
        }
    }

    /// <summary>Where the architecture's tables of rooms, one a service, say something else.</summary>
    public IEnumerable<string> NotAsDrawn(string document)
    {
        var service = Service.Split('.')[^1];
        var lines = document.Split('\n').SkipWhile(line => line.TrimEnd() != $"### {service}").Skip(1).TakeWhile(line => !line.StartsWith('#'));
        var drawn = lines.Where(line => line.StartsWith('|')).Skip(2)
            .Select(line => line.Split('|'))
            .ToDictionary(cells => cells[1].Trim(), List<string> (cells) => cells[3].Trim() is "–" ? [] : [.. cells[3].Split(',').Select(room => room.Trim()).Order(StringComparer.Ordinal)]);
        if (!drawn.Keys.ToHashSet().SetEquals(MayUse.Keys))
        {
            return [$"docs/architecture.md: {service} has the rooms {Listed(MayUse.Keys)}, and not {Listed(drawn.Keys)}"];
        }

        return MayUse.Where(room => !room.Value.Order(StringComparer.Ordinal).SequenceEqual(drawn[room.Key]))
            .Select(room => $"docs/architecture.md: {room.Key} of {service} uses {Listed(room.Value)}, and not {Listed(drawn[room.Key])}");

        static string Listed(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal)) is { Length: > 0 } list ? list : "nothing";
    }

    /// <summary>The innermost room a type is in.</summary>
    string? RoomOf(Type type) => MayUse.Keys
        .Where(room => Independence.IsIn(type, $"{Service}.{room}"))
        .MaxBy(room => room.Length);

    // By what stands beside the rooms, with all that is declared within it, the rooms that it uses, by way of another too.
    Dictionary<string, HashSet<string>> UsedBeside(Assembly assembly)
    {
        var references = assembly.GetTypes().Where(type => type.Namespace == Service)
            .GroupBy(Independence.Outermost, StringComparer.Ordinal)
            .ToDictionary(types => types.Key, types => types.SelectMany(Independence.Referred).Where(other => !other.IsGenericParameter).ToHashSet(), StringComparer.Ordinal);
        var used = references.ToDictionary(one => one.Key, one => one.Value.Select(RoomOf).OfType<string>().ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        bool more;
        do
        {
            more = false;
            foreach (var (name, others) in references)
            {
                var before = used[name].Count;
                used[name].UnionWith(others.SelectMany(other => used.GetValueOrDefault(Independence.Outermost(other), [])).ToList());
                more |= used[name].Count > before;
            }
        }
        while (more);
        return used;
    }

    HashSet<string> Reachable(string room)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var next = new Queue<string>(MayUse[room]);
        while (next.TryDequeue(out var one))
        {
            if (reached.Add(one))
            {
                MayUse[one].ToList().ForEach(next.Enqueue);
            }
        }

        return reached;
    }
}
