using System.Diagnostics;
using RaMatch.Benchmarks.Instances;
using RaMatch.Benchmarks.Measuring;
using RaMatch.Benchmarks.Peers;
using RaMatch.Matching.Scoring.Indexing;

namespace RaMatch.Benchmarks.Suites;

/// <summary>
/// The best twenty, both ways: newcomers asked one by one of everybody, everything at once of the index in one and two threads, and the events
/// that keep the index current. All answers are held to those of comparing everything.
/// </summary>
static class TopSteps
{
    public const string Ask = "top";
    public const string Full = "top, everything";
    public const string Events = "top, events";

    public const string Ours = "index";
    public const string Everything = "exhaustive";
    public const string Lucene = "Lucene.Net";
    public const string LuceneOwn = "Lucene.Net, own simpler score";
    public const string Sqlite = "SQLite";

    const int Most = 20;
    const int Newcomers = 2_000;

    public static void Run(Session session)
    {
        var shape = session.Quick ? MarketShape.Park : MarketShape.National;
        AskOneByOne(session, shape);
        AskEverything(session, shape);
        FollowEvents(session, shape);
    }

    static void AskOneByOne(Session session, MarketShape shape)
    {
        var table = new Table(
            $"Top 20, one newcomer asked ({shape.Name}: {Table.Count(shape.Positions)} positions, {Table.Count(shape.Graduates)} graduates): wall time",
            "method", "new graduate, p50", "/ index", "new position, p50", "/ index", "in the largest bucket, graduate p50", "position p50", "/ index", "building");
        StepResult? ours = null;
        foreach (var method in new[] { Ours, Everything, Lucene, LuceneOwn, Sqlite }.Where(method => PackagedPeers.AreHere || method is not (Lucene or LuceneOwn)))
        {
            var result = session.Run(new StepRequest(Ask, shape.Name, session.Quick ? 20 : method == Ours ? Newcomers : 200) { Variant = method });
            ours ??= result;
            if (method is not (Ours or LuceneOwn))
            {
                session.Compare($"top 20: {Ours} and {method}", result.Checksum, session.Quick ? ours.Checksum : session.Run(new StepRequest(Ask, shape.Name, 200) { Variant = Ours }).Checksum);
            }

            if (method is Lucene or Sqlite)
            {
                session.Goal($"One new graduate against {method}, p50", "50x", Table.Ratio(result.Facts["graduate"], ours.Facts["graduate"]), 50 * ours.Facts["graduate"] / result.Facts["graduate"]);
                session.Goal($"One new position against {method}, p50", "50x", Table.Ratio(result.Facts["position"], ours.Facts["position"]), 50 * ours.Facts["position"] / result.Facts["position"]);
            }

            table.Add(
                method,
                Table.Microseconds(result.Facts["graduate"]),
                Table.Ratio(result.Facts["graduate"], ours.Facts["graduate"]),
                Table.Microseconds(result.Facts["position"]),
                Table.Ratio(result.Facts["position"], ours.Facts["position"]),
                Table.Microseconds(result.Facts["head graduate"]),
                Table.Microseconds(result.Facts["head position"]),
                Table.Ratio(result.Facts["head position"], ours.Facts["head position"]),
                Table.Milliseconds(result.Facts["building"]));
        }

        session.Print(table);
    }

    static void AskEverything(Session session, MarketShape shape)
    {
        var table = new Table(
            $"Top 20, everybody and every position at once ({shape.Name})",
            "threads", "wall time", "CPU", "graduates alone, wall", "positions alone, wall", "memory");
        ulong? one = null;
        foreach (var threads in new[] { 1, 2 })
        {
            var result = session.Run(new StepRequest(Full, shape.Name, session.Quick ? 1 : 3) { Variant = threads == 1 ? "1 thread" : $"{threads} threads" });
            if (threads == 2)
            {
                session.Goal("Top 20 both ways for the national set, two threads, wall time", "600 ms", Table.Milliseconds(result.Wall), result.Wall / 600);
            }

            session.Compare("top 20, everything: one thread and more", one ??= result.Checksum, result.Checksum);
            table.Add(
                $"{threads}",
                Table.Milliseconds(result.Wall),
                Table.Milliseconds(result.Cpu),
                Table.Milliseconds(result.Facts["graduates"]),
                Table.Milliseconds(result.Facts["positions"]),
                $"{result.PeakMegabytes:0} MB");
        }

        session.Print(table);
    }

