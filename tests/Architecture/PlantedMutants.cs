using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RaMatch.Mutation;
using RaMatch.Mutation.Rewriting;
using RaMatch.Mutation.Running;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Architecture.Tests;

/// <summary>The tool behind <c>deploy/mutate.sh</c> makes the changes that matter, says which of them no test notices, and only those.</summary>
public sealed class PlantedMutants
{
    [Theory]
    [InlineData("""const string Update = "UPDATE placement SET stage = @stage WHERE placement_id = @id AND version = @version";""", "version = @version", "1 = 1")]
    [InlineData("""void Close() { Hold(); } void Hold() { }""", "Hold();", "(left out)")]
    [InlineData("""async Task Close() { await Hold(); } Task Hold() => Task.CompletedTask;""", "await Hold();", "(left out)")]
    [InlineData("bool Uncounts(bool ruled, int on, int termEnds) => ruled && on <= termEnds;", "on <= termEnds", "true")]
    [InlineData("bool Uncounts(bool ruled, int on, int termEnds) => ruled && on <= termEnds;", "on <= termEnds", "on < termEnds")]
    [InlineData("""const string Due = "SELECT id FROM offer WHERE stage = 'Offered' AND expires_at <= @now";""", "expires_at <= @now", "expires_at < @now")]
    [InlineData("""const string Due = "SELECT id FROM offer WHERE stage = 'Offered' AND id IN @ids AND expires_at <= @now";""", "expires_at <= @now", "1 = 1")]
    [InlineData("int[] Order(int[] points) => [.. points.OrderByDescending(one => -one).ThenBy(one => one)];", "points.OrderByDescending(one => -one).ThenBy(one => one)", "points.OrderByDescending(one => -one)")]
    [InlineData("""const string Waiting = "SELECT id FROM placement ORDER BY waiting_since, id";""", "waiting_since", "waiting_since DESC")]
    [InlineData("""const string Waiting = "SELECT id FROM placement ORDER BY waiting_since, id";""", "ORDER BY waiting_since, id", "ORDER BY waiting_since")]
    [InlineData("string Offer(int held, int seats) { if (held >= seats) { return \"none free\"; } return \"offered\"; }", "held >= seats", "false")]
    [InlineData("string Offer(int? held) { if (held is not { } some) { return \"none\"; } return $\"{some}\"; }", "held is not { } some", "true")]
    [InlineData("int Days(int? asked) => asked ?? 7;", "asked ?? 7", "7")]
    [InlineData("int Days(int? asked) => asked ?? 7;", "7", "8")]
    [InlineData("bool Open() => !Closed(); bool Closed() => true;", "true", "false")]
    [InlineData("""const string Update = "UPDATE round SET stage = @stage, closed_at = @now WHERE id = @id";""", "closed_at = @now", "closed_at = closed_at")]
    [InlineData("""const string Select = $"{Columns} WHERE park = @park"; const string Columns = "SELECT id FROM round";""", "park = @park", "1 = 1")]
    [InlineData("""string Read() => Columns + " WHERE park = @park"; const string Columns = "SELECT id FROM round";""", "park = @park", "1 = 1")]
    [InlineData("bool MayOffer(int stage) => stage is 1 or 2;", "stage is 1 or 2", "stage is 1")]
    [InlineData("bool MayNotOffer(int stage) => stage is not (1 or 2 or 3);", "stage is not (1 or 2 or 3)", "stage is not (2 or 3)")]
    public void This_change_is_made_and_compiles(string members, string before, string after)
    {
        var mutants = new MutantList(new HashSet<string>());
        var rewritten = Rewriter.Rewrite("Planted.cs", $$"""using System; using System.Linq; using System.Threading.Tasks; class Planted { {{members}} }""", mutants);
        Assert.Contains((before, after), mutants.All.Select(mutant => (mutant.Before, mutant.After)));
        Emit("Planted", [rewritten, SwitchText], stream: Stream.Null);
    }

