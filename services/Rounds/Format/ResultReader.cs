using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace RaMatch.Rounds.Format;

/// <summary>
/// One reading of a result's files against the round they belong to. They must be in canonical order, so no id is looked up: the expected
/// ids and the rows go along side by side.
/// </summary>
sealed class ResultReader(RoundInstance instance, Func<string, Stream> open, IProgress<FileProgress>? progress, CancellationToken cancellation)
{
    readonly int[] _applicants = IdOrder.Of(instance.Applicants);
    FileHashes _files = new();

    public RoundResult Read()
    {
        var granted = new int[instance.Applicants.Count];
        granted.AsSpan().Fill(Outcome.Unseated);
        var positionCutoffs = new ulong[instance.Positions.Count];
        var unitCutoffs = new ulong[instance.Units.Count];
        var parkCutoffs = new ulong[instance.Parks.Count];
        var reasons = new Reason[instance.Wishes.Length];
        ReadFile(ResultFolder.Assignments, ResultFolder.AssignmentsHeader, rows => ReadAssignments(rows, granted));
        ReadFile(ResultFolder.Cutoffs, ResultFolder.CutoffsHeader, rows => ReadCutoffs(rows, positionCutoffs, unitCutoffs, parkCutoffs));
        ReadFile(ResultFolder.Reasons, ResultFolder.ReasonsHeader, rows => ReadReasons(rows, reasons));
        var resultHash = _files.Total();
        using var stream = Open(Certificate.FileName);
        var certificate = Certificate.Read(stream);
        var result = new RoundResult(
            new Outcome
            {
                Granted = ImmutableCollectionsMarshal.AsImmutableArray(granted),
                PositionCutoffs = ImmutableCollectionsMarshal.AsImmutableArray(positionCutoffs),
                UnitCutoffs = ImmutableCollectionsMarshal.AsImmutableArray(unitCutoffs),
                ParkCutoffs = ImmutableCollectionsMarshal.AsImmutableArray(parkCutoffs),
            },
            ImmutableCollectionsMarshal.AsImmutableArray(reasons),
            certificate,
            resultHash);
        return certificate.Repair == null ? result : WithRepair(result);
    }

    RoundResult WithRepair(RoundResult result)
    {
        _files = new FileHashes();
        var granted = result.Outcome.Granted.ToArray();
        var (positions, units, parks) = (new List<int>(), new List<int>(), new List<int>());
        var price = new List<FloorProof.Pair>();
        ReadFile(ResultFolder.Repair, ResultFolder.RepairHeader, rows => ReadAssignments(rows, granted));
        ReadFile(ResultFolder.Cut, ResultFolder.CutHeader, rows => ReadCut(rows, positions, units, parks));
        ReadFile(ResultFolder.Blocking, ResultFolder.BlockingHeader, rows => ReadPrice(rows, price));
        return result with
        {
            Floors = new FloorProof(ImmutableCollectionsMarshal.AsImmutableArray(granted), [.. parks], [.. units], [.. positions], [.. price]),
            RepairHash = _files.Total(),
        };
    }

    void ReadAssignments(CsvReader rows, int[] granted)
    {
        var walk = new Walk(instance.Applicants, _applicants);
        while (rows.Read())
        {
            var applicant = walk.To(rows, 0, RoundFolder.Applicants);
            granted[applicant] = WishOf(rows, applicant);
        }
    }

    int WishOf(CsvReader rows, int applicant)
    {
        for (var wish = instance.WishStarts[applicant]; wish < instance.WishStarts[applicant + 1]; wish++)
        {
            if (rows[1].SequenceEqual(instance.Positions[instance.Wishes[wish].Position]))
            {
                return wish;
            }
        }

        throw rows.Refuse(1, "the applicant has no wish for this position");
    }

    void ReadCut(CsvReader rows, List<int> positions, List<int> units, List<int> parks)
    {
        var more = rows.Read();
        ReadScope("position"u8, instance.Positions, RoundFolder.Positions, positions);
        ReadScope("unit"u8, instance.Units, RoundFolder.Units, units);
        ReadScope("park"u8, instance.Parks, RoundFolder.Parks, parks);
        if (more)
        {
            throw rows.Refuse(0, "the scopes are position, unit and park, in this order");
        }

        void ReadScope(ReadOnlySpan<byte> scope, IdTable ids, string file, List<int> cut)
        {
            var walk = new Walk(ids, IdOrder.Of(ids));
            for (; more && rows[0].SequenceEqual(scope); more = rows.Read())
            {
                cut.Add(walk.To(rows, 1, file));
            }
        }
    }

