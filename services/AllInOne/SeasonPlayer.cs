using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using RaMatch.AllInOne.Season;
using RaMatch.Contracts;
using RaMatch.Platform;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;

namespace RaMatch.AllInOne;

/// <summary>
/// Plays a season through the public HTTP API, day by day in the order of the real days and within a day act by act, several
/// people at once. The clock file tells every service which day it is.
/// </summary>
/// <param name="season">What happens.</param>
/// <param name="api">The services.</param>
/// <param name="clockFile">The services' <c>Demo:ClockFile</c>.</param>
/// <param name="progress">Told how far the season is, from 0 to 1, and the day.</param>
sealed class SeasonPlayer(Season.Season season, ProgrammeApi api, string clockFile, Action<double, DateOnly> progress)
{
    const int AtOnce = 32;

    // Positions get their ids when they are submitted, applications when they are made.
    readonly ConcurrentDictionary<int, Guid> _positions = new();
    readonly ConcurrentDictionary<int, Guid> _placements = new();

    // What was handed in and waits for the supervisors.
    readonly ConcurrentBag<Guid> _handedIn = [];

    readonly ILookup<Guid, SeasonPosition> _seats = season.Positions.ToLookup(position => position.Unit.Id);

    static Caller Supervisor => DemoPersona.Supervisor.Caller;

    /// <summary>Plays it to its last day, or to the end of the day on which somebody stops the program.</summary>
    public async Task PlayAsync(CancellationToken stopping)
    {
        SetClock(0);
        await OpenProgrammeAsync();
        await ForEachAsync(season.Firms.GroupBy(firm => firm.ParkId), BringInAsync);
        var total = season.Units.Count + season.Positions.Count + season.Graduates.Count + season.Stories.Sum(story => story.Moves.Count);
        var done = 0;
        for (var day = 0; day < season.Days; day++)
        {
            stopping.ThrowIfCancellationRequested();
            SetClock(day);
            done += await ForEachAsync(season.Units.Where(unit => unit.Day == day), RegisterAsync);
            done += await ForEachAsync(season.Positions.Where(position => position.Day == day), SubmitAsync);
            done += await ForEachAsync(season.Graduates.Where(graduate => graduate.Day == day), IntroduceAsync);
            await ForEachAsync(season.Units.Where(unit => unit.Day == day && unit.Verified), ContactAsync);
            foreach (var move in Enum.GetValues<Move>())
            {
                done += await ForEachAsync(season.Stories.Where(story => story.Moves.Contains((day, move))), story => ActAsync(story, move));
            }

            await ReportAsync(season.FirstDay.AddDays(day));
            progress((double)done / total, season.FirstDay.AddDays(day));
        }
    }

    async Task OpenProgrammeAsync()
    {
        await api.PostAsync(
            Supervisor,
            "matching",
            "programmes",
            new
            {
                season.Code,
                season.Title,
                Issuer = "国家高新区科研助理专项工作组",
                season.CohortYear,
                OpensOn = season.FirstDay,
                ClosesOn = season.LastDay,
                Rules = new
                {
                    Kinds = Enum.GetValues<PositionKind>(),
                    MinimumDegree = DegreeLevel.Bachelor,
                    EarliestGraduationYear = season.CohortYear - 2,
                    AgreementForms = new[] { AgreementForm.ServiceAgreement, AgreementForm.LabourContract },
                    ShortestTermMonths = 12,
                    RequiredEvidence = new[] { "agreement", "onDuty" },
                    WishLimit = 5,
                    OfferDays = 7,
                    MinimumWagesFen = new Dictionary<string, long>(StringComparer.Ordinal),
                    TerminationUncounts = true,
                    Counter = "all",
                },
                season.Milestones,
            },
            $"{season.Code} open");
        foreach (var (park, target) in season.Targets)
        {
            await api.PutAsync(Supervisor, "matching", $"programmes/{season.Code}/targets/{park}", new { Target = target, Reason = "年度任务下达" });
        }

        // Posting hears of it a moment later, and until then has no programme to contact anybody for.
        await api.GetAsync<JsonElement>(Supervisor, "posting", $"positions?programme={season.Code}&size=1");
    }

    Task BringInAsync(IGrouping<string, SeasonFirm> park) => api.PostAsync(
        StaffOf(park.Key),
        "posting",
        "firms/import",
        new { Firms = park.Select(firm => new { firm.Name, Categories = new[] { firm.Category }, firm.Headcount, Source = "园区企业名录" }) },
        $"{season.Code} firms {park.Key}");

