using Microsoft.Extensions.DependencyInjection;
using RaMatch.Contracts;
using Xunit;

namespace RaMatch.Matching.Tests.Scoring;

/// <summary>What Matching keeps of supply and demand when events come late, twice or in the wrong order.</summary>
public sealed class KeepingTests
{
    [Fact]
    public async Task A_revision_replaces_the_position_and_an_older_version_arriving_late_does_not()
    {
        await using var around = await Surroundings.StartAsync();
        await around.AnnounceAsync(
            Announced.Position("研发工程师", version: 3) with { Seats = 5 },
            Announced.Position("研发工程师", version: 1) with { Seats = 1 });
        Assert.Equal((3, 5), await Get<(long, long)>(around, "SELECT version, seats FROM position"));
    }

    [Fact]
    public async Task A_closing_that_comes_before_its_position_still_closes_it()
    {
        await using var around = await Surroundings.StartAsync();
        await around.AnnounceAsync(Announced.Closed("研发工程师", version: 2), Announced.Position("研发工程师", version: 1));
        Assert.Equal(1, await Count(around, "SELECT COUNT(*) FROM position WHERE closed_at IS NOT NULL"));
    }

    [Fact]
    public async Task A_position_published_again_after_its_closing_is_open()
    {
        await using var around = await Surroundings.StartAsync();
        await around.AnnounceAsync(
            Announced.Position("研发工程师", version: 1),
            Announced.Closed("研发工程师", version: 2),
            Announced.Position("研发工程师", version: 3));
        Assert.Equal(1, await Count(around, "SELECT COUNT(*) FROM position WHERE closed_at IS NULL"));
    }

    [Fact]
    public async Task A_late_verification_brings_the_name_and_does_not_lift_the_suspension()
    {
        await using var around = await Surroundings.StartAsync();
        await around.AnnounceAsync(Announced.UnitSuspended("天瑞重工", version: 2), Announced.UnitVerified("天瑞重工", version: 1));
        Assert.Equal(1, await Count(around, "SELECT COUNT(*) FROM unit_status WHERE name = '天瑞重工' AND suspended_version > verified_version"));
        await around.AnnounceAsync(Announced.UnitVerified("天瑞重工", version: 3));
        Assert.Equal(0, await Count(around, "SELECT COUNT(*) FROM unit_status WHERE suspended_version > verified_version"));
    }

    [Fact]
    public async Task A_withdrawn_profile_leaves_no_features_and_an_older_one_arriving_late_brings_none_back()
    {
        await using var around = await Surroundings.StartAsync();
        await around.AnnounceAsync(
            Announced.Graduate("王明", version: 1),
            Announced.Withdrawn("王明", version: 3),
            Announced.Graduate("王明", version: 2));
        Assert.Equal(0, await Count(around, "SELECT COUNT(*) FROM graduate"));
        await around.AnnounceAsync(Announced.Graduate("王明", version: 4) with { Degree = DegreeLevel.Doctor });
        Assert.Equal(1, await Count(around, "SELECT COUNT(*) FROM graduate WHERE degree = 'Doctor'"));
    }

    static Task<long> Count(Surroundings around, string sql) => Get<long>(around, sql);

    static Task<T> Get<T>(Surroundings around, string sql) =>
        around.Host.Services.GetRequiredService<MatchingDb>().ReadAsync(reader => reader.GetAsync<T>(sql));
}
