using System.Collections.Immutable;

namespace RaMatch.Rounds.Format;

/// <summary>
/// A round's result as a folder (or an archive) of files, docs/rounds.md. Every file is in canonical order, by the bytes of the ids and, of
/// one applicant, dearest wish first: the same round has the same bytes, whatever the order of its rows.
/// </summary>
public static class ResultFolder
{
    internal const string Assignments = "assignments.csv";
    internal const string Cutoffs = "cutoffs.csv";
    internal const string Reasons = "reasons.csv";
    internal const string AssignmentsHeader = "applicant,position";
    internal const string CutoffsHeader = "scope,id,score,lottery";
    internal const string ReasonsHeader = "applicant,position,reason";
    internal const string Repair = "repair.csv";
    internal const string Cut = "cut.csv";
    internal const string Blocking = "blocking.csv";
    internal const string RepairHeader = "applicant,position";
    internal const string CutHeader = "scope,id";
    internal const string BlockingHeader = "applicant,position,park";

    // By the values of Reason.
    internal static readonly ImmutableArray<byte[]> ReasonWords =
        [[.. "seated"u8], [.. "better_wish_granted"u8], [.. "position_cutoff"u8], [.. "unit_cutoff"u8], [.. "park_cutoff"u8]];

    /// <summary>Writes a result as a new folder, which appears whole or not at all. <see cref="IOException"/> if there is something already.</summary>
    /// <returns>The certificate, hashes and all.</returns>
    public static Certificate Write(
        RoundInstance instance,
        Outcome outcome,
        Func<int, int, Reason> reason,
        string inputHash,
        string path,
        FloorProof? floors = null,
        bool repair = false,
        IProgress<FileProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        using var folder = new NewFolder(path);
        var certificate = Write(instance, outcome, reason, inputHash, folder.Create, floors, repair, progress, cancellation);
        folder.Finish();
        return certificate;
    }

    /// <summary>Writes a result's files, one after the other.</summary>
    /// <param name="instance">The round.</param>
    /// <param name="outcome">Its outcome.</param>
    /// <param name="reason">What became of a wish: of which applicant, which of <see cref="RoundInstance.Wishes"/>.</param>
    /// <param name="inputHash">As <see cref="RoundFolder"/> gives it.</param>
    /// <param name="create">Opens a new file by its name; it is disposed when it is written.</param>
    /// <param name="floors">What can be repaired of missed floors; null if nobody asks.</param>
    /// <param name="repair">Whether that repair is in force.</param>
    /// <param name="progress">Told once a megabyte.</param>
    /// <param name="cancellation">Looked at once a megabyte.</param>
    /// <returns>The certificate, hashes and all.</returns>
    public static Certificate Write(
        RoundInstance instance,
        Outcome outcome,
        Func<int, int, Reason> reason,
        string inputHash,
        Func<string, Stream> create,
        FloorProof? floors = null,
        bool repair = false,
        IProgress<FileProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var files = new FileHashes();
        var applicants = IdOrder.Of(instance.Applicants);
        files.Add(Assignments, WriteFile(Assignments, AssignmentsHeader, file =>
        {
            foreach (var applicant in applicants)
            {
                if (outcome.Granted[applicant] is not Outcome.Unseated and var wish)
                {
                    file.Text(instance.Applicants[applicant]).Comma().Text(instance.Positions[instance.Wishes[wish].Position]).EndRow();
                }
            }
        }));
        files.Add(Cutoffs, WriteFile(Cutoffs, CutoffsHeader, file =>
        {
            WriteCutoffs(file, "position"u8, instance.Positions, outcome.PositionCutoffs);
            WriteCutoffs(file, "unit"u8, instance.Units, outcome.UnitCutoffs);
            WriteCutoffs(file, "park"u8, instance.Parks, outcome.ParkCutoffs);
        }));
        files.Add(Reasons, WriteFile(Reasons, ReasonsHeader, file =>
        {
            foreach (var applicant in applicants)
            {
                for (var wish = instance.WishStarts[applicant]; wish < instance.WishStarts[applicant + 1]; wish++)
                {
                    file.Text(instance.Applicants[applicant]).Comma().Text(instance.Positions[instance.Wishes[wish].Position])
                        .Comma().Text(ReasonWords[(int)reason(applicant, wish)]).EndRow();
                }
            }
        }));
        var certificate = CertificateOf(instance, outcome, inputHash, files.Total(), floors);
        if (floors != null)
        {
            certificate = certificate with { Repair = WriteRepair(floors) };
        }

        using var stream = create(Certificate.FileName);
        certificate.Write(stream);
        return certificate;

        RepairFinding WriteRepair(FloorProof proof)
        {
            var repaired = new FileHashes();
            var moved = applicants.Where(applicant => proof.Granted[applicant] != outcome.Granted[applicant]).ToList();
            repaired.Add(Repair, WriteFile(Repair, RepairHeader, file =>
            {
                foreach (var applicant in moved)
                {
                    file.Text(instance.Applicants[applicant]).Comma().Text(instance.Positions[instance.Wishes[proof.Granted[applicant]].Position]).EndRow();
                }
            }));
            repaired.Add(Cut, WriteFile(Cut, CutHeader, file =>
            {
                WriteCut(file, "position"u8, instance.Positions, proof.CutPositions);
                WriteCut(file, "unit"u8, instance.Units, proof.CutUnits);
                WriteCut(file, "park"u8, instance.Parks, proof.CutParks);
            }));
            repaired.Add(Blocking, WriteFile(Blocking, BlockingHeader, file =>
            {
                foreach (var pair in proof.Price.Order(Comparer<FloorProof.Pair>.Create((one, other) => one.Applicant == other.Applicant
                    ? one.Wish.CompareTo(other.Wish)
                    : instance.Applicants[one.Applicant].SequenceCompareTo(instance.Applicants[other.Applicant]))))
                {
                    file.Text(instance.Applicants[pair.Applicant]).Comma().Text(instance.Positions[instance.Wishes[pair.Wish].Position])
                        .Comma().Text(instance.Parks[pair.Park]).EndRow();
                }
            }));
            return new RepairFinding(repair, proof.Granted.Count(wish => wish != Outcome.Unseated), moved.Count, proof.Price.Length, repaired.Total());
        }

        string WriteFile(string name, string header, Action<CsvWriter> rows)
        {
            using var file = new CsvWriter(name, create(name), progress, cancellation);
            file.Header(header);
            rows(file);
            return file.Finish();
        }
    }

