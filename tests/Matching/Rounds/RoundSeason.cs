using System.Net;
using RaMatch.Contracts.Applicant;
using RaMatch.Matching.Rounds;
using RaMatch.Platform.Web;
using RaMatch.Testing;

namespace RaMatch.Matching.Tests.Rounds;

/// <summary>
/// A programme in which a round takes place: three posts of two units in Weifang, one seat at the first unit's and two at the second's. All
/// graduates are alike unless a test says otherwise, so that grades and the lottery decide.
/// </summary>
sealed class RoundSeason : IAsyncDisposable
{
    public const string Research = "研发工程师";
    public const string Trial = "试验工程师";
    public const string Gears = "传动工程师";
    public const string OtherUnit = "盛瑞传动";

    readonly Dictionary<string, long> _versions = [];

    RoundSeason(Season season) => Season = season;

    public Season Season { get; }

    public HttpClient Supervisor => Season.Supervisor;
    public HttpClient ParkStaff => Season.ParkStaff;
    public HttpClient Member => Season.Member;
    public HttpClient OtherMember => Season.As(People.UnitMember(OtherUnit));

    /// <summary>Dates as a park would announce them on the season's first day.</summary>
    public static OpenRound.Request Announcement { get; } = new(
        Season.Code,
        "第一轮撮合",
        At(7, 5),
        At(7, 8),
        At(7, 15),
        At(7, 20));

    public static DateTimeOffset At(int month, int day) => new(2022, month, day, 18, 0, 0, TimeSpan.FromHours(8));

    public static async Task<RoundSeason> StartAsync(string? folder = null)
    {
        var season = await Season.OpenAsync(seats: 1, folder: folder);
        await season.AnnounceAsync(
            Announced.Position(Trial) with { Seats = 1 },
            Announced.UnitVerified(OtherUnit),
            Announced.Position(Gears, OtherUnit) with { Seats = 2 });
        return new RoundSeason(season);
    }

    /// <summary>The same programme after a restart on its folder.</summary>
    public static async Task<RoundSeason> RestartAsync(string folder) => new(await Season.RestartAsync(folder));

    /// <summary>A graduate applies for these posts in this order and ranks them so.</summary>
    public async Task<IReadOnlyList<Guid>> WishAsync(string graduate, params string[] positions)
    {
        var placements = new List<Guid>();
        foreach (var position in positions)
        {
            placements.Add(await Season.ApplyAsync(graduate, position, position == Gears ? OtherUnit : Season.Unit, rank: placements.Count + 1));
        }

        await RankAsync(graduate, [.. placements]);
        return placements;
    }

    public Task RankAsync(string graduate, params Guid[] placements) => Season.AnnounceAsync(new WishesRanked(
        People.IdOf(graduate),
        _versions[graduate] = _versions.GetValueOrDefault(graduate) + 1,
        Season.Code,
        placements,
        Season.Host.Clock.GetUtcNow()));

    public static Guid PlacementOf(string graduate, string position) => People.IdOf(graduate + position);

    public async Task<Guid> OpenAsync(OpenRound.Request? request = null, HttpClient? by = null)
    {
        using var response = await Season.Must((by ?? ParkStaff).PostAsync("rounds", request ?? Announcement), HttpStatusCode.Created);
        return (await response.ReadAsync<OpenRound.Response>()).RoundId;
    }

    public Task<HttpResponseMessage> GradeAsync(Guid roundId, string graduate, string position, int? grade) =>
        (position == Gears ? OtherMember : Member).PutAsync($"unit/rounds/{roundId}/candidates/{PlacementOf(graduate, position)}", new GradeCandidate.Grading(grade));

    public async Task<ShowRound.Response> CloseAsync(Guid roundId) =>
        await (await Season.Must(ParkStaff.PostAsync($"rounds/{roundId}/close", new CloseRound.Request("双方都已准备好")))).ReadAsync<ShowRound.Response>();

    public async Task<ShowRound.Response> SolveAsync(Guid roundId) =>
        await (await Season.Must(ParkStaff.PostAsync($"rounds/{roundId}/solve", new { }))).ReadAsync<ShowRound.Response>();

    public async Task<ShowRound.Response> PublishAsync(Guid roundId) =>
        await (await Season.Must(ParkStaff.PostAsync($"rounds/{roundId}/publish", new PublishRound.Request()))).ReadAsync<ShowRound.Response>();

    /// <summary>Closes, solves and publishes it.</summary>
    public async Task<ShowRound.Response> FinishAsync(Guid roundId)
    {
        await CloseAsync(roundId);
        await SolveAsync(roundId);
        return await PublishAsync(roundId);
    }

    public Task<ShowRound.Response> ShowAsync(Guid roundId, HttpClient? by = null) => (by ?? ParkStaff).GetAsync<ShowRound.Response>($"rounds/{roundId}");

    public Task<ShowMyRound.Response> MineAsync(Guid roundId, string graduate) => Season.As(People.Graduate(graduate)).GetAsync<ShowMyRound.Response>($"my/rounds/{roundId}");

    public async Task<IReadOnlyList<UnitCandidate>> CandidatesAsync(Guid roundId, HttpClient? by = null) =>
        (await (by ?? Member).GetAsync<PageOf<UnitCandidate>>($"unit/rounds/{roundId}/candidates?size=200")).Items;

    /// <summary>Three graduates, two for the first post by grade 90 and 60, one of them alone; 甲 gets it, 乙 gets the second wish, 丙 gets none.</summary>
    public async Task<Guid> ReadyAsync()
    {
        await WishAsync("甲", Research, Trial);
        await WishAsync("乙", Research, Gears);
        await WishAsync("丙", Research);
        var roundId = await OpenAsync();
        await Season.Must(GradeAsync(roundId, "甲", Research, 90));
        await Season.Must(GradeAsync(roundId, "乙", Research, 60));
        return roundId;
    }

    /// <summary>
    /// The same three in a round that repairs floors, with a floor of four, solved: 甲 moves to the second wish so that 丙 has the first post, which
    /// 乙 with the better grade wanted too. One seat no graduate lists.
    /// </summary>
    public async Task<(Guid RoundId, ShowRound.Response Solved)> RepairedAsync()
    {
        await WishAsync("甲", Research, Trial);
        await WishAsync("乙", Research, Gears);
        await WishAsync("丙", Research);
        var roundId = await OpenAsync(Announcement with { FloorPolicy = RaMatch.Rounds.Format.FloorPolicy.Repair, Parks = [new OpenRound.ParkTerms("weifang", Floor: 4)] });
        await Season.Must(GradeAsync(roundId, "甲", Research, 90));
        await Season.Must(GradeAsync(roundId, "乙", Research, 60));
        await CloseAsync(roundId);
        return (roundId, await SolveAsync(roundId));
    }

    public ValueTask DisposeAsync() => Season.DisposeAsync();
}
