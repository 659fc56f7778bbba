namespace RaMatch.Sheets.Reading;

/// <summary>The row of a sheet that names its columns.</summary>
sealed class Header
{
    // One shared text may be pointed at by every cell: what is longer names no column, and is not looked at.
    const int LongestHeading = 200;

    Header()
    {
    }

    /// <summary>How many of the columns it names.</summary>
    public int Score { get; private init; }

    /// <summary>The first row below it.</summary>
    public int FirstRow { get; private init; }

    /// <summary>Whether anything stands below it.</summary>
    public bool HasRowsBelow { get; private init; }

    /// <summary>By the place of a column among those asked for, its number in the sheet.</summary>
    public IReadOnlyDictionary<int, int> Places { get; private init; } = new Dictionary<int, int>();

    public IReadOnlyList<SheetFinding> Faults { get; private init; } = [];

    public IReadOnlyList<SheetFinding> Notes { get; private init; } = [];

    /// <summary>The row that names the most columns, the upper one of two that name as many; null where none names two (or the only one).</summary>
    public static Header? Find(RawSheet sheet, IReadOnlyList<SheetColumn> columns, SheetLimits limits)
    {
        var names = columns.Select(Names.Of).ToList();
        // A heading beside others in two rows is merged over both: it stands in the upper one and counts in either.
        var tall = sheet.Merges.Where(merge => merge.Left == merge.Right && merge.Top <= limits.HeaderWithin).Distinct().ToList();
        var cells = sheet.Rows.ToDictionary(row => row.Number, row => row.Cells);
        var rows = cells.Keys.Concat(tall.SelectMany(merge => Enumerable.Range(merge.Top, Math.Min(merge.Bottom, limits.HeaderWithin) - merge.Top + 1))).Where(row => row <= limits.HeaderWithin).Distinct().Order();
        var best = (Row: 0, Matches: (Matches?)null);
        foreach (var row in rows)
        {
            var headings = cells.GetValueOrDefault(row, []).Where(cell => cell.Holds is Holds.Text or Holds.Number && cell.Value.Length <= LongestHeading).Select(cell => (cell.Column, cell.Value))
                .Concat(tall.Where(merge => merge.Top < row && row <= merge.Bottom)
                    .Select(merge => (merge.Left, Value: cells.GetValueOrDefault(merge.Top, []).Where(cell => cell.Column == merge.Left).Select(cell => cell.Value).FirstOrDefault("")))
                    .Where(heading => heading.Value.Length is > 0 and <= LongestHeading))
                .OrderBy(heading => heading.Item1);
            var matches = Matches.Of([.. headings], names);
            if (matches.Found.Count >= Math.Min(2, columns.Count) && matches.Found.Count > (best.Matches?.Found.Count ?? 0))
            {
                best = (row, matches);
            }
        }

        return best.Matches is null ? null : Of(best.Row, best.Matches, sheet, columns);
    }

    static Header Of(int row, Matches matches, RawSheet sheet, IReadOnlyList<SheetColumn> columns)
    {
        var (faults, notes) = (new List<SheetFinding>(), new List<SheetFinding>());
        foreach (var (at, column) in columns.Index())
        {
            if (!matches.Found.TryGetValue(at, out var places))
            {
                (column.IsRequired ? faults : notes).Add(new SheetFinding(column.IsRequired ? SheetFault.ColumnMissing : SheetFault.ColumnLeftOut, null, null, column.Label, null));
            }
            else if (places.Count > 1)
            {
                faults.Add(new SheetFinding(SheetFault.ColumnTwice, row, Letters.Of(places[1]), column.Label, null, [.. places.Select(Letters.Of)]));
            }
            else if (sheet.Merges.Where(merge => merge.Left < merge.Right && merge.Covers(row, places[0])).Select(merge => merge.ToString()).FirstOrDefault() is { } range)
            {
                faults.Add(new SheetFinding(SheetFault.HeaderMerged, row, Letters.Of(places[0]), column.Label, null, range));
            }
            else if (sheet.HiddenColumns.Exists(hidden => hidden.First <= places[0] && places[0] <= hidden.Last))
            {
                notes.Add(new SheetFinding(SheetFault.HiddenColumn, null, Letters.Of(places[0]), column.Label, null));
            }
        }

        notes.AddRange(matches.Unknown.Select(unknown => new SheetFinding(SheetFault.UnknownColumn, row, Letters.Of(unknown.Column), SheetFinding.Shown(CellText.Cleaned(unknown.Value).Replace("\n", "", StringComparison.Ordinal)), null)));
        var taken = matches.Found.ToDictionary(found => found.Key, found => found.Value[0]);
        // A heading that is merged downwards takes the rows it covers along.
        var last = sheet.Merges.Where(merge => taken.Values.Any(column => merge.Covers(row, column))).Select(merge => merge.Bottom).Append(row).Max();
        return new Header
        {
            Score = taken.Count,
            FirstRow = last + 1,
            HasRowsBelow = sheet.Rows.Exists(one => one.Number > last && one.Cells.Any(cell => taken.ContainsValue(cell.Column))),
            Places = taken,
            Faults = faults,
            Notes = notes,
        };
    }

    /// <summary>What a column is called, folded: exactly, and without what stands in brackets.</summary>
    sealed record Names(HashSet<string> Exact, HashSet<string> Stems)
    {
        public static Names Of(SheetColumn column)
        {
            var exact = column.Aliases.Append(column.Label).Select(CellText.HeadingKey).ToHashSet(StringComparer.Ordinal);
            return new Names(exact, [.. exact.Select(CellText.HeadingStem)]);
        }
    }

    /// <summary>Which columns a row names, and what it names besides.</summary>
    sealed record Matches(Dictionary<int, List<int>> Found, List<(int Column, string Value)> Unknown)
    {
        public static Matches Of(IReadOnlyList<(int Column, string Value)> headings, IReadOnlyList<Names> names)
        {
            var matches = new Matches([], []);
            var left = new List<(int Column, string Value, string Key)>();
            foreach (var (column, value) in headings)
            {
                var key = CellText.HeadingKey(value);
                if (names.Index().Where(one => one.Item.Exact.Contains(key)).Select(one => (int?)one.Index).FirstOrDefault() is { } at)
                {
                    matches.Put(at, column);
                }
                else if (key.Length > 0)
                {
                    left.Add((column, value, key));
                }
            }

            // One that is named exactly is not looked for under what only resembles it.
            var exact = matches.Found.Keys.ToHashSet();
            foreach (var (column, value, key) in left)
            {
                var stem = CellText.HeadingStem(key);
                if (names.Index().Where(one => !exact.Contains(one.Index) && one.Item.Stems.Contains(stem)).Select(one => (int?)one.Index).FirstOrDefault() is { } at)
                {
                    matches.Put(at, column);
                }
                else
                {
                    matches.Unknown.Add((column, value));
                }
            }

            return matches;
        }

        void Put(int at, int column)
        {
            if (!Found.TryGetValue(at, out var places))
            {
                Found[at] = places = [];
            }

            places.Add(column);
        }
    }
}
