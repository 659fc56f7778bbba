namespace RaMatch.Posting.Outreach;

/// <summary>A contact as it is kept. Rows are only added.</summary>
sealed record ContactRow(
    Guid ContactId,
    string ParkId,
    string Programme,
    Guid SubjectId,
    Guid? BriefingId,
    DateOnly OnDay,
    string Department,
    string? WorkingGroup,
    ContactChannel Channel,
    ContactOutcome Outcome,
    int? SeatsPromised,
    DateOnly? FollowUpOn,
    string? NextStep,
    string? Note,
    Guid ActorId,
    string ActorName,
    DateTimeOffset RecordedAt)
{
    public const string Insert = """
        INSERT INTO contact (contact_id, park_id, programme, subject_id, briefing_id, on_day, department, working_group, channel, outcome,
            seats_promised, follow_up_on, next_step, note, actor_id, actor_name, recorded_at)
        VALUES (@contactId, @parkId, @programme, @subjectId, @briefingId, @onDay, @department, @workingGroup, @channel, @outcome,
            @seatsPromised, @followUpOn, @nextStep, @note, @actorId, @actorName, @recordedAt)
        """;
}
