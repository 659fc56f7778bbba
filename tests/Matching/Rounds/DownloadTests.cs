using System.IO.Compression;
using System.Net;
using RaMatch.Matching.Rounds;
using RaMatch.Rounds.Commands;
using RaMatch.Rounds.Format;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Rounds;

/// <summary>What a stranger takes away: the folder of a published round, from which everything can be computed again.</summary>
public sealed class DownloadTests
{
    [Fact]
    public async Task The_folder_is_the_round_that_was_frozen_whatever_happens_after_it()
    {
        await using var season = await RoundSeason.StartAsync();
        var roundId = await season.ReadyAsync();
        await season.CloseAsync(roundId);
        await season.Season.AnnounceAsync(
            Announced.Position(RoundSeason.Research, version: 2) with { Seats = 9, MinimumDegree = RaMatch.Contracts.DegreeLevel.Doctor },
            Announced.Graduate("甲", 2) with { Skills = [] });
        await season.WishAsync("丁", RoundSeason.Gears);
        await season.RankAsync("甲", RoundSeason.PlacementOf("甲", RoundSeason.Trial), RoundSeason.PlacementOf("甲", RoundSeason.Research));
        var solved = await season.SolveAsync(roundId);
        await season.PublishAsync(roundId);

        using var anonymous = season.Season.Host.Anonymous();
        var instance = await ReadAsync(anonymous, $"api/matching/rounds/{roundId}/folder.zip");
        Assert.Equal(solved.Result!.InputHash, RoundFolder.Hash(instance));
        Assert.Equal((3, 3, 5), (instance.Applicants.Count, instance.Positions.Count, instance.Wishes.Length));
        Assert.Equal(4, instance.PositionSeats.Sum());
        Assert.Equal(solved.LotterySeed, instance.Terms.LotterySeed);

        // Pseudonyms of this round alone: no id that anybody else knows a graduate by.
        var text = string.Concat(Enumerable.Range(0, instance.Applicants.Count).Select(instance.Applicants.Text));
        Assert.DoesNotContain(People.IdOf("甲").ToString(), text, StringComparison.Ordinal);
        Assert.Contains((await season.MineAsync(roundId, "甲")).ApplicantId, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_round_taken_away_and_solved_by_the_command_has_the_same_result_and_the_verifier_accepts_it()
    {
        await using var season = await RoundSeason.StartAsync();
        var roundId = await season.ReadyAsync();
        await Season.Must(season.ParkStaff.PutAsync($"rounds/{roundId}/parks/weifang", new SetCaps.ParkRequest(Floor: 4)));
        await season.CloseAsync(roundId);
        var solved = await season.SolveAsync(roundId);
        await season.PublishAsync(roundId);
        using var anonymous = season.Season.Host.Anonymous();
        using var folder = new TemporaryFolder();
        var (round, result, again) = (Path.Combine(folder.Path, "round"), Path.Combine(folder.Path, "result"), Path.Combine(folder.Path, "again"));
        await UnzipAsync(anonymous, $"api/matching/rounds/{roundId}/folder.zip", round);
        await UnzipAsync(anonymous, $"api/matching/rounds/{roundId}/result.zip", result);

        Assert.Equal(0, RoundCommands.Run(["solve", round, "--out", again]));
        Assert.Equal(0, RoundCommands.Run(["verify", round, result]));
        // Two of four seats are filled; 丙 could have the first post if 甲 moved to the second wish.
        Assert.Equal((2, 1), (solved.Parks[0].Deficit, solved.Parks[0].Repairable));
        Assert.Equal(Directory.GetFiles(again).Select(Path.GetFileName).Order(StringComparer.Ordinal), Directory.GetFiles(result).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var file in Directory.GetFiles(again).Select(Path.GetFileName))
        {
            Assert.Equal(await File.ReadAllTextAsync(Path.Combine(again, file!)), await File.ReadAllTextAsync(Path.Combine(result, file!)));
        }

        Assert.Contains(solved.Result!.ResultHash, await File.ReadAllTextAsync(Path.Combine(again, "certificate.json")), StringComparison.Ordinal);
        var announcement = await anonymous.GetAsync<ShowAnnouncement.Response>($"api/matching/rounds/{roundId}/announcement");
        Assert.Equal((solved.Result.InputHash, solved.Result.ResultHash), (announcement.InputHash, announcement.ResultHash));
    }

    [Fact]
    public async Task A_round_that_repairs_its_floors_says_so_in_its_folder_and_the_command_needs_no_option_to_give_the_same()
    {
        await using var season = await RoundSeason.StartAsync();
        var (roundId, solved) = await season.RepairedAsync();
        await season.PublishAsync(roundId);
        using var anonymous = season.Season.Host.Anonymous();
        using var folder = new TemporaryFolder();
        var (round, result, again) = (Path.Combine(folder.Path, "round"), Path.Combine(folder.Path, "result"), Path.Combine(folder.Path, "again"));
        await UnzipAsync(anonymous, $"api/matching/rounds/{roundId}/folder.zip", round);
        await UnzipAsync(anonymous, $"api/matching/rounds/{roundId}/result.zip", result);
        Assert.Contains("\"floor_policy\": \"repair\"", await File.ReadAllTextAsync(Path.Combine(round, "round.json")), StringComparison.Ordinal);

        Assert.Equal(0, RoundCommands.Run(["solve", round, "--out", again]));
        Assert.Equal(0, RoundCommands.Run(["verify", round, result]));
        foreach (var file in Directory.GetFiles(result).Select(Path.GetFileName))
        {
            Assert.Equal(await File.ReadAllTextAsync(Path.Combine(result, file!)), await File.ReadAllTextAsync(Path.Combine(again, file!)));
        }

        var certificate = await File.ReadAllTextAsync(Path.Combine(again, "certificate.json"));
        Assert.Contains("\"in_force\": true", certificate, StringComparison.Ordinal);
        Assert.Contains(solved.Result!.ResultHash, certificate, StringComparison.Ordinal);
        Assert.Contains(solved.Result.Repair!.RepairHash, certificate, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("result")]
    public async Task An_archive_is_made_once_and_served_by_its_hash_whole_in_part_or_not_again(string archive)
    {
        await using var season = await RoundSeason.StartAsync();
        var roundId = await season.ReadyAsync();
        await season.FinishAsync(roundId);
        var path = $"rounds/{roundId}/{archive}.zip";
        using var whole = await Season.Must(season.ParkStaff.GetAsync(new Uri(path, UriKind.Relative)));
        var bytes = await whole.Content.ReadAsByteArrayAsync();
        var tag = whole.Headers.ETag!.ToString();
        Assert.Equal($"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))}\"", tag);
        Assert.Equal(1, await season.Season.Host.CountAsync("SELECT COUNT(*) FROM job WHERE kind = 'archive-round'"));

        using var same = await AskAsync("If-None-Match", tag);
        Assert.Equal((HttpStatusCode.NotModified, 0), (same.StatusCode, (await same.Content.ReadAsByteArrayAsync()).Length));
        using var part = await AskAsync("Range", "bytes=10-29");
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(bytes[10..30], await part.Content.ReadAsByteArrayAsync());
        using var beyond = await AskAsync("Range", $"bytes={bytes.Length}-");
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);

        // Whoever makes it anew, as after a change from an earlier version, makes the same.
        await season.Season.Host.Database().WriteAsync(async unit =>
        {
            foreach (var table in new[] { "round_file", "stored_file", "stored_chunk" })
            {
                await unit.ExecuteAsync($"DELETE FROM {table}");
            }
        });
        using var again = await Season.Must(season.ParkStaff.GetAsync(new Uri(path, UriKind.Relative)));
        Assert.Equal(tag, again.Headers.ETag!.ToString());
        Assert.Equal(bytes, await again.Content.ReadAsByteArrayAsync());

        Task<HttpResponseMessage> AskAsync(string header, string value)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation(header, value);
            return season.ParkStaff.SendAsync(request);
        }
    }

    [Fact]
    public async Task An_option_against_what_the_round_announced_is_refused_and_nothing_is_written()
    {
        await using var season = await RoundSeason.StartAsync();
        var roundId = await season.ReadyAsync();
        await season.CloseAsync(roundId);
        await season.SolveAsync(roundId);
        using var folder = new TemporaryFolder();
        var (round, again) = (Path.Combine(folder.Path, "round"), Path.Combine(folder.Path, "again"));
        await UnzipAsync(season.ParkStaff, $"rounds/{roundId}/folder.zip", round);
        Assert.Equal(2, RoundCommands.Run(["solve", round, "--out", again, "--repair-floors"]));
        Assert.False(Directory.Exists(again));
        Assert.Equal(0, RoundCommands.Run(["solve", round, "--out", again]));
    }

    [Fact]
    public async Task Before_the_publication_nobody_takes_it_away_but_who_steers_the_round()
    {
        await using var season = await RoundSeason.StartAsync();
        var roundId = await season.ReadyAsync();
        await season.CloseAsync(roundId);
        using var early = await season.ParkStaff.GetAsync(new Uri($"rounds/{roundId}/folder.zip", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);
        await season.SolveAsync(roundId);
        Assert.Equal(3, (await ReadAsync(season.ParkStaff, $"rounds/{roundId}/folder.zip")).Applicants.Count);
        using var anonymous = season.Season.Host.Anonymous();
        foreach (var (client, path) in new[] { (anonymous, "api/matching/"), (season.Member, ""), (season.Season.As(People.ParkStaff("hengyang")), ""), (season.Season.As(People.Graduate("甲")), "") })
        {
            using var refused = await client.GetAsync(new Uri($"{path}rounds/{roundId}/folder.zip", UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }
    }

    static async Task UnzipAsync(HttpClient client, string path, string folder)
    {
        using var response = await Season.Must(client.GetAsync(new Uri(path, UriKind.Relative)));
        using var archive = new ZipArchive(await response.Content.ReadAsStreamAsync());
        archive.ExtractToDirectory(folder);
    }

    static async Task<RoundInstance> ReadAsync(HttpClient client, string path)
    {
        using var response = await Season.Must(client.GetAsync(new Uri(path, UriKind.Relative)));
        Assert.Equal("application/zip", response.Content.Headers.ContentType!.MediaType);
        using var archive = new ZipArchive(await response.Content.ReadAsStreamAsync());
        return RoundFolder.Read(name => archive.GetEntry(name)?.Open() ?? throw new FileNotFoundException(name));
    }
}
