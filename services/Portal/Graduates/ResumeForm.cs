using System.Globalization;
using RaMatch.Contracts;
using RaMatch.Portal.Backend;
using RaMatch.Reference;

namespace RaMatch.Portal.Graduates;

/// <summary>The résumé as it is typed: every answer a text, so that what is wrong stays on the page until it is put right.</summary>
sealed record ResumeForm(
    string Name,
    string Phone,
    string Email,
    string University,
    string Major,
    string Degree,
    string GraduationYear,
    string Skills,
    string Cities,
    string PayFloor,
    IReadOnlyList<string> Kinds,
    string Summary)
{
    // No city has one of them in its name.
    static readonly char[] Separators = ['、', '，', ',', ';', '；', '\n'];

    /// <summary>An empty form for whoever signs in for the first time.</summary>
    public static ResumeForm Empty(string name) => new(name, "", "", "", "", "", "", "", "", "", [], "");

    /// <summary>The form of a profile.</summary>
    public static ResumeForm Of(Profile profile) => new(
        profile.Name,
        profile.Phone,
        profile.Email ?? "",
        profile.University,
        Majors.TryFind(profile.MajorCode, out var major) ? Suggestion(major) : profile.MajorCode,
        Wording.Key(profile.Degree),
        profile.GraduationYear.ToString(CultureInfo.InvariantCulture),
        string.Join('\n', profile.Skills),
        string.Join('\n', profile.Cities),
        profile.PayFloorFen == 0 ? "" : (profile.PayFloorFen / 100m).ToString("0.##", CultureInfo.InvariantCulture),
        [.. profile.Kinds.Select(Wording.Key)],
        profile.Summary ?? "");

    /// <summary>The form as posted.</summary>
    public static ResumeForm Of(Posted posted) => new(
        posted.Text("name"),
        posted.Text("phone"),
        posted.Text("email"),
        posted.Text("university"),
        posted.Text("major"),
        posted.Text("degree"),
        posted.Text("graduationYear"),
        posted.Text("skills"),
        posted.Text("cities"),
        posted.Text("payFloor"),
        posted.All("kinds"),
        posted.Text("summary"));

    /// <summary>How a major is offered: one name may stand in both catalogues, the printed code tells them apart.</summary>
    public static string Suggestion(Major major) => $"{major.Name}（{major.PrintedCode}）";

    /// <summary>The request to Applicant; what cannot be read is noted.</summary>
    public object ToRequest(Posted posted) => new
    {
        name = Name,
        phone = Phone,
        email = Email.Length == 0 ? null : Email,
        universityCode = UniversityFound?.Code ?? University,
        majorCode = MajorFound?.Code ?? Major,
        degree = DegreeChosen,
        graduationYear = posted.NeededWhole("graduationYear", "年", "届"),
        skills = posted.Entries("skills"),
        cities = CitiesOf(posted),
        payFloorFen = posted.Fen("payFloor") ?? 0,
        kinds = Enum.GetValues<PositionKind>().Where(kind => Kinds.Contains(Wording.Key(kind))),
        summary = Summary.Length == 0 ? null : Summary,
    };

    /// <summary>The sentence under a field of the form; several of a list come as one.</summary>
    public string? ErrorOf(Refusal? refusal, string field, Posted posted) => field switch
    {
        "university" => refusal?.Of("universityCode") is { } sentence ? sentence + Near(Universities.Search(University, 4).Select(one => one.Name)) : null,
        "major" => refusal?.Of("majorCode") is { } sentence ? sentence + Near(Majors.Search(MajorName, 4).Select(Suggestion)) : null,
        "payFloor" => refusal?.Of("payFloor") ?? refusal?.Of("payFloorFen"),
        "skills" => refusal?.Of("skills", posted.Entries("skills")),
        "cities" => refusal?.Of("cities", CitiesOf(posted)),
        _ => refusal?.Of(field),
    };

    University? UniversityFound => Universities.TryFindByName(University, out var found) || Universities.TryFind(University, out found) ? found : null;

    Major? MajorFound
    {
        get
        {
            if (Majors.TryFind(Major, out var byCode))
            {
                return byCode;
            }

            var track = DegreeChosen is DegreeLevel.Master or DegreeLevel.Doctor ? DegreeTrack.Graduate : DegreeTrack.Undergraduate;
            var named = Majors.All.Where(one => one.Name == MajorName).OrderByDescending(one => one.Level == track).ToList();
            return named.Find(one => Suggestion(one) == Major) ?? named.FirstOrDefault();
        }
    }

    string MajorName => Major.IndexOf('（', StringComparison.Ordinal) is > 0 and var at ? Major[..at] : Major;

    DegreeLevel? DegreeChosen => Enum.GetValues<DegreeLevel>().Where(level => Wording.Key(level) == Degree).Select(level => (DegreeLevel?)level).FirstOrDefault();

    static IReadOnlyList<string> CitiesOf(Posted posted) => posted.Text("cities").Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    static string Near(IEnumerable<string> names) => names.ToList() is { Count: > 0 } near ? $"。是不是：{string.Join('、', near)}？" : "";
}
