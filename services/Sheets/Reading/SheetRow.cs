namespace RaMatch.Sheets.Reading;

/// <summary>A row as it was read. A cell that is empty, or in which something was found, is null.</summary>
public sealed class SheetRow
{
    readonly IReadOnlyDictionary<string, int> _places;
    readonly object?[] _values;

    internal SheetRow(int number, IReadOnlyDictionary<string, int> places, object?[] values, bool isWhole) => (Number, _places, _values, IsWhole) = (number, places, values, isWhole);

    /// <summary>Its number, as the program shows it.</summary>
    public int Number { get; }

    /// <summary>Whether nothing was found in it.</summary>
    public bool IsWhole { get; }

    /// <summary>A text, the value of a choice, an ID number or a credit code.</summary>
    /// <param name="key">The key of the column.</param>
    /// <exception cref="KeyNotFoundException">No column has this key.</exception>
    /// <exception cref="InvalidCastException">The column holds something else.</exception>
    public string? Text(string key) => (string?)_values[_places[key]];

    /// <summary>A whole number, or an amount in fen.</summary>
    /// <param name="key">The key of the column.</param>
    /// <exception cref="KeyNotFoundException">No column has this key.</exception>
    /// <exception cref="InvalidCastException">The column holds something else.</exception>
    public long? Whole(string key) => (long?)_values[_places[key]];

    /// <summary>A day, or the first day of a month.</summary>
    /// <param name="key">The key of the column.</param>
    /// <exception cref="KeyNotFoundException">No column has this key.</exception>
    /// <exception cref="InvalidCastException">The column holds something else.</exception>
    public DateOnly? Day(string key) => (DateOnly?)_values[_places[key]];
}