    [Theory]
    [InlineData("[Obsolete(\"1\")] void Old() { }")]
    [InlineData("enum Stage { Open = 1 }")]
    [InlineData("static readonly int[] Once = [1, 2];")]
    [InlineData("bool IsOne(int number) => number is 1 and not 2 ? throw new NotSupportedException() : throw new NotSupportedException();")]
    public void What_must_be_known_to_the_compiler_or_runs_once_is_left_alone(string members)
    {
        var mutants = new MutantList(new HashSet<string>());
        Rewriter.Rewrite("Planted.cs", $$"""class Planted { {{members}} }""", mutants);
        Assert.DoesNotContain(mutants.All, mutant => mutant.Before is "1" or "2");
    }

    [Fact]
    public void A_mutant_that_the_compiler_refuses_is_named_by_its_error()
    {
        const string Text = "class Planted { int Days(int? asked, int usual) => asked ?? usual; }";
        var mutants = new MutantList(new HashSet<string>());
        var rewritten = Rewriter.Rewrite("Planted.cs", Text, mutants);
        var error = Assert.Single(Compile("Planted", [rewritten, SwitchText]).GetDiagnostics(), one => one.Severity == DiagnosticSeverity.Error);
        var (line, column) = (error.Location.GetLineSpan().StartLinePosition.Line + 1, error.Location.GetLineSpan().StartLinePosition.Character + 1);
        var blamed = Assert.Single(CompileErrors.Blamed(rewritten, line, column, error.ToString()));
        Assert.Equal("asked!", mutants.All[blamed - 1].After);

        var left = new MutantList(new HashSet<string> { mutants.All[blamed - 1].Key });
        Emit("Planted", [Rewriter.Rewrite("Planted.cs", Text, left), SwitchText], Stream.Null);
        Assert.Equal(mutants.All.Count - 1, left.All.Count);
    }

    [Fact]
    public async Task A_change_that_no_test_notices_is_found_and_one_that_a_test_notices_is_not()
    {
        const string Offers = """
            namespace RaMatch.Planted;

            public static class Offers
            {
                public static bool IsDue(int expires, int now) => expires <= now;

                public static int Wait(int rounds)
                {
                    var waited = 0;
                    while (waited < rounds)
                    {
                        waited++;
                    }

                    return waited;
                }

                public static int Asked(int seats) => seats + 1;
            }
            """;
        const string Tests = """
            using RaMatch.Planted;
            using Xunit;

            public sealed class OffersTests
            {
                [Fact] public void An_offer_is_due_after_its_time() => Assert.True(Offers.IsDue(1, 2));
                [Fact] public void An_offer_is_not_due_before_its_time() => Assert.False(Offers.IsDue(3, 2));
                [Fact] public void Who_waits_waits() => Assert.Equal(2, Offers.Wait(2));
            }
            """;
        using var folder = new TemporaryFolder();
        var mutants = new MutantList(new HashSet<string>());
        var product = Path.Combine(folder.Path, "RaMatch.Rounds.dll");
        Emit("RaMatch.Rounds", [Rewriter.Rewrite("Offers.cs", Offers, mutants), SwitchText], product);
        File.Copy(typeof(Assert).Assembly.Location, Path.Combine(folder.Path, Path.GetFileName(typeof(Assert).Assembly.Location)));
        var tests = Path.Combine(folder.Path, "RaMatch.Planted.Tests.dll");
        Emit("RaMatch.Planted.Tests", [Tests], tests, MetadataReference.CreateFromFile(product));

        var verdicts = (await new Campaign(tests, (_, _) => true, workers: 1).JudgeAsync(mutants.All)).ToDictionary(verdict => (verdict.Mutant.Member, verdict.Mutant.Before, verdict.Mutant.After), verdict => verdict.State);
        Assert.Equal(Verdict.Kind.Survived, verdicts[("IsDue", "expires <= now", "expires < now")]);
        Assert.Equal(Verdict.Kind.Killed, verdicts[("IsDue", "expires <= now", "true")]);
        Assert.Equal(Verdict.Kind.Killed, verdicts[("IsDue", "expires <= now", "false")]);
        Assert.Equal(Verdict.Kind.TimedOut, verdicts[("Wait", "waited++;", "(left out)")]);
        Assert.Equal(Verdict.Kind.NotReached, verdicts[("Asked", "seats + 1", "seats - 1")]);
    }

