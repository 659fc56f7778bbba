using System.ComponentModel.DataAnnotations;

namespace RaMatch.Posting.Positions;

/// <summary>What the park wants changed in one field.</summary>
/// <param name="Field">As in the JSON of the position; <c>title</c>, <c>duties</c> and so on.</param>
/// <param name="Note">In words.</param>
public sealed record ReviewNote(
    [Required(ErrorMessage = "请指明是哪一项。"), StringLength(50, ErrorMessage = "项目名称过长。")] string Field,
    [Required(ErrorMessage = "请写明需要修改的内容。"), StringLength(500, ErrorMessage = "意见不能超过500个字。")] string Note);
