using CsCheck;
using RaMatch.Rounds.Format;
using RaMatch.Rounds.Solving;
using Xunit;

namespace RaMatch.Rounds.Tests.Solving;

/// <summary>Who gains and who loses when one thing changes.</summary>
public sealed class IncentiveProperties
{
    [Fact]
    public void No_graduate_gains_by_any_other_list() => Tiny.Any.Sample(round =>
    {
        var honest = Granted(round);
        for (var applicant = 0; applicant < round.Lists.Length; applicant++)
        {
            var list = round.Lists[applicant];
            foreach (var lie in Lies([.. list, .. Decoys(round, list)]))
            {
                var got = Granted(round with { Lists = [.. round.Lists[..applicant], lie, .. round.Lists[(applicant + 1)..]] })[applicant];
                Assert.True(Rank(list, got) >= Rank(list, honest[applicant]), $"{applicant} gains by {string.Join(" > ", lie)}");
            }
        }
    }, iter: 300);

    [Fact]
    public void Nobody_is_hurt_when_another_graduate_withdraws() => Tiny.Any.Sample(round =>
    {
        for (var applicant = 0; applicant < round.Lists.Length; applicant++)
        {
            NobodyIsHurt(round, round with { Lists = [.. round.Lists[..applicant], [], .. round.Lists[(applicant + 1)..]] }, except: applicant);
        }
    }, iter: 1000);

    [Fact]
    public void Nobody_is_hurt_when_a_parks_cap_is_raised() => Tiny.Any.Sample(round =>
    {
        for (var park = 0; park < round.ParkCaps.Length; park++)
        {
            if (round.ParkCaps[park] != RoundInstance.NoCap)
            {
                NobodyIsHurt(round, round with { ParkCaps = With(round.ParkCaps, park, round.ParkCaps[park] + 1) });
            }
        }
    }, iter: 1000);

    static void NobodyIsHurt(Tiny before, Tiny after, int except = -1)
    {
        var (first, second) = (Granted(before), Granted(after));
        for (var applicant = 0; applicant < first.Length; applicant++)
        {
            Assert.True(applicant == except || Rank(before.Lists[applicant], second[applicant]) <= Rank(before.Lists[applicant], first[applicant]), $"{applicant} is hurt");
        }
    }

    // Positions the graduate does not want, for lists that name them all the same.
    static IEnumerable<Wish> Decoys(Tiny round, Wish[] list) =>
        Enumerable.Range(0, round.Seats.Length).Where(position => list.All(wish => wish.Position != position)).Select(position => new Wish(position, 3));

    // Every list: any of the wishes, in any order.
    static IEnumerable<Wish[]> Lies(Wish[] list) => list.Length == 0
        ? [[]]
        : list.SelectMany(first => Lies([.. list.Where(wish => wish != first)]).Select(rest => (Wish[])[first, .. rest])).Append([]);

    // The position each applicant gets, or -1.
    static int[] Granted(Tiny round)
    {
        var instance = round.Instance();
        return [.. DeferredAcceptance.Solve(instance).Granted.Select(wish => wish == Outcome.Unseated ? -1 : instance.Wishes[wish].Position)];
    }

    static int Rank(Wish[] list, int position) => Array.FindIndex(list, wish => wish.Position == position) is var rank and not -1 ? rank : int.MaxValue;

    static int[] With(int[] numbers, int at, int number) => [.. numbers[..at], number, .. numbers[(at + 1)..]];
}
