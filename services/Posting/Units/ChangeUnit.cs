using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts.Posting;
using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Reference;

namespace RaMatch.Posting.Units;

/// <summary>
/// A member changes what the unit says of itself. A changed fact goes back to the park; address and contact do not. 404 before the
/// registration; 409 if credit code or park change after the first verification, or if the code is another unit's.
/// </summary>
static class ChangeUnit
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPut("/units/mine", HandleAsync).RequireUnitMember().RequireScope(Scopes.UnitsWrite).RequireRight(Right.Manage).AllowSuspendedUnits()
        .WithExample(_ => UnitFacts.Example);

    /// <summary>The unit after the change.</summary>
    /// <param name="UnitId">The unit.</param>
    /// <param name="Status">Pending again if a verified fact changed or the park had turned the unit away.</param>
    /// <param name="Version">Counted from 1.</param>
    public sealed record Response(Guid UnitId, UnitStatus Status, long Version);

    static Task<Results<Ok<Response>, ValidationProblem, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(UnitFacts typed, UnitMember member, PostingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<Response>, ValidationProblem, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            var request = typed.InOneSpelling();
            if (request.Check(ChinaTime.DayOf(unit.Now)) is { Count: > 0 } errors)
            {
                return Problems.Invalid(errors);
            }

            if (await UnitRecord.TakeAsync(unit, member.UnitId) is null || await unit.FindAsync<Row>(SelectUnit, new { member.UnitId }) is not { } before)
            {
                return Problems.NotFound("unit.not-registered");
            }

            if (before.VerifiedName is not null && (request.Uscc != before.Uscc || request.ParkId != before.ParkId))
            {
                return Problems.Conflict("unit.fixed-after-verification");
            }

            if (await unit.GetAsync<long>(CountOthers, new { request.Uscc, member.UnitId }) > 0)
            {
                return Problems.Conflict("unit.uscc-of-another");
            }

            var city = Cities.TryFind(request.City, out var found) ? found.Name : request.City;
            var categories = await UnitRecord.CategoriesAsync(unit, member.UnitId);
            var sameFacts = before.Uscc == request.Uscc && before.Name == request.Name && before.ParkId == request.ParkId && before.City == city
                && categories.SequenceEqual(request.Categories.OrderBy(category => category.Category));
            var status = sameFacts && before.Status == UnitStatus.Verified ? UnitStatus.Verified : UnitStatus.Pending;
            var version = before.Version + 1;
            await unit.ExecuteAsync(UpdateUnit, new
            {
                member.UnitId,
                request.Uscc,
                request.Name,
                request.ParkId,
                city,
                request.Address,
                request.ContactName,
                request.ContactPhone,
                status,
                version,
                submittedAt = status == UnitStatus.Pending && before.Status != UnitStatus.Pending ? unit.Now : before.SubmittedAt,
            });
            await UnitRecord.KeepCategoriesAsync(unit, member.UnitId, request.Categories);
            await UnitRecord.LogAsync(unit, member.UnitId, version, UnitEventKind.Changed, (member.Id, member.Name));
            if (status == UnitStatus.Pending)
            {
                await unit.PublishAsync(new UnitSubmitted(member.UnitId, version, request.Name, request.ParkId, unit.Now));
            }

            return TypedResults.Ok(new Response(member.UnitId, status, version));
        }, cancellation);

    sealed record Row
    {
        public string Uscc { get; init; } = "";
        public string Name { get; init; } = "";
        public string? VerifiedName { get; init; }
        public string ParkId { get; init; } = "";
        public string City { get; init; } = "";
        public UnitStatus Status { get; init; }
        public long Version { get; init; }
        public DateTimeOffset SubmittedAt { get; init; }
    }

    const string SelectUnit = """
        SELECT uscc, name, verified_name, park_id, city, status, version, submitted_at
        FROM unit
        WHERE unit_id = @unitId
        """;

    const string CountOthers = "SELECT COUNT(*) FROM unit WHERE uscc = @uscc AND unit_id <> @unitId";

    const string UpdateUnit = """
        UPDATE unit
        SET uscc = @uscc, name = @name, park_id = @parkId, city = @city, address = @address, contact_name = @contactName,
            contact_phone = @contactPhone, status = @status, version = @version, submitted_at = @submittedAt
        WHERE unit_id = @unitId
        """;
}