    [Fact]
    public void A_run_over_some_changes_keeps_what_was_found_of_the_others_and_forgets_those_that_are_there_no_more()
    {
        using var folder = new TemporaryFolder();
        var file = new VerdictFile(Path.Combine(folder.Path, "verdicts.tsv"));
        var (due, early, gone, elsewhere) = (Change(1, "Offers.cs", "1"), Change(2, "Offers.cs", "2"), Change(3, "Offers.cs", "3"), Change(4, "Seats.cs", "1"));
        file.Put([Of(due, Verdict.Kind.Killed), Of(early, Verdict.Kind.TimedOut), Of(gone, Verdict.Kind.Killed), Of(elsewhere, Verdict.Kind.Killed)], [due, early, gone, elsewhere], _ => true);
        file.Put([Of(due, Verdict.Kind.Survived)], [due, early], path => path == "Offers.cs");
        Assert.Equal([early, elsewhere], file.NoticedOf([due, early, gone, elsewhere]).Select(verdict => verdict.Mutant).OrderBy(mutant => mutant.Number));

        static Mutant Change(int number, string path, string after) => new(number, path, 1, "IsDue", 0, "0", after);

        static Verdict Of(Mutant mutant, Verdict.Kind state) => new(mutant, state, "OffersTests.An_offer_is_due");
    }

    [Fact]
    public void What_nobody_could_see_is_listed_change_by_change_by_member_or_by_file_and_what_is_there_no_more_is_told()
    {
        var equivalents = Equivalents.Read(
        [
            "file\tmember\tbefore\tafter\treason",
            "Offers.cs\tIsDue\t1\t2\tboth are due",
            "Offers.cs\tWarm\t*\t*\tnobody waits for it",
            "Hint.cs\t*\t*\t*\tonly a hint",
            "Gone.cs\tIsDue\t1\t2\tthe code has changed since",
        ]);
        Assert.True(IsListed("Offers.cs", "IsDue", "2"));
        Assert.False(IsListed("Offers.cs", "IsDue", "0"));
        Assert.True(IsListed("Offers.cs", "Warm", "0"));
        Assert.True(IsListed("Hint.cs", "Give", "0"));
        Assert.False(IsListed("Other.cs", "IsDue", "2"));
        Assert.Equal(["Gone.cs\tIsDue\t1\t2"], equivalents.Stale(_ => true));
        Assert.Empty(equivalents.Stale(path => path == "Offers.cs"));
        Assert.Throws<FormatException>(() => Equivalents.Read(["file\tmember\tbefore\tafter\treason", "Hint.cs\t*\t*\t*\t"]));

        bool IsListed(string path, string member, string after) => equivalents.Contains(new Mutant(1, path, 1, member, 0, "1", after));
    }

    static string SwitchText { get; } = File.ReadAllText(Path.Combine(Repository.Root, "tests/Mutation/Switch.cs"));

    static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "netstandard.dll" or "System.Private.CoreLib.dll" or "System.Runtime.dll" or "System.Linq.dll" or "System.Collections.dll"
                || Path.GetFileName(path).StartsWith("xunit.v3.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    static CSharpCompilation Compile(string name, IEnumerable<string> texts, params MetadataReference[] others) => CSharpCompilation.Create(
        name,
        texts.Append("global using System;").Select(text => CSharpSyntaxTree.ParseText(text)),
        [.. References, .. others],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    static void Emit(string name, IEnumerable<string> texts, string path, params MetadataReference[] others)
    {
        using var stream = File.Create(path);
        Emit(name, texts, stream, others);
    }

    static void Emit(string name, IEnumerable<string> texts, Stream stream, params MetadataReference[] others)
    {
        var result = Compile(name, texts, others).Emit(stream == Stream.Null ? new MemoryStream() : stream);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error)));
    }
}
