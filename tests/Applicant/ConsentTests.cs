using System.Net;
using Microsoft.Extensions.DependencyInjection;
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
        await graduate.PutAsync("consents/matching", new { version = 2 }).OkAsync();
        await graduate.RemoveAsync("consents/matching").OkAsync();
        await graduate.RemoveAsync("consents/matching").OkAsync();
        await season.HeardAsync<ProfileWithdrawn>(1);
        await season.HeardAsync<ProfilePublished>(1);
    }

    [Fact]
    public async Task Who_agreed_to_words_without_units_is_not_shown_to_them_is_told_what_is_new_and_is_shown_on_agreeing()
    {
        await using var season = await Season.OpenAsync();
        var graduate = await season.GraduateAsync();
        // As given before the second version was written.
        await season.Host.Services.GetRequiredService<ApplicantDb>().WriteAsync(unit => unit.ExecuteAsync("UPDATE consent SET text_version = 1 WHERE purpose = 'Matching'", new { }));

        await graduate.PutAsync("profile", Season.ProfileOf() with { PayFloorFen = 550_000 }).OkAsync();
        var old = (await graduate.GetJsonAsync("consents"))[0];
        Assert.Equal((true, 1, 2), (old.GetProperty("given").GetBoolean(), old.GetProperty("givenVersion").GetInt32(), old.GetProperty("version").GetInt32()));
        Assert.Contains("用人单位", old.GetProperty("change").GetString());
        await graduate.PutAsync("consents/matching", new { version = 2 }).OkAsync();
        Assert.Equal([true, false, true], (await season.HeardAsync<ProfilePublished>(3)).Select(heard => heard.ShownToUnits));

        await graduate.RemoveAsync("consents/matching").OkAsync();
        await season.HeardAsync<ProfileWithdrawn>(1);
        Assert.False((await graduate.GetJsonAsync("consents"))[0].GetProperty("given").GetBoolean());
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