    /// <summary>Reads a result. <see cref="RoundFormatException"/> at the first thing that cannot be a result of this round.</summary>
    public static RoundResult Read(RoundInstance instance, string path, IProgress<FileProgress>? progress = null, CancellationToken cancellation = default) =>
        Directory.Exists(path)
            ? Read(instance, name => new FileStream(Path.Combine(path, name), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan), progress, cancellation)
            : throw new RoundFormatException(path, 0, 0, "there is no such folder");

    /// <summary>Reads a result's files wherever they lie, one after the other.</summary>
    /// <param name="instance">The round.</param>
    /// <param name="open">Opens a file by its name; <see cref="FileNotFoundException"/> if there is none.</param>
    /// <param name="progress">Told once a megabyte.</param>
    /// <param name="cancellation">Looked at once a megabyte.</param>
    public static RoundResult Read(RoundInstance instance, Func<string, Stream> open, IProgress<FileProgress>? progress = null, CancellationToken cancellation = default) =>
        new ResultReader(instance, open, progress, cancellation).Read();

    static void WriteCutoffs(CsvWriter file, ReadOnlySpan<byte> scope, IdTable ids, ImmutableArray<ulong> cutoffs)
    {
        foreach (var number in IdOrder.Of(ids))
        {
            var cutoff = cutoffs[number];
            if (cutoff == 0)
            {
                continue;
            }

            file.Text(scope).Comma().Text(ids[number]).Comma();
            if (cutoff == Outcome.Closed)
            {
                file.Comma().EndRow();
            }
            else
            {
                file.Number((uint)Priority.Score(cutoff)).Comma().Number(Priority.Lottery(cutoff)).EndRow();
            }
        }
    }

    static void WriteCut(CsvWriter file, ReadOnlySpan<byte> scope, IdTable ids, ImmutableArray<int> cut)
    {
        var within = cut.ToHashSet();
        foreach (var number in IdOrder.Of(ids))
        {
            if (within.Contains(number))
            {
                file.Text(scope).Comma().Text(ids[number]).EndRow();
            }
        }
    }

    static Certificate CertificateOf(RoundInstance instance, Outcome outcome, string inputHash, string resultHash, FloorProof? floors)
    {
        var seated = SeatedOfParks(instance, outcome.Granted);
        var repaired = floors == null ? null : SeatedOfParks(instance, floors.Granted);
        var all = seated.Sum();
        return new Certificate(
            Certificate.Version,
            instance.Terms.Programme,
            instance.Terms.Round,
            inputHash,
            resultHash,
            instance.Parks.Count,
            instance.Units.Count,
            instance.Positions.Count,
            instance.PositionSeats.Sum(seats => (long)seats),
            instance.Applicants.Count,
            instance.Wishes.Length,
            all,
            instance.Applicants.Count - all,
            0,
            [.. IdOrder.Of(instance.Parks).Where(park => instance.ParkFloors[park] > 0).Select(Finding)],
            null);

        FloorFinding Finding(int park)
        {
            var deficit = Math.Max(0, instance.ParkFloors[park] - seated[park]);
            return new FloorFinding(
                instance.Parks.Text(park), instance.ParkFloors[park], seated[park], deficit, repaired == null ? null : deficit == 0 ? 0 : repaired[park] - seated[park]);
        }
    }

    static int[] SeatedOfParks(RoundInstance instance, ImmutableArray<int> granted)
    {
        var seated = new int[instance.Parks.Count];
        foreach (var wish in granted)
        {
            if (wish != Outcome.Unseated)
            {
                seated[instance.UnitParks[instance.PositionUnits[instance.Wishes[wish].Position]]]++;
            }
        }

        return seated;
    }
}
