using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Inbox;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Parks;

/// <summary>
/// An official reminds whom something waits for: the unit and the graduate of a hire that lacks proofs, or all in a round who have not ranked or graded. Who that is, the service
/// says that knows it; each is reminded once a day. It is the portal's own deed, so that the right to it is judged here.
/// </summary>
static class Remind
{
    const int RemindedAtOnce = 500;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/park/evidence/{placementId:guid}/remind", OfProofsAsync).RequireParkStaff().ExcludeFromDescription();
        foreach (var root in new[] { "park", "supervisor" })
        {
            app.MapPost($"/{root}/rounds/{{roundId:guid}}/remind", OfRoundAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).ExcludeFromDescription();
        }
    }

    static async Task<RedirectHttpResult> OfProofsAsync(Guid placementId, HttpContext http, ServiceClient services, PortalDb db, PhraseBook words, [FromForm(Name = "return")] string? address)
    {
        if (Rights.ObjectionTo(http.Caller(), Right.Act) is { } objection)
        {
            new Notice(Tone.Bad, words.Say(objection, Language.Chinese)).Leave(http);
            return SeeOther.Back(http, address, "/park/evidence");
        }

        var detail = await services.GetAsync<PlacementDetail>("matching", $"placements/{placementId}");
        if (detail.Value is not { Hire: { Stage: PlacementStage.Signed or PlacementStage.OnDuty } hire } found)
        {
            new Notice(Tone.Bad, detail.Refusal is { } refusal ? Deed.Sentence(refusal) : "这条录用现在没有要补的材料。").Leave(http);
            return SeeOther.Back(http, address, "/park/evidence");
        }

        var (ofUnit, ofGraduate) = (hire.ReturnedReason is not null || found.Verdict is not { Claimed: true, Evidenced: true }, found.Verdict is not { Confirmed: true });
        var (unitTold, graduateTold) = await db.WriteAsync(async unit =>
        {
            var told = (
                ofUnit && await Reminding.TellAsync(unit, Audience.Unit(hire.UnitId), NotificationKind.ProofsReminded, placementId, hire.PositionId, new NotificationFacts()),
                ofGraduate && await Reminding.TellAsync(unit, Audience.Graduate(hire.GraduateId), NotificationKind.ConfirmationReminded, placementId, hire.PositionId, new NotificationFacts()));
            if (told is not (false, false))
            {
                unit.Concerns(http.Caller().ParkId);
            }

            return told;
        });
        var said = (unitTold, graduateTold) switch
        {
            (true, true) => new Notice(Tone.Ok, "已提醒单位补齐材料、毕业生确认录用。"),
            (true, false) => new Notice(Tone.Ok, "已提醒单位补齐材料。"),
            (false, true) => new Notice(Tone.Ok, "已提醒毕业生确认录用。"),
            _ when !ofUnit && !ofGraduate => new Notice(Tone.Ok, "这条录用的材料已经齐全，不用再提醒。"),
            _ => new Notice(Tone.Warn, "今天已经提醒过，明天可以再提醒。"),
        };
        said.Leave(http);
        return SeeOther.Back(http, address, "/park/evidence");
    }

    static async Task<RedirectHttpResult> OfRoundAsync(Guid roundId, HttpContext http, ServiceClient services, PortalDb db, PhraseBook words, [FromForm] string who)
    {
        var ofUnits = who == "units";
        var page = $"{RoundAddress.Of(http, roundId)}/readiness{(ofUnits ? "?who=units" : null)}";
        if (Rights.ObjectionTo(http.Caller(), Right.Act) is { } objection)
        {
            new Notice(Tone.Bad, words.Say(objection, Language.Chinese)).Leave(http);
            return SeeOther.To(http, page);
        }

        var round = await services.GetAsync<RoundDetail>("matching", $"rounds/{roundId}");
        var (audiences, refusal) = ofUnits
            ? To(await Csv.AllAsync(part => services.GetAsync<PageOf<ReadyUnit>>("matching", $"rounds/{roundId}/readiness/units?state=waiting&{part}")), one => Audience.Unit(one.UnitId))
            : To(await Csv.AllAsync(part => services.GetAsync<PageOf<ReadyGraduate>>("matching", $"rounds/{roundId}/readiness/graduates?state=waiting&{part}")), one => Audience.Graduate(one.GraduateId));
        if (round.Value is not { } found || refusal is not null)
        {
            new Notice(Tone.Bad, Deed.Sentence((round.Refusal ?? refusal)!)).Leave(http);
            return SeeOther.To(http, RoundAddress.Of(http, roundId));
        }

        var facts = new NotificationFacts { Title = found.Title, At = found.RankBy };
        var told = 0;
        // Of a large round some at a time, so that nobody else waits long for the database; whoever presses again goes on.
        foreach (var some in audiences.Chunk(RemindedAtOnce))
        {
            told += await db.WriteAsync(async unit =>
            {
                var count = 0;
                foreach (var audience in some)
                {
                    count += await Reminding.TellAsync(unit, audience, ofUnits ? NotificationKind.GradesReminded : NotificationKind.WishesReminded, roundId, null, facts) ? 1 : 0;
                }

                if (count > 0)
                {
                    unit.Concerns(http.Caller().ParkId);
                }

                return count;
            });
        }

        var said = (told, audiences.Count) switch
        {
            (_, 0) => new Notice(Tone.Ok, ofUnits ? "单位都评完了，不用再提醒。" : "都已排志愿，不用再提醒。"),
            (0, _) => new Notice(Tone.Warn, "今天已经提醒过，明天可以再提醒。"),
            _ => new Notice(Tone.Ok, ofUnits ? $"已提醒 {Figures.Whole(told)} 家单位。" : $"已提醒 {Figures.Whole(told)} 人。"),
        };
        said.Leave(http);
        return SeeOther.To(http, page);
    }

    static (IReadOnlyList<Audience> Audiences, Refusal? Refusal) To<T>((IReadOnlyList<T> Rows, Refusal? Refusal) waiting, Func<T, Audience> audienceOf) =>
        ([.. waiting.Rows.Select(audienceOf)], waiting.Refusal);
}
