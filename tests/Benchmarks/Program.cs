Console.Error.WriteLine("usage: dotnet run -c Release --project tests/Benchmarks -- SUITE");
return 2;
