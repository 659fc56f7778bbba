using System.Buffers;
using System.Globalization;

namespace RaMatch.Sheets.Reading;

/// <summary>What a cell says in its column, or why it says nothing: a pure function of the cell, the column and the workbook's way to count days.</summary>
sealed class CellReading(NumberStyleTable styles, bool from1904)
{
    // From here on a program has kept only the first fifteen digits.
    const double FifteenDigits = 1e15;

    static readonly SearchValues<char> CodeAlphabet = SearchValues.Create("0123456789ABCDEFGHJKLMNPQRTUWXY");

    readonly Dictionary<CellKind.OneOf, Dictionary<string, string>> _choices = [];

    /// <summary>A value, or what was found instead.</summary>
    public readonly record struct Outcome(object? Value, SheetFault? Fault, IReadOnlyList<string> Arguments)
    {
        public static Outcome Of(object value) => new(value, null, []);

        public static Outcome No(SheetFault fault, params IReadOnlyList<string> arguments) => new(null, fault, arguments);
    }

    /// <summary>Reads a cell that holds something.</summary>
    public Outcome Read(RawCell cell, CellKind kind)
    {
        if (cell.Holds == Holds.Error || cell.Holds == Holds.Text && Written.IsError(CellText.Cleaned(cell.Value)))
        {
            return Outcome.No(SheetFault.ErrorValue);
        }

        if (cell.Holds == Holds.FormulaWithoutResult)
        {
            return Outcome.No(SheetFault.NoResult);
        }

        if (cell.Holds == Holds.Number && !double.IsFinite(cell.Number))
        {
            return Outcome.No(SheetFault.NotWhole);
        }

        return kind switch
        {
            CellKind.Text text => ReadText(cell, text),
            CellKind.Whole whole => ReadWhole(cell, whole),
            CellKind.Money money => ReadMoney(cell, money),
            CellKind.Day day => ReadDay(cell, day),
            CellKind.Month month => ReadMonth(cell, month),
            CellKind.OneOf oneOf => ReadChoice(cell, oneOf),
            CellKind.IdNumber id => ReadNumber(cell, SheetFault.IdNumberForm, IsIdNumber, id.IsGenuine),
            CellKind.CreditCode code => ReadNumber(cell, SheetFault.CreditCodeForm, IsCreditCode, code.IsGenuine),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    /// <summary>What stands in the cell, as its reader sees it.</summary>
    public string Shown(RawCell cell) => SheetFinding.Shown(cell.Holds switch
    {
        Holds.Number when LooksLike(cell, NumberStyleTable.Look.Day) && Written.DayOfSerial(cell.Number, from1904) is { } day => Iso(day),
        Holds.Text => CellText.Cleaned(cell.Value),
        _ => cell.Value,
    });

    static Outcome Judge(long value, long least, long most, Func<long, string> shown) =>
        value >= least && value <= most ? Outcome.Of(value) : Outcome.No(SheetFault.OutOfRange, shown(least), shown(most));

    static Outcome Judge(DateOnly value, DateOnly least, DateOnly most, string format) =>
        value >= least && value <= most ? Outcome.Of(value)
            : Outcome.No(SheetFault.DayOutOfRange, least.ToString(format, CultureInfo.InvariantCulture), most.ToString(format, CultureInfo.InvariantCulture));

    static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Yuan(long fen) => (fen / 100m).ToString("0.##", CultureInfo.InvariantCulture);

    static bool IsIdNumber(string text) => text.Length == 18 && !text.AsSpan(0, 17).ContainsAnyExceptInRange('0', '9') && (char.IsAsciiDigit(text[17]) || text[17] == 'X');

    static bool IsCreditCode(string text) => text.Length == 18 && !text.AsSpan().ContainsAnyExcept(CodeAlphabet);

    bool LooksLike(RawCell cell, NumberStyleTable.Look look) => cell.Holds == Holds.Number && styles.LookOf(cell.Style) == look;

    // What a number shows in a cell of text, or why its digits are not what was typed.
    Outcome TextOf(RawCell cell)
    {
        if (cell.Holds != Holds.Number)
        {
            return Outcome.Of(CellText.Cleaned(cell.Value));
        }

        var number = cell.Number;
        return LooksLike(cell, NumberStyleTable.Look.Day) ? Outcome.No(SheetFault.TurnedIntoDate)
            : Math.Abs(number) >= FifteenDigits ? Outcome.No(SheetFault.DigitsLost)
            : LooksLike(cell, NumberStyleTable.Look.Percent) ? Outcome.Of((number * 100).ToString("0.############", CultureInfo.InvariantCulture) + "%")
            : Outcome.Of(number.ToString("0.##############", CultureInfo.InvariantCulture).PadLeft(styles.DigitsOf(cell.Style), '0'));
    }

    Outcome ReadText(RawCell cell, CellKind.Text kind)
    {
        if (TextOf(cell) is not { Value: string text } outcome)
        {
            return TextOf(cell);
        }

        return !kind.ManyLines && text.Contains('\n', StringComparison.Ordinal) ? Outcome.No(SheetFault.LineBreak)
            : text.Length > kind.Most && new StringInfo(text).LengthInTextElements > kind.Most ? Outcome.No(SheetFault.TooLong, kind.Most.ToString(CultureInfo.InvariantCulture))
            : outcome;
    }

    Outcome ReadWhole(RawCell cell, CellKind.Whole kind)
    {
        static string Shown(long value) => value.ToString(CultureInfo.InvariantCulture);

        if (cell.Holds != Holds.Number)
        {
            return Written.IsScientific(CellText.Folded(cell.Value)) ? Outcome.No(SheetFault.DigitsLost)
                : Written.Whole(CellText.Folded(cell.Value), kind.Units) is { } written ? Judge(written, kind.Least, kind.Most, Shown)
                : Outcome.No(SheetFault.NotWhole);
        }

        var rounded = Math.Round(cell.Number);
        return LooksLike(cell, NumberStyleTable.Look.Day) ? Outcome.No(SheetFault.TurnedIntoDate)
            : LooksLike(cell, NumberStyleTable.Look.Percent) ? Outcome.No(SheetFault.Percentage)
            : Math.Abs(rounded) >= FifteenDigits ? Outcome.No(SheetFault.DigitsLost)
            // What a sum of fractions leaves behind is no fraction.
            : Math.Abs(cell.Number - rounded) > 1e-9 * Math.Max(1, Math.Abs(rounded)) ? Outcome.No(SheetFault.NotWhole)
            : Judge((long)rounded, kind.Least, kind.Most, Shown);
    }

    Outcome ReadMoney(RawCell cell, CellKind.Money kind)
    {
        if (cell.Holds != Holds.Number)
        {
            return Written.Yuan(CellText.Folded(cell.Value)) is not { } yuan ? Outcome.No(SheetFault.NotMoney)
                : yuan * 100 != decimal.Truncate(yuan * 100) ? Outcome.No(SheetFault.TooManyDecimals)
                : Math.Abs(yuan) >= (decimal)FifteenDigits ? Outcome.No(SheetFault.OutOfRange, Yuan(kind.LeastFen), Yuan(kind.MostFen))
                : Judge((long)(yuan * 100), kind.LeastFen, kind.MostFen, Yuan);
        }

        var fen = Math.Round(cell.Number * 100);
        return LooksLike(cell, NumberStyleTable.Look.Day) ? Outcome.No(SheetFault.TurnedIntoDate)
            : LooksLike(cell, NumberStyleTable.Look.Percent) ? Outcome.No(SheetFault.Percentage)
            : Math.Abs(fen) >= FifteenDigits ? Outcome.No(SheetFault.OutOfRange, Yuan(kind.LeastFen), Yuan(kind.MostFen))
            : Math.Abs(cell.Number * 100 - fen) > 1e-6 * Math.Max(1, Math.Abs(fen) * 1e-6) ? Outcome.No(SheetFault.TooManyDecimals)
            : Judge((long)fen, kind.LeastFen, kind.MostFen, Yuan);
    }

    Outcome ReadDay(RawCell cell, CellKind.Day kind)
    {
        const double firstWritten = 10_000_000;
        var folded = CellText.Folded(cell.Value);
        if (cell.Holds == Holds.Number && cell.Number < firstWritten)
        {
            return LooksLike(cell, NumberStyleTable.Look.Percent) ? Outcome.No(SheetFault.NotDay)
                : Written.DayOfSerial(cell.Number, from1904) is { } counted ? Judge(counted, kind.Least, kind.Most, "yyyy-MM-dd")
                : Outcome.No(cell.Number is >= 60 and < 61 && !from1904 ? SheetFault.NoSuchDay : SheetFault.NotDay);
        }

        // A count of days that is kept as text may be a number of something else.
        if (cell.Holds == Holds.Text && folded.Length == 5 && Written.Whole(folded, []) is { } count && Written.DayOfSerial(count, from1904) is { } perhaps)
        {
            return Outcome.No(SheetFault.NotDay, Iso(perhaps));
        }

        return Written.Day(folded, kind.Year) is { Day: { } day } ? Judge(day, kind.Least, kind.Most, "yyyy-MM-dd") : Outcome.No(Written.Day(folded, kind.Year).Fault);
    }

    Outcome ReadMonth(RawCell cell, CellKind.Month kind)
    {
        var (least, most) = (new DateOnly(kind.Least.Year, kind.Least.Month, 1), new DateOnly(kind.Most.Year, kind.Most.Month, 1));
        if (cell.Holds == Holds.Number && cell.Number < 100_000 && (LooksLike(cell, NumberStyleTable.Look.Day) || cell.Number == Math.Floor(cell.Number)))
        {
            return Written.DayOfSerial(cell.Number, from1904) is { } day ? Judge(new DateOnly(day.Year, day.Month, 1), least, most, "yyyy-MM") : Outcome.No(SheetFault.NotMonth);
        }

        if (cell.Holds == Holds.Number && cell.Number is >= 1900 and < 2100)
        {
            return Outcome.No(SheetFault.MonthAsDecimal);
        }

        return Written.Month(CellText.Folded(cell.Value)) is { Month: { } month } ? Judge(month, least, most, "yyyy-MM") : Outcome.No(SheetFault.NotMonth);
    }

    Outcome ReadChoice(RawCell cell, CellKind.OneOf kind)
    {
        if (TextOf(cell) is not { Value: string text })
        {
            return TextOf(cell);
        }

        if (!_choices.TryGetValue(kind, out var values))
        {
            _choices[kind] = values = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (name, value) in kind.Choices.Select(choice => (choice.Label, choice.Value)).Concat(kind.Choices.SelectMany(choice => choice.Aliases.Append(choice.Value), (choice, name) => (name, choice.Value))))
            {
                values.TryAdd(CellText.Key(name), value);
            }
        }

        return values.TryGetValue(CellText.Key(text), out var chosen) ? Outcome.Of(chosen)
            : Nearest.Of(text, kind.Choices.Select(choice => choice.Label)) is { } nearest ? Outcome.No(SheetFault.NoChoice, nearest)
            : Outcome.No(SheetFault.NoChoice);
    }

    static Outcome ReadNumber(RawCell cell, SheetFault form, Func<string, bool> hasForm, Func<string, bool>? isGenuine)
    {
        var text = CellText.Key(cell.Value).Replace("-", "", StringComparison.Ordinal).Trim('\'', '‘', '’', '"').ToUpperInvariant();
        if (cell.Holds == Holds.Number)
        {
            return Outcome.No(Math.Abs(cell.Number) >= FifteenDigits ? SheetFault.DigitsLost : form);
        }

        if (!hasForm(text))
        {
            return Outcome.No(Written.IsScientific(CellText.Folded(cell.Value)) ? SheetFault.DigitsLost : form);
        }

        // Fifteen digits and three zeros are what a program leaves of a number that was copied as text afterwards.
        var isEmptied = text.EndsWith("000", StringComparison.Ordinal) && !text.AsSpan().ContainsAnyExceptInRange('0', '9');
        return (isGenuine?.Invoke(text) ?? !isEmptied) ? Outcome.Of(text) : Outcome.No(isEmptied ? SheetFault.DigitsLost : SheetFault.CheckCharacter);
    }
}
