using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;
using RaMatch.Posting.Positions;
using RaMatch.Reference;

namespace RaMatch.Posting.Outreach;

/// <summary>
/// Park staff note a briefing (宣讲会) with the units that came, each named as on the list of signatures: by its name or its credit code. It is a contact of
/// each of them. 400 names a line that is no unit known to the park, or that of two of the same name.
/// </summary>
static class RecordBriefing
{
    const int Most = 500;
    const int MostSeats = 9_999;

    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/outreach/briefings", HandleAsync).RequireParkStaff().RequireScope(Scopes.OutreachWrite)
        .WithExample(today => new Request($"ra-{today.Year}", today, "科研助理政策宣讲会", "创业大厦报告厅", "人力资源和社会保障局", "企业对接组", [new Attendee("潍坊华光光电子有限公司", 3), new Attendee("山东天瑞重工有限公司", null)]));

    /// <summary>A briefing.</summary>
    /// <param name="Programme">The programme's code.</param>
    /// <param name="On">The day, today at the latest.</param>
    /// <param name="Title">What it was about.</param>
    /// <param name="Place">Where.</param>
    /// <param name="Department">Who held it.</param>
    /// <param name="WorkingGroup">The working group that it was held for.</param>
    /// <param name="Attendees">The units that came, at least one, each once.</param>
    public sealed record Request(
        [Required(ErrorMessage = "ramatch:lint.programme-missing"), Folded] string Programme,
        DateOnly On,
        [Required(ErrorMessage = "ramatch:outreach.title-missing"), Characters(100, ErrorMessage = "ramatch:outreach.title-too-long?most={1}")] string Title,
        [Characters(100, ErrorMessage = "ramatch:outreach.place-too-long?most={1}")] string? Place,
        [Required(ErrorMessage = "ramatch:outreach.department-missing"), Characters(50, ErrorMessage = "ramatch:outreach.department-too-long?most={1}")] string Department,
        [Characters(50, ErrorMessage = "ramatch:outreach.group-too-long?most={1}")] string? WorkingGroup,
        [Required(ErrorMessage = "ramatch:outreach.nobody-came"), MinLength(1, ErrorMessage = "ramatch:outreach.nobody-came"), MaxLength(Most, ErrorMessage = "ramatch:outreach.too-many-came?most={1}")] IReadOnlyList<Attendee> Attendees);

    /// <summary>A unit that came.</summary>
    /// <param name="Unit">Its name or its credit code.</param>
    /// <param name="SeatsPromised">Seats that it promised there.</param>
    public sealed record Attendee(
        [Required(ErrorMessage = "ramatch:unit.name-missing"), Folded(MayHoldIdNumber = true)] string Unit,
        [Range(0, MostSeats, ErrorMessage = "ramatch:outreach.seats-range?most={2}")] int? SeatsPromised);

    /// <summary>The briefing as noted.</summary>
    /// <param name="BriefingId">The briefing.</param>
    /// <param name="Units">How many units came.</param>
    public sealed record Response(Guid BriefingId, int Units);

    static Task<Results<Created<Response>, ValidationProblem>> HandleAsync(Request request, ParkStaff staff, PostingDb db, CancellationToken cancellation)
    {
        var briefingId = Guid.CreateVersion7();
        List<Guid> ids = [.. request.Attendees.Select(_ => Guid.CreateVersion7())];
        return db.WriteAsync<Results<Created<Response>, ValidationProblem>>(async unit =>
        {
            var (came, errors) = Find(request.Attendees, await unit.QueryAsync<KnownUnit>(SelectKnown, new { park = staff.ParkId, programme = (string?)null }));
            if (request.On > ChinaTime.DayOf(unit.Now))
            {
                errors["on"] = [Sentence.Of("outreach.day-in-future")];
            }

            if (await ProgrammeRules.FindAsync(unit, request.Programme) is null)
            {
                errors["programme"] = [Sentence.Of("position.programme-unknown")];
            }

            if (errors.Count > 0)
            {
                return Problems.Invalid(errors);
            }

            await unit.ExecuteAsync(InsertBriefing, new
            {
                briefingId,
                staff.ParkId,
                request.Programme,
                request.On,
                request.Title,
                request.Place,
                request.Department,
                request.WorkingGroup,
                actorId = staff.Id,
                actorName = staff.Name,
                recordedAt = unit.Now,
            });
            await unit.InsertAllAsync(ContactRow.Insert, came.Select((one, at) => new ContactRow(
                ids[at], staff.ParkId, request.Programme, one.KnownId, briefingId, request.On, request.Department, request.WorkingGroup, ContactChannel.Briefing,
                one.Seats > 0 ? ContactOutcome.Promised : ContactOutcome.Informed, one.Seats > 0 ? one.Seats : null, null, null, null, staff.Id, staff.Name, unit.Now)));
            unit.Concerns(staff.ParkId, "briefing", briefingId);
            return TypedResults.Created($"/api/posting/outreach/contacts?briefing={briefingId}", new Response(briefingId, came.Count));
        }, cancellation);
    }

    static (List<(Guid KnownId, int? Seats)> Came, Dictionary<string, Sentence[]> Errors) Find(IReadOnlyList<Attendee> attendees, IReadOnlyList<KnownUnit> known)
    {
        var (came, errors, seen) = (new List<(Guid, int?)>(), new Dictionary<string, Sentence[]>(StringComparer.Ordinal), new HashSet<Guid>());
        var byName = known.ToLookup(one => FoldedText.Key(one.Name), one => one.KnownId, StringComparer.Ordinal);
        var byCode = known.Where(one => one.Uscc is not null).ToDictionary(one => one.Uscc!, one => one.KnownId, StringComparer.Ordinal);
        foreach (var (at, attendee) in attendees.Index())
        {
            List<Guid> meant = byCode.TryGetValue(UnifiedSocialCreditCode.Normalize(attendee.Unit), out var coded) ? [coded] : [.. byName[FoldedText.Key(attendee.Unit)]];
            if (meant is [var only] && seen.Add(only))
            {
                came.Add((only, attendee.SeatsPromised));
                continue;
            }

            errors[$"attendees[{at}].unit"] = [meant.Count switch
            {
                0 => Sentence.Of("outreach.unknown-unit", ("unit", attendee.Unit)),
                1 => Sentence.Of("outreach.came-twice", ("unit", attendee.Unit)),
                _ => Sentence.Of("outreach.ambiguous-unit", ("unit", attendee.Unit)),
            }];
        }

        return (came, errors);
    }

    const string SelectKnown = $"""
        WITH {KnownUnits.Facts}
        SELECT known.known_id, known.name, known.uscc FROM known
        """;

    const string InsertBriefing = """
        INSERT INTO briefing (briefing_id, park_id, programme, on_day, title, place, department, working_group, actor_id, actor_name, recorded_at)
        VALUES (@briefingId, @parkId, @programme, @on, @title, @place, @department, @workingGroup, @actorId, @actorName, @recordedAt)
        """;
}
