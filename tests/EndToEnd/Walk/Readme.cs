using System.Diagnostics;
using System.Text.RegularExpressions;

namespace RaMatch.EndToEnd.Tests.Walk;

/// <summary>The commands of the README as they are written there. They run on what is built already; nothing else about them is changed.</summary>
static partial class Readme
{
    public const string Run = "dotnet run --project services/AllInOne";
    public const string Replay = "dotnet run --project services/AllInOne -- replay ra-2022";
    public const string Test = "bash deploy/test.sh";

#if DEBUG
    const string Configuration = "Debug";
#else
    const string Configuration = "Release";
#endif

    /// <summary>The folder they are typed in.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The lines of the first block of commands, without the words behind them.</summary>
    public static IReadOnlyList<string> Commands { get; } =
        [.. Block().Match(File.ReadAllText(Path.Combine(Root, "README.md"))).Groups[1].Value.Split('\n').Select(line => line.Split(" #")[0].TrimEnd()).Where(line => line.Length > 0)];

    /// <summary>A command with some options behind it.</summary>
    public static ProcessStartInfo Start(string command, params string[] options)
    {
        var words = command.Split(' ');
        string[] all = [.. words[1..2], "--no-build", "-c", Configuration, .. words[2..], .. command.Contains(" -- ", StringComparison.Ordinal) ? Array.Empty<string>() : ["--"], .. options];
        var start = new ProcessStartInfo(words[0], all) { WorkingDirectory = Root };
        // A newcomer has named no environment.
        start.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        start.Environment.Remove("DOTNET_ENVIRONMENT");
        return start;
    }

    static string Find(string folder) => File.Exists(Path.Combine(folder, "RaMatch.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);

    [GeneratedRegex(@"^```bash\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Block();
}
