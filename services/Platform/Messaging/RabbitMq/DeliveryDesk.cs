using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using RaMatch.Platform.Web;

namespace RaMatch.Platform.Messaging.RabbitMq;

/// <summary>Someone looks at what did not add up about the events a service was sent, and closes what has been dealt with: 404 if it is not there, 409 if it was closed before.</summary>
sealed class DeliveryDesk(DeliveryWatch watch)
{
    public void Map(RouteGroupBuilder api, Intake intake)
    {
        api.MapGet("/delivery-faults", (Page page) => ListAsync(intake, page)).RequireRoles(Roles.Supervisor, Roles.Service).RequireScope(Scopes.OperationsRead)
            .WithSummary($"Someone looks at what did not add up about the events {intake.Database.Name} was sent.")
            .WithOperationOf(intake.Database.Name, "List", "DeliveryFaults");
        api.MapPost("/delivery-faults/{faultId:guid}/close", (Guid faultId, CancellationToken cancellation) => CloseAsync(intake, faultId, cancellation)).RequireRoles(Roles.Supervisor, Roles.Service).RequireScope(Scopes.OperationsWrite).RequireRight(Right.Manage)
            .WithSummary($"Someone has dealt with what did not add up about the events {intake.Database.Name} was sent.")
            .WithOperationOf(intake.Database.Name, "Close", "DeliveryFault");
    }

    static async Task<Ok<PageOf<DeliveryFault>>> ListAsync(Intake intake, Page page) =>
        TypedResults.Ok(await intake.Database.ReadAsync(reader => reader.PageAsync<DeliveryFault>(DeliveryFault.SelectAll, DeliveryFault.CountAll, null, page)));

    async Task<Results<NoContent, NotFound<ProblemDetails>, Conflict<ProblemDetails>>> CloseAsync(Intake intake, Guid faultId, CancellationToken cancellation)
    {
        var answer = await intake.Database.WriteAsync<Results<NoContent, NotFound<ProblemDetails>, Conflict<ProblemDetails>>>(
            async unit =>
            {
                if (await unit.ExecuteAsync(Close, new { faultId, closedAt = unit.Now }) > 0)
                {
                    return TypedResults.NoContent();
                }

                return await unit.GetAsync<long>(CountFault, new { faultId }) > 0 ? Problems.Conflict("delivery.closed-before") : Problems.NotFound("delivery.no-fault");
            },
            cancellation);
        await watch.TellAgainAsync(intake.Database, cancellation);
        return answer;
    }

    const string Close = "UPDATE delivery_fault SET closed_at = @closedAt WHERE fault_id = @faultId AND closed_at IS NULL";

    const string CountFault = "SELECT COUNT(*) FROM delivery_fault WHERE fault_id = @faultId";
}
