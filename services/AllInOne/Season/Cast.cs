using RaMatch.Contracts;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;

namespace RaMatch.AllInOne.Season;

/// <summary>A unit of the season.</summary>
/// <param name="Id">Its account.</param>
/// <param name="Uscc">A well-formed code; invented, also for the firms that exist.</param>
/// <param name="Name">The names in the newsletter are real, all others invented.</param>
/// <param name="ParkId">Its park.</param>
/// <param name="City">Its city.</param>
/// <param name="Categories">What it is mobilised as.</param>
/// <param name="Day">The day it registers, 0 = the first.</param>
/// <param name="Verified">Whether the park has verified it the same day, or still has to.</param>
sealed record SeasonUnit(Guid Id, string Uscc, string Name, string ParkId, string City, IReadOnlyList<UnitCategory> Categories, int Day, bool Verified = true)
{
    /// <summary>The account that acts for it.</summary>
    public Caller Member => new(DemoPersona.IdOf($"member of {Id}"), Roles.UnitMember, Name, Id, null, Right.Manage);
}

/// <summary>A firm that its park knows and that has not registered; invented.</summary>
/// <param name="ParkId">Its park.</param>
/// <param name="Name">Its name.</param>
/// <param name="Category">What it is to be mobilised as.</param>
/// <param name="Headcount">Whom it employs.</param>
sealed record SeasonFirm(string ParkId, string Name, UnitCategory Category, int Headcount);

/// <summary>A position of the season.</summary>
/// <param name="Unit">Who offers it.</param>
/// <param name="Number">Its number within the season, from 0.</param>
/// <param name="Post">What it is.</param>
/// <param name="Seats">Its seats: at least as many as will be filled.</param>
/// <param name="Day">The day it is submitted, 0 = the first.</param>
/// <param name="Published">Whether the park has published it the same day, or still has to.</param>
sealed record SeasonPosition(SeasonUnit Unit, int Number, Post Post, int Seats, int Day, bool Published = true);

/// <summary>A graduate of the season; invented.</summary>
/// <param name="Id">The pseudonym.</param>
/// <param name="Name">An invented name.</param>
/// <param name="Phone">A well-formed number.</param>
/// <param name="IdNumber">A well-formed number in a region that is assigned to nobody.</param>
/// <param name="UniversityCode">A real university.</param>
/// <param name="MajorCode">A real major.</param>
/// <param name="Degree">The degree.</param>
/// <param name="GraduationYear">The year.</param>
/// <param name="Skills">Skills.</param>
/// <param name="City">The city wished for.</param>
/// <param name="Day">The day the profile is written, 0 = the first.</param>
sealed record SeasonGraduate(
    Guid Id,
    string Name,
    string Phone,
    string IdNumber,
    string UniversityCode,
    string MajorCode,
    DegreeLevel Degree,
    int GraduationYear,
    IReadOnlyList<string> Skills,
    string City,
    int Day)
{
    /// <summary>The account that acts for the graduate.</summary>
    public Caller Account => new(Id, Roles.Graduate, Name, null, null, null);
}

/// <summary>What happens to an application, in the order in which a day's moves are played.</summary>
enum Move
{
    Apply,
    Withdraw,
    Shortlist,
    Reject,
    Interview,
    Offer,
    Accept,
    Decline,
    Sign,
    FileAgreement,
    FileOnDuty,
    Confirm,
    ReturnEvidence,
    FileAgreementAgain,
    Verify,
    VerifyInDispute,
    Settle,
    Terminate,
}

/// <summary>One application and what becomes of it.</summary>
/// <param name="Number">Its number within the season, from 0.</param>
/// <param name="Graduate">Who applies.</param>
/// <param name="Position">For what.</param>
/// <param name="Moves">What happens on which day; a story without an end stays where it is.</param>
sealed record Story(int Number, SeasonGraduate Graduate, SeasonPosition Position, IReadOnlyList<(int Day, Move Move)> Moves);

/// <summary>A programme and all that happens in it.</summary>
/// <param name="Code">The programme's code.</param>
/// <param name="Title">Its title.</param>
/// <param name="CohortYear">This year's cohort.</param>
/// <param name="FirstDay">Day 0.</param>
/// <param name="LastDay">The programme's last day.</param>
/// <param name="Days">How many days are played; fewer than the programme has, where it is still under way.</param>
/// <param name="Milestones">Dates with what is expected by then.</param>
/// <param name="Targets">Targets by park.</param>
/// <param name="Firms">Firms that have not registered.</param>
/// <param name="Units">The units.</param>
/// <param name="Positions">The positions.</param>
/// <param name="Graduates">The graduates.</param>
/// <param name="Stories">The applications.</param>
sealed record Season(
    string Code,
    string Title,
    int CohortYear,
    DateOnly FirstDay,
    DateOnly LastDay,
    int Days,
    IReadOnlyList<Milestone> Milestones,
    IReadOnlyDictionary<string, int> Targets,
    IReadOnlyList<SeasonFirm> Firms,
    IReadOnlyList<SeasonUnit> Units,
    IReadOnlyList<SeasonPosition> Positions,
    IReadOnlyList<SeasonGraduate> Graduates,
    IReadOnlyList<Story> Stories);

/// <summary>A dated expectation, in basis points of each park's target: 5,000 seats published of 10,000 is half.</summary>
sealed record Milestone(DateOnly On, string Title, int? PublishedBasisPoints, int? FilledBasisPoints);
