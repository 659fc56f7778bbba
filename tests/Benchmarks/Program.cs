using RaMatch.Benchmarks.Instances;

if (args is ["describe", var size] && RoundShape.All.FirstOrDefault(shape => shape.Name == size) is { } shape)
{
    foreach (var (fact, value) in Description.Of(RoundGenerator.Make(shape)))
    {
        Console.WriteLine($"{fact}: {value}");
    }

    return 0;
}

Console.Error.WriteLine("usage: dotnet run -c Release --project tests/Benchmarks -- SUITE");
return 2;
