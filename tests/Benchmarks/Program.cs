using System.Text.Json;
using RaMatch.Benchmarks.Instances;
using RaMatch.Benchmarks.Measuring;
using RaMatch.Benchmarks.Suites;
using RaMatch.Rounds.Format;
using RoundCommands = RaMatch.Rounds.Commands.RoundCommands;

const string Usage = """
    usage: dotnet run -c Release --project tests/Benchmarks -- SUITE [--quick] [--markdown] [--long]
           dotnet run -c Release --project tests/Benchmarks -- describe SIZE
           dotnet run -c Release --project tests/Benchmarks -- generate SIZE --out FOLDER
    """;

switch (args)
{
    case [Processes.StepArgument, var request]:
        Console.WriteLine(JsonSerializer.Serialize(Steps.Do(JsonSerializer.Deserialize<StepRequest>(request)!)));
        return 0;
    case var command when RoundCommands.Knows(command):
        return RoundCommands.Run(command);
    case ["describe", var size] when RoundShape.All.FirstOrDefault(shape => shape.Name == size) is { } shape:
        foreach (var (fact, value) in Description.Of(RoundGenerator.Make(shape)))
        {
            Console.WriteLine($"{fact}: {value}");
        }

        return 0;
    case ["generate", var size, "--out", var folder] when RoundShape.All.FirstOrDefault(shape => shape.Name == size) is { } shape:
        Console.WriteLine($"input hash: {RoundFolder.Write(RoundGenerator.Make(shape), folder)}");
        return 0;
    case [var suite, .. var options] when Suite.Named(suite) is { } suites && options.All(option => option is "--quick" or "--markdown" or "--long"):
        using (var session = new Session(Console.Out, options.Contains("--quick"), options.Contains("--markdown"), options.Contains("--long")))
        {
            foreach (var run in suites)
            {
                run(session);
            }

            session.PrintVerdict();
            return session.ExitCode;
        }

    default:
        Console.Error.WriteLine(Usage);
        return 2;
}
