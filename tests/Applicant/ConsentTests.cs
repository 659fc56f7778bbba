using System.Net;
using RaMatch.Contracts.Applicant;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Applicant.Tests;

public sealed class ConsentTests
{
    [Fact]
    public async Task Consents_are_given_withdrawn_and_given_again_and_every_one_is_kept()
    {
        await using var season = await Season.OpenAsync();
        var graduate = season.As(People.Graduate("张伟"));
        Assert.Equal(["matching", "contact"], (await graduate.GetJsonAsync("consents")).EnumerateArray().Select(consent => consent.GetProperty("purpose").GetString()));

        await graduate.PutAsync("consents/contact", new { version = 1 }).OkAsync();
        await graduate.RemoveAsync("consents/contact").OkAsync();
        await graduate.RemoveAsync("consents/contact").OkAsync();
        await graduate.PutAsync("consents/contact", new { version = 1 }).OkAsync();
        await graduate.PutAsync("consents/contact", new { version = 1 }).OkAsync();

        var contact = (await graduate.GetJsonAsync("consents"))[1];
        Assert.True(contact.GetProperty("given").GetBoolean());
        var kept = (await graduate.GetJsonAsync("export")).GetProperty("consents").EnumerateArray().ToList();
        Assert.Equal([true, false], kept.Select(consent => consent.TryGetProperty("withdrawnAt", out var at) && at.ValueKind != System.Text.Json.JsonValueKind.Null));
    }

    [Fact]
    public async Task Consent_given_twice_announces_a_profile_once()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        await graduate.PutAsync("consents/matching", new { version = 1 }).OkAsync();
        await graduate.RemoveAsync("consents/matching").OkAsync();
        await graduate.RemoveAsync("consents/matching").OkAsync();
        await season.HeardAsync<ProfileWithdrawn>(1);
        await season.HeardAsync<ProfilePublished>(1);
    }

    [Fact]
    public async Task Words_that_have_changed_since_must_be_read_again()
    {
        await using var season = await Season.OpenAsync();
        var graduate = season.As(People.Graduate("张伟"));
        Assert.Equal(["version"], (await graduate.PutAsync("consents/matching", new { version = 0 }).InvalidAsync()).Keys);
        Assert.Equal(["version"], (await graduate.PutAsync("consents/matching", new { }).InvalidAsync()).Keys);
        await graduate.PutAsync("consents/advertising", new { version = 1 }).RefusedAsync(HttpStatusCode.NotFound);
        await graduate.RemoveAsync("consents/advertising").RefusedAsync(HttpStatusCode.NotFound);
    }
}
