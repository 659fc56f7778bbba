using System.Text.RegularExpressions;
using System.Xml.Linq;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace RaMatch.Architecture.Tests.Rules;

/// <summary>The images hold what the services need, and the compose files start services that exist, in order, with settings that exist.</summary>
static partial class Deployment
{
    /// <summary>A service of a compose file.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Project">The argument SERVICE of its image; null where the image is not ours.</param>
    /// <param name="Needs">What it waits for, with the condition; null where there is none.</param>
    /// <param name="Settings">The names of its environment.</param>
    /// <param name="HasHealthCheck">Whether it says itself when it is healthy.</param>
    public sealed record Service(string Name, string? Project, IReadOnlyDictionary<string, string?> Needs, IReadOnlyList<string> Settings, bool HasHealthCheck);

    /// <summary>The services of a compose file; throws where it is no YAML.</summary>
    public static IReadOnlyList<Service> Services(string compose)
    {
        var stream = new YamlStream();
        stream.Load(new MergingParser(new Parser(new StringReader(compose))));
        var services = (YamlMappingNode)((YamlMappingNode)stream.Documents[0].RootNode)["services"];
        return [.. services.Children.Select(one => Read(((YamlScalarNode)one.Key).Value!, (YamlMappingNode)one.Value))];
    }

    /// <summary>What is wrong with the services of a compose file.</summary>
    /// <param name="services">All that are started together.</param>
    /// <param name="projects">Projects that can be started: Posting, Portal, …</param>
    /// <param name="isSetting">Whether a setting, with colons, is described.</param>
    /// <param name="imageHasHealthCheck">Whether our own image says when it is healthy.</param>
    public static IEnumerable<string> Violations(IReadOnlyList<Service> services, IReadOnlySet<string> projects, Func<string, bool> isSetting, bool imageHasHealthCheck)
    {
        var byName = services.ToDictionary(service => service.Name, StringComparer.Ordinal);
        foreach (var service in services)
        {
            if (service.Project is { } project && !projects.Contains(project))
            {
                yield return $"{service.Name} builds {project}, which is no service";
            }

            foreach (var (needed, condition) in service.Needs)
            {
                if (!byName.TryGetValue(needed, out var other))
                {
                    yield return $"{service.Name} waits for {needed}, which is not there";
                }
                else if (condition is not ("service_healthy" or "service_completed_successfully"))
                {
                    yield return $"{service.Name} does not wait until {needed} is healthy";
                }
                else if (condition is "service_healthy" && !other.HasHealthCheck && !(other.Project is not null && imageHasHealthCheck))
                {
                    yield return $"{service.Name} waits for {needed}, which never says that it is healthy";
                }
            }

            foreach (var setting in service.Project is null ? [] : service.Settings.Select(name => name.Replace("__", ":", StringComparison.Ordinal)).Where(name => !isSetting(name)))
            {
                yield return $"{service.Name} sets {setting}, which is no setting";
            }
        }
    }

    /// <summary>Variables that a compose file takes from its surroundings.</summary>
    public static IReadOnlySet<string> Variables(string compose) =>
        Variable().Matches(compose).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

    /// <summary>Projects that the image publishes but whose sources, or whose references' sources, are not copied into it.</summary>
    /// <param name="dockerfile">The Dockerfile.</param>
    /// <param name="projectFiles">All project files below contracts and services.</param>
    public static IEnumerable<string> Uncopied(string dockerfile, IReadOnlyList<SourceFile> projectFiles)
    {
        var copied = Copy().Matches(dockerfile).SelectMany(match => match.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var byPath = projectFiles.ToDictionary(file => file.Path, StringComparer.Ordinal);
        foreach (var project in Published(dockerfile))
        {
            var waiting = new Queue<string>([$"services/{project}/{project}.csproj"]);
            var seen = new HashSet<string>(StringComparer.Ordinal);
            while (waiting.TryDequeue(out var path))
            {
                if (!seen.Add(path))
                {
                    continue;
                }

                if (!byPath.TryGetValue(path, out var file))
                {
                    yield return $"the image publishes {project}, which needs {path}, which is not there";
                    continue;
                }

                if (!copied.Any(source => path == source || path.StartsWith(source.TrimEnd('/') + "/", StringComparison.Ordinal)))
                {
                    yield return $"the image publishes {project}, which needs {path}, which is not copied";
                }

                foreach (var reference in XDocument.Parse(file.Text).Descendants("ProjectReference").Select(reference => reference.Attribute("Include")!.Value))
                {
                    waiting.Enqueue(Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", Path.GetDirectoryName(path)!, reference.Replace('\\', '/')))));
                }
            }
        }
    }

    /// <summary>The projects an image may be made of.</summary>
    public static IReadOnlyList<string> Published(string dockerfile) =>
        Loop().Match(dockerfile).Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    static Service Read(string name, YamlMappingNode node)
    {
        var needs = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (Child(node, "depends_on") is YamlMappingNode gated)
        {
            foreach (var (key, value) in gated.Children)
            {
                needs[((YamlScalarNode)key).Value!] = (Child((YamlMappingNode)value, "condition") as YamlScalarNode)?.Value;
            }
        }
        else if (Child(node, "depends_on") is YamlSequenceNode ungated)
        {
            foreach (var one in ungated.Children)
            {
                needs[((YamlScalarNode)one).Value!] = null;
            }
        }

        var project = Child(node, "build") is YamlMappingNode build && Child(build, "args") is YamlMappingNode arguments ? (Child(arguments, "SERVICE") as YamlScalarNode)?.Value : null;
        var settings = Child(node, "environment") is YamlMappingNode environment ? environment.Children.Keys.Select(key => ((YamlScalarNode)key).Value!).ToList() : [];
        return new Service(name, project, needs, settings, Child(node, "healthcheck") is not null);
    }

    static YamlNode? Child(YamlMappingNode node, string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;

    [GeneratedRegex(@"\$\{([A-Z_]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^COPY (?!--from)(.*) \S+$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Copy();

    [GeneratedRegex(@"for service in ([\w ]+); do", RegexOptions.CultureInvariant)]
    private static partial Regex Loop();
}