    /// <summary>A working group of the park contacts the unit (对接), which promises the seats that it is to offer.</summary>
    Task ContactAsync(SeasonUnit unit)
    {
        var seats = _seats[unit.Id].Sum(position => position.Seats);
        var lot = unit.Id.ToByteArray()[1];
        return api.PostAsync(
            StaffOf(unit.ParkId),
            "posting",
            $"firms/{unit.Id}/contacts",
            new
            {
                Programme = season.Code,
                On = season.FirstDay.AddDays(unit.Day),
                Department = lot % 3 == 0 ? "科技创新局" : "人才工作办公室",
                WorkingGroup = "科研助理工作专班",
                Channel = lot % 2 == 0 ? "visit" : "call",
                Outcome = seats > 0 ? "promised" : "interested",
                SeatsPromised = seats > 0 ? seats : (int?)null,
            },
            $"{season.Code} contact {unit.Id}");
    }

    /// <summary>At the end of a milestone's day its parks hand their reports in, every other one a day late at the first of them; the supervisors accept what the day before has brought.</summary>
    async Task ReportAsync(DateOnly today)
    {
        while (_handedIn.TryTake(out var report))
        {
            await api.PostAsync(Supervisor, "matching", $"reports/{report}/accept", new { }, $"{season.Code} accept {report}");
        }

        foreach (var (order, milestone) in season.Milestones.Index())
        {
            await ForEachAsync(
                season.Targets.Keys.Order(StringComparer.Ordinal).Index().Where(park => milestone.On.AddDays(order == 0 && park.Index % 2 == 0 ? 1 : 0) == today),
                park => HandInAsync(park.Item, milestone.On));
        }
    }

    async Task HandInAsync(string park, DateOnly milestone)
    {
        var frozen = await api.PostAsync(StaffOf(park), "matching", "reports", new { Programme = season.Code, MilestoneOn = milestone }, $"{season.Code} report {park} {milestone:yyyy-MM-dd}");
        var report = frozen.GetProperty("reportId").GetGuid();
        await api.PostAsync(StaffOf(park), "matching", $"reports/{report}/hand-in", new { }, $"{season.Code} hand in {report}");
        _handedIn.Add(report);
    }

    async Task RegisterAsync(SeasonUnit unit)
    {
        await api.PostAsync(
            unit.Member,
            "posting",
            "units",
            new
            {
                unit.Uscc,
                unit.Name,
                unit.ParkId,
                unit.City,
                Address = $"{unit.City}高新区创新路 {(unit.Id.ToByteArray()[0] % 200) + 1} 号",
                ContactName = "人力资源部",
                ContactPhone = "19900000000",
                Categories = unit.Categories.Select(category => new { Category = category, Evidence = $"证书编号 {unit.Uscc[8..16]}", Year = season.CohortYear - 1 }),
            },
            $"{season.Code} register {unit.Id}");
        if (unit.Verified)
        {
            await api.PostAsync(StaffOf(unit.ParkId), "posting", $"units/{unit.Id}/verify", new { }, $"{season.Code} verify {unit.Id}");
        }
    }

    async Task SubmitAsync(SeasonPosition position)
    {
        var post = position.Post;
        var closing = season.FirstDay.AddDays(season.Days + 10);
        var answer = await api.PostAsync(
            position.Unit.Member,
            "posting",
            "positions",
            new
            {
                Programme = season.Code,
                post.Title,
                post.Kind,
                post.Duties,
                position.Seats,
                MinimumDegree = post.Degree,
                post.Majors,
                RequiredSkills = post.Required,
                WishedSkills = post.Wished,
                position.Unit.City,
                PayMinimumFen = post.Pay.From * 100L,
                PayMaximumFen = post.Pay.To * 100L,
                TermMonths = 24,
                ClosesOn = closing < season.LastDay ? closing : season.LastDay,
            },
            $"{season.Code} submit {position.Number}");
        var id = answer.GetProperty("positionId").GetGuid();
        _positions[position.Number] = id;
        if (position.Published)
        {
            await api.PostAsync(StaffOf(position.Unit.ParkId), "posting", $"positions/{id}/publish", new { }, $"{season.Code} publish {position.Number}");
        }
    }

    async Task IntroduceAsync(SeasonGraduate graduate)
    {
        await api.PutAsync(
            graduate.Account,
            "applicant",
            "profile",
            new
            {
                graduate.Name,
                graduate.Phone,
                graduate.UniversityCode,
                graduate.MajorCode,
                graduate.Degree,
                graduate.GraduationYear,
                graduate.Skills,
                Cities = new[] { graduate.City },
                PayFloorFen = 0L,
                Kinds = Array.Empty<PositionKind>(),
            });
        await api.PutAsync(graduate.Account, "applicant", "consents/matching", new { Version = 2 });
        await api.PutAsync(graduate.Account, "applicant", "consents/contact", new { Version = 1 });
    }

