using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using RaMatch.Architecture.Tests.Rules;
using RaMatch.Contracts;
using RaMatch.Platform.Messaging;
using Xunit;

namespace RaMatch.Architecture.Tests;

/// <summary>Each rule of <see cref="HouseRules"/> fails on a violation planted here, and only on that.</summary>
public sealed class PlantedViolations
{
    [Fact]
    public void A_service_that_refers_to_another_service_is_found() =>
        Assert.Equal(
            ["services/Posting/Posting.csproj refers to Matching", "services/Posting/Posting.csproj refers to Dapper, which belongs to services/Platform/Platform.csproj"],
            References.Violations([new SourceFile(
                "services/Posting/Posting.csproj",
                """
                <Project><ItemGroup>
                  <ProjectReference Include="../Platform/Platform.csproj" /><ProjectReference Include="../Matching/Matching.csproj" /><PackageReference Include="Dapper" />
                </ItemGroup></Project>
                """)]));

    [Fact]
    public void A_package_in_the_contracts_and_a_project_without_a_row_are_found() =>
        Assert.Equal(
            ["contracts/Contracts.csproj has packages: Newtonsoft.Json", "services/New/New.csproj has no row in the table of references"],
            References.Violations(
            [
                new SourceFile("contracts/Contracts.csproj", """<Project><PackageReference Include="Newtonsoft.Json" /></Project>"""),
                new SourceFile("services/New/New.csproj", "<Project />"),
            ]));

    [Fact]
    public void An_expression_that_takes_other_scripts_digits_or_a_last_line_break_is_found() =>
        Assert.Equal(
            [@"services/A.cs asks \d in 4", @"services/A.cs asks $ in 4", @"services/A.cs asks \s in 6", @"services/A.cs asks \w in 7"],
            TextPatterns.Violations(
            [
                new SourceFile(
                    "services/A.cs",
                    """
                    using System.Text.RegularExpressions;
                    class A
                    {
                        [GeneratedRegex(@"^0\d{2}$")] static partial Regex One();
                        string Two = "(?:[0-9]{2}\\$\\z)";
                        [RegularExpression(@"^a\s*$")] string Three;
                        Regex Four = new(@"\w");
                    }
                    """),
                new SourceFile("services/B.cs", """class B { string Price = @"\d$"; }"""),
            ]));

    [Fact]
    public void A_contract_that_can_be_changed_is_found() =>
        Assert.Equal(
            ["ChangeableEvent is no sealed record", "ChangeableEvent.Subject can be set", "ChangeableEvent is an event without a name on the wire"],
            MessageRecords.Violations([typeof(ChangeableEvent)]));

    [Fact]
    public void A_phone_number_in_a_contract_is_found() => Assert.Equal(["TalkativeEvent.ContactPhone is personal data"], MessageRecords.PersonalData([typeof(TalkativeEvent)]));

    [Fact]
    public void A_listener_the_contract_does_not_name_is_found_and_so_is_one_that_does_not_listen() =>
        Assert.Equal(
            ["test.planted says that matching listens, but it does not", "posting listens to test.planted, but the contract does not say so"],
            Listeners.Violations(
                new MessageCatalogue(typeof(TalkativeEvent).Assembly),
                new Dictionary<string, IReadOnlyCollection<string>> { ["posting"] = ["test.planted"], ["matching"] = [] }));

    [Fact]
    public void An_else_that_a_page_would_show_as_text_is_found() =>
        Assert.Equal(
            ["a.razor:3 has an else that belongs to no if"],
            Rules.Pages.LooseElse([new SourceFile("a.razor", "<Refused Because=\"_refusal\" />\n\nelse if (_all.Count > 0) {<p>All</p>}"), new SourceFile("b.razor", "@if (_all is null) {<p>None</p>}\nelse {<p>All</p>}")]));


