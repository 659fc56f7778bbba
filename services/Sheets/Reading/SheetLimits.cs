namespace RaMatch.Sheets.Reading;

/// <summary>How much of a file is looked at. Bytes are counted while they are unpacked: what a file says of its own size is not believed.</summary>
public sealed record SheetLimits
{
    /// <summary>What holds where a caller says nothing.</summary>
    public static SheetLimits Usual { get; } = new();

    /// <summary>The longest file, in bytes.</summary>
    public int FileBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>The most bytes that come out of it, all parts together.</summary>
    public long UnpackedBytes { get; init; } = 96 * 1024 * 1024;

    /// <summary>How many bytes of a part may come out of one of the file, once a part has given its first <see cref="FreeBytes"/>.</summary>
    public int Ratio { get; init; } = 200;

    /// <summary>How much of a part is unpacked before the ratio is looked at, in bytes: a small part of blank rows packs well.</summary>
    public int FreeBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>The most parts (sheets, pictures, settings).</summary>
    public int Parts { get; init; } = 1_000;

    /// <summary>The most sheets.</summary>
    public int Sheets { get; init; } = 100;

    /// <summary>The most texts that cells share.</summary>
    public int SharedTexts { get; init; } = 400_000;

    /// <summary>The longest text of a cell, in UTF-16 units; a spreadsheet program takes no more.</summary>
    public int TextLength { get; init; } = 32_767;

    /// <summary>The most rows with something in them below the header.</summary>
    public int Rows { get; init; } = 5_000;

    /// <summary>The last column that is looked at, counted from 1.</summary>
    public int Columns { get; init; } = 512;

    /// <summary>The most merged ranges of a sheet.</summary>
    public int Merges { get; init; } = 20_000;

    /// <summary>How far down the header is looked for, in rows as the program numbers them.</summary>
    public int HeaderWithin { get; init; } = 20;
}
