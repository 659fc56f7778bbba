using System.Runtime.InteropServices;

namespace RaMatch.Rounds.Format;

/// <summary>One reading of a round's files: parks before units before positions, applicants before wishes, each row checked as it comes.</summary>
sealed class RoundReader(Func<string, Stream> open, IProgress<FileProgress>? progress, CancellationToken cancellation)
{
    readonly IdIndex _parks = new();
    readonly IdIndex _units = new();
    readonly IdIndex _positions = new();
    readonly IdIndex _applicants = new();
    readonly List<int> _parkCaps = [];
    readonly List<int> _parkFloors = [];
    readonly List<int> _unitParks = [];
    readonly List<int> _unitCaps = [];
    readonly List<int> _positionUnits = [];
    readonly List<int> _positionSeats = [];

    public RoundInstance Read()
    {
        RoundTerms terms;
        using (var stream = Open(open, RoundFile.Name))
        {
            terms = RoundFile.Read(stream);
        }

        ReadParks();
        ReadUnits();
        ReadPositions();
        var lottery = ReadApplicants();
        var applicants = _applicants.ToTable();
        CheckLottery(applicants, lottery, Convert.FromHexString(terms.LotterySeed));
        var (starts, wishes) = ReadWishes(terms.ListLimit);
        return new RoundInstance
        {
            Terms = terms,
            Parks = _parks.ToTable(),
            ParkCaps = [.. _parkCaps],
            ParkFloors = [.. _parkFloors],
            Units = _units.ToTable(),
            UnitParks = [.. _unitParks],
            UnitCaps = [.. _unitCaps],
            Positions = _positions.ToTable(),
            PositionUnits = [.. _positionUnits],
            PositionSeats = [.. _positionSeats],
            Applicants = applicants,
            Lottery = ImmutableCollectionsMarshal.AsImmutableArray(lottery),
            WishStarts = ImmutableCollectionsMarshal.AsImmutableArray(starts),
            Wishes = ImmutableCollectionsMarshal.AsImmutableArray(wishes),
        };
    }

    void ReadParks()
    {
        using var rows = Rows(RoundFolder.Parks, RoundFolder.ParksHeader);
        while (rows.Read())
        {
            AddId(rows, _parks);
            var (cap, floor) = (NumberOr(rows, 1, RoundInstance.NoCap), NumberOr(rows, 2, 0));
            if (floor > cap)
            {
                throw rows.Refuse(2, $"floor is {floor}, above the cap of {cap}");
            }

            _parkCaps.Add(cap);
            _parkFloors.Add(floor);
        }
    }

    void ReadUnits()
    {
        using var rows = Rows(RoundFolder.Units, RoundFolder.UnitsHeader);
        while (rows.Read())
        {
            AddId(rows, _units);
            _unitParks.Add(Find(rows, 1, _parks, RoundFolder.Parks));
            _unitCaps.Add(NumberOr(rows, 2, RoundInstance.NoCap));
        }
    }

    void ReadPositions()
    {
        using var rows = Rows(RoundFolder.Positions, RoundFolder.PositionsHeader);
        while (rows.Read())
        {
            AddId(rows, _positions);
            _positionUnits.Add(Find(rows, 1, _units, RoundFolder.Units));
            _positionSeats.Add((int)rows.Number(2, 0, RoundFolder.Most));
        }
    }

    uint[] ReadApplicants()
    {
        using var rows = Rows(RoundFolder.Applicants, RoundFolder.ApplicantsHeader);
        var lottery = new List<uint>();
        while (rows.Read())
        {
            AddId(rows, _applicants);
            lottery.Add(rows.Number(1, 1, RoundFolder.Most));
        }

        return [.. lottery];
    }

    // A row is a line, so the line of an applicant is its number and two.
    void CheckLottery(IdTable applicants, uint[] lottery, byte[] seed)
    {
        var holders = new int[lottery.Length];
        holders.AsSpan().Fill(-1);
        for (var applicant = 0; applicant < lottery.Length; applicant++)
        {
            if (lottery[applicant] > holders.Length)
            {
                throw Refuse($"the lottery number is {lottery[applicant]}; of {holders.Length} applicants each has one from 1 to {holders.Length}");
            }

            ref var holder = ref holders[lottery[applicant] - 1];
            if (holder >= 0)
            {
                throw Refuse($"the lottery number {lottery[applicant]} is that of line {holder + 2} too; no two may tie");
            }

            holder = applicant;

            RoundFormatException Refuse(string reason) => new(RoundFolder.Applicants, applicant + 2, 0, reason);
        }

        LotteryCheck.Check(applicants, holders, seed, cancellation);
    }

    (int[] Starts, Wish[] Wishes) ReadWishes(int listLimit)
    {
        var gathered = GatherWishes(listLimit);
        var starts = new int[_applicants.Count + 1];
        for (var number = 0; number < gathered.Count; number++)
        {
            starts[gathered[number].Applicant + 1]++;
        }

        for (var applicant = 0; applicant < _applicants.Count; applicant++)
        {
            starts[applicant + 1] += starts[applicant];
        }

        return (starts, Arrange(gathered, starts));
    }

