using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using RaMatch.Rounds.Format;

namespace RaMatch.Benchmarks.Limit;

/// <summary>
/// The tuned C++ program of limit.cpp as a peer: compiled when g++ is there, fed a plain dump of the same instance. The dump is five
/// counts in eight bytes (parks, units, positions, applicants, wishes), then the instance's numbers in four bytes each, low byte first.
/// </summary>
sealed class TunedCpp : IDisposable
{
    readonly string _folder;
    readonly string _program;

    TunedCpp(string folder, string program) => (_folder, _program) = (folder, program);

    /// <summary>The compiled program; null where there is no compiler.</summary>
    public static TunedCpp? Compile()
    {
        var folder = Directory.CreateTempSubdirectory("ramatch-limit-").FullName;
        var program = Path.Combine(folder, "limit");
        try
        {
            Run("g++", ["-O3", "-march=native", "-std=c++17", "-o", program, Path.Combine(AppContext.BaseDirectory, "limit.cpp")]);
            return new TunedCpp(folder, program);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Directory.Delete(folder, recursive: true);
            return null;
        }
    }

    /// <summary>Writes the instance where the program reads it.</summary>
    public string Dump(RoundInstance round)
    {
        var path = Path.Combine(_folder, $"{Guid.NewGuid():N}.dump");
        using var file = File.Create(path);
        Write<long>(file, [round.ParkCaps.Length, round.UnitCaps.Length, round.PositionSeats.Length, round.Lottery.Length, round.Wishes.Length]);
        Write(file, round.ParkCaps.AsSpan());
        Write(file, round.UnitParks.AsSpan());
        Write(file, round.UnitCaps.AsSpan());
        Write(file, round.PositionUnits.AsSpan());
        Write(file, round.PositionSeats.AsSpan());
        Write(file, round.Lottery.AsSpan());
        Write(file, round.WishStarts.AsSpan());
        Write(file, round.Wishes.AsSpan());
        return path;
    }

    /// <summary>Solves a dump so many times in one process; gives back the least CPU time and the checksum.</summary>
    public (TimeSpan Cpu, ulong Checksum) Solve(string dump, int times)
    {
        var lines = Run(_program, [dump, times.ToString(CultureInfo.InvariantCulture)]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToList();
        var sums = lines.Select(line => ulong.Parse(line[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).Distinct().ToList();
        return (TimeSpan.FromMicroseconds(lines.Min(line => long.Parse(line[0], CultureInfo.InvariantCulture)) / 1000.0), sums.Single());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // In pieces: twelve million graduates' wishes are more bytes than one span can count.
    static void Write<T>(Stream file, ReadOnlySpan<T> numbers)
        where T : unmanaged
    {
        const int AtOnce = 1 << 20;
        for (; numbers.Length > AtOnce; numbers = numbers[AtOnce..])
        {
            file.Write(MemoryMarshal.AsBytes(numbers[..AtOnce]));
        }

        file.Write(MemoryMarshal.AsBytes(numbers));
    }

    static string Run(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors.Result}");
    }
}
