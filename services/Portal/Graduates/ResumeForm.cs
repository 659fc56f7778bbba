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
    string UniversityCountry,
    string Major,
    bool MajorByHand,
    string Degree,
    string GraduationYear,
    string GraduationMonth,
    string Skills,
    string Cities,
    string PayFloor,
    IReadOnlyList<string> Kinds,
    string Summary)
{
    // No city has one of them in its name.
    static readonly char[] Separators = ['、', '，', ',', ';', '；', '\n'];

    /// <summary>An empty form for whoever signs in for the first time.</summary>
    public static ResumeForm Empty(string name) => new(name, "", "", "", "", "", false, "", "", "", "", "", "", [], "");

    /// <summary>The form of a profile.</summary>
    public static ResumeForm Of(Profile profile) => new(
        profile.Name,
        profile.Phone,
        profile.Email ?? "",
        profile.University,
        profile.UniversityCountry ?? "",
        Majors.TryFind(profile.MajorCode, out var major) ? Majors.NameOf(major).Text : profile.Major,
        profile.MajorByHand,
        Wording.Key(profile.Degree),
        profile.GraduationYear.ToString(CultureInfo.InvariantCulture),
        profile.GraduationMonth?.ToString(CultureInfo.InvariantCulture) ?? "",
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
        posted.Text("universityCountry"),
        posted.Text("major"),
        posted.Text("majorByHand") == "true",
        posted.Text("degree"),
        posted.Text("graduationYear"),
        posted.Text("graduationMonth"),
        posted.Text("skills"),
        posted.Text("cities"),
        posted.Text("payFloor"),
        posted.All("kinds"),
        posted.Text("summary"));

    /// <summary>The request to Applicant; what cannot be read is noted.</summary>
    public object ToRequest(Posted posted) => new
    {
        name = Name,
        phone = Phone,
        email = Email.Length == 0 ? null : Email,
        university = University,
        universityCountry = UniversityCountry,
        major = Major,
        majorByHand = MajorByHand,
        degree = DegreeChosen,
        graduationYear = posted.NeededWhole("graduationYear", "年", "届"),
        graduationMonth = posted.Whole("graduationMonth", "月"),
        skills = posted.Entries("skills"),
        cities = CitiesOf(posted),
        payFloorFen = posted.Fen("payFloor") ?? 0,
        kinds = Enum.GetValues<PositionKind>().Where(kind => Kinds.Contains(Wording.Key(kind))),
        summary = Summary.Length == 0 ? null : Summary,
    };

    /// <summary>The sentence under a field of the form; several of a list come as one.</summary>
    public string? ErrorOf(Refusal? refusal, string field, Posted posted) => field switch
    {
        "university" => refusal?.Of("universityCode") ?? (refusal?.Of("university") is { } sentence ? sentence + Near(Universities.Search(University, MostNear).Select(one => one.Name)) : null),
        "major" => refusal?.Of("majorCode") ?? (refusal?.Of("major") is { } sentence ? sentence + Near(NearMajors()) : null),
        "payFloor" => refusal?.Of("payFloor") ?? refusal?.Of("payFloorFen"),
        "skills" => refusal?.Of("skills", posted.Entries("skills")),
        "cities" => refusal?.Of("cities", CitiesOf(posted)),
        _ => refusal?.Of(field),
    };

    const int MostNear = 4;

    // What was written before a bracket, as in 软件工程（卓越班）; of a code its first four digits, which are a discipline of postgraduates.
    IEnumerable<string> NearMajors()
    {
        var name = Major.IndexOfAny(['（', '(']) is > 0 and var at ? Major[..at] : Major;
        var disciplines = DegreeChosen is DegreeLevel.Master or DegreeLevel.Doctor && Majors.IsCodeOnly(Major) ? Majors.Find(Major[..Math.Min(4, Major.Length)], DegreeTrack.Graduate) : [];
        return disciplines.Where(one => one.Track == DegreeTrack.Graduate).Concat(Majors.Search(name, MostNear).Select(Majors.NameOf)).Select(one => one.Text).Distinct().Take(MostNear);
    }

    DegreeLevel? DegreeChosen => Enum.GetValues<DegreeLevel>().Where(level => Wording.Key(level) == Degree).Select(level => (DegreeLevel?)level).FirstOrDefault();

    static IReadOnlyList<string> CitiesOf(Posted posted) => posted.Text("cities").Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    static string Near(IEnumerable<string> names) => names.ToList() is { Count: > 0 } near ? $"。是不是：{string.Join('、', near)}？" : "";
}