    WishRows GatherWishes(int listLimit)
    {
        using var rows = Rows(RoundFolder.Wishes, RoundFolder.WishesHeader);
        var gathered = new WishRows();
        var applicant = -1;
        while (rows.Read())
        {
            // Mostly an applicant's rows follow each other.
            if (applicant < 0 || !rows[0].SequenceEqual(_applicants[applicant]))
            {
                applicant = Find(rows, 0, _applicants, RoundFolder.Applicants);
            }

            var rank = rows.Number(1, 1, RoundFolder.Most);
            if (rank > listLimit)
            {
                throw rows.Refuse(1, $"rank is {rank}; the round's list_limit is {listLimit}");
            }

            gathered.Add(new WishRow(applicant, (int)rank, new Wish(Find(rows, 2, _positions, RoundFolder.Positions), (int)rows.Number(3, 0, int.MaxValue))));
        }

        return gathered;
    }

    // Each wish to its place, whatever the order of the rows; every place must be taken once.
    Wish[] Arrange(WishRows rows, int[] starts)
    {
        var wishes = GC.AllocateUninitializedArray<Wish>(rows.Count);
        wishes.AsSpan().Fill(new Wish(-1, 0));
        for (var number = 0; number < rows.Count; number++)
        {
            var row = rows[number];
            var place = starts[row.Applicant] + row.Rank - 1;
            if (place >= starts[row.Applicant + 1])
            {
                throw Refuse(number, $"rank is {row.Rank}, but the applicant has {starts[row.Applicant + 1] - starts[row.Applicant]} wishes: a rank is missing");
            }

            if (wishes[place].Position >= 0)
            {
                throw Refuse(number, $"the applicant has another wish with rank {row.Rank}");
            }

            wishes[place] = row.Wish;
        }

        RefuseDuplicates(rows, starts, wishes);
        return wishes;
    }

    void RefuseDuplicates(WishRows rows, int[] starts, Wish[] wishes)
    {
        var listedBy = new int[_positions.Count];
        listedBy.AsSpan().Fill(-1);
        for (var applicant = 0; applicant < _applicants.Count; applicant++)
        {
            foreach (var wish in wishes.AsSpan(starts[applicant]..starts[applicant + 1]))
            {
                if (listedBy[wish.Position] == applicant)
                {
                    throw Refuse(LastRow(applicant, wish.Position), "the applicant has another wish for this position");
                }

                listedBy[wish.Position] = applicant;
            }
        }

        int LastRow(int applicant, int position)
        {
            var number = rows.Count - 1;
            while (rows[number].Applicant != applicant || rows[number].Wish.Position != position)
            {
                number--;
            }

            return number;
        }
    }

    static RoundFormatException Refuse(int row, string reason) => new(RoundFolder.Wishes, row + 2, 0, reason);

    static void AddId(CsvReader rows, IdIndex ids)
    {
        if (!ids.Add(rows.Id(0)))
        {
            throw rows.Refuse(0, $"the id stands on line {ids.Find(rows[0]) + 2} too");
        }
    }

    static int Find(CsvReader rows, int field, IdIndex ids, string file) =>
        ids.Find(rows.Id(field)) is >= 0 and var number ? number : throw rows.Refuse(field, $"the id is not in {file}");

    static int NumberOr(CsvReader rows, int field, int ifEmpty) => rows[field].IsEmpty ? ifEmpty : (int)rows.Number(field, 0, RoundFolder.Most);

    CsvReader Rows(string name, string header) => new(name, Open(open, name), header, progress, cancellation);

    /// <summary>Opens a file; one that is not there is bad input.</summary>
    public static Stream Open(Func<string, Stream> open, string name)
    {
        try
        {
            return open(name);
        }
        catch (FileNotFoundException)
        {
            throw new RoundFormatException(name, 0, 0, "the file is missing");
        }
        catch (UnauthorizedAccessException)
        {
            throw new RoundFormatException(name, 0, 0, "the file cannot be read");
        }
    }

    readonly record struct WishRow(int Applicant, int Rank, Wish Wish);

    // The rows as they came, 16 bytes each, in blocks: a list would copy gigabytes while it grows.
    sealed class WishRows
    {
        const int BlockBits = 16;

        readonly List<WishRow[]> _blocks = [];

        public int Count { get; private set; }

        public WishRow this[int number] => _blocks[number >> BlockBits][number & ((1 << BlockBits) - 1)];

        public void Add(WishRow row)
        {
            if (Count >> BlockBits == _blocks.Count)
            {
                _blocks.Add(new WishRow[1 << BlockBits]);
            }

            _blocks[Count >> BlockBits][Count & ((1 << BlockBits) - 1)] = row;
            Count = checked(Count + 1);
        }
    }
}
