using CsCheck;
using RaMatch.Rounds.Format;
using RaMatch.Rounds.Solving;
using Xunit;

namespace RaMatch.Rounds.Tests.Solving;

public sealed class ReasonsTests
{
    [Fact]
    public void Every_wish_has_a_reason_and_it_is_the_innermost_level_that_refuses() => Tiny.Any.Sample(round =>
    {
        var instance = round.Instance();
        var outcome = DeferredAcceptance.Solve(instance);
        var every = new Enumeration(round);
        var places = every.Places(outcome);
        for (var applicant = 0; applicant < places.Length; applicant++)
        {
            for (var place = 0; place < round.Lists[applicant].Length; place++)
            {
                var expected = places[applicant] == place ? Reason.Seated
                    : places[applicant] != -1 && places[applicant] < place ? Reason.BetterWishGranted
                    : every.Refusing(places, applicant, place);
                Assert.Equal(expected, Reasons.Of(instance, outcome, applicant, instance.WishStarts[applicant] + place));
            }
        }
    }, iter: 2000);
}
