using System.ComponentModel.DataAnnotations;
using RaMatch.Platform.Web;

namespace RaMatch.Posting.Positions;

/// <summary>What the park wants changed in one field.</summary>
/// <param name="Field">As in the JSON of the position; <c>title</c>, <c>duties</c> and so on.</param>
/// <param name="Note">In words.</param>
public sealed record ReviewNote(
    [Required(ErrorMessage = "ramatch:position.note-field-missing"), Characters(50, ErrorMessage = "ramatch:position.note-field-too-long"), Folded] string Field,
    [Required(ErrorMessage = "ramatch:position.note-missing"), Characters(500, ErrorMessage = "ramatch:position.note-too-long?most={1}")] string Note);