    static void FollowEvents(Session session, MarketShape shape)
    {
        var table = new Table(
            $"The index follows events ({shape.Name}): the change and the question it raises, wall time",
            "event", "p50", "p99", "allocated an event");
        var result = session.Run(new StepRequest(Events, shape.Name, session.Quick ? 20 : Newcomers));
        foreach (var happening in new[] { "new position", "new graduate", "skill edit", "close" })
        {
            table.Add(
                happening,
                Table.Microseconds(result.Facts[$"{happening} p50"]),
                Table.Microseconds(result.Facts[$"{happening} p99"]),
                $"{result.Facts[$"{happening} bytes"]:0.#} B");
        }

        session.Print(table);
    }

    /// <summary>So many newcomers of each kind asked of one method; the checksum is of all answers.</summary>
    public static StepResult Asking(StepRequest request)
    {
        var market = new MarketInstance(ShapeOf(request.Size), Newcomers);
        var (headGraduates, headPositions) = Head(market, Math.Min(50, request.Times));
        var watch = Stopwatch.StartNew();
        using ITopPeer peer = request.Variant switch
        {
            Ours => new OurIndex(market, Most),
            Everything => new Exhaustive(market, Most),
            Lucene => PackagedPeers.LuceneOf(market, Most, ownScore: false),
            LuceneOwn => PackagedPeers.LuceneOf(market, Most, ownScore: true),
            _ => new SqliteSearch(market, Most),
        };
        var building = watch.Elapsed.TotalMilliseconds;
        var graduates = Enumerable.Range(market.Shape.Graduates, request.Times).ToArray();
        var positions = Enumerable.Range(market.Shape.Positions, request.Times).ToArray();

        // Once to warm up, in which the answers are taken.
        ulong sum = 0;
        foreach (var number in graduates.Concat(headGraduates))
        {
            var one = new Checksum();
            peer.ForGraduate(number, ref one);
            sum += one.Value;
        }

        foreach (var number in positions.Concat(headPositions))
        {
            var one = new Checksum();
            peer.ForPosition(number, ref one);
            sum += one.Value;
        }

        return new StepResult
        {
            Checksum = sum,
            PeakMegabytes = Processes.PeakMegabytes(),
            Facts = new()
            {
                ["building"] = building,
                ["graduate"] = Median(graduates, number => Graduate(peer, number)),
                ["position"] = Median(positions, number => Position(peer, number)),
                ["head graduate"] = Median(headGraduates, number => Graduate(peer, number)),
                ["head position"] = Median(headPositions, number => Position(peer, number)),
            },
        };

        static void Graduate(ITopPeer peer, int number)
        {
            var sum = new Checksum();
            peer.ForGraduate(number, ref sum);
        }

        static void Position(ITopPeer peer, int number)
        {
            var sum = new Checksum();
            peer.ForPosition(number, ref sum);
        }
    }

    /// <summary>Everybody's and every position's best twenty from the index.</summary>
    public static StepResult AskingEverything(StepRequest request)
    {
        var market = new MarketInstance(ShapeOf(request.Size), newcomers: 0);
        using var index = new OurIndex(market, Most);
        var threads = request.Variant[0] - '0';
        var (graduatesOnly, positionsOnly) = (double.MaxValue, double.MaxValue);
        var (cpu, wall, sum) = Processes.Least(request.Times, () =>
        {
            // Neighbours are asked one after the other, so that what they are compared with is still at hand.
            var watch = Stopwatch.StartNew();
            var graduates = market.GraduatesInOrder(market.Shape.Graduates);
            var ofGraduates = InThreads(threads, graduates.Length, (place, search) =>
            {
                var (number, one) = (graduates[place], new Checksum());
                index.AddPositions(index.SearchPositions(market.Candidates[number], search), ref one);
                return one.Value;
            });
            graduatesOnly = Math.Min(graduatesOnly, watch.Elapsed.TotalMilliseconds);
            watch.Restart();
            var positions = market.PositionsInOrder(market.Shape.Positions);
            var ofPositions = InThreads(threads, positions.Length, (place, search) =>
            {
                var (number, one) = (positions[place], new Checksum());
                index.AddGraduates(index.SearchGraduates(number, search), ref one);
                return one.Value;
            });
            positionsOnly = Math.Min(positionsOnly, watch.Elapsed.TotalMilliseconds);
            return ofGraduates + ofPositions;
        });
        return new StepResult
        {
            Cpu = cpu,
            Wall = wall,
            PeakMegabytes = Processes.PeakMegabytes(),
            Checksum = sum,
            Facts = new() { ["graduates"] = graduatesOnly, ["positions"] = positionsOnly },
        };
    }

