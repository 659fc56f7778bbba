using RaMatch.Contracts;
using RaMatch.Platform.Web;
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
        var scope = position is { } id ? $"position={id}&" : "";
        var counts = services.GetAsync<IReadOnlyList<AtStage>>("matching", "placements/stages?" + scope);
        var asked = only is { } stage ? [stage] : PipelineColumn.All.SelectMany(column => column.Stages).ToList();
        var size = only is null ? CardsAStage : PageSize;
        var lists = await Task.WhenAll(asked.Select(one =>
            services.GetAsync<PageOf<PlacementLine>>("matching", $"placements?{scope}stage={Wording.Key(one)}&page={page}&size={size}")));
        var lines = lists.SelectMany(list => list.Value?.Items ?? []).ToList();
        var people = PeopleAsync(services, lines.Select(line => line.PlacementId));
        var scores = await ScoresAsync(services, lines);
        var named = await people;
        var cards = asked.Zip(lists).ToDictionary(
            one => one.First,
            one => (IReadOnlyList<PipelineCard>)[.. (one.Second.Value?.Items ?? [])
                .Select(line => new PipelineCard(line, named.GetValueOrDefault(line.PlacementId), scores.GetValueOrDefault(line.PlacementId)))
                .OrderByDescending(card => card.Score ?? -1)
                .ThenBy(card => card.Line.StageSince)]);
        var answer = await counts;
        return new Pipeline(cards, (answer.Value ?? []).ToDictionary(one => one.Stage, one => one.Placements), answer.Refusal);
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

    static async Task<Dictionary<Guid, int?>> ScoresAsync(ServiceClient services, IReadOnlyList<PlacementLine> lines)
    {
        var fits = await Task.WhenAll(lines.Select(line => line.PositionId).Distinct()
            .Select(position => services.GetAsync<PageOf<CandidateFit>>("matching", $"positions/{position}/candidates?size=200")));
        return fits.SelectMany(fit => fit.Value?.Items ?? []).ToDictionary(fit => fit.PlacementId, fit => fit.Score is { } score ? (int?)((score + 5) / 10) : null);
    }
}
