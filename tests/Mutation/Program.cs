using System.Diagnostics;
using RaMatch.Mutation;
using RaMatch.Mutation.Running;

const string Usage = """
    usage: dotnet run -c Release --project tests/Mutation -- [PATH...] [--again] [--every N] [--workers N]
           PATH       a room (services/Matching/Counting), a file of one, or the beginning of either; all rooms if there is none
           --again    only what no run before noticed; what one did is taken over where the text around it stands as it stood
           --every    of the mutants only each Nth, for a quick look
           --workers  processes that run tests side by side; as many as there are cores

    Says which changes to the rooms' code no test notices, and how many are noticed. Exits 1 below a room's goal.
    """;

if (args is ["worker", var assembly])
{
    await TestWorker.RunAsync(assembly);
    return 0;
}

var (workers, every, again) = (Environment.ProcessorCount, 1, false);
var asked = new List<string>();
for (var index = 0; index < args.Length; index++)
{
    if (args[index] is "--workers" or "--every" && index + 1 < args.Length && int.TryParse(args[index + 1], out var many) && many > 0)
    {
        (workers, every) = args[index] == "--workers" ? (many, every) : (workers, many);
        index++;
    }
    else if (args[index] == "--again")
    {
        again = true;
    }
    else if (args[index].StartsWith('-'))
    {
        Console.Error.WriteLine(Usage);
        return 2;
    }
    else
    {
        asked.Add(args[index].TrimEnd('/'));
    }
}

var root = Path.GetFullPath(AppContext.BaseDirectory);
while (!File.Exists(Path.Combine(root, "RaMatch.sln")))
{
    root = Path.GetDirectoryName(root)!;
}

var clock = Stopwatch.StartNew();
var output = Path.Combine(root, "artifacts", "mutation");
var rooms = Room.All.Where(room => asked.Count == 0 || asked.Any(path => (path + "/").StartsWith(room.Folder + "/", StringComparison.Ordinal) || room.Holds(path) || room.Folder.StartsWith(path + "/", StringComparison.Ordinal))).ToList();
if (rooms.Count == 0)
{
    Console.Error.WriteLine(Usage);
    return 2;
}

bool IsAsked(string path) => rooms.Any(room => room.Holds(path)) && (asked.Count == 0 || asked.Any(start => path.StartsWith(start, StringComparison.Ordinal)));

var tree = new MutatedTree(root, Path.Combine(output, "tree"));
var all = await tree.BuildAsync(IsAsked, [.. rooms.Select(room => room.Tests).Distinct()]);
var mutants = all.Where(mutant => mutant.Number % every == 0).ToList();
var equivalents = Equivalents.Read(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "equivalent.tsv")));
var equivalent = mutants.Where(equivalents.Contains).ToHashSet();
var file = new VerdictFile(Path.Combine(output, "verdicts.tsv"));
List<Verdict> verdicts = [.. equivalent.Select(mutant => new Verdict(mutant, Verdict.Kind.Equivalent, Test: null)), .. again ? file.NoticedOf(mutants.Where(mutant => !equivalent.Contains(mutant))) : []];
var judged = verdicts.Select(verdict => verdict.Mutant).ToHashSet();
Console.WriteLine($"built after {clock.Elapsed.TotalSeconds:0} s");
foreach (var suite in rooms.GroupBy(room => room.Tests))
{
    verdicts.AddRange(await new Campaign(tree.AssemblyOf(suite.Key), (test, path) => suite.Any(room => room.Holds(path) && room.IsTestedBy(test)), workers).JudgeAsync([.. mutants.Where(mutant => !judged.Contains(mutant) && suite.Any(room => room.Holds(mutant.Path)))]));
}

var report = new Report(Console.Out);
report.Write(rooms, verdicts);
file.Put(verdicts, all, IsAsked);
foreach (var line in every == 1 ? equivalents.Stale(IsAsked) : [])
{
    Console.WriteLine($"equivalent.tsv lists what is there no more: {line.Replace('\t', ' ')}");
}

Console.WriteLine($"{clock.Elapsed.TotalMinutes:0.0} minutes, {workers} at once{(every > 1 ? $", every {every}th mutant only" : "")}");
return report.GoalsReached ? 0 : 1;