    [Theory]
    [InlineData("""return "名额已满。";""")]
    [InlineData("""return $"{seats} 个名额";""")]
    [InlineData("return '市';")]
    [InlineData(""""return """没有""";"""")]
    public void A_sentence_in_code_is_found(string statement) =>
        Assert.Single(Wordings.Chinese([new SourceFile("services/Matching/Placements/MakeOffer.cs", $$"""class A { object B(int seats) { /* 名额 */ {{statement}} } }""")]));

    [Theory]
    [InlineData("""app.MapPost("/offers", B).WithExample(_ => new Request("名额"));""")]
    [InlineData("}\n static Request Example(DateOnly today) { return new(\"名额\");")]
    [InlineData("} static Request Example { get; } = new(\"名额\"); void C() {")]
    public void An_example_of_what_a_caller_sends_is_let_through(string statement) =>
        Assert.Empty(Wordings.Chinese([new SourceFile("services/Matching/Placements/MakeOffer.cs", $$"""class A { void B() { {{statement}} } }""")]));

    [Theory]
    [InlineData("""Problems.Conflict("seat.none");""", "Here.cs says seat.none, which has no words")]
    [InlineData("""Problems.Conflict("seat.taken");""", "Here.cs says seat.taken of {}, its words ask for {count}")]
    [InlineData("""Sentence.Of("seat.free", ("count", 3));""", "Here.cs says seat.free of {count}, its words ask for {}")]
    [InlineData("""WrongStage("seat.hold");""", "Here.cs says seat.hold, which has no words")]
    [InlineData("""[Range(1, 2, ErrorMessage = "ramatch:seat.taken")] int a;""", "Here.cs says seat.taken of {}, its words ask for {count}")]
    [InlineData("""[Range(1, 2, ErrorMessage = "Too many.")] int a;""", "Here.cs has the error message \"Too many.\", which is no sentence of the tables")]
    public void A_sentence_without_words_or_with_other_arguments_is_found(string statement, string violation) =>
        Assert.Equal([violation], Wordings.Violations([Speech(statement), Speech(Right)], Table, new HashSet<string>()));

    [Fact]
    public void Words_that_nobody_says_and_a_value_without_a_label_are_found()
    {
        Assert.Empty(Wordings.Violations([Speech(Right)], Table, new HashSet<string>()));
        Assert.Equal(["seat.taken has words that nobody says"], Wordings.Violations([Speech("""Sentence.Of("seat.free");""")], Table, new HashSet<string>()));
        Assert.Equal(["seat.reserved has no label"], Wordings.Unlabelled(["seat.free", "seat.reserved", "colour.red"], Table));
    }

    const string Right = """Problems.Conflict("seat.free"); Sentence.Of("seat.taken", ("count", 3));""";

    static readonly Dictionary<string, IReadOnlySet<string>> Table = new() { ["seat.free"] = new HashSet<string>(), ["seat.taken"] = new HashSet<string> { "count" } };

    static SourceFile Speech(string statement) => new("Here.cs", $$"""class A { void B() { {{statement}} } }""");

    [Theory]
    [InlineData("SELECT a FROM b WHERE c == 1")]
    [InlineData("INSERT INTO a (b) VALUES (@b) ON CONFLICT DO NOTHING")]
    [InlineData("SELECT park_id FROM (SELECT park_id FROM position ORDER BY seats) AS sorted")]
    [InlineData("WITH sorted AS (SELECT park_id FROM position ORDER BY seats) SELECT park_id FROM sorted")]
    [InlineData("SELECT a FROM b WHERE c = (SELECT MAX(c) FROM b ORDER BY c)")]
    public void A_statement_SQL_Server_does_not_parse_is_found(string text) => Assert.Single(Sql.NotTransactSql([new Sql.Statement("Here", "Posting", text)]));

    [Theory]
    [InlineData("SELECT a FROM b ORDER BY a LIMIT 5")]
    [InlineData("SELECT TOP 5 a FROM b")]
    [InlineData("UPDATE a SET b = c || 'x'")]
    public void A_statement_for_one_database_only_is_found(string text) => Assert.Single(Sql.NotPortable([new Sql.Statement("Here", "Posting", text)]));

    [Theory]
    [InlineData("SELECT park_id, seats FROM position GROUP BY park_id", "8120")]
    [InlineData("SELECT park_id, COUNT(*) AS hires FROM position", "8120")]
    [InlineData("SELECT park_id, (SELECT COUNT(*) FROM unit) AS units, SUM(seats + held) AS seats FROM position GROUP BY park_id HAVING MAX(seats) > 1 AND held > 1", "8120")]
    [InlineData("SELECT p.park_id FROM position p GROUP BY p.park_id ORDER BY p.seats", "8127")]
    [InlineData("SELECT SUM(CASE WHEN EXISTS (SELECT 1 FROM unit WHERE unit.park_id = position.park_id) THEN 1 ELSE 0 END) AS known FROM position", "130")]
    [InlineData("SELECT MAX(seats, held) AS most FROM position", "174")]
    [InlineData("SELECT LENGTH(title) AS length FROM position", "LENGTH is not a function")]
    [InlineData("SELECT DISTINCT park_id FROM position ORDER BY seats", "145")]
    [InlineData("SELECT seats - held AS open_seats FROM position WHERE open_seats > 0", "207")]
    public void A_statement_that_SQL_Server_parses_and_does_not_run_is_found(string text, string error) =>
        Assert.Contains(error, Assert.Single(Meaning(text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("SELECT p.park_id AS park, COUNT(*) AS hires, (seats + 1) / 2 AS half FROM position p GROUP BY park_id, (seats + 1) / 2 ORDER BY hires, park")]
    [InlineData("SELECT COUNT(*) FROM position WHERE seats > (SELECT MAX(held) FROM position)")]
    [InlineData("SELECT known.open_seats, (SELECT MAX(seats) FROM position) AS most FROM (SELECT seats - held AS open_seats FROM position) AS known WHERE open_seats > 0 ORDER BY open_seats")]
    [InlineData("SELECT DISTINCT p.park_id FROM position p ORDER BY park_id")]
    public void A_statement_that_SQL_Server_runs_is_let_through(string text) => Assert.Empty(Meaning(text));

    static IEnumerable<string> Meaning(string text) =>
        SqlMeaning.Violations([new Sql.Statement("Here", "Posting", text)], new HashSet<string> { "park_id", "seats", "held", "title" });

    [Fact]
    public void A_look_into_another_services_table_is_found() =>
        Assert.Equal(
            ["Here touches profile, which is no table of Posting"],
            Sql.ForeignTables(
                [new Sql.Statement("Here", "Posting", "WITH mine AS (SELECT unit_id FROM unit) SELECT name FROM mine JOIN profile ON 1 = 1 WHERE unit_id IN @ids")],
                new Dictionary<string, IReadOnlySet<string>> { ["Posting"] = new HashSet<string> { "unit" }, ["Platform"] = new HashSet<string>() }));

    [Fact]
    public void A_schema_script_without_a_twin_and_a_column_in_one_only_are_found() =>
        Assert.Equal(
            [
                "services/Posting/Schema/0002_more.sqlite.sql has no twin",
                $"{Path.Combine("services", "Posting", "Schema")}: unit.name is in SQL Server only",
                $"{Path.Combine("services", "Posting", "Schema")}: more.a is in SQLite only",
            ],
            SchemaTwins.Violations(
            [
                new SourceFile("services/Posting/Schema/0001_unit.sqlite.sql", "CREATE TABLE unit (id TEXT) STRICT;"),
                new SourceFile("services/Posting/Schema/0001_unit.sqlserver.sql", "CREATE TABLE unit (id char(36), name nvarchar(9));"),
                new SourceFile("services/Posting/Schema/0002_more.sqlite.sql", "CREATE TABLE more (a TEXT) STRICT;"),
            ]));

    [Fact]
    public void A_statement_put_together_from_values_is_found() =>
        Assert.Single(SqlText.Interpolated([new SourceFile("services/Posting/A.cs", "await unit.QueryAsync<Row>($\"SELECT a FROM b WHERE c = '{name}'\");")]));

    [Theory]
    [InlineData("Task A() => db.WriteAsync<int>(async unit => { var id = Guid.CreateVersion7(); }, cancellation);", 1)]
    [InlineData("Task A(UnitOfWork unit) => unit.ExecuteAsync(Insert, new { id = Guid.CreateVersion7() });", 1)]
    [InlineData("Task A() { var id = Guid.CreateVersion7(); return db.WriteAsync<int>(async unit => { await unit.ExecuteAsync(Insert, new { id }); }, cancellation); }", 0)]
    public void An_id_made_in_a_transaction_is_found(string method, int found) =>
        Assert.Equal(found, Ids.MadeInTransactions([new SourceFile("services/Posting/A.cs", $"class A {{ {method} }}")]).Count());

    [Fact]
    public void A_use_case_nobody_mapped_is_found()
    {
        Assert.Equal(["ForgottenUseCase is not mapped"], UseCases.Unmapped([typeof(ForgottenUseCase)], "Other.Map(api);"));
        Assert.Empty(UseCases.Unmapped([typeof(ForgottenUseCase)], "ForgottenUseCase.Map(api);"));
    }

    [Fact]
    public void A_verifier_that_runs_the_solver_or_holds_what_it_makes_is_found()
    {
        const string Planted = "RaMatch.Architecture.Tests.Planted.";
        Assert.Equal(
            [Planted + "Verifying.Caller refers to " + Planted + "Solving.Solver", Planted + "Verifying.Holder refers to " + Planted + "Solving.Solver"],
            Independence.Violations(GetType().Assembly, Planted + "Verifying", Planted + "Solving").Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(Independence.Violations(GetType().Assembly, Planted + "Solving", Planted + "Verifying"));
    }

    [Fact]
    public void An_arrow_between_rooms_that_the_table_does_not_draw_is_found()
    {
        const string Planted = "RaMatch.Architecture.Tests.Planted.";
        var none = Array.Empty<string>();
        var rooms = new Rooms("RaMatch.Architecture.Tests.Planted", new Dictionary<string, string[]> { ["Solving"] = none, ["Verifying"] = none, ["Indexing"] = none });
        Assert.Equal(
            [
                Planted + "Verifying.Caller refers to " + Planted + "Solving.Solver: Verifying may not use Solving",
                Planted + "Verifying.Holder refers to " + Planted + "Solving.Solver: Verifying may not use Solving",
            ],
            rooms.Violations(GetType().Assembly).Distinct().Order(StringComparer.Ordinal));
        var drawn = new Dictionary<string, string[]>(rooms.MayUse) { ["Verifying"] = ["Solving"] };
        Assert.Empty((rooms with { MayUse = drawn }).Violations(GetType().Assembly));
        Assert.Equal(
            ["Solving may use itself by way of others", "Verifying may use itself by way of others"],
            (rooms with { MayUse = new Dictionary<string, string[]>(drawn) { ["Solving"] = ["Verifying"] } }).Violations(GetType().Assembly));
        Assert.Equal(
            [Planted + "Indexing.TalkativeIndex is in no room of the table"],
            (rooms with { MayUse = new Dictionary<string, string[]> { ["Solving"] = none, ["Verifying"] = ["Solving"] } }).Violations(GetType().Assembly).Distinct());
    }

    [Fact]
    public void A_room_that_goes_around_by_what_stands_beside_the_rooms_is_found()
    {
        const string Planted = "RaMatch.Architecture.Tests.PlantedHouse.";
        var rooms = new Rooms("RaMatch.Architecture.Tests.PlantedHouse", new Dictionary<string, string[]> { ["Hall"] = [], ["Cellar"] = [] });
        Assert.Equal([Planted + "Cellar.Tunnel goes around by " + Planted + "Preface: Cellar may not use Hall"], rooms.Violations(GetType().Assembly).Distinct());
        Assert.Empty((rooms with { MayUse = new Dictionary<string, string[]> { ["Hall"] = [], ["Cellar"] = ["Hall"] } }).Violations(GetType().Assembly));
    }

    [Fact]
    public void Rooms_that_the_architecture_draws_otherwise_are_found()
    {
        var rooms = new Rooms("RaMatch.Posting", new Dictionary<string, string[]> { ["Units"] = [], ["Positions"] = ["Units"] });
        const string Drawn = """
            ### Posting

            | Room | Holds | Uses |
            |---|---|---|
            | Units | units | – |
            | Positions | what they publish | Units |

            ### Applicant

            | Positions | a copy | – |
            """;
        Assert.Empty(rooms.NotAsDrawn(Drawn));
        Assert.Equal(["docs/architecture.md: Positions of Posting uses Units, and not nothing"], rooms.NotAsDrawn(Drawn.Replace("publish | Units", "publish | –", StringComparison.Ordinal)));
        Assert.Equal(
            ["docs/architecture.md: Posting has the rooms Fairs, Positions, Units, and not Positions, Units"],
            (rooms with { MayUse = new Dictionary<string, string[]>(rooms.MayUse) { ["Fairs"] = [] } }).NotAsDrawn(Drawn));
    }

    [Fact]
    public void An_index_that_knows_the_host_is_found() =>
        Assert.Equal(
            ["RaMatch.Architecture.Tests.Planted.Indexing.TalkativeIndex refers to Microsoft.Extensions.Logging.ILogger"],
            Independence.Violations(GetType().Assembly, "RaMatch.Architecture.Tests.Planted.Indexing", "Microsoft.Extensions.Logging").Distinct().Where(violation => violation.EndsWith("ILogger", StringComparison.Ordinal)));

    [Fact]
    public void A_library_that_needs_more_than_the_runtime_is_found() =>
        Assert.Equal(["Here refers to Microsoft.AspNetCore"], Independence.BeyondTheRuntime("Here", ["System.Runtime", "System.Text.Json", "Microsoft.AspNetCore"]));

    [Fact]
    public void An_endpoint_that_says_nothing_about_access_is_found() =>
        Assert.Equal(["/open does not say who may call it"], UseCases.WithoutAccess([EndpointOf("/open"), EndpointOf("/closed", new AuthorizeAttribute { Roles = "park" }), EndpointOf("/free", new AllowAnonymousAttribute())]));

    [Fact]
    public void An_endpoint_no_test_calls_is_found() =>
        Assert.Equal(
            ["POST /api/posting/units/{unitId:guid}/refuse is called by no test"],
            UseCases.Untested(
                [("POST", "/api/posting/units/{unitId:guid}/verify"), ("POST", "/api/posting/units/{unitId:guid}/refuse"), ("GET", "/api/posting/units")],
                "client.PostAsync($\"units/{unit.Id}/verify\", new { }); client.GetAsync<X>(\"units?status=pending\")"));

    static RouteEndpoint EndpointOf(string pattern, params object[] metadata) =>
        new(_ => Task.CompletedTask, RoutePatternFactory.Parse(pattern), 0, new EndpointMetadataCollection(metadata), pattern);
}

/// <summary>Planted: an event that is no record, can be changed and has no name.</summary>
public class ChangeableEvent : IMessage
{
    public Guid Subject { get; set; }

    public long Version => 1;
}

/// <summary>Planted: an event that says too much.</summary>
[Message("test", "planted", "matching")]
public sealed record TalkativeEvent(Guid Subject, long Version, string ContactPhone) : IMessage;

/// <summary>Planted: a use case that no service lists.</summary>
public static class ForgottenUseCase
{
    public static void Map(IEndpointRouteBuilder app) => ArgumentNullException.ThrowIfNull(app);
}
