using RaMatch.Contracts;
using RaMatch.Contracts.Applicant;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Applicant.Tests;

public sealed class WalkingPathTests
{
    [Fact]
    public async Task A_graduate_goes_from_a_profile_to_a_confirmed_hire()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        var profile = (await season.HeardAsync<ProfilePublished>(1))[0];
        Assert.Equal(People.IdOf("张伟"), profile.GraduateId);
        Assert.Equal("080901", profile.MajorCode);
        Assert.Equal(["潍坊市"], profile.Cities);

        var positionId = await season.PublishAsync("磁悬浮研发工程师");
        var applicationId = await Season.ApplyAsync(graduate, positionId);
        var submitted = (await season.HeardAsync<ApplicationSubmitted>(1))[0];
        Assert.Equal((applicationId, positionId, People.IdOf(Season.Firm), "weifang", Season.Programme, 1), (submitted.ApplicationId, submitted.PositionId, submitted.UnitId, submitted.ParkId, submitted.Programme, submitted.Rank));

        await season.AdvanceAsync(applicationId, 1, PlacementStage.Applied);
        await season.AdvanceAsync(applicationId, 2, PlacementStage.Shortlisted);
        await season.AdvanceAsync(applicationId, 3, PlacementStage.Interviewing);
        await season.AdvanceAsync(applicationId, 4, PlacementStage.Offered);
        var offer = Assert.Single((await graduate.GetJsonAsync("offers")).EnumerateArray());
        Assert.Equal(("open", 800_000), (offer.GetProperty("state").GetString(), offer.GetProperty("payFen").GetInt64()));

        var answer = await graduate.PostAsync($"offers/{applicationId}/answer", new { accept = true }).OkAsync();
        Assert.Equal("answering", answer.GetProperty("state").GetString());
        Assert.True((await season.HeardAsync<OfferAnswered>(1))[0].Accepted);

        await season.AdvanceAsync(applicationId, 5, PlacementStage.Accepted);
        await season.AdvanceAsync(applicationId, 6, PlacementStage.Signed);
        await graduate.PostAsync($"hires/{applicationId}/confirm", new { idNumber = IdNumbers.Of(1) }).OkAsync();
        var confirmed = (await season.HeardAsync<HireConfirmed>(1))[0];
        Assert.Matches("^[0-9a-f]{64}$", confirmed.PersonKey);

        var story = (await graduate.GetJsonAsync("applications")).GetProperty("items")[0];
        Assert.Equal("signed", story.GetProperty("stage").GetString());
        Assert.Equal(
            ["applied", "shortlisted", "interviewing", "offered", "accepted", "signed"],
            story.GetProperty("timeline").EnumerateArray().Select(step => step.GetProperty("stage").GetString()));
    }
}
