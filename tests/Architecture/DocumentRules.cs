using RaMatch.Architecture.Tests.Rules;
using RaMatch.Contracts;
using RaMatch.Reference;
using Xunit;

namespace RaMatch.Architecture.Tests;

/// <summary>Documents, images and compose files say what the code does. <see cref="PlantedDocumentFaults"/> shows that each rule can fail.</summary>
public sealed class DocumentRules
{
    static readonly string SettingsReference = Text("docs/settings.md");
    static readonly string Dockerfile = Text("deploy/Dockerfile");
    static readonly string Compose = Text("deploy/compose.yaml");
    static readonly string ComposeSqlite = Text("deploy/compose.sqlite.yaml");

    [Fact]
    public void Every_setting_that_is_read_is_described_and_the_other_way_round()
    {
        var read = Settings.ReadBy(Repository.Sources("services"));
        Assert.True(read.Count > 10, $"Only {read.Count} settings were found; the search for them is broken.");
        Hold(Settings.Violations(read, Settings.DescribedIn(SettingsReference)));
    }

    [Fact]
    public void Every_variable_of_tests_and_scripts_is_described_and_the_other_way_round()
    {
        SourceFile[] scripts = [new(".ci/run", Text(".ci/run")), .. Repository.Sources("deploy", "*.sh"), .. Repository.Sources("deploy")];
        var read = Settings.VariablesReadBy([.. Repository.Sources("services"), .. Repository.Sources("tests"), .. scripts]);
        var described = Settings.DescribedIn(SettingsReference).Concat(Settings.DescribedIn(Text("docs/contributing.md")))
            .Where(name => name.StartsWith("RAMATCH_", StringComparison.Ordinal))
            .ToHashSet(StringComparer.Ordinal);
        Hold(Settings.Violations(read, described));
    }

    [Fact]
    public void Compose_starts_services_that_exist_in_order_with_settings_that_exist()
    {
        var described = Settings.DescribedIn(SettingsReference);
        var services = Deployment.Services(Compose);
        Hold(Deployment.Violations(services, Startable(), described.Contains, Dockerfile.Contains("HEALTHCHECK", StringComparison.Ordinal)));

        // The second file goes over the first: it changes services and adds none.
        var changed = Deployment.Services(ComposeSqlite);
        Hold(changed.Where(service => services.All(other => other.Name != service.Name)).Select(service => $"compose.sqlite.yaml changes {service.Name}, which compose.yaml does not have"));
        Hold(Deployment.Violations([.. changed.Select(service => service with { Project = service.Settings.Count > 0 ? "Posting" : null })], Startable(), described.Contains, imageHasHealthCheck: true));
    }

    [Fact]
    public void Every_variable_of_the_compose_files_is_in_the_example_and_the_other_way_round()
    {
        var example = Text("deploy/settings.env.example").Split('\n').Where(line => line.Contains('=') && !line.StartsWith('#')).Select(line => line.Split('=')[0]).ToHashSet(StringComparer.Ordinal);
        // The exporter's own variable is a setting like any other.
        var used = Deployment.Variables(Compose + ComposeSqlite).Except(Settings.DescribedIn(SettingsReference)).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(used.Order(StringComparer.Ordinal), example.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_image_holds_what_its_services_need()
    {
        Assert.Equal(Startable().Order(StringComparer.Ordinal), Deployment.Published(Dockerfile).Order(StringComparer.Ordinal));
        Hold(Deployment.Uncopied(Dockerfile, [.. Repository.Sources("contracts", "*.csproj"), .. Repository.Sources("services", "*.csproj")]));
    }

    [Fact]
    public void Every_link_leads_somewhere() => Hold(Documents.BrokenLinks([ReadMe, .. Repository.Sources("docs", "*.md"), .. Repository.Sources("contracts", "*.md")], TextOrNull));

    [Fact]
    public void Every_decision_is_short_and_kept_by_a_test_that_exists() =>
        Hold(Documents.Decisions(Repository.Sources("docs/adr", "*.md"), string.Join('\n', Repository.Sources("tests").Select(file => file.Text))));

    [Fact]
    public void The_glossary_has_every_value_of_the_contracts_in_the_words_of_the_pages() =>
        Hold(Documents.WithoutTerm(
            from type in typeof(IMessage).Assembly.GetExportedTypes()
            where type.IsEnum
            let label = typeof(Labels).GetMethod(nameof(Labels.Of), [type])
            where label is not null
            from value in Enum.GetValues(type).Cast<object>()
            select (value.ToString()!, (string)label.Invoke(null, [value])!),
            Text("docs/glossary.md")));

    [Fact]
    public void People_read_one_word_for_one_thing() =>
        Hold(Documents.OtherWords(
            [
                .. Repository.Sources("services/Portal", "*.razor"),
                .. Repository.Sources("services/Portal"),
                .. Repository.Sources("services", "zh.tsv"),
                .. Repository.Sources("docs/zh", "*.md"),
            ],
            Text("docs/glossary.md")));

    static SourceFile ReadMe => new("README.md", Text("README.md"));

    /// <summary>Projects with a Program.cs; AllInOne is no service and has no image.</summary>
    static IReadOnlySet<string> Startable() =>
        Directory.EnumerateDirectories(Path.Combine(Repository.Root, "services"))
            .Where(folder => File.Exists(Path.Combine(folder, "Program.cs")))
            .Select(folder => Path.GetFileName(folder))
            .Where(name => name != "AllInOne")
            .ToHashSet(StringComparer.Ordinal);

    static string Text(string path) => File.ReadAllText(Path.Combine(Repository.Root, path)).ReplaceLineEndings("\n");

    static string? TextOrNull(string path) => Path.Combine(Repository.Root, path) is var full && Directory.Exists(full) ? "" : File.Exists(full) ? File.ReadAllText(full) : null;

    static void Hold(IEnumerable<string> violations)
    {
        var all = violations.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }
}