    async Task ActAsync(Story story, Move move)
    {
        var key = $"{season.Code} {story.Number} {move}";
        var unit = story.Position.Unit.Member;
        var park = StaffOf(story.Position.Unit.ParkId);
        var graduate = story.Graduate.Account;
        if (move == Move.Apply)
        {
            var answer = await api.PostAsync(graduate, "applicant", "applications", new { PositionId = _positions[story.Position.Number] }, key);
            _placements[story.Number] = answer.GetProperty("applicationId").GetGuid();
            return;
        }

        var placement = _placements[story.Number];
        var today = season.FirstDay.AddDays(story.Moves.First(one => one.Move == move).Day);
        Task Unit(string act, object body) => api.PostAsync(unit, "matching", $"placements/{placement}/{act}", body, key);
        Task Park(string act, object body) => api.PostAsync(park, "matching", $"placements/{placement}/{act}", body, key);
        Task File(string kind) => api.UploadAsync(unit, "matching", $"placements/{placement}/evidence?kind={kind}", Paper.Of($"{season.Code} {story.Number} {kind} {move}"), "application/pdf", key);
        await (move switch
        {
            Move.Withdraw => api.PostAsync(graduate, "applicant", $"applications/{placement}/withdraw", new { Reason = "已有其他安排" }, key),
            Move.Shortlist => Unit("shortlist", new { }),
            Move.Reject => Unit("reject", new { Reason = "岗位要求与经历不够匹配" }),
            Move.Interview => Unit("interview", new { At = ChinaTime.At(today.AddDays(1), new TimeOnly(14, 0)), Place = "公司一楼会议室" }),
            Move.Offer => Unit("offer", new { PayFen = story.Position.Post.Pay.From * 100L }),
            Move.Accept => api.PostAsync(graduate, "applicant", $"offers/{placement}/answer", new { Accept = true }, key),
            Move.Decline => api.PostAsync(graduate, "applicant", $"offers/{placement}/answer", new { Accept = false }, key),
            Move.Sign => Unit("sign", new
            {
                Form = AgreementForm.LabourContract,
                SignedOn = today,
                StartsOn = today.AddDays(1),
                TermMonths = 24,
                PayFen = story.Position.Post.Pay.From * 100L,
            }),
            Move.FileAgreement or Move.FileAgreementAgain => File("agreement"),
            Move.FileOnDuty => File("onDuty"),
            Move.Confirm => api.PostAsync(graduate, "applicant", $"hires/{placement}/confirm", new { story.Graduate.IdNumber }, key),
            Move.ReturnEvidence => Park("return", new { Reason = "协议扫描件不清晰，请重新上传" }),
            Move.Verify => Park("verify", new { }),
            Move.VerifyInDispute => DisputeAsync(park, placement),
            Move.Settle => SettleAsync(story, placement, key),
            Move.Terminate => Unit("terminate", new { On = today, Reason = "个人原因离职" }),
            _ => throw new InvalidOperationException($"No act for {move}."),
        });
    }

    /// <summary>The second claim on one person is not counted: verifying it opens a dispute, as soon as the confirmation is there.</summary>
    async Task DisputeAsync(Caller park, Guid placement)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var attempt = 0; attempt < 300; attempt++)
        {
            await api.TryPostAsync(park, "matching", $"placements/{placement}/verify", new { });
            var disputes = await DisputesAsync();
            if (disputes.Items.Any(dispute => dispute.Concerns(placement)))
            {
                return;
            }

            await pause.WaitForNextTickAsync();
        }

        throw new InvalidOperationException($"Verifying the second claim {placement} opened no dispute.");
    }

    async Task SettleAsync(Story story, Guid placement, string key)
    {
        var disputes = await DisputesAsync();
        var dispute = disputes.Items.Single(one => one.Concerns(placement));
        await api.PostAsync(
            Supervisor,
            "matching",
            $"disputes/{dispute.DisputeId}/decide",
            new { WinnerPlacementId = dispute.Other(placement), Reason = $"{story.Position.Unit.City}的协议签订在后，以先到岗单位为准" },
            key);
    }

    Task<PageOf<Dispute>> DisputesAsync() => api.GetAsync<PageOf<Dispute>>(Supervisor, "matching", "disputes?size=200");

    static async Task<int> ForEachAsync<T>(IEnumerable<T> all, Func<T, Task> act)
    {
        var list = all.ToList();
        await Parallel.ForEachAsync(list, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (one, _) => await act(one));
        return list.Count;
    }

    static Caller StaffOf(string park) => new(DemoPersona.IdOf($"season staff {park}"), Roles.ParkStaff, "园区审核员", null, park, Right.Manage);

    /// <summary>Nine in the morning in China. Moved into place whole, so that no service reads half an instant.</summary>
    void SetClock(int day)
    {
        var draft = clockFile + ".next";
        OwnFiles.WriteText(draft, ChinaTime.At(season.FirstDay.AddDays(day), new TimeOnly(9, 0)).ToString("O", CultureInfo.InvariantCulture));
        File.Move(draft, clockFile, overwrite: true);
    }

    sealed record Dispute(Guid DisputeId, Side Holder, Side Claimant)
    {
        public bool Concerns(Guid placement) => placement == Holder.PlacementId || placement == Claimant.PlacementId;
        public Guid Other(Guid placement) => placement == Holder.PlacementId ? Claimant.PlacementId : Holder.PlacementId;
    }

    sealed record Side(Guid PlacementId);
}
