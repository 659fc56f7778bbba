using RaMatch.Platform.Messaging;

namespace RaMatch.Architecture.Tests.Rules;

/// <summary>What a contract says about its listeners is what the services map: publishers declare queues by it.</summary>
static class Listeners
{
    public static IEnumerable<string> Violations(MessageCatalogue catalogue, IReadOnlyDictionary<string, IReadOnlyCollection<string>> consumed)
    {
        foreach (var type in catalogue.All)
        {
            foreach (var service in type.Listeners.Where(service => !consumed.TryGetValue(service, out var types) || !types.Contains(type.Name)))
            {
                yield return $"{type.Name} says that {service} listens, but it does not";
            }
        }

        foreach (var (service, types) in consumed)
        {
            foreach (var name in types.Where(name => catalogue.Find(name)?.Listeners.Contains(service) != true))
            {
                yield return $"{service} listens to {name}, but the contract does not say so";
            }
        }
    }
}
