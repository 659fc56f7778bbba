using RaMatch.Architecture.Tests.Rules;
using Xunit;

namespace RaMatch.Architecture.Tests;

/// <summary>Each rule of <see cref="DocumentRules"/> fails on a fault planted here, and only on that.</summary>
public sealed class PlantedDocumentFaults
{
    const string Compose = """
        x-common: &common
          restart: unless-stopped
        services:
          broker:
            image: broker
            healthcheck: {test: [CMD, "true"]}
          posting:
            <<: *common
            build: {context: .., dockerfile: deploy/Dockerfile, args: {SERVICE: Posting}}
            depends_on:
              broker: {condition: service_healthy}
            environment:
              Data__Folder: /data
          portal:
            build: {args: {SERVICE: Portal}}
            depends_on:
              posting: {condition: service_healthy}
        """;

    static readonly HashSet<string> Projects = ["Posting", "Portal"];

    [Fact]
    public void A_setting_nobody_described_and_one_nobody_reads_are_found() =>
        Assert.Equal(
            ["Data:Colour is read and not described", "Data:Forgotten is described and not read"],
            Settings.Violations(
                Settings.ReadBy([new SourceFile("services/Posting/A.cs", "var a = configuration[\"Data:Colour\"]; var b = configuration[$\"Services:{name}\"]; var c = configuration.GetValue(\"Demo:Enabled\", false);")]),
                Settings.DescribedIn("| `Services:posting` | – |\n| `Demo:Enabled` (`--demo`) | `false` |\n| `Data:Forgotten` | – |\nSee `Data:Colour`.")));

    [Fact]
    public void A_variable_of_a_script_or_test_nobody_described_is_found() =>
        Assert.Equal(
            ["RAMATCH_A is read and not described", "RAMATCH_B is read and not described"],
            Settings.Violations(
                Settings.VariablesReadBy([new SourceFile("deploy/a.sh", "echo ${RAMATCH_A:-1}"), new SourceFile("tests/B.cs", "const string Variable = \"RAMATCH_B\"; Set(\"RAMATCH_C\", 1);")]),
                new HashSet<string>()));

    [Fact]
    public void A_sound_compose_file_passes() => Assert.Empty(Violations(Compose));

    [Theory]
    [InlineData("args: {SERVICE: Posting}", "args: {SERVICE: Poster}", "posting builds Poster, which is no service")]
    [InlineData("broker: {condition: service_healthy}", "broker: {condition: service_started}", "posting does not wait until broker is healthy")]
    [InlineData("broker: {condition: service_healthy}", "cache: {condition: service_healthy}", "posting waits for cache, which is not there")]
    [InlineData("    healthcheck: {test: [CMD, \"true\"]}", "", "posting waits for broker, which never says that it is healthy")]
    [InlineData("Data__Folder: /data", "Data__Holder: /data", "posting sets Data:Holder, which is no setting")]
    public void A_faulty_service_of_a_compose_file_is_found(string sound, string faulty, string violation) =>
        Assert.Equal([violation], Violations(Compose.Replace(sound, faulty, StringComparison.Ordinal)));

    [Fact]
    public void A_compose_file_that_is_no_YAML_is_found() =>
        Assert.ThrowsAny<YamlDotNet.Core.YamlException>(() => Deployment.Services("services:\n  a: [\n"));

    [Fact]
    public void A_folder_that_the_image_lacks_and_a_project_that_is_not_there_are_found() =>
        Assert.Equal(
            ["the image publishes Posting, which needs contracts/Contracts.csproj, which is not copied", "the image publishes Gone, which needs services/Gone/Gone.csproj, which is not there"],
            Deployment.Uncopied(
                "COPY services services\nRUN for service in Posting Gone; do \\\nCOPY --from=build contracts ./\n",
                [
                    new SourceFile("services/Posting/Posting.csproj", """<Project><ProjectReference Include="../../contracts/Contracts.csproj" /></Project>"""),
                    new SourceFile("contracts/Contracts.csproj", "<Project />"),
                ]));

    [Fact]
    public void A_link_to_a_file_or_a_heading_that_is_not_there_is_found() =>
        Assert.Equal(
            ["docs/a.md links to b.md, which is not there", "docs/a.md links to ../README.md#nowhere, a heading that is not there"],
            Documents.BrokenLinks(
                [new SourceFile("docs/a.md", "[b](b.md) [readme](../README.md#how-it-is-built) [x](../README.md#nowhere) [site](https://example.org) `[c](c.md)`")],
                path => path == "README.md" ? "# RaMatch\n\n## How it is built\n" : null));

    [Fact]
    public void A_decision_that_is_too_long_or_kept_by_nothing_is_found() =>
        Assert.Equal(
            ["docs/adr/1.md has 43 lines; a decision stays under forty", "docs/adr/2.md names no test that keeps it", "docs/adr/3.md says that A_thing_holds keeps it, which is no test"],
            Documents.Decisions(
                [
                    new SourceFile("docs/adr/1.md", new string('\n', 42) + "**Kept by** `A_thing_is_kept`"),
                    new SourceFile("docs/adr/2.md", "`A_thing_is_kept` is a test."),
                    new SourceFile("docs/adr/3.md", "**Kept by** `A_thing_holds`."),
                ],
                "public void A_thing_is_kept() =>"));

    [Fact]
    public void A_value_that_the_glossary_lacks_is_found() =>
        Assert.Equal(["the glossary lacks `Doctor` 博士研究生"], Documents.WithoutTerm([("Bachelor", "本科"), ("Doctor", "博士研究生")], "| degree | `Bachelor` 本科, `Doctor` 博士 |"));

    [Fact]
    public void A_second_word_for_one_thing_is_found() =>
        Assert.Equal(
            ["a.razor:2 says 你; the glossary says 您", "a.razor:2 says 录取; the glossary says 录用"],
            Documents.OtherWords([new SourceFile("a.razor", "<p>您好</p>\n<p>你被录取</p>")], "| Say | Not |\n|---|---|\n| 您 | 你、妳 |\n| 录用 | 录取 |\n\n| offer | 录用 | Holds a seat |\n"));

    static IEnumerable<string> Violations(string compose) =>
        Deployment.Violations(Deployment.Services(compose), Projects, setting => setting == "Data:Folder", imageHasHealthCheck: true);
}
