namespace RaMatch.Rounds.Format;

/// <summary>
/// A round as a folder (or an archive) of files, docs/rounds.md: read with everything checked, written in canonical order. Rows may
/// come in any order in any file; nothing that is computed from a round depends on it.
/// </summary>
public static class RoundFolder
{
    internal const string Parks = "parks.csv";
    internal const string Units = "units.csv";
    internal const string Positions = "positions.csv";
    internal const string Applicants = "applicants.csv";
    internal const string Wishes = "wishes.csv";
    internal const string ParksHeader = "park,cap,floor";
    internal const string UnitsHeader = "unit,park,cap";
    internal const string PositionsHeader = "position,unit,seats";
    internal const string ApplicantsHeader = "applicant,lottery";
    internal const string WishesHeader = "applicant,rank,position,score";

    /// <summary>The largest cap, floor, number of seats, or score.</summary>
    internal const uint Most = int.MaxValue - 1;

    /// <summary>Reads a folder. <see cref="RoundFormatException"/> at the first thing that is not as documented.</summary>
    public static RoundInstance Read(string path, IProgress<FileProgress>? progress = null, CancellationToken cancellation = default) =>
        Directory.Exists(path)
            ? Read(name => new FileStream(Path.Combine(path, name), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan), progress, cancellation)
            : throw new RoundFormatException(path, 0, 0, "there is no such folder");

    /// <summary>Reads a round's files wherever they lie, one after the other.</summary>
    /// <param name="open">Opens a file by its name; <see cref="FileNotFoundException"/> if there is none.</param>
    /// <param name="progress">Told once a megabyte.</param>
    /// <param name="cancellation">Looked at once a megabyte.</param>
    public static RoundInstance Read(Func<string, Stream> open, IProgress<FileProgress>? progress = null, CancellationToken cancellation = default) =>
        new RoundReader(open, progress, cancellation).Read();

    /// <summary>Writes a round as a new folder, which appears whole or not at all.</summary>
    /// <returns>The input hash.</returns>
    public static string Write(RoundInstance instance, string path, IProgress<FileProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var folder = new NewFolder(path);
        var hash = Write(instance, folder.Create, progress, cancellation);
        folder.Finish();
        return hash;
    }

    /// <summary>Writes a round's files, in canonical order, one after the other.</summary>
    /// <param name="instance">The round.</param>
    /// <param name="create">Opens a new file by its name; it is disposed when it is written.</param>
    /// <param name="progress">Told once a megabyte.</param>
    /// <param name="cancellation">Looked at once a megabyte.</param>
    /// <returns>The input hash: 64 lower-case hex digits, the same for every order of rows.</returns>
    public static string Write(RoundInstance instance, Func<string, Stream> create, IProgress<FileProgress>? progress = null, CancellationToken cancellation = default)
    {
        var files = new FileHashes();
        files.Add(RoundFile.Name, WriteFile(RoundFile.Name, file =>
        {
            using var terms = new MemoryStream();
            RoundFile.Write(instance.Terms, terms);
            file.Text(terms.ToArray());
        }));
        files.Add(Parks, WriteFile(Parks, file =>
        {
            file.Header(ParksHeader);
            foreach (var park in IdOrder.Of(instance.Parks))
            {
                file.Text(instance.Parks[park]).Comma().NumberOr(instance.ParkCaps[park], RoundInstance.NoCap)
                    .Comma().NumberOr(instance.ParkFloors[park], 0).EndRow();
            }
        }));
        files.Add(Units, WriteFile(Units, file =>
        {
            file.Header(UnitsHeader);
            foreach (var unit in IdOrder.Of(instance.Units))
            {
                file.Text(instance.Units[unit]).Comma().Text(instance.Parks[instance.UnitParks[unit]])
                    .Comma().NumberOr(instance.UnitCaps[unit], RoundInstance.NoCap).EndRow();
            }
        }));
        files.Add(Positions, WriteFile(Positions, file =>
        {
            file.Header(PositionsHeader);
            foreach (var position in IdOrder.Of(instance.Positions))
            {
                file.Text(instance.Positions[position]).Comma().Text(instance.Units[instance.PositionUnits[position]])
                    .Comma().Number((uint)instance.PositionSeats[position]).EndRow();
            }
        }));
        var applicants = IdOrder.Of(instance.Applicants);
        files.Add(Applicants, WriteFile(Applicants, file =>
        {
            file.Header(ApplicantsHeader);
            foreach (var applicant in applicants)
            {
                file.Text(instance.Applicants[applicant]).Comma().Number(instance.Lottery[applicant]).EndRow();
            }
        }));
        files.Add(Wishes, WriteFile(Wishes, file =>
        {
            file.Header(WishesHeader);
            foreach (var applicant in applicants)
            {
                var first = instance.WishStarts[applicant];
                for (var number = first; number < instance.WishStarts[applicant + 1]; number++)
                {
                    var wish = instance.Wishes[number];
                    file.Text(instance.Applicants[applicant]).Comma().Number((uint)(number - first + 1))
                        .Comma().Text(instance.Positions[wish.Position]).Comma().Number((uint)wish.Score).EndRow();
                }
            }
        }));
        return files.Total();

        string WriteFile(string name, Action<CsvWriter> rows)
        {
            using var file = new CsvWriter(name, create(name), progress, cancellation);
            rows(file);
            return file.Finish();
        }
    }

    /// <summary>The input hash of a round without writing it: 64 lower-case hex digits, the same for every order of rows.</summary>
    public static string Hash(RoundInstance instance, IProgress<FileProgress>? progress = null, CancellationToken cancellation = default) =>
        Write(instance, _ => Stream.Null, progress, cancellation);
}