    void ReadPrice(CsvReader rows, List<FloorProof.Pair> price)
    {
        var (applicants, parks) = (IdIndex.Of(instance.Applicants), IdIndex.Of(instance.Parks));
        while (rows.Read())
        {
            var applicant = applicants.Find(rows.Id(0)) is >= 0 and var found ? found : throw rows.Refuse(0, $"the id is not in {RoundFolder.Applicants}");
            var park = parks.Find(rows.Id(2)) is >= 0 and var number ? number : throw rows.Refuse(2, $"the id is not in {RoundFolder.Parks}");
            price.Add(new FloorProof.Pair(applicant, WishOf(rows, applicant), park));
        }
    }

    void ReadCutoffs(CsvReader rows, ulong[] positions, ulong[] units, ulong[] parks)
    {
        var more = rows.Read();
        ReadScope("position"u8, instance.Positions, RoundFolder.Positions, positions);
        ReadScope("unit"u8, instance.Units, RoundFolder.Units, units);
        ReadScope("park"u8, instance.Parks, RoundFolder.Parks, parks);
        if (more)
        {
            throw rows.Refuse(0, "the scopes are position, unit and park, in this order");
        }

        void ReadScope(ReadOnlySpan<byte> scope, IdTable ids, string file, ulong[] cutoffs)
        {
            var walk = new Walk(ids, IdOrder.Of(ids));
            for (; more && rows[0].SequenceEqual(scope); more = rows.Read())
            {
                cutoffs[walk.To(rows, 1, file)] = rows[2].IsEmpty && rows[3].IsEmpty
                    ? Outcome.Closed
                    : Priority.Of((int)rows.Number(2, 0, int.MaxValue), rows.Number(3, 1, RoundFolder.Most));
            }
        }
    }

    void ReadReasons(CsvReader rows, Reason[] reasons)
    {
        foreach (var applicant in _applicants)
        {
            for (var wish = instance.WishStarts[applicant]; wish < instance.WishStarts[applicant + 1]; wish++)
            {
                var position = instance.Wishes[wish].Position;
                if (!rows.Read())
                {
                    throw new RoundFormatException(ResultFolder.Reasons, rows.Line + 1, 0, $"the file ends before {instance.Applicants.Text(applicant)},{instance.Positions.Text(position)}");
                }

                if (!rows[0].SequenceEqual(instance.Applicants[applicant]) || !rows[1].SequenceEqual(instance.Positions[position]))
                {
                    throw rows.Refuse(0, $"here comes {instance.Applicants.Text(applicant)},{instance.Positions.Text(position)}: every wish, by applicant and rank");
                }

                reasons[wish] = ReasonOf(rows);
            }
        }

        if (rows.Read())
        {
            throw rows.Refuse(0, "all wishes are above; nothing follows");
        }
    }

    static Reason ReasonOf(CsvReader rows)
    {
        for (var reason = 0; reason < ResultFolder.ReasonWords.Length; reason++)
        {
            if (rows[2].SequenceEqual(ResultFolder.ReasonWords[reason]))
            {
                return (Reason)reason;
            }
        }

        throw rows.Refuse(2, "no reason; these are: seated, better_wish_granted, position_cutoff, unit_cutoff, park_cutoff");
    }

    void ReadFile(string name, string header, Action<CsvReader> read)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var rows = new CsvReader(name, Open(name), header, progress, cancellation, hash);
        read(rows);
        _files.Add(name, Convert.ToHexStringLower(hash.GetCurrentHash()));
    }

    Stream Open(string name) => RoundReader.Open(open, name);

    // Along the ids in their order, from row to row; every row must be further on than the last.
    struct Walk(IdTable ids, int[] order)
    {
        int _at = -1;

        public int To(CsvReader rows, int field, string file)
        {
            var id = rows.Id(field);
            if (_at >= 0 && id.SequenceCompareTo(ids[order[_at]]) <= 0)
            {
                throw rows.Refuse(field, "the rows are not in the order of the ids, each once");
            }

            for (_at++; _at < order.Length; _at++)
            {
                if (ids[order[_at]].SequenceCompareTo(id) is >= 0 and var comparison)
                {
                    return comparison == 0 ? order[_at] : throw rows.Refuse(field, $"the id is not in {file}");
                }
            }

            throw rows.Refuse(field, $"the id is not in {file}");
        }
    }
}
