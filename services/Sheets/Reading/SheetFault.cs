namespace RaMatch.Sheets.Reading;

/// <summary>What a reader finds; the words are the caller's. Behind each stands what <see cref="SheetFinding.Arguments"/> hold, in order.</summary>
public enum SheetFault
{
    /// <summary>The file is empty.</summary>
    FileEmpty,

    /// <summary>The file is longer than is looked at. Arguments: the limit in MiB.</summary>
    FileTooLarge,

    /// <summary>An .xls, .et or another of the old binary files, whatever its name says.</summary>
    OldWorkbook,

    /// <summary>A password protects the file.</summary>
    Encrypted,

    /// <summary>The file has macros.</summary>
    Macros,

    /// <summary>An .xlsb.</summary>
    BinaryWorkbook,

    /// <summary>Plain text, such as a .csv.</summary>
    PlainText,

    /// <summary>A web page or an XML table, such as exports of older systems that are called .xls.</summary>
    WebPage,

    /// <summary>Something else: a document, an archive, a picture.</summary>
    OtherFile,

    /// <summary>What the file holds cannot be read, or holds what no spreadsheet program writes (a document type, say).</summary>
    Damaged,

    /// <summary>More comes out of the file than is looked at.</summary>
    TooMuchInside,

    /// <summary>No sheet has the header. Arguments: the names of the sheets there are.</summary>
    NoHeader,

    /// <summary>More than one sheet has the header and rows below it. Arguments: their names.</summary>
    SeveralSheets,

    /// <summary>A column that has to be there is not.</summary>
    ColumnMissing,

    /// <summary>Two headings mean the same column. Arguments: the letters of the columns.</summary>
    ColumnTwice,

    /// <summary>A heading is merged over several columns. Arguments: the range.</summary>
    HeaderMerged,

    /// <summary>There is no row below the header.</summary>
    NoRows,

    /// <summary>There are more rows than are taken. Arguments: the limit.</summary>
    TooManyRows,

    /// <summary>The cell is empty and has to be filled in.</summary>
    CellEmpty,

    /// <summary>The text is too long. Arguments: the most characters.</summary>
    TooLong,

    /// <summary>A line break within a text of one line.</summary>
    LineBreak,

    /// <summary>No whole number.</summary>
    NotWhole,

    /// <summary>A number outside of what is taken. Arguments: the least, the most; of amounts in yuan.</summary>
    OutOfRange,

    /// <summary>No amount.</summary>
    NotMoney,

    /// <summary>An amount with more than two decimals.</summary>
    TooManyDecimals,

    /// <summary>A number in a cell that shows percents.</summary>
    Percentage,

    /// <summary>No day. Arguments: the day it may be (yyyy-MM-dd), where it is a count of days kept as text; else none.</summary>
    NotDay,

    /// <summary>A day that no calendar has.</summary>
    NoSuchDay,

    /// <summary>A day without its year.</summary>
    DayWithoutYear,

    /// <summary>A day or month outside of what is taken. Arguments: the first, the last, as yyyy-MM-dd or yyyy-MM.</summary>
    DayOutOfRange,

    /// <summary>No month.</summary>
    NotMonth,

    /// <summary>A month kept as a decimal number (2026.1), which may be January or October.</summary>
    MonthAsDecimal,

    /// <summary>None of the choices. Arguments: the label of the nearest one, where one is near; else none.</summary>
    NoChoice,

    /// <summary>A long number that was kept as a number: only 15 digits are left of it.</summary>
    DigitsLost,

    /// <summary>No ID number: 17 digits and a digit or X.</summary>
    IdNumberForm,

    /// <summary>No credit code: 18 digits and capitals without I, O, S, V, Z.</summary>
    CreditCodeForm,

    /// <summary>The number or code has its form, and its check character or date is wrong.</summary>
    CheckCharacter,

    /// <summary>The cell shows an error of the program, such as #REF!.</summary>
    ErrorValue,

    /// <summary>A formula of which the file holds no result.</summary>
    NoResult,

    /// <summary>The cell is merged with others. Arguments: the range.</summary>
    CellsMerged,

    /// <summary>The program has made a date of what was typed, or shows a number as a date.</summary>
    TurnedIntoDate,

    /// <summary>The row is still marked as an example and says something else than the template's.</summary>
    ExampleChanged,

    /// <summary>Note: rows that are hidden were read. Arguments: their numbers, as 5、8–12.</summary>
    HiddenRows,

    /// <summary>Note: rows that a filter hides were read. Arguments: their numbers, as 5、8–12.</summary>
    FilteredRows,

    /// <summary>Note: a column that is hidden was read.</summary>
    HiddenColumn,

    /// <summary>Note: nothing was read of a column that nobody asks for. Label: what its heading says.</summary>
    UnknownColumn,

    /// <summary>Note: a column that may be left out is not there.</summary>
    ColumnLeftOut,

    /// <summary>Note: results of formulas were read as they stood when the file was saved. Arguments: how many; the first cell.</summary>
    ResultsOfFormulas,
}
