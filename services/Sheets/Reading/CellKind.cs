namespace RaMatch.Sheets.Reading;

/// <summary>What the cells of a column hold, and what they may hold at most. Each kind says as what <see cref="SheetRow"/> gives it.</summary>
public abstract record CellKind
{
    private protected CellKind()
    {
    }

    /// <summary>A text, as typed, without blanks at its ends; line breaks are <c>\n</c>, blanks of other widths plain ones. <see cref="SheetRow.Text"/>.</summary>
    /// <param name="Most">The most characters, as people count them.</param>
    public sealed record Text(int Most) : CellKind
    {
        /// <summary>Whether a line break may stand within it.</summary>
        public bool ManyLines { get; init; }
    }

    /// <summary>A whole number. <see cref="SheetRow.Whole"/>.</summary>
    /// <param name="Least">The least that is taken.</param>
    /// <param name="Most">The most that is taken.</param>
    public sealed record Whole(long Least, long Most) : CellKind
    {
        /// <summary>What may stand behind a number that is written as text: <c>人</c>.</summary>
        public IReadOnlyList<string> Units { get; init; } = [];
    }

    /// <summary>A day; a time of day behind it is left away. <see cref="SheetRow.Day"/>.</summary>
    /// <param name="Least">The first that is taken.</param>
    /// <param name="Most">The last that is taken.</param>
    public sealed record Day(DateOnly Least, DateOnly Most) : CellKind
    {
        /// <summary>The year of days that are written without one (6月30日); null: they are refused.</summary>
        public int? Year { get; init; }
    }

    /// <summary>A month, given as its first day; of a day the month it lies in. <see cref="SheetRow.Day"/>.</summary>
    /// <param name="Least">A day of the first that is taken.</param>
    /// <param name="Most">A day of the last that is taken.</param>
    public sealed record Month(DateOnly Least, DateOnly Most) : CellKind;

    /// <summary>An amount written in yuan with at most two decimals, given in fen. <see cref="SheetRow.Whole"/>.</summary>
    /// <param name="LeastFen">The least that is taken, in fen.</param>
    /// <param name="MostFen">The most that is taken, in fen.</param>
    public sealed record Money(long LeastFen, long MostFen) : CellKind;

    /// <summary>One of a list; given is the value of the choice. <see cref="SheetRow.Text"/>.</summary>
    /// <param name="Choices">What there is to choose from, in the order of the drop-down.</param>
    public sealed record OneOf(IReadOnlyList<SheetChoice> Choices) : CellKind;

    /// <summary>公民身份号码, 18 characters, given with a capital X and without blanks. <see cref="SheetRow.Text"/>.</summary>
    /// <param name="IsGenuine">Whether date and check character are right; null: only the form is looked at, and one that ends in 000 is taken for one whose digits are lost.</param>
    public sealed record IdNumber(Func<string, bool>? IsGenuine = null) : CellKind;

    /// <summary>统一社会信用代码, 18 characters, given in capitals and without blanks. <see cref="SheetRow.Text"/>.</summary>
    /// <param name="IsGenuine">Whether the check character is right; null: only the form is looked at.</param>
    public sealed record CreditCode(Func<string, bool>? IsGenuine = null) : CellKind;
}

/// <summary>One of the choices of a column.</summary>
/// <param name="Value">What the caller calls it.</param>
/// <param name="Label">What the drop-down shows.</param>
/// <param name="Aliases">What else people write for it.</param>
public sealed record SheetChoice(string Value, string Label, params IReadOnlyList<string> Aliases);
