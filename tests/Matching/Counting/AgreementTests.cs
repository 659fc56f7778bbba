using System.Net;
using RaMatch.Contracts;
using RaMatch.Matching.Counting;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Matching.Tests.Counting;

/// <summary>What a unit may report of an agreement, and until when.</summary>
public sealed class AgreementTests
{
    [Fact]
    public async Task A_term_starts_within_366_days_of_the_signing_and_what_is_signed_can_be_corrected()
    {
        await using var season = await Season.OpenAsync();
        var placementId = await season.AcceptAsync("王小明");
        var signedOn = Season.Agreement.SignedOn!.Value;
        foreach (var days in new[] { -367, 367 })
        {
            Assert.Contains("\"startsOn\":", await Season.Refused(SignAsync(days), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        }

        foreach (var days in new[] { -366, 366 })
        {
            var signed = await (await Season.Must(SignAsync(days))).ReadAsync<SignAgreement.Response>();
            Assert.Equal(PlacementStage.Signed, signed.Stage);
            Assert.Equal(signedOn.AddDays(days), (await season.Member.GetAsync<ShowPlacement.Response>($"placements/{placementId}")).Hire.StartsOn);
        }

        Task<HttpResponseMessage> SignAsync(int days) => season.Member.PostAsync($"placements/{placementId}/sign", Season.Agreement with { StartsOn = signedOn.AddDays(days) });
    }
}
