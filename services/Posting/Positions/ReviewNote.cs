using System.ComponentModel.DataAnnotations;

namespace RaMatch.Posting.Positions;

/// <summary>What the park wants changed in one field.</summary>
/// <param name="Field">As in the JSON of the position; <c>title</c>, <c>duties</c> and so on.</param>
/// <param name="Note">In words.</param>
public sealed record ReviewNote(
    [Required(ErrorMessage = "ramatch:position.note-field-missing"), StringLength(50, ErrorMessage = "ramatch:position.note-field-too-long")] string Field,
    [Required(ErrorMessage = "ramatch:position.note-missing"), StringLength(500, ErrorMessage = "ramatch:position.note-too-long?most={1}")] string Note);
