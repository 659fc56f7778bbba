using CsCheck;
using RaMatch.Rounds.Format;
using Xunit;

namespace RaMatch.Rounds.Tests;

public sealed class PriorityTests
{
    [Fact]
    public void The_higher_score_comes_first_and_of_equal_scores_the_smaller_lottery_number() =>
        Gen.Select(Gen.Int.NonNegative, Gen.UInt, Gen.Int.NonNegative, Gen.UInt).Sample((score, lottery, otherScore, otherLottery) =>
        {
            var first = Priority.Of(score, lottery).CompareTo(Priority.Of(otherScore, otherLottery));
            Assert.Equal(score != otherScore ? score.CompareTo(otherScore) : otherLottery.CompareTo(lottery), first);
            Assert.Equal((score, lottery), (Priority.Score(Priority.Of(score, lottery)), Priority.Lottery(Priority.Of(score, lottery))));
        });
}
