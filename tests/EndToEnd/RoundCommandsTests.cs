using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RaMatch.EndToEnd.Tests.Walk;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.EndToEnd.Tests;

/// <summary>A round solved and verified as somebody at a terminal does it.</summary>
public sealed class RoundCommandsTests
{
    [Fact]
    public async Task A_folder_is_solved_and_the_result_verified()
    {
        using var folder = new TemporaryFolder();
        Round(folder);
        var (exitCode, output, errors) = await ServiceProcess.RunAsync("solve", folder.Combine("round"), "--out", folder.Combine("result"));
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains("2 seated, 1 not", output, StringComparison.Ordinal);
        Assert.Equal("applicant,position\ng1,p1\ng2,p2\n", File.ReadAllText(folder.Combine("result", "assignments.csv")));
        Assert.Equal("scope,id,score,lottery\nposition,p1,90,", File.ReadAllText(folder.Combine("result", "cutoffs.csv"))[..^2]);
        Assert.Equal("applicant,position,reason\ng1,p1,seated\ng1,p2,better_wish_granted\ng2,p1,position_cutoff\ng2,p2,seated\ng3,p1,position_cutoff\n", File.ReadAllText(folder.Combine("result", "reasons.csv")));

        (exitCode, output, errors) = await ServiceProcess.RunAsync("verify", folder.Combine("round"), folder.Combine("result"));
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.StartsWith("accepted", output, StringComparison.Ordinal);

        (exitCode, output, _) = await ServiceProcess.RunAsync("verify", folder.Combine("round"), folder.Combine("result"), "--json");
        var document = JsonDocument.Parse(output).RootElement;
        Assert.Equal((0, true, 2), (exitCode, document.GetProperty("accepted").GetBoolean(), document.GetProperty("certificate").GetProperty("seated").GetInt32()));
    }

    [Fact]
    public async Task A_missed_floor_is_repaired_only_if_somebody_orders_it()
    {
        using var folder = new TemporaryFolder();
        Round(folder);
        File.AppendAllText(folder.Combine("round", "parks.csv"), "hengyang,,1\n");
        File.AppendAllText(folder.Combine("round", "units.csv"), "u2,hengyang,\n");
        File.AppendAllText(folder.Combine("round", "positions.csv"), "p3,u2,1\n");
        File.AppendAllText(folder.Combine("round", "wishes.csv"), "g1,3,p3,5\n");
        foreach (var (name, options, inForce) in new[] { ("told", Array.Empty<string>(), false), ("ordered", ["--repair-floors"], true) })
        {
            // As somebody types it who stands beside the folder.
            var (from, to) = (Path.GetRelativePath(Path.GetTempPath(), folder.Combine("round")), Path.GetRelativePath(Path.GetTempPath(), folder.Combine(name)));
            var (exitCode, output, _) = await ServiceProcess.RunAsync(["solve", from, "--out", to, .. options, "--json"]);
            var certificate = JsonDocument.Parse(output).RootElement.GetProperty("certificate");
            Assert.Equal((0, inForce), (exitCode, certificate.GetProperty("repair").GetProperty("in_force").GetBoolean()));
            Assert.Equal(1, certificate.GetProperty("floors")[0].GetProperty("repairable").GetInt32());
            Assert.Contains("g1,p1,hengyang\n", File.ReadAllText(folder.Combine(name, "blocking.csv")), StringComparison.Ordinal);
            Assert.Equal(0, (await ServiceProcess.RunAsync("verify", from, to)).ExitCode);
        }
    }

    [Fact]
    public async Task A_result_somebody_has_touched_is_refused_with_file_and_line()
    {
        using var folder = new TemporaryFolder();
        Round(folder);
        Assert.Equal(0, (await ServiceProcess.RunAsync("solve", folder.Combine("round"), "--out", folder.Combine("result"))).ExitCode);
        File.WriteAllText(folder.Combine("result", "assignments.csv"), "applicant,position\ng2,p1\ng3,p1\n");
        var (exitCode, output, errors) = await ServiceProcess.RunAsync("verify", folder.Combine("round"), folder.Combine("result"));
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Equal("assignments.csv:3: position p1 holds 2 and may hold 1\n", errors);
    }

    [Fact]
    public async Task Bad_input_is_refused_with_file_line_and_column_and_nothing_is_written()
    {
        using var folder = new TemporaryFolder();
        Round(folder);
        File.AppendAllText(folder.Combine("round", "wishes.csv"), "g3,2,p7,1\n");
        var (exitCode, output, errors) = await ServiceProcess.RunAsync("solve", folder.Combine("round"), "--out", folder.Combine("result"));
        Assert.Equal((2, "", "wishes.csv:7:6: the id is not in positions.csv\n"), (exitCode, output, errors));
        Assert.Equal([folder.Combine("round")], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_result_is_not_overwritten_and_a_wrong_command_line_is_answered_with_the_usage()
    {
        using var folder = new TemporaryFolder();
        Round(folder);
        var (exitCode, _, errors) = await ServiceProcess.RunAsync("solve", folder.Combine("round"), "--out", folder.Combine("round"));
        Assert.Equal(2, exitCode);
        Assert.Contains("is not overwritten", errors, StringComparison.Ordinal);
        (exitCode, _, errors) = await ServiceProcess.RunAsync("solve", folder.Combine("round"));
        Assert.Equal(2, exitCode);
        Assert.Contains("solve FOLDER --out RESULT", errors, StringComparison.Ordinal);
        (exitCode, var output, _) = await ServiceProcess.RunAsync("verify", "--help");
        Assert.Equal(0, exitCode);
        Assert.Contains("Exit codes", output, StringComparison.Ordinal);
    }

    // Two posts of one seat each, three graduates, the lottery drawn here.
    static void Round(TemporaryFolder folder)
    {
        var seed = SHA256.HashData("an end-to-end seed"u8);
        var ids = new[] { "g1", "g2", "g3" };
        var drawn = ids.OrderBy(id => Convert.ToHexString(HMACSHA256.HashData(seed, Encoding.UTF8.GetBytes(id))), StringComparer.Ordinal).ToList();
        Directory.CreateDirectory(folder.Combine("round"));
        Write("round.json", $$"""
            {"format":"ramatch-round/1","programme":"ra-2022","round":"1","list_limit":5,"rules_version":1,
             "lottery_commitment":"{{Convert.ToHexStringLower(SHA256.HashData(seed))}}","lottery_seed":"{{Convert.ToHexStringLower(seed)}}"}
            """);
        Write("parks.csv", "park,cap,floor\nweifang,,\n");
        Write("units.csv", "unit,park,cap\nu1,weifang,\n");
        Write("positions.csv", "position,unit,seats\np1,u1,1\np2,u1,2\n");
        Write("applicants.csv", "applicant,lottery\n" + string.Concat(ids.Select(id => $"{id},{drawn.IndexOf(id) + 1}\n")));
        Write("wishes.csv", "applicant,rank,position,score\ng1,1,p1,90\ng1,2,p2,90\ng2,1,p1,80\ng2,2,p2,10\ng3,1,p1,70\n");

        void Write(string name, string text) => File.WriteAllText(folder.Combine("round", name), text);
    }
}
