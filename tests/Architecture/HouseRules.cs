using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using RaMatch.Applicant;
using RaMatch.Architecture.Tests.Rules;
using RaMatch.Contracts;
using RaMatch.Matching;
using RaMatch.Platform;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Words;
using RaMatch.Portal;
using RaMatch.Posting;
using RaMatch.Rounds.Commands;
using RaMatch.Sheets.Reading;
using RaMatch.Sheets.Writing;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Architecture.Tests;

/// <summary>The rules of the house hold in the tree as it is. <see cref="PlantedViolations"/> shows that each can fail.</summary>
public sealed class HouseRules
{
    static readonly IService[] Services = [new PostingService(), new ApplicantService(), new MatchingService()];
    static readonly IService[] WithPortal = [.. Services, new PortalService()];

    [Fact]
    public void Projects_refer_only_to_what_the_table_allows() =>
        Hold(References.Violations([.. Repository.Sources("contracts", "*.csproj"), .. Repository.Sources("services", "*.csproj")]));

    [Fact]
    public void Contracts_are_immutable_records() => Hold(MessageRecords.Violations(typeof(IMessage).Assembly.GetExportedTypes()));

    [Fact]
    public void Contracts_carry_no_personal_data() => Hold(MessageRecords.PersonalData(typeof(IMessage).Assembly.GetExportedTypes()));

    [Fact]
    public void Contracts_name_exactly_the_services_that_listen() => Hold(Listeners.Violations(MessageCatalogue.Product, Consumed()));

    [Fact]
    public void Every_statement_is_T_SQL_that_SQL_Server_2016_parses()
    {
        var statements = Statements();
        Assert.True(statements.Count > 60, $"Only {statements.Count} statements were found; the search for them is broken.");
        Hold(Sql.NotTransactSql(statements));
    }

    [Fact]
    public void Every_statement_is_one_that_both_databases_understand() => Hold(Sql.NotPortable(Statements()));

    [Fact]
    public void No_statement_is_one_that_SQL_Server_parses_and_refuses_to_run() =>
        Hold(SqlMeaning.Violations(Statements(), Tables().Values.SelectMany(tables => tables.Values).SelectMany(columns => columns).ToHashSet(StringComparer.OrdinalIgnoreCase)));

    [Fact]
    public void No_statement_touches_another_services_table()
    {
        var tables = Tables().ToDictionary(
            service => service.Key,
            IReadOnlySet<string> (service) => service.Value.Keys.Append("schema_script").ToHashSet(StringComparer.OrdinalIgnoreCase),
            StringComparer.Ordinal);
        Hold(Sql.ForeignTables(Statements(), tables));
    }

    [Fact]
    public void Every_schema_script_has_a_twin_with_the_same_columns() => Hold(SchemaTwins.Violations([.. Repository.Sources("services", "*.sql")]));

    [Fact]
    public void Only_one_folder_knows_MassTransit() => Hold(
        Independence.Violations(typeof(RaMatchHost).Assembly, "RaMatch.Platform", "MassTransit", "RabbitMQ")
            // Health asks the bus how it is.
            .Where(violation => !violation.StartsWith("RaMatch.Platform.Messaging.RabbitMq.", StringComparison.Ordinal) && !violation.StartsWith("RaMatch.Platform.Health ", StringComparison.Ordinal)));

    [Fact]
    public void MassTransit_stays_on_its_last_free_major() =>
        Assert.Equal(8, Assembly.Load("MassTransit").GetName().Version!.Major);

    [Fact]
    public void No_statement_is_put_together_from_values() => Hold(SqlText.Interpolated(Repository.Sources("services")));

    [Fact]
    public void Expressions_ask_for_the_digits_and_letters_they_mean() => Hold(TextPatterns.Violations(Repository.Sources("services")));

    [Fact]
    public void Ids_are_made_before_the_transaction() =>
        Hold(Ids.MadeInTransactions(Repository.Sources("services").Where(file => !file.Path.StartsWith("services/Platform/", StringComparison.Ordinal))));

    [Fact]
    public void Every_use_case_is_in_its_services_table_of_contents() =>
        Hold(Services.SelectMany(service => UseCases.Unmapped(
            service.GetType().Assembly.GetTypes(),
            File.ReadAllText(Path.Combine(Repository.Root, "services", service.GetType().Name.Replace("Service", "", StringComparison.Ordinal), service.GetType().Name + ".cs")))));

    [Fact]
    public void The_verifier_of_rounds_shares_only_the_record_format_with_the_solver()
    {
        const string Rounds = "RaMatch.Rounds.";
        Hold(Independence.Violations(typeof(RoundCommands).Assembly, Rounds + "Verifying", Rounds + "Solving", Rounds + "Floors", Rounds + "Commands"));
        Hold(Independence.Violations(typeof(RoundCommands).Assembly, Rounds + "Solving", Rounds + "Verifying", Rounds + "Commands"));
        Hold(Independence.Violations(typeof(RoundCommands).Assembly, Rounds + "Floors", Rounds + "Verifying", Rounds + "Commands"));
        Hold(Independence.Violations(typeof(RoundCommands).Assembly, Rounds + "Format", Rounds + "Solving", Rounds + "Floors", Rounds + "Verifying", Rounds + "Commands"));
    }

