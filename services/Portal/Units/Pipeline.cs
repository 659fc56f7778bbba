using RaMatch.Contracts;
using RaMatch.Portal.Backend;

namespace RaMatch.Portal.Units;

/// <summary>A column of the board: the stages it holds and what to do with those who stand there.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Stages">The stages it holds.</param>
/// <param name="Next">The button's words; null where the graduate or the park is to act.</param>
/// <param name="Form">The form on the candidate's page that the button leads to; null where the step needs nothing more.</param>
public sealed record PipelineColumn(string Title, IReadOnlyList<PlacementStage> Stages, string? Next = null, string? Form = null)
{
    /// <summary>The columns from application to counted hire.</summary>
    public static IReadOnlyList<PipelineColumn> All { get; } =
    [
        new("新投递", [PlacementStage.Applied], "初筛通过"),
        new("初筛通过", [PlacementStage.Shortlisted], "约面试", "interview"),
        new("面试", [PlacementStage.Interviewing], "发录用", "offer"),
        new("录用", [PlacementStage.Offered, PlacementStage.Accepted]),
        new("已签约 / 到岗", [PlacementStage.Signed, PlacementStage.OnDuty]),
        new("已落实", [PlacementStage.Counted]),
    ];
}

/// <summary>A card of the board.</summary>
/// <param name="Line">The placement.</param>
/// <param name="Person">Who it is; null while the other service does not answer.</param>
/// <param name="Score">0 to 100; null without consent to matching.</param>
public sealed record PipelineCard(PlacementLine Line, Candidate? Person, int? Score);

/// <summary>The pipeline of a unit, put together from the placements, the people and how well they fit.</summary>
/// <param name="Cards">Cards by stage, best first.</param>
/// <param name="Counts">How many stand at each stage, shown or not.</param>
/// <param name="Refusal">Why there is nothing to show.</param>
sealed record Pipeline(IReadOnlyDictionary<PlacementStage, IReadOnlyList<PipelineCard>> Cards, IReadOnlyDictionary<PlacementStage, long> Counts, Refusal? Refusal)
{
    // A board is for those who need a decision now; whoever wants more opens the stage.
    const int CardsAStage = 20;
    const int NamesAtOnce = 200;

    /// <summary>Cards a page when one stage is opened.</summary>
    public const int PageSize = 50;

    /// <summary>Reads the board of all positions or one, or one stage of it.</summary>
    public static async Task<Pipeline> ReadAsync(ServiceClient services, Guid? position, PlacementStage? only, int page)
    {
        var scope = (position is { } id ? $"position={id}&" : "") + (only is { } stage ? $"stage={Wording.Key(stage)}&" : "");
        var answer = await services.GetAsync<UnitBoard>("matching", $"placements/board?{scope}page={page}&size={(only is null ? CardsAStage : PageSize)}");
        var read = answer.Value?.Cards ?? [];
        var named = await PeopleAsync(services, read.Select(card => card.Line.PlacementId));
        var cards = read
            .Select(card => new PipelineCard(card.Line, named.GetValueOrDefault(card.Line.PlacementId), card.Score is { } score ? Wording.OutOf100(score) : null))
            .GroupBy(card => card.Line.Stage)
            .ToDictionary(
                column => column.Key,
                column => (IReadOnlyList<PipelineCard>)[.. column.OrderByDescending(card => card.Score ?? -1).ThenBy(card => card.Line.StageSince)]);
        return new Pipeline(cards, (answer.Value?.Stages ?? []).ToDictionary(one => one.Stage, one => one.Placements), answer.Refusal);
    }

    /// <summary>How many stand at some stages.</summary>
    public long Count(params IEnumerable<PlacementStage> stages) => stages.Sum(stage => Counts.GetValueOrDefault(stage));

    /// <summary>Who the applicants of some placements are, as far as the unit may know; those Applicant does not tell now are left out.</summary>
    public static async Task<Dictionary<Guid, Candidate>> PeopleAsync(ServiceClient services, IEnumerable<Guid> placementIds)
    {
        var people = new Dictionary<Guid, Candidate>();
        foreach (var chunk in placementIds.Chunk(NamesAtOnce))
        {
            var answer = await services.PostAsync<IReadOnlyList<Candidate>>("applicant", "candidates", new { placementIds = chunk });
            foreach (var candidate in answer.Value ?? [])
            {
                people[candidate.PlacementId] = candidate;
            }
        }

        return people;
    }
}
