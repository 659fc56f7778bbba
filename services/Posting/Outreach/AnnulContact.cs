using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;

namespace RaMatch.Posting.Outreach;

/// <summary>Park staff annul a contact that was recorded wrongly, saying why. It counts no more and stays to be read. 404 for another park's; 409 if it is annulled already.</summary>
static class AnnulContact
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/outreach/contacts/{contactId:guid}/annul", HandleAsync).RequireParkStaff().RequireScope(Scopes.OutreachWrite)
        .WithExample(_ => new Request("登记到了另一家单位"));

    /// <summary>The reason.</summary>
    /// <param name="Reason">Kept with the contact.</param>
    public sealed record Request(
        [Required(ErrorMessage = "ramatch:outreach.annulment-reason-missing"), Characters(500, ErrorMessage = "ramatch:review.reason-too-long?most={1}"), ManyLines] string Reason);

    /// <summary>The contact after it.</summary>
    public sealed record Response(Guid ContactId, bool Annulled);

    static Task<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> HandleAsync(Guid contactId, Request request, ParkStaff staff, PostingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<Response>, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(async unit =>
        {
            if (await unit.GetAsync<long>(CountContact, new { contactId, staff.ParkId }) == 0)
            {
                return Problems.NotFound("outreach.no-contact");
            }

            if (await unit.ExecuteAsync(InsertAnnulment, new { contactId, request.Reason, actorId = staff.Id, actorName = staff.Name, annulledAt = unit.Now }) == 0)
            {
                return Problems.Conflict("outreach.annulled-before");
            }

            unit.Concerns(staff.ParkId, "contact", contactId);
            return TypedResults.Ok(new Response(contactId, true));
        }, cancellation);

    const string CountContact = "SELECT COUNT(*) FROM contact WHERE contact_id = @contactId AND park_id = @parkId";

    const string InsertAnnulment = """
        INSERT INTO contact_annulment (contact_id, reason, actor_id, actor_name, annulled_at)
        SELECT @contactId, @reason, @actorId, @actorName, @annulledAt
        WHERE NOT EXISTS (SELECT 1 FROM contact_annulment WHERE contact_id = @contactId)
        """;
}
