using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Contracts;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;
using RaMatch.Platform.Words;
using RaMatch.Reference;

namespace RaMatch.Matching.Programmes;

/// <summary>
/// A park splits its target by street, unit category or unit, as a whole and with a reason; earlier splits stay on record, and the park and the supervisors see each with what was
/// published and counted of its parts, and by how much they miss the target. 404 for an unknown programme, another park or another way to split, 400 names each wrong part as <c>parts[1].street</c>,
/// 409 once the programme is closed or where the split has changed since it was looked at.
/// </summary>
static class SplitTarget
{
    const int Most = 500;
    const int LongestStreet = 60;
    const int LongestKey = 200;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPut("/programmes/{code}/targets/{parkId}/parts/{split}", HandleAsync).RequireParkStaff().RequireScope(Scopes.ProgrammesWrite).RequireRight(Right.Manage).WithName("SplitTarget")
            .WithExample(_ => new Request([new Part("新城街道", Category: null, UnitId: null, 120), new Part("清池街道", Category: null, UnitId: null, 185)], Revision: 0, "分解到街道"));
        api.MapGet("/programmes/{code}/targets/{parkId}/parts", ShowAsync).RequireRoles(Roles.ParkStaff, Roles.Supervisor).RequireScope(Scopes.NumbersRead).WithName("ShowTargetParts");
    }

    /// <summary>The split.</summary>
    /// <param name="Parts">Its parts in their order, at most 500; none takes the split back.</param>
    /// <param name="Revision">The revision that was looked at; 0 where there was none.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Request(
        [Required(ErrorMessage = "ramatch:request.no-value"), MaxLength(Most, ErrorMessage = "ramatch:target.parts-too-many?most={1}")] IReadOnlyList<Part> Parts,
        long Revision,
        [Required(ErrorMessage = "ramatch:target.reason-missing"), Characters(500, ErrorMessage = "ramatch:target.reason-too-long?most={1}")] string Reason);

    /// <summary>A part; what it is of is named as the split says, and nothing else.</summary>
    /// <param name="Street">The street, township or area, of a split by street.</param>
    /// <param name="Category">The category, of a split by category.</param>
    /// <param name="UnitId">A unit of the park, of a split by unit.</param>
    /// <param name="Target">How many of the target.</param>
    public sealed record Part(
        [Characters(LongestStreet, ErrorMessage = "ramatch:target.street-too-long?most={1}")] string? Street,
        UnitCategory? Category,
        Guid? UnitId,
        [Range(0, 1_000_000, ErrorMessage = "ramatch:target.range?least={1}&most={2}")] int Target);

    /// <summary>A park's target and how it is split.</summary>
    /// <param name="ParkId">The park.</param>
    /// <param name="Target">Its target; null: none is set.</param>
    /// <param name="Splits">Each way in which it was ever split.</param>
    /// <param name="Units">The verified units of the park, which parts may be of.</param>
    /// <param name="ClosedAt">When the programme was closed, after which nothing is split; null as long as it is not.</param>
    public sealed record Response(string ParkId, long? Target, IReadOnlyList<Split> Splits, IReadOnlyList<PartUnit> Units, DateTimeOffset? ClosedAt);

    /// <summary>What was done.</summary>
    /// <param name="ParkId">The park.</param>
    /// <param name="Revision">The revision of the split that holds now.</param>
    public sealed record Done(string ParkId, long Revision);

    /// <summary>A unit that a part may be of.</summary>
    public sealed record PartUnit(Guid UnitId, string Name);

    /// <summary>A split, as it holds.</summary>
    /// <param name="Kind">By what.</param>
    /// <param name="Revision">How often it was made.</param>
    /// <param name="Parts">Its parts; none where it was taken back.</param>
    /// <param name="Sum">Of the parts.</param>
    /// <param name="Difference">The sum less the target: negative means that some of the target is in no part. Null without a target.</param>
    /// <param name="Told">The same in words.</param>
    /// <param name="Reason">Why it is so.</param>
    /// <param name="SetAt">Since when.</param>
    /// <param name="Earlier">What it was before, latest first.</param>
    public sealed record Split(TargetSplit Kind, long Revision, IReadOnlyList<Line> Parts, long Sum, long? Difference, Sentence Told, string Reason, DateTimeOffset SetAt, IReadOnlyList<Former> Earlier);

    /// <summary>A part with what has come of it.</summary>
    /// <param name="Street">The street, of a split by street.</param>
    /// <param name="Category">The category, of a split by category.</param>
    /// <param name="UnitId">The unit, of a split by unit.</param>
    /// <param name="UnitName">The unit's name.</param>
    /// <param name="Target">How many of the target.</param>
    /// <param name="Published">Seats that its units have published (发布). A unit of several categories is in each of them. Null of a street, of which nobody knows the units.</param>
    /// <param name="Counted">Hires of its units, as the rules count them for the target (落实); null as above.</param>
    public sealed record Line(string? Street, UnitCategory? Category, Guid? UnitId, string? UnitName, long Target, long? Published, long? Counted);

    /// <summary>A split that holds no more.</summary>
    /// <param name="Revision">Which.</param>
    /// <param name="Parts">How many parts it had.</param>
    /// <param name="Sum">Of them.</param>
    /// <param name="Reason">Why it was so.</param>
    /// <param name="SetAt">Since when.</param>
    public sealed record Former(long Revision, int Parts, long Sum, string Reason, DateTimeOffset SetAt);

    /// <summary>A park splits its target.</summary>
    static Task<Results<Ok<Done>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>> HandleAsync(
        string code, string parkId, string split, Request request, ParkStaff staff, MatchingDb db, CancellationToken cancellation) =>
        db.WriteAsync<Results<Ok<Done>, NotFound<ProblemDetails>, Conflict<ProblemDetails>, ValidationProblem>>(async unit =>
        {
            if (parkId != staff.ParkId || await Programme.TakeAsync(unit, code) is not { } programme)
            {
                return Problems.NotFound("programme.none-or-park");
            }

            if (KindOf(split) is not { } kind)
            {
                return Problems.NotFound("target.split-unknown");
            }

            // A suspended unit keeps the part it has, and gets none.
            var units = (await unit.QueryAsync<Unit>(SelectUnits, new { parkId })).Where(one => one.Verified == 1).Select(one => one.UnitId)
                .Concat(await unit.QueryAsync<Guid>(SelectUnitsOfParts, new { code, parkId }))
                .ToHashSet();
            if (Wrong(request, kind, units) is { } wrong)
            {
                return wrong;
            }

            var revision = await unit.GetAsync<long>(SelectRevision, new { code, parkId, kind });
            if (revision == request.Revision + 1 && await IsSameAsync(unit, code, parkId, kind, request))
            {
                // Sent again as it is, it changes nothing.
                return TypedResults.Ok(new Done(parkId, revision));
            }

            if (programme.ClosedAt is not null || revision != request.Revision)
            {
                return programme.ClosedAt is not null ? Problems.Conflict("programme.closed-before") : Problems.Conflict("target.split-before", ("seen", request.Revision), ("now", revision));
            }

            await unit.ExecuteAsync(InsertSplit, new { code, parkId, kind, revision = revision + 1, request.Reason, actorId = staff.Id, setAt = unit.Now });
            await unit.InsertAllAsync(InsertPart, request.Parts.Select((part, place) => new
            {
                code,
                parkId,
                kind,
                revision = revision + 1,
                partKey = KeyOf(part, kind),
                place,
                part.Street,
                part.Category,
                part.UnitId,
                seats = part.Target,
            }));
            unit.Concerns(parkId, "programme", programme.ProgrammeId, $"split={kind} parts={request.Parts.Count}");
            return TypedResults.Ok(new Done(parkId, revision + 1));
        }, cancellation);

    /// <summary>A park, or a supervisor, sees how the park's target is split.</summary>
    static Task<Results<Ok<Response>, NotFound<ProblemDetails>>> ShowAsync(string code, string parkId, Caller caller, MatchingDb db, CancellationToken cancellation) =>
        db.ReadAsync<Results<Ok<Response>, NotFound<ProblemDetails>>>(async reader =>
            !Parks.TryFind(parkId, out _) || (caller.ParkId is not null && caller.ParkId != parkId) || await Programme.FindAsync(reader, code) is not { } programme
                ? Problems.NotFound("programme.none-or-park")
                : TypedResults.Ok(await ReadAsync(reader, programme, parkId)), cancellation);

    /// <summary>Whether the split that holds is the one that is asked for.</summary>
    static async Task<bool> IsSameAsync(Reader reader, string code, string parkId, TargetSplit kind, Request request)
    {
        var scope = new { code, parkId };
        return (await reader.QueryAsync<SplitRow>(SelectSplits, scope)).Where(split => split.Kind == kind).MaxBy(split => split.Revision) is { } standing
            && standing.Reason == request.Reason
            && (await reader.QueryAsync<PartRow>(SelectParts, scope))
                .Where(part => part.Kind == kind && part.Revision == standing.Revision)
                .OrderBy(part => part.Place)
                .Select(part => (part.Street, part.Category, part.UnitId, part.Seats))
                .SequenceEqual(request.Parts.Select(part => (part.Street, part.Category, part.UnitId, (long)part.Target)));
    }

    static TargetSplit? KindOf(string name) => name switch
    {
        "street" => TargetSplit.Street,
        "category" => TargetSplit.Category,
        "unit" => TargetSplit.Unit,
        _ => null,
    };

    static string? KeyOf(Part part, TargetSplit split) => split switch
    {
        TargetSplit.Street => part.Street is { } street ? FoldedText.Key(street) : null,
        TargetSplit.Category => part.Category?.ToString(),
        _ => part.UnitId?.ToString(),
    };

    static ValidationProblem? Wrong(Request request, TargetSplit split, HashSet<Guid> units)
    {
        var (errors, lineOf) = (new Dictionary<string, Sentence[]>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        if (request is { Parts.Count: 0, Revision: 0 })
        {
            errors["parts"] = [Sentence.Of("target.parts-none")];
        }

        foreach (var (at, part) in request.Parts.Index())
        {
            var field = $"parts[{at}].{(split switch { TargetSplit.Street => "street", TargetSplit.Category => "category", _ => "unitId" })}";
            var named = (part.Street is null ? 0 : 1) + (part.Category is null ? 0 : 1) + (part.UnitId is null ? 0 : 1);
            if (KeyOf(part, split) is not { Length: > 0 } key || named > 1)
            {
                errors[field] = [Sentence.Of("target.part-unnamed")];
            }
            else if (key.Length > LongestKey)
            {
                // Folding may make several characters of one.
                errors[field] = [Sentence.Of("target.street-too-long", ("most", LongestStreet))];
            }
            else if (part.UnitId is { } unitId && !units.Contains(unitId))
            {
                errors[field] = [Sentence.Of("target.unit-unknown")];
            }
            else if (!lineOf.TryAdd(key, at + 1))
            {
                errors[field] = [Sentence.Of("target.part-twice", ("line", lineOf[key]))];
            }
        }

        return errors.Count == 0 ? null : Problems.Invalid(errors);
    }

    static async Task<Response> ReadAsync(Reader reader, Programme programme, string parkId)
    {
        var scope = new { code = programme.Code, parkId };
        var target = await reader.FindAsync<long?>(SelectTarget, scope);
        var splits = await reader.QueryAsync<SplitRow>(SelectSplits, scope);
        var parts = (await reader.QueryAsync<PartRow>(SelectParts, scope)).ToLookup(part => (part.Kind, part.Revision));
        var units = await reader.QueryAsync<Unit>(SelectUnits, scope);
        var published = (await reader.QueryAsync<UnitSum>(SelectPublished, scope)).ToDictionary(sum => sum.UnitId, sum => sum.Published);
        var counted = (await reader.QueryAsync<UnitSum>(SelectCounted, scope))
            .ToDictionary(sum => sum.UnitId, sum => programme.RulesInForce.Counter == Counter.Cohort ? sum.OfCohort : sum.Counted);
        var numbers = new UnitNumbers(units, published, counted);
        return new Response(
            parkId,
            target,
            [.. splits.GroupBy(split => split.Kind).OrderBy(kind => kind.Key).Select(kind => SplitOf([.. kind.OrderByDescending(split => split.Revision)], parts, target, numbers))],
            [.. units.Where(unit => unit.Verified == 1).Select(unit => new PartUnit(unit.UnitId, unit.Name)).OrderBy(unit => unit.Name, Pinyin.Order)],
            programme.ClosedAt);
    }

    static Split SplitOf(IReadOnlyList<SplitRow> latestFirst, ILookup<(TargetSplit Kind, long Revision), PartRow> parts, long? target, UnitNumbers numbers)
    {
        var now = latestFirst[0];
        List<Line> lines = [.. parts[(now.Kind, now.Revision)].OrderBy(part => part.Place).Select(numbers.LineOf)];
        var sum = lines.Sum(line => line.Target);
        return new Split(
            now.Kind,
            now.Revision,
            lines,
            sum,
            sum - target,
            Compare(lines.Count, sum, target),
            now.Reason,
            now.SetAt,
            [.. latestFirst.Skip(1).Select(former => new Former(former.Revision, parts[(former.Kind, former.Revision)].Count(), parts[(former.Kind, former.Revision)].Sum(part => part.Seats), former.Reason, former.SetAt))]);
    }

    /// <summary>How the parts stand to the whole, in words.</summary>
    static Sentence Compare(int parts, long sum, long? target) =>
        parts == 0 ? Sentence.Of("target.no-parts")
        : target is not { } whole ? Sentence.Of("target.parts-without-whole", ("sum", sum))
        : sum == whole ? Sentence.Of("target.parts-are-whole", ("sum", sum))
        : sum < whole ? Sentence.Of("target.parts-short", ("sum", sum), ("whole", whole), ("difference", whole - sum))
        : Sentence.Of("target.parts-beyond", ("sum", sum), ("whole", whole), ("difference", sum - whole));

    /// <summary>What is known of the units of a park.</summary>
    sealed record UnitNumbers(IReadOnlyList<Unit> Units, IReadOnlyDictionary<Guid, long> Published, IReadOnlyDictionary<Guid, long> Counted)
    {
        public Line LineOf(PartRow part)
        {
            List<Guid>? units = part.Category is { } category ? [.. Units.Where(unit => unit.IsOf(category)).Select(unit => unit.UnitId)] : part.UnitId is { } one ? [one] : null;
            return new Line(
                part.Street,
                part.Category,
                part.UnitId,
                part.UnitId is { } id ? Units.FirstOrDefault(unit => unit.UnitId == id)?.Name : null,
                part.Seats,
                units?.Sum(unit => Published.GetValueOrDefault(unit)),
                units?.Sum(unit => Counted.GetValueOrDefault(unit)));
        }
    }

    sealed record SplitRow
    {
        public TargetSplit Kind { get; init; }
        public long Revision { get; init; }
        public string Reason { get; init; } = "";
        public DateTimeOffset SetAt { get; init; }
    }

    sealed record PartRow
    {
        public TargetSplit Kind { get; init; }
        public long Revision { get; init; }
        public long Place { get; init; }
        public string? Street { get; init; }
        public UnitCategory? Category { get; init; }
        public Guid? UnitId { get; init; }
        public long Seats { get; init; }
    }

    sealed record Unit
    {
        IReadOnlyList<UnitCategory>? _categories;

        public Guid UnitId { get; init; }
        public string Name { get; init; } = "";
        public string Categories { get; init; } = "[]";

        /// <summary>1 unless it is suspended.</summary>
        public long Verified { get; init; }

        public bool IsOf(UnitCategory category) => (_categories ??= Json.Read<IReadOnlyList<UnitCategory>>(Categories)).Contains(category);
    }

    sealed record UnitSum
    {
        public Guid UnitId { get; init; }
        public long Published { get; init; }
        public long Counted { get; init; }
        public long OfCohort { get; init; }
    }

    const string SelectTarget = """
        SELECT seats
        FROM target
        WHERE programme = @code AND park_id = @parkId
            AND revision = (SELECT MAX(newest.revision) FROM target AS newest WHERE newest.programme = @code AND newest.park_id = @parkId)
        """;

    const string SelectRevision = "SELECT COALESCE(MAX(revision), 0) FROM target_split WHERE programme = @code AND park_id = @parkId AND kind = @kind";

    const string SelectSplits = """
        SELECT kind, revision, reason, set_at
        FROM target_split
        WHERE programme = @code AND park_id = @parkId
        """;

    const string SelectParts = """
        SELECT kind, revision, place, street, category, unit_id, seats
        FROM target_part
        WHERE programme = @code AND park_id = @parkId
        """;

    const string SelectUnitsOfParts = "SELECT DISTINCT unit_id FROM target_part WHERE programme = @code AND park_id = @parkId AND unit_id IS NOT NULL";

    const string SelectUnits = """
        SELECT unit_id, name, categories, CASE WHEN verified_version > COALESCE(suspended_version, 0) THEN 1 ELSE 0 END AS verified
        FROM unit_status
        WHERE park_id = @parkId AND name IS NOT NULL
        """;

    const string SelectPublished = """
        SELECT unit_id, SUM(seats) AS published
        FROM supply_sum
        WHERE programme = @code AND park_id = @parkId
        GROUP BY unit_id
        """;

    const string SelectCounted = """
        SELECT unit_id, SUM(counted) AS counted, SUM(of_cohort) AS of_cohort
        FROM hire_sum
        WHERE programme = @code AND park_id = @parkId
        GROUP BY unit_id
        """;

    const string InsertSplit = """
        INSERT INTO target_split (programme, park_id, kind, revision, reason, actor_id, set_at)
        VALUES (@code, @parkId, @kind, @revision, @reason, @actorId, @setAt)
        """;

    const string InsertPart = """
        INSERT INTO target_part (programme, park_id, kind, revision, part_key, place, street, category, unit_id, seats)
        VALUES (@code, @parkId, @kind, @revision, @partKey, @place, @street, @category, @unitId, @seats)
        """;
}
