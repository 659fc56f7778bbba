using System.Reflection;
using CsCheck;
using RaMatch.Rounds.Floors;
using RaMatch.Rounds.Format;
using RaMatch.Rounds.Solving;
using Xunit;

namespace RaMatch.Rounds.Tests.Solving;

/// <summary>What must not matter does not.</summary>
public sealed class InvarianceProperties
{
    [Fact]
    public void The_order_of_the_rows_and_the_numbering_do_not_matter() =>
        Tiny.Any.SelectMany(Shuffled.Of, (round, shuffled) => (Round: round, Shuffled: shuffled)).Sample(sample => Same.Outcomes(
            DeferredAcceptance.Solve(sample.Round.Instance()),
            sample.Shuffled.Back(sample.Round, DeferredAcceptance.Solve(sample.Shuffled.Instance))), iter: 2000);

    [Fact]
    public void Nor_do_they_matter_to_what_is_repaired_and_how() =>
        Tiny.Any.SelectMany(Shuffled.Of, (round, shuffled) => (Round: round, Shuffled: shuffled)).Sample(sample =>
        {
            var (round, shuffled) = sample;
            var first = FloorRepair.Of(round.Instance(), DeferredAcceptance.Solve(round.Instance()));
            var second = FloorRepair.Of(shuffled.Instance, DeferredAcceptance.Solve(shuffled.Instance));
            Assert.Equal(first.Granted, shuffled.Back(round, second.Granted));
            Assert.Equal(first.Certificate.Parks.Select(park => park with { Park = shuffled.Parks[park.Park] }), second.Certificate.Parks);
        }, iter: 2000);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_town_is_seated_the_same_in_any_order_and_stably(int seed)
    {
        var round = Towns.Make(positions: 300, applicants: 1_500, seed);
        var outcome = DeferredAcceptance.Solve(round.Instance());
        Shuffled.Of(round).Sample(shuffled => Same.Outcomes(outcome, shuffled.Back(round, DeferredAcceptance.Solve(shuffled.Instance))), iter: 20);

        var every = new Enumeration(round);
        Assert.True(every.IsFeasible(every.Places(outcome)));
        Assert.True(every.IsStable(every.Places(outcome)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void The_number_of_threads_does_not_matter(int threads)
    {
        for (var seed = 1; seed <= 8; seed++)
        {
            var instance = Towns.Make(positions: 300, applicants: 6_000, seed).Instance();
            Same.Outcomes(DeferredAcceptance.Solve(instance), DeferredAcceptance.Solve(instance, threads));
        }
    }

    [Fact]
    public void What_is_not_in_the_record_cannot_weigh()
    {
        Assert.Equal(
            ["Applicants", "Lottery", "ParkCaps", "ParkFloors", "Parks", "PositionSeats", "PositionUnits", "Positions", "Terms", "UnitCaps", "UnitParks", "Units", "WishStarts", "Wishes"],
            Members(typeof(RoundInstance)));
        Assert.Equal(["Position", "Score"], Members(typeof(Wish)));
        Assert.Equal(["FloorPolicy", "ListLimit", "LotteryCommitment", "LotterySeed", "Programme", "Round", "RulesVersion"], Members(typeof(RoundTerms)));
    }

    static IEnumerable<string> Members(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(property => property.Name != "EqualityContract").Select(property => property.Name).Order(StringComparer.Ordinal);
}
