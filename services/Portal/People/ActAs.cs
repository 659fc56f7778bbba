using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.People;

/// <summary>Whoever may act for several chooses as whom to go on; one at a time, and never without having asked for it.</summary>
static class ActAs
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/account/acting", HandleAsync).RequireAuthorization(AccountSession.Policy).ExcludeFromDescription();

    static async Task<RedirectHttpResult> HandleAsync(HttpContext http, PortalDb db, [FromForm] Guid membership)
    {
        var session = http.Account()!;
        if (session.Memberships.FirstOrDefault(one => one.MembershipId == membership) is not { } chosen || !await db.WriteAsync(unit => Sessions.ActAsAsync(unit, session, membership)))
        {
            new Notice(Tone.Bad, "您已经没有这个身份。").Leave(http);
            return SeeOther.To(http, "/account");
        }

        new Notice(Tone.Ok, $"您现在的身份：{chosen.Title}。").Leave(http);
        return SeeOther.To(http, chosen.Home);
    }

    /// <summary>A form belongs to the identity it was opened with: sent after a switch in another tab, it is refused rather than taken for somebody else.</summary>
    internal sealed class OfForms : IAntiforgeryAdditionalDataProvider
    {
        /// <inheritdoc />
        public string GetAdditionalData(HttpContext context) => context.Account()?.Acting?.MembershipId.ToString() ?? "";

        /// <inheritdoc />
        public bool ValidateAdditionalData(HttpContext context, string additionalData) => additionalData == GetAdditionalData(context);
    }
}
