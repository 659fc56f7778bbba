using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using RaMatch.Sheets.Reading;

namespace RaMatch.Sheets.Templates;

/// <summary>The styles of a template, by their places in its table of styles.</summary>
static class Styles
{
    public const uint Plain = 0;
    public const uint Heading = 1;
    public const uint RequiredHeading = 2;
    public const uint Example = 3;
    public const uint Wrapped = 4;
    const uint AsText = 5;
    const uint AsWhole = 6;
    const uint AsMoney = 7;
    const uint AsDay = 8;
    const uint AsMonth = 9;

    // ECMA-376 part 1, 18.8.30: 1 is 0, 4 is #,##0.00, 49 is text; own ones begin with 164.
    const uint WholeFormat = 1;
    const uint MoneyFormat = 4;
    const uint TextFormat = 49;
    const uint DayFormat = 164;
    const uint MonthFormat = 165;

    /// <summary>The style of the cells of a column. Choices are text, too: one that looks like a number stays what it is.</summary>
    public static uint Of(CellKind kind) => kind switch
    {
        CellKind.Whole => AsWhole,
        CellKind.Money => AsMoney,
        CellKind.Day => AsDay,
        CellKind.Month => AsMonth,
        _ => AsText,
    };

    public static Stylesheet Sheet()
    {
        static CellFormat Format(uint number = 0, uint font = 0, uint fill = 0, uint border = 0, Alignment? alignment = null)
        {
            var format = new CellFormat { NumberFormatId = number, FontId = font, FillId = fill, BorderId = border, FormatId = 0, ApplyNumberFormat = number > 0, ApplyFont = font > 0, ApplyFill = fill > 0, ApplyBorder = border > 0 };
            if (alignment is not null)
            {
                format.ApplyAlignment = true;
                format.Append(alignment);
            }

            return format;
        }

        static Alignment Centred() => new() { Horizontal = HorizontalAlignmentValues.Center, Vertical = VerticalAlignmentValues.Center, WrapText = true };

        return new Stylesheet(
            new NumberingFormats(
                new NumberingFormat { NumberFormatId = DayFormat, FormatCode = "yyyy\\-mm\\-dd" },
                new NumberingFormat { NumberFormatId = MonthFormat, FormatCode = "yyyy\\-mm" })
            { Count = 2 },
            new Fonts(
                Font(),
                Font(new Bold()),
                Font(new Italic(), "FF7A7A7A"))
            { Count = 3 },
            new Fills(
                new Fill(new PatternFill { PatternType = PatternValues.None }),
                new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
                Filled("FFE8EDF3"),
                Filled("FFCFE0F1"))
            { Count = 4 },
            new Borders(
                new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder()),
                new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(new Color { Rgb = "FF8FA3B8" }) { Style = BorderStyleValues.Thin }, new DiagonalBorder()))
            { Count = 2 },
            new CellStyleFormats(new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0 }) { Count = 1 },
            new CellFormats(
                Format(),
                Format(font: 1, fill: 2, border: 1, alignment: Centred()),
                Format(font: 1, fill: 3, border: 1, alignment: Centred()),
                Format(TextFormat, font: 2),
                Format(alignment: new Alignment { Vertical = VerticalAlignmentValues.Top, WrapText = true }),
                Format(TextFormat),
                Format(WholeFormat),
                Format(MoneyFormat),
                Format(DayFormat),
                Format(MonthFormat))
            { Count = 10 },
            new CellStyles(new CellStyle { Name = "Normal", FormatId = 0, BuiltinId = 0 }) { Count = 1 });
    }

    static Font Font(OpenXmlElement? face = null, string? colour = null)
    {
        var font = new Font();
        if (face is not null)
        {
            font.Append(face);
        }

        font.Append(new FontSize { Val = 11 });
        if (colour is not null)
        {
            font.Append(new Color { Rgb = colour });
        }

        font.Append(new FontName { Val = "等线" });
        return font;
    }

    static Fill Filled(string colour) => new(new PatternFill(new ForegroundColor { Rgb = colour }, new BackgroundColor { Indexed = 64 }) { PatternType = PatternValues.Solid });
}
