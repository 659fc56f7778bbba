using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using RaMatch.Rounds.Commands;
using RaMatch.Rounds.Tests.Format;
using Xunit;

namespace RaMatch.Rounds.Tests.Commands;

/// <summary>The console and signals are those of the whole process.</summary>
[CollectionDefinition(nameof(OneAtATime), DisableParallelization = true)]
public sealed class OneAtATime;

/// <summary>What somebody at a terminal sees of <c>solve</c> and <c>verify</c>, and which exit code comes back.</summary>
[Collection(nameof(OneAtATime))]
public sealed partial class RoundCommandsTests
{
    [Theory]
    [InlineData(true, "solve")]
    [InlineData(true, "verify", "--help")]
    [InlineData(false)]
    [InlineData(false, "replay")]
    [InlineData(false, "--data", "solve")]
    public void A_command_is_known_by_its_first_word(bool known, params string[] args) => Assert.Equal(known, RoundCommands.Knows(args));

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("solve", "--help")]
    [InlineData("verify", "a", "b", "-h")]
    public void Help_is_what_was_asked_for(params string[] args)
    {
        var (exitCode, output, errors) = Screen.Run(args);
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.StartsWith("Solve and verify matching rounds.\n", output, StringComparison.Ordinal);
        Assert.EndsWith("Exit codes: 0 done or accepted; 1 the result is not the round's; 2 the input or the command line is wrong.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_speaks_on_the_terminal_of_its_process()
    {
        var (output, errors) = (Console.Out, Console.Error);
        using var said = new StringWriter();
        using var complained = new StringWriter();
        try
        {
            Console.SetOut(said);
            Console.SetError(complained);
            Assert.Equal((0, 2), (RoundCommands.Run(["--help"]), RoundCommands.Run(["verify"])));
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }

        Assert.StartsWith("Solve and verify", said.ToString(), StringComparison.Ordinal);
        Assert.Equal(said.ToString(), complained.ToString());
    }

    [Theory]
    [InlineData("solve")]
    [InlineData("solve", "round")]
    [InlineData("solve", "round", "result")]
    [InlineData("solve", "round", "--out")]
    [InlineData("solve", "", "--out", "result")]
    [InlineData("solve", "round", "--out", "")]
    [InlineData("solve", "-round", "--out", "result")]
    [InlineData("solve", "round", "--out", "-result")]
    [InlineData("solve", "--out", "", "round")]
    [InlineData("solve", "--out", "result", "")]
    [InlineData("solve", "--out", "-result", "round")]
    [InlineData("solve", "--out", "result", "-round")]
    [InlineData("solve", "round", "--out", "result", "--fast")]
    [InlineData("verify")]
    [InlineData("verify", "round")]
    [InlineData("verify", "", "result")]
    [InlineData("verify", "round", "")]
    [InlineData("verify", "-round", "result")]
    [InlineData("verify", "round", "-result")]
    [InlineData("verify", "round", "result", "more")]
    [InlineData("verify", "round", "result", "--repair-floors")]
    [InlineData("explain", "round")]
    public void A_wrong_command_line_is_answered_with_the_usage(params string[] args)
    {
        var (exitCode, output, errors) = Screen.Run(args);
        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith("Solve and verify matching rounds.\n", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_wrong_input_however_short_its_name()
    {
        Assert.Equal((2, "", "r: there is no such folder\n"), Screen.Run("solve", "r", "--out", "o"));
        Assert.Equal((2, "", "r: there is no such folder\n"), Screen.Run("solve", "--out", "o", "r"));
        Assert.Equal((2, "", "o: there is no such folder\n"), Screen.Run("verify", "r", "o"));
        using var folder = new Folder();
        Assert.Equal((2, "", "r: there is no such folder\n"), Screen.Run("verify", "r", folder.Path));
    }

    [Fact]
    public void What_is_wrong_with_the_input_is_told_in_JSON_too()
    {
        var (exitCode, output, errors) = Screen.Run("verify", "--json", "r", "o");
        Assert.Equal((2, "o: there is no such folder\n"), (exitCode, errors));
        var error = JsonDocument.Parse(output).RootElement.GetProperty("error");
        Assert.Equal("o: 0:0 there is no such folder", $"{error.GetProperty("file")}: {error.GetProperty("line")}:{error.GetProperty("column")} {error.GetProperty("reason")}");

        using var folder = new Folder();
        var files = RoundFiles.Uneven();
        files["units.csv"] = "unit,park,cap\nu1,weifang,-2\n";
        (exitCode, output, errors) = Screen.Run("solve", folder.Lay("round", files), "--out", folder["result"], "--json");
        Assert.Equal((2, "units.csv:2:12: cap is negative\n"), (exitCode, errors));
        error = JsonDocument.Parse(output).RootElement.GetProperty("error");
        Assert.Equal("units.csv: 2:12 cap is negative", $"{error.GetProperty("file")}: {error.GetProperty("line")}:{error.GetProperty("column")} {error.GetProperty("reason")}");
        Assert.Equal(["round"], folder.Names);
    }

    [Fact]
    public void A_round_is_solved_told_written_and_verified()
    {
        using var folder = new Folder();
        var round = folder.Lay("round", RoundFiles.Uneven());
        var (exitCode, output, errors) = Screen.Run("solve", round, "--out", folder["result"]);
        Assert.Equal((0, ""), (exitCode, errors));
        var told = $"""
            3 graduates with 7 wishes; 4 positions with 4 seats, 2 units, 2 parks
            2 seated, 1 not
            1 of 2 floors met
              hengyang has 0 of 1: 1 missing, 1 could be repaired, 0 never
            a repair is not in force: 2 sit elsewhere, 3 seated, 3 blocking pairs
            input  #
            result #

            """;
        Assert.Equal(told + $"written to {folder["result"]}\nread # ms (CPU #), hash # ms (CPU #), solve # ms (CPU #), floors # ms (CPU #), write # ms (CPU #)\n", Varying().Replace(output, "#"));
        Assert.Equal("applicant,position\ng-01,p3\n毕业生,p1\n", File.ReadAllText(Path.Combine(folder["result"], "repair.csv")));
        Assert.Equal("applicant,position,park\ng-01,p1,hengyang\ng-01,p2,hengyang\ng-02,p1,hengyang\n", File.ReadAllText(Path.Combine(folder["result"], "blocking.csv")));

        (exitCode, output, errors) = Screen.Run("verify", round, folder["result"]);
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Equal(
            "accepted: feasible, stable, the best stable result for every graduate; cutoffs, reasons, lottery, counts, floors and hashes are right\n" + told
                + "read # ms (CPU #), hash # ms (CPU #), read result # ms (CPU #), verify # ms (CPU #)\n",
            Varying().Replace(output, "#"));
    }

    [Fact]
    public void What_was_found_is_told_in_JSON_too()
    {
        using var folder = new Folder();
        var round = folder.Lay("round", RoundFiles.Uneven());
        var (exitCode, output, errors) = Screen.Run("solve", "--json", "--out", folder["result"], round);
        Assert.Equal((0, ""), (exitCode, errors));
        var solved = JsonDocument.Parse(output).RootElement;
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(File.ReadAllText(Path.Combine(folder["result"], "certificate.json"))).RootElement, solved.GetProperty("certificate")));
        Assert.Equal(["read", "hash", "solve", "floors", "write"], solved.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("name").GetString()));

        (exitCode, output, errors) = Screen.Run("verify", round, folder["result"], "--json");
        Assert.Equal((0, ""), (exitCode, errors));
        var verified = JsonDocument.Parse(output).RootElement;
        Assert.Equal((JsonValueKind.True, JsonValueKind.Null), (verified.GetProperty("accepted").ValueKind, verified.GetProperty("violation").ValueKind));
        Assert.True(JsonElement.DeepEquals(solved.GetProperty("certificate"), verified.GetProperty("certificate")));
        Assert.Equal(["read", "hash", "read result", "verify"], verified.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("name").GetString()));
    }

    [Fact]
    public void A_result_that_is_not_the_rounds_is_refused_with_file_and_line()
    {
        using var folder = new Folder();
        var round = folder.Lay("round", RoundFiles.Uneven());
        Assert.Equal(0, Screen.Run("solve", round, "--out", folder["result"]).ExitCode);
        var assignments = Path.Combine(folder["result"], "assignments.csv");
        File.WriteAllText(assignments, "applicant,position\ng-01,p1\ng-02,p1\n");
        Assert.Equal((1, "", "assignments.csv:3: position p1 holds 2 and may hold 1\n"), Screen.Run("verify", round, folder["result"]));

        var (exitCode, output, errors) = Screen.Run("verify", round, folder["result"], "--json");
        Assert.Equal((1, "assignments.csv:3: position p1 holds 2 and may hold 1\n"), (exitCode, errors));
        var document = JsonDocument.Parse(output).RootElement;
        Assert.Equal((JsonValueKind.False, JsonValueKind.Object), (document.GetProperty("accepted").ValueKind, document.GetProperty("certificate").ValueKind));
        Assert.Equal(("assignments.csv", 3), (document.GetProperty("violation").GetProperty("file").GetString(), document.GetProperty("violation").GetProperty("line").GetInt32()));

        // What cannot be read as a result is one that is wrong, not wrong input.
        File.Delete(assignments);
        Assert.Equal((1, "", "assignments.csv: the file is missing\n"), Screen.Run("verify", round, folder["result"]));
    }

    [Theory]
    [InlineData(null, false, false)]
    [InlineData(null, true, true)]
    [InlineData("report", false, false)]
    [InlineData("repair", false, true)]
    [InlineData("repair", true, true)]
    public void A_repair_is_in_force_where_the_round_announced_it_or_says_nothing_and_somebody_orders_it(string? announced, bool asked, bool inForce)
    {
        using var folder = new Folder();
        var round = folder.Lay("round", Announcing(announced));
        var (exitCode, output, _) = Screen.Run(["solve", round, "--out", folder["result"], "--json", .. asked ? ["--repair-floors"] : Array.Empty<string>()]);
        Assert.Equal((0, inForce), (exitCode, JsonDocument.Parse(output).RootElement.GetProperty("certificate").GetProperty("repair").GetProperty("in_force").GetBoolean()));
    }

    [Fact]
    public void A_repair_is_not_ordered_against_what_the_round_announced()
    {
        using var folder = new Folder();
        var (exitCode, output, errors) = Screen.Run("solve", folder.Lay("round", Announcing("report")), "--out", folder["result"], "--repair-floors", "--json");
        Assert.Equal((2, "round.json: floor_policy is report: the round was announced without a repair of missed floors; solve it without --repair-floors\n"), (exitCode, errors));
        Assert.Equal((0, 0), (JsonDocument.Parse(output).RootElement.GetProperty("error").GetProperty("line").GetInt32(), JsonDocument.Parse(output).RootElement.GetProperty("error").GetProperty("column").GetInt32()));
    }

    [Theory]
    [InlineData("weifang,,\nhengyang,,", 0, false)]
    [InlineData("weifang,,2\nhengyang,,", 1, false)]
    [InlineData("weifang,,\nhengyang,,1", 1, true)]
    [InlineData("weifang,,1\nhengyang,,2", 2, true)]
    public void A_repair_is_looked_for_exactly_where_a_floor_is_missed(string parks, int floors, bool repair)
    {
        using var folder = new Folder();
        var files = RoundFiles.Uneven();
        files["parks.csv"] = $"park,cap,floor\n{parks}\n";
        var (exitCode, output, _) = Screen.Run("solve", folder.Lay("round", files), "--out", folder["result"], "--json");
        var certificate = JsonDocument.Parse(output).RootElement.GetProperty("certificate");
        Assert.Equal((0, floors), (exitCode, certificate.GetProperty("floors").GetArrayLength()));
        Assert.Equal(repair, certificate.GetProperty("repair").ValueKind == JsonValueKind.Object);
        Assert.Equal(repair, File.Exists(Path.Combine(folder["result"], "repair.csv")));
    }

    [Fact]
    public void What_is_there_already_is_refused_before_the_work_and_an_empty_folder_is_filled()
    {
        using var folder = new Folder();
        File.WriteAllText(folder["file"], "evidence");
        folder.Lay("full", RoundFiles.Uneven());
        foreach (var name in new[] { "file", "full" })
        {
            var (exitCode, output, errors) = Screen.Run("solve", folder["no round"], "--out", folder[name]);
            Assert.Equal((2, "", $"{folder[name]} is there already and is not overwritten; name a new folder or remove it\n"), (exitCode, output, errors));
        }

        Directory.CreateDirectory(folder["empty"]);
        Assert.Equal(0, Screen.Run("solve", folder["full"], "--out", folder["empty"]).ExitCode);
        Assert.True(File.Exists(Path.Combine(folder["empty"], "certificate.json")));
    }

    [Fact]
    public void Progress_is_shown_and_wiped_before_the_result()
    {
        using var folder = new Folder();
        var round = folder.Lay("round", RoundFiles.Uneven());
        var shown = Shown("solve", round, "--out", folder["result"]);
        Assert.Contains("\rwishes.csv 100 %", shown, StringComparison.Ordinal);
        Assert.Contains("\rreasons.csv 0 MB", shown, StringComparison.Ordinal);
        Assert.Contains("\r \r3 graduates", shown, StringComparison.Ordinal);
        shown = Shown("verify", round, folder["result"]);
        Assert.Contains("\rreasons.csv 100 %", shown, StringComparison.Ordinal);
        Assert.Contains("\r \raccepted", shown, StringComparison.Ordinal);

        // Both streams on one screen, as they mostly are.
        static string Shown(params string[] args)
        {
            var screen = new Screen(isWatched: true, step: 1000);
            Assert.Equal(0, RoundCommands.Run(args, screen.Terminal with { Output = screen.Terminal.Errors }));
            return Blanks().Replace(screen.Errors, " ");
        }
    }

    [Fact]
    public void Progress_is_wiped_before_a_complaint()
    {
        using var folder = new Folder();
        var screen = new Screen(isWatched: true, step: 1000);
        Assert.Equal(2, RoundCommands.Run(["solve", folder.Lay("round", Announcing("report")), "--out", folder["result"], "--repair-floors"], screen.Terminal));
        Assert.Contains("\r \rround.json: floor_policy is report", Blanks().Replace(screen.Errors, " "), StringComparison.Ordinal);
        File.Delete(Path.Combine(folder["round"], "wishes.csv"));
        screen = new Screen(isWatched: true, step: 1000);
        Assert.Equal(2, RoundCommands.Run(["verify", folder["round"], folder.Path], screen.Terminal));
        Assert.EndsWith("\r \rwishes.csv: the file is missing\n", Blanks().Replace(screen.Errors, " "), StringComparison.Ordinal);
    }

    [Fact]
    public void An_interruption_while_the_result_is_written_leaves_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal to send to oneself.");
        using var folder = new Folder();
        using var errors = new Interrupting("assignments.csv");
        var terminal = new Terminal(new StringWriter(), errors, IsWatched: true, new Screen(step: 1000).Terminal.Clock);
        Assert.Equal(130, RoundCommands.Run(["solve", folder.Lay("round", RoundFiles.Uneven()), "--out", folder["result"]], terminal));
        Assert.EndsWith("\r \rinterrupted; nothing was written\n", Blanks().Replace(errors.ToString(), " "), StringComparison.Ordinal);
        Assert.True(errors.WasHandled);
        Assert.Equal(["round"], folder.Names);
    }

    static RoundFiles Announcing(string? policy)
    {
        var files = RoundFiles.Uneven();
        files["round.json"] = policy == null ? files["round.json"] : files["round.json"].Replace("\"rules_version\": 7", $"\"rules_version\": 7, \"floor_policy\": \"{policy}\"", StringComparison.Ordinal);
        return files;
    }

    // Hashes and times.
    [GeneratedRegex("[0-9a-f]{64}|[0-9,]+(?= ms)|(?<=CPU )[0-9,]+")]
    private static partial Regex Varying();

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();

    // Sends this process the signal that asks for its end when it reads of a file, and waits until everybody has heard it.
    sealed class Interrupting : StringWriter
    {
        readonly string _file;
        readonly ManualResetEventSlim _heard = new();
        readonly PosixSignalRegistration _last;
        bool _sent;

        public Interrupting(string file)
        {
            NewLine = "\n";
            _file = file;
            // Who registers first is called last. Without it a command that does not listen would end the tests.
            _last = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
            {
                WasHandled = signal.Cancel;
                signal.Cancel = true;
                _heard.Set();
            });
        }

        public bool WasHandled { get; private set; }

        public override void Write(string? value)
        {
            base.Write(value);
            if (!_sent && value!.Contains(_file, StringComparison.Ordinal))
            {
                _sent = true;
                using var kill = Process.Start("kill", ["-TERM", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)]);
                _heard.Wait(TimeSpan.FromSeconds(30));
            }
        }

        protected override void Dispose(bool disposing)
        {
            _last.Dispose();
            _heard.Dispose();
            base.Dispose(disposing);
        }
    }
}
