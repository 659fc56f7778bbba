using System.Data.Common;
using System.Text.Json;
using RaMatch.Platform.Data;

namespace RaMatch.Platform;

/// <summary>What may keep a process from starting, or a command from ending well, in one sentence for whoever started it.</summary>
public static class StartFault
{
    /// <summary>The sentence. What only a bug can bring about says its kind as well.</summary>
    public static string Sentence(Exception exception) => exception switch
    {
        AggregateException { InnerException: { } first } => Sentence(first),
        _ when DiskFaults.Are(exception) || exception is UnauthorizedAccessException => $"{Line(exception)} The data folder needs room and must be writable; --data names another.",
        DataFolderInUseException or InvalidOperationException or IOException or DbException or DatabaseBusyException or HttpRequestException or JsonException => Line(exception),
        _ => $"{exception.GetType().Name}: {Line(exception)}",
    };

    /// <summary>Says what kept the process from starting, on standard error.</summary>
    /// <returns>The exit code, 1.</returns>
    public static int Tell(Exception exception)
    {
        Console.Error.WriteLine(Sentence(exception));
        return 1;
    }

    static string Line(Exception exception) => exception.Message.ReplaceLineEndings(" ");
}
