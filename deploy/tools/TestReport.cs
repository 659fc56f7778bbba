#!/usr/bin/env dotnet
#:property PublishAot=false

// Reads the result files of a test run and sums them up:
//
//   dotnet run deploy/tools/TestReport.cs -- FOLDER [EXPECTED...]
//
// FOLDER holds one NAME.trx a test project; each EXPECTED is a NAME whose file must be there and hold a test.
// The last line is "N passed, N failed, N skipped". The exit code is 1 if anything failed, if a run broke off,
// if an expected file is missing or empty, or if no test ran at all.
using System.Globalization;
using System.Xml.Linq;

var folder = args[0];
var expected = args[1..];
var runs = Directory.EnumerateFiles(folder, "*.trx").Order(StringComparer.Ordinal).Select(Run.Read).ToList();

foreach (var run in runs)
{
    Print($"{run.Name,-24} {Sum(run.Tests)}");
}

foreach (var test in All("skipped"))
{
    Print($"skipped: {test.Name}\n         {test.Message}");
}

foreach (var test in All("failed"))
{
    Print($"FAILED: {test.Name}\n        {test.Message}");
}

var problems = runs.Where(run => run.BrokeOff).Select(run => $"BROKE OFF: {run.Name}: {run.Trouble}")
    .Concat(expected.Where(name => !runs.Any(run => run.Name == name && run.Tests.Count > 0)).Select(name => $"NO RESULTS: {name}"))
    .ToList();
problems.ForEach(Print);

var total = runs.SelectMany(run => run.Tests).ToList();
Print(Sum(total));
return problems.Count == 0 && total.Any(test => test.Outcome == "passed") && total.All(test => test.Outcome != "failed") ? 0 : 1;

IEnumerable<Test> All(string outcome) => runs.SelectMany(run => run.Tests).Where(test => test.Outcome == outcome).OrderBy(test => test.Name, StringComparer.Ordinal);

static string Sum(IReadOnlyCollection<Test> tests) => string.Create(
    CultureInfo.InvariantCulture,
    $"{tests.Count(test => test.Outcome == "passed")} passed, {tests.Count(test => test.Outcome == "failed")} failed, {tests.Count(test => test.Outcome == "skipped")} skipped");

static void Print(string line) => Console.Out.WriteLine(line);

/// <summary>One test as it ended: passed, failed or skipped.</summary>
sealed record Test(string Name, string Outcome, string Message);

/// <summary>The results of one test project.</summary>
sealed record Run(string Name, IReadOnlyList<Test> Tests, bool BrokeOff, string Trouble)
{
    static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    public static Run Read(string file)
    {
        var document = XDocument.Load(file);
        var tests = document.Descendants(Trx + "UnitTestResult").Select(ToTest).ToList();

        // A run that ends as "Failed" without a failed test lost its process on the way.
        var outcome = document.Descendants(Trx + "ResultSummary").Single().Attribute("outcome")?.Value;
        var brokeOff = outcome is not "Completed" && tests.All(test => test.Outcome != "failed");
        var trouble = string.Join(" ", document.Descendants(Trx + "RunInfo").Select(info => OneLine(info.Value)));
        return new Run(Path.GetFileNameWithoutExtension(file), tests, brokeOff, trouble);
    }

    static Test ToTest(XElement result) => new(
        result.Attribute("testName")?.Value ?? "?",
        result.Attribute("outcome")?.Value switch { "Passed" => "passed", "NotExecuted" => "skipped", _ => "failed" },
        OneLine(result.Descendants(Trx + "Message").FirstOrDefault()?.Value ?? ""));

    static string OneLine(string text) => string.Join(" ", text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
