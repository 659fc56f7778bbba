using System.Text;
using RaMatch.Applicant.Graduates;
using RaMatch.Contracts;
using RaMatch.Platform.Words;
using RaMatch.Reference;

namespace RaMatch.Applicant.Profiles;

/// <summary>
/// Where and what a graduate studied: found in the tables, or kept as written by hand (手工填写) where they do not hold it. A code stands
/// for itself; a name is looked up, and one code that means different majors in the two catalogues is asked about, never guessed.
/// </summary>
/// <param name="UniversityCode">The institution's code; empty if it is written by hand.</param>
/// <param name="UniversityWritten">Its name written by hand, or null.</param>
/// <param name="UniversityCountry">The country or region of an institution written by hand, or null.</param>
/// <param name="MajorCode">The major's key; empty if it is written by hand.</param>
/// <param name="MajorWritten">Its name written by hand, or null.</param>
/// <param name="Notes">What the graduate should know of how this was taken.</param>
sealed record Schooling(
    string UniversityCode,
    string? UniversityWritten,
    string? UniversityCountry,
    string MajorCode,
    string? MajorWritten,
    IReadOnlyList<Sentence> Notes)
{
    /// <summary>Reads a request; what is wrong is said by field, and what is then returned is of no use.</summary>
    public static Schooling Read(SaveProfile.Request request, Action<string, Sentence?> refuse)
    {
        var notes = new List<Sentence>();
        var (universityCode, university, country) = UniversityOf(request, refuse, notes);
        var (majorCode, major) = MajorOf(request, refuse, notes);
        return new Schooling(universityCode, university, country, majorCode, major, notes);
    }

    static (string Code, string? Written, string? Country) UniversityOf(SaveProfile.Request request, Action<string, Sentence?> refuse, List<Sentence> notes)
    {
        if (!string.IsNullOrWhiteSpace(request.UniversityCode))
        {
            refuse("universityCode", Universities.TryFind(request.UniversityCode, out var known) ? null : Sentence.Of("profile.university-unknown"));
            return (known?.Code ?? "", null, null);
        }

        var written = request.University!;
        var country = request.UniversityCountry is { Length: > 0 } given ? given : null;
        if (Universities.Find(written) is { } found && (country is null || IsIn(country, found.University)))
        {
            if (found.OtherName is { } other)
            {
                notes.Add(Sentence.Of("profile.university-renamed", ("written", other), ("name", found.University.Name)));
            }

            if (found.MergedInto is { } successor)
            {
                notes.Add(Sentence.Of("profile.university-merged", ("name", found.University.Name), ("successor", successor.Name)));
            }

            return (found.University.Code, null, null);
        }

        if (country is null)
        {
            refuse("university", Sentence.Of("profile.university-not-in-table", ("university", written)));
        }

        refuse("university", ObjectionTo(written));
        refuse("universityCountry", country is null ? null : ObjectionTo(country));
        notes.Add(Sentence.Of("profile.university-by-hand", ("university", written)));
        return ("", written, country);
    }

    static (string Code, string? Written) MajorOf(SaveProfile.Request request, Action<string, Sentence?> refuse, List<Sentence> notes)
    {
        if (!string.IsNullOrWhiteSpace(request.MajorCode))
        {
            refuse("majorCode", Majors.TryFind(request.MajorCode, out var known) ? null : Sentence.Of("profile.major-unknown"));
            return (known?.Code ?? "", null);
        }

        var written = request.Major!;
        var track = request.Degree is DegreeLevel.Master or DegreeLevel.Doctor ? DegreeTrack.Graduate : DegreeTrack.Undergraduate;
        var all = Majors.Find(written).Where(one => one.Scope == MajorScope.Major).ToList();
        var own = all.Where(one => one.Track == track).ToList();
        var found = own.Count > 0 ? own : all;
        if (found is [var one] && (one.Track == track || !Majors.IsCodeOnly(written)))
        {
            return (one.Code, null);
        }

        if (request.MajorByHand && ObjectionTo(written) is null)
        {
            notes.Add(Sentence.Of("profile.major-by-hand", ("major", written)));
            return ("", written);
        }

        refuse("major", found switch
        {
            [] when request.MajorByHand => ObjectionTo(written),
            [] => Sentence.Of("profile.major-not-in-table", ("major", written)),
            [{ Track: DegreeTrack.Undergraduate } other] => Sentence.Of("profile.code-of-undergraduates", ("code", other.PrintedCode), ("name", other.Name), ("degree", request.Degree!.Value)),
            [var other] => Sentence.Of("profile.code-of-postgraduates", ("code", other.PrintedCode), ("name", other.Name), ("degree", request.Degree!.Value)),
            _ => Sentence.Of("profile.major-ambiguous", ("major", written), ("choices", Argument.List(found.Select(choice => choice.Text)))),
        });
        return ("", null);
    }

    // 东北大学 is a name in Shenyang and in Sendai, 清华大学 in Beijing and in Hsinchu.
    static bool IsIn(string country, University university) => Regions.FirstOrDefault(region => country.Contains(region, StringComparison.Ordinal)) is { } region
        ? university.Province.StartsWith(region, StringComparison.Ordinal)
        : country.StartsWith("China", StringComparison.OrdinalIgnoreCase) || country.StartsWith("中国", StringComparison.Ordinal) || country.StartsWith("中华", StringComparison.Ordinal) || university.Province.StartsWith(country, StringComparison.Ordinal);

    static readonly string[] Regions = ["香港", "澳门", "台湾"];

    const int FewestLetters = 2;

    /// <summary>Why a name written by hand cannot be one, or null.</summary>
    static Sentence? ObjectionTo(string name) =>
        name.EnumerateRunes().Count(Rune.IsLetter) < FewestLetters || PersonalText.HoldsContactNumber(name) ? Sentence.Of("profile.no-name") : null;
}
