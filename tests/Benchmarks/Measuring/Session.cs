using RaMatch.Benchmarks.Limit;

namespace RaMatch.Benchmarks.Measuring;

/// <summary>How the benchmarks are asked to run, and what came out: the tables, and whether every result was that of its peer.</summary>
sealed class Session(TextWriter output, bool quick, bool markdown, bool longRuns) : IDisposable
{
    readonly Lazy<TunedCpp?> _limit = new(TunedCpp.Compile);
    readonly Table _goals = new("Goals", "goal", "wanted", "measured", "reached");
    int _compared;
    int _different;

    /// <summary>Seconds for everything: the smallest instances, once, in one process. To see that it works; its times mean nothing.</summary>
    public bool Quick => quick;

    /// <summary>The runs of many minutes too.</summary>
    public bool Long => longRuns;

    /// <summary>The tuned C++ program; null where there is no compiler.</summary>
    public TunedCpp? Limit => _limit.Value;

    /// <summary>0 if every result compared was the same, 1 otherwise. Time is no reason to fail.</summary>
    public int ExitCode => _different == 0 ? 0 : 1;

    /// <summary>Prints a table.</summary>
    public void Print(Table table) => output.WriteLine(table.Text(markdown));

    /// <summary>Does a step.</summary>
    public StepResult Run(StepRequest request)
    {
        if (!quick)
        {
            Console.Error.WriteLine($"… {request.Name} {request.Size} {request.Variant}");
        }

        var result = Processes.Run(request, inThisProcess: quick);
        if (result.Reference is { } reference)
        {
            Compare($"{request.Size} {request.Variant}: {request.Name} and the second way", reference, result.Checksum);
        }

        return result;
    }

    /// <summary>Does steps in turn, so many rounds of them, and keeps the least of each.</summary>
    public List<StepResult> Interleave(int rounds, params StepRequest[] requests)
    {
        var least = requests.Select(Run).ToList();
        for (; rounds > 1 && !quick; rounds--)
        {
            least = [.. least.Select((result, number) => result.Least(Run(requests[number])))];
        }

        return least;
    }

    /// <summary>Notes how a goal stands. A quick run's times mean nothing, so it notes none.</summary>
    /// <param name="what">The goal.</param>
    /// <param name="wanted">The number to reach, with its unit.</param>
    /// <param name="measured">The number measured, with its unit.</param>
    /// <param name="share">The measured number over the wanted one where small is good, the reverse where large is.</param>
    public void Goal(string what, string wanted, string measured, double share)
    {
        if (!quick)
        {
            _goals.Add(what, wanted, measured, share <= 1 ? "yes" : $"no, {share:0.0}x off");
        }
    }

    /// <summary>Holds a result to its reference.</summary>
    public void Compare(string what, ulong reference, ulong result)
    {
        _compared++;
        if (reference != result)
        {
            _different++;
            output.WriteLine($"DIFFERENT: {what}: {reference:x16} and {result:x16}.");
        }
    }

    public void Dispose()
    {
        if (_limit.IsValueCreated)
        {
            _limit.Value?.Dispose();
        }
    }

    /// <summary>The goals and the last line.</summary>
    public void PrintVerdict()
    {
        if (_goals.Any)
        {
            Print(_goals);
        }

        output.WriteLine($"{_compared} results compared with a peer or a second way, {_different} different.");
    }
}
