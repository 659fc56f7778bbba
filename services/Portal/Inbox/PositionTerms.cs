using System.Security.Cryptography;
using System.Text;
using RaMatch.Contracts;
using RaMatch.Contracts.Posting;

namespace RaMatch.Portal.Inbox;

/// <summary>What of a published position matters to who has applied for it: seats and the closing date do not. Duties stand here as a hash.</summary>
sealed record PositionTerms(
    string Title,
    PositionKind Kind,
    string City,
    long PayMinimumFen,
    long PayMaximumFen,
    DegreeLevel MinimumDegree,
    string Majors,
    string RequiredSkills,
    string WishedSkills,
    int TermMonths,
    string Duties)
{
    const char Separator = '\u001f';

    /// <summary>Those of a publication.</summary>
    public static PositionTerms Of(PositionPublished message) => new(
        message.Title,
        message.Kind,
        message.City,
        message.PayMinimumFen,
        message.PayMaximumFen,
        message.MinimumDegree,
        string.Join(Separator, message.Majors),
        string.Join(Separator, message.RequiredSkills),
        string.Join(Separator, message.WishedSkills),
        message.TermMonths,
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(message.Duties ?? ""))));

    /// <summary>What is different from earlier ones, in words.</summary>
    public IReadOnlyList<string> ChangedFrom(PositionTerms earlier) =>
    [
        .. new (string Name, bool IsSame)[]
        {
            ("岗位名称", Title == earlier.Title),
            ("岗位类型", Kind == earlier.Kind),
            ("工作地点", City == earlier.City),
            ("薪酬", (PayMinimumFen, PayMaximumFen) == (earlier.PayMinimumFen, earlier.PayMaximumFen)),
            ("学历要求", MinimumDegree == earlier.MinimumDegree),
            ("专业要求", Majors == earlier.Majors),
            ("技能要求", (RequiredSkills, WishedSkills) == (earlier.RequiredSkills, earlier.WishedSkills)),
            ("协议期限", TermMonths == earlier.TermMonths),
            ("工作内容", Duties == earlier.Duties),
        }.Where(one => !one.IsSame).Select(one => one.Name),
    ];
}