    [Fact]
    public void Rounds_need_nothing_but_the_runtime() =>
        Hold(Independence.BeyondTheRuntime("RaMatch.Rounds", typeof(RoundCommands).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!)));

    [Fact]
    public void Sheets_need_nothing_but_the_runtime_and_the_format_of_office_files() =>
        Hold(Independence.BeyondTheRuntime("RaMatch.Sheets", typeof(SheetReader).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!).Where(name => !name.StartsWith("DocumentFormat.OpenXml", StringComparison.Ordinal))));

    [Fact]
    public void What_is_frozen_is_written_without_any_library() => Hold(Independence.Violations(typeof(WorkbookFile).Assembly, "RaMatch.Sheets.Writing", "DocumentFormat", "System.IO.Compression", "System.IO.Packaging"));

    [Fact]
    public void The_index_of_recommendations_knows_no_host_no_database_and_no_platform() =>
        Hold(Independence.Violations(typeof(MatchingService).Assembly, "RaMatch.Matching.Scoring.Indexing", "Microsoft", "Dapper", "RaMatch.Platform"));

    [Fact]
    public void Rooms_point_one_way() => Hold(FloorPlan.All.SelectMany(house => house.Rooms.Violations(house.Assembly)));

    [Fact]
    public void The_architecture_shows_the_rooms_as_they_are()
    {
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));
        Hold(FloorPlan.All.SelectMany(house => house.Rooms.NotAsDrawn(document)));
    }

    [Fact]
    public void An_else_of_a_page_belongs_to_an_if() => Hold(Pages.LooseElse(Repository.Sources("services/Portal", "*.razor")));

    [Fact]
    public void Services_say_nothing_to_people_but_by_the_tables_of_words() => Hold(Wordings.Chinese(Speaking()));

    [Fact]
    public void Every_sentence_has_words_that_ask_for_what_it_says_and_no_words_are_left_over()
    {
        var words = Words.Codes.ToDictionary(code => code, code => Words.NamesOf(code)!, StringComparer.Ordinal);
        var labels = Labels();
        Assert.True(words.Count > 300, $"Only {words.Count} sentences were found; the search for the tables is broken.");
        Hold(Wordings.Violations([.. Speaking(), .. Repository.Sources("services/Reference")], words, labels));
        Hold(Wordings.Unlabelled(labels, words));
    }

    [Fact]
    public void English_words_are_English() => Hold(Repository.Sources("services", "en.tsv").Where(table => table.Text.Any(letter => letter is >= '一' and <= '龥')).Select(table => table.Path));

    [Fact]
    public async Task Every_endpoint_says_who_may_call_it()
    {
        await using var host = await ServiceHost.StartAsync(WithPortal);
        // The pages' framework maps an address of its own for scripts we do not use; the fallback denies it to everyone.
        Hold(UseCases.WithoutAccess(host.Services.GetRequiredService<EndpointDataSource>().Endpoints)
            .Where(violation => !violation.StartsWith("/_framework/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Every_endpoint_of_the_API_is_called_by_a_test()
    {
        await using var host = await ServiceHost.StartAsync(WithPortal);
        var tests = string.Join('\n', Repository.Sources("tests").Where(file => !file.Path.StartsWith("tests/Architecture/", StringComparison.Ordinal)).Select(file => file.Text));
        var endpoints = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/api/", StringComparison.Ordinal) == true)
            .Select(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "?", endpoint.RoutePattern.RawText!));
        Hold(UseCases.Untested(endpoints, tests));
    }

    [Fact]
    public async Task All_in_one_offers_exactly_what_the_services_offer()
    {
        var union = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var service in WithPortal)
        {
            union.UnionWith(await PathsAsync(service));
        }

        Assert.Equal(union, await PathsAsync(WithPortal));
    }

    static PhraseBook Words { get; } = PhraseBook.Of(Services.Select(service => service.GetType().Assembly), NullLogger<PhraseBook>.Instance);

    static IEnumerable<SourceFile> Speaking() => new[] { "Posting", "Applicant", "Matching", "Platform" }.SelectMany(service => Repository.Sources($"services/{service}"));

    static HashSet<string> Labels() => Services.Select(service => service.GetType().Assembly).Append(typeof(IMessage).Assembly)
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.IsEnum)
        .SelectMany(type => Enum.GetValues(type).Cast<Enum>())
        .Select(value => Sentence.Label(value).Code!)
        .ToHashSet(StringComparer.Ordinal);

    static void Hold(IEnumerable<string> violations)
    {
        var all = violations.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }

    static async Task<SortedSet<string>> PathsAsync(params IService[] services)
    {
        await using var host = await ServiceHost.StartAsync(services);
        using var client = host.Anonymous();
        var document = await client.GetAsync<JsonElement>("openapi/v1.json");
        return new SortedSet<string>(document.GetProperty("paths").EnumerateObject().Select(path => path.Name), StringComparer.Ordinal);
    }

    // By service, table by table, the columns.
    static Dictionary<string, Dictionary<string, HashSet<string>>> Tables() => Repository.Sources("services", "*.sqlite.sql")
        .GroupBy(script => script.Service, StringComparer.Ordinal)
        .ToDictionary(scripts => scripts.Key, SchemaTwins.TablesOfSqlite, StringComparer.Ordinal);

    static List<Sql.Statement> Statements() =>
        [.. WithPortal.Select(service => service.GetType().Assembly).Append(typeof(RaMatchHost).Assembly).SelectMany(Sql.Of)];

    static Dictionary<string, IReadOnlyCollection<string>> Consumed() => WithPortal.ToDictionary(
        service => service.Name,
        IReadOnlyCollection<string> (service) =>
        {
            var consumers = new ConsumerMap(MessageCatalogue.Product);
            service.Consume(consumers);
            return consumers.Types;
        },
        StringComparer.Ordinal);
}