    /// <summary>Newcomers enter, graduates learn, positions close; after it the index answers as one built anew.</summary>
    public static StepResult Following(StepRequest request)
    {
        var market = new MarketInstance(ShapeOf(request.Size), request.Times);
        using var index = new OurIndex(market, Most);
        var search = new IndexSearch();
        var facts = new Dictionary<string, double>();
        var learned = Enumerable.Range(0, request.Times).Select(edit => market.Generator.Learned(edit, 1).Features()).ToArray();

        // Each twice, the first time to warm up; the second time everything changes from what it is to the same.
        for (var times = 0; times < 2; times++)
        {
            Measure("new position", number =>
            {
                index.PutPosition(market.Shape.Positions + number);
                index.SearchGraduates(market.Shape.Positions + number, search);
            });
            Measure("new graduate", number =>
            {
                index.PutGraduate(market.Shape.Graduates + number, market.Candidates[market.Shape.Graduates + number]);
                index.SearchPositions(market.Candidates[market.Shape.Graduates + number], search);
            });
            Measure("skill edit", number =>
            {
                index.PutGraduate(number, learned[number]);
                index.SearchPositions(learned[number], search);
            });
            Measure("close", number => index.PutPosition(market.Shape.Positions + number, market.Vacancies[market.Shape.Positions + number] with { Closed = true }));
        }

        return new StepResult { Facts = facts, PeakMegabytes = Processes.PeakMegabytes(), Checksum = Answers(index), Reference = Answers(BuiltAnew()) };

        void Measure(string happening, Action<int> happen)
        {
            var microseconds = new double[request.Times];
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            for (var number = 0; number < microseconds.Length; number++)
            {
                var start = Stopwatch.GetTimestamp();
                happen(number);
                microseconds[number] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            }

            facts[$"{happening} bytes"] = (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)microseconds.Length;
            Array.Sort(microseconds);
            facts[$"{happening} p50"] = microseconds[microseconds.Length / 2];
            facts[$"{happening} p99"] = microseconds[microseconds.Length * 99 / 100];
        }

        OurIndex BuiltAnew()
        {
            var anew = new OurIndex(market, Most);
            for (var number = 0; number < request.Times; number++)
            {
                anew.PutGraduate(market.Shape.Graduates + number, market.Candidates[market.Shape.Graduates + number]);
                anew.PutGraduate(number, learned[number]);
            }

            return anew;
        }

        ulong Answers(OurIndex of)
        {
            ulong sum = 0;
            for (var number = 0; number < request.Times; number++)
            {
                var one = new Checksum();
                of.ForGraduate(number, ref one);
                of.ForPosition(market.Shape.Positions + number, ref one);
                sum += one.Value;
            }

            return sum;
        }
    }

    // Those who have to be compared with most: of the newcomers in the largest city, who name it alone, the whole first discipline.
    static (int[] Graduates, int[] Positions) Head(MarketInstance market, int most)
    {
        var city = market.Vacancies.CountBy(vacancy => vacancy.City).MaxBy(count => count.Value).Key;
        var discipline = market.Candidates.CountBy(candidate => candidate.Major.Discipline).MaxBy(count => count.Value).Key;
        return (
            [.. Enumerable.Range(market.Shape.Graduates, Newcomers).Where(number => market.Candidates[number].Major.Discipline == discipline && market.Candidates[number].Cities.Contains(city)).Take(most)],
            [.. Enumerable.Range(market.Shape.Positions, Newcomers).Where(number => market.Vacancies[number].City == city && market.Vacancies[number].Majors.Contains(discipline)).Take(most)]);
    }

    static double Median(int[] numbers, Action<int> ask)
    {
        var microseconds = new double[numbers.Length];
        for (var place = 0; place < numbers.Length; place++)
        {
            var start = Stopwatch.GetTimestamp();
            ask(numbers[place]);
            microseconds[place] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        Array.Sort(microseconds);
        return microseconds[microseconds.Length / 2];
    }

    // Whoever is free takes the next thousand; the sum does not depend on who does what.
    static ulong InThreads(int threads, int count, Func<int, IndexSearch, ulong> ask)
    {
        const int AtOnce = 1_000;
        var next = 0;
        ulong sum = 0;
        var workers = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            var search = new IndexSearch();
            ulong mine = 0;
            for (int first; (first = Interlocked.Add(ref next, AtOnce) - AtOnce) < count;)
            {
                for (var number = first; number < Math.Min(first + AtOnce, count); number++)
                {
                    mine += ask(number, search);
                }
            }

            Interlocked.Add(ref sum, mine);
        })).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        return sum;
    }

    static MarketShape ShapeOf(string size) => new[] { MarketShape.Park, MarketShape.Tenth, MarketShape.National }.First(shape => shape.Name == size);
}
