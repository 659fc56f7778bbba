using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts.Posting;
using RaMatch.Platform;
using RaMatch.Platform.Web;
using RaMatch.Reference;

namespace RaMatch.Posting.Units;

/// <summary>A member registers the unit for verification by its park. 409 if the unit or its credit code is registered already.</summary>
static class RegisterUnit
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/units", HandleAsync).RequireUnitMember().RequireScope(Scopes.UnitsWrite).RequireRight(Right.Manage)
        .WithExample(_ => UnitFacts.Example);

    /// <summary>The unit as registered.</summary>
    /// <param name="UnitId">The unit of the caller's account.</param>
    /// <param name="Status">Where it stands.</param>
    /// <param name="Version">Counted from 1.</param>
    public sealed record Response(Guid UnitId, UnitStatus Status, long Version);

    static Task<Results<Created<Response>, ValidationProblem, Conflict<ProblemDetails>>> HandleAsync(UnitFacts typed, UnitMember member, PostingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Created<Response>, ValidationProblem, Conflict<ProblemDetails>>>(async unit =>
        {
            var request = typed.InOneSpelling();
            if (request.Check(ChinaTime.DayOf(unit.Now)) is { Count: > 0 } errors)
            {
                return Problems.Invalid(errors);
            }

            if (await unit.GetAsync<long>(CountUnit, new { member.UnitId }) > 0)
            {
                return Problems.Conflict("unit.registered-before");
            }

            if (await unit.GetAsync<long>(CountUscc, new { request.Uscc }) > 0)
            {
                return Problems.Conflict("unit.uscc-taken");
            }

            const long version = 1;
            await unit.ExecuteAsync(InsertUnit, new
            {
                member.UnitId,
                request.Uscc,
                request.Name,
                request.ParkId,
                city = NameOf(request.City),
                request.Address,
                request.ContactName,
                request.ContactPhone,
                status = UnitStatus.Pending,
                version,
                registeredAt = unit.Now,
            });
            await UnitRecord.KeepCategoriesAsync(unit, member.UnitId, request.Categories);
            await UnitRecord.LogAsync(unit, member.UnitId, version, UnitEventKind.Registered, (member.Id, member.Name));
            await unit.PublishAsync(new UnitSubmitted(member.UnitId, version, request.Name, request.ParkId, unit.Now));
            unit.Concerns(request.ParkId, "unit", member.UnitId);
            return TypedResults.Created($"/api/posting/units/{member.UnitId}", new Response(member.UnitId, UnitStatus.Pending, version));
        }, cancellation);

    static string NameOf(string city) => Cities.TryFind(city, out var found) ? found.Name : city;

    const string CountUnit = "SELECT COUNT(*) FROM unit WHERE unit_id = @unitId";

    const string CountUscc = "SELECT COUNT(*) FROM unit WHERE uscc = @uscc";

    const string InsertUnit = """
        INSERT INTO unit (unit_id, uscc, name, park_id, city, address, contact_name, contact_phone, status, version, registered_at, submitted_at)
        VALUES (@unitId, @uscc, @name, @parkId, @city, @address, @contactName, @contactPhone, @status, @version, @registeredAt, @registeredAt)
        """;
}
