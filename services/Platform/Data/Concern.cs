namespace RaMatch.Platform.Data;

/// <summary>What a transaction is about, as it says for the audit trail.</summary>
/// <param name="ParkId">The park whose business it is; null where it is no park's alone.</param>
/// <param name="Kind">What the thing is, such as <c>placement</c>; null where the address of the request says it, or nothing does.</param>
/// <param name="Id">Its id.</param>
/// <param name="Detail">Ids and codes; nothing that anybody typed, and nothing about a person.</param>
sealed record Concern(string? ParkId, string? Kind, Guid? Id, string? Detail);
