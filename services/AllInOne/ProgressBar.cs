using System.Globalization;

namespace RaMatch.AllInOne;

/// <summary>How far a long piece of work is, on stderr: a bar at a terminal, a line every tenth elsewhere.</summary>
sealed class ProgressBar(string title) : IDisposable
{
    const int Width = 32;
    readonly bool _terminal = !Console.IsErrorRedirected;
    int _tenth = -1;

    public void Show(double part, DateOnly day)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{title} {day:yyyy-MM-dd} {part * 100:F0} %");
        if (_terminal)
        {
            var full = (int)(part * Width);
            Console.Error.Write($"\r[{new string('#', full)}{new string('.', Width - full)}] {text}");
        }
        else if ((int)(part * 10) is var tenth && tenth > _tenth)
        {
            _tenth = tenth;
            Console.Error.WriteLine(text);
        }
    }

    public void Dispose()
    {
        if (_terminal)
        {
            Console.Error.WriteLine();
        }
    }
}
