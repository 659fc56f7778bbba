using System.Globalization;
using System.Text;

namespace RaMatch.Testing;

/// <summary>Documents to file as evidence: real ones, as small as they can be.</summary>
public static class Papers
{
    /// <summary>A picture of one pixel.</summary>
    public static byte[] Png { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    /// <summary>A photograph of eight by eight pixels: frame, tables, one scan.</summary>
    public static byte[] Jpeg { get; } =
    [
        0xFF, 0xD8,
        0xFF, 0xE0, 0x00, 0x10, 0x4A, 0x46, 0x49, 0x46, 0x00, 0x01, 0x01, 0x00, 0x00, 0x01, 0x00, 0x01, 0x00, 0x00,
        0xFF, 0xDB, 0x00, 0x43, 0x00, .. Enumerable.Repeat((byte)1, 64),
        0xFF, 0xC0, 0x00, 0x0B, 0x08, 0x00, 0x08, 0x00, 0x08, 0x01, 0x01, 0x11, 0x00,
        0xFF, 0xC4, 0x00, 0x14, 0x00, 0x01, .. new byte[15], 0x00,
        0xFF, 0xC4, 0x00, 0x14, 0x10, 0x01, .. new byte[15], 0x00,
        0xFF, 0xDA, 0x00, 0x08, 0x01, 0x01, 0x00, 0x00, 0x3F, 0x00, 0x3F,
        0xFF, 0xD9,
    ];

    /// <summary>A PDF of one page.</summary>
    /// <param name="name">Makes it another file than those of other names.</param>
    /// <param name="size">Bytes, if it shall be larger than it has to be.</param>
    public static byte[] Pdf(string name, int size = 0)
    {
        // A byte a character, so that offsets are lengths.
        var named = Convert.ToHexString(Encoding.UTF8.GetBytes(name));
        var least = PdfOf(Catalog, named);
        if (least.Length >= size)
        {
            return least;
        }

        // The more there is before it, the more digits the place of the table has.
        var almost = size - least.Length - 8;
        return PdfOf(Catalog, named + new string('x', almost + size - PdfOf(Catalog, named + new string('x', almost)).Length));
    }

    /// <summary>A PDF of these objects, numbered from 1; the first is the catalog.</summary>
    /// <param name="objects">The objects.</param>
    /// <param name="comment">A line in ASCII after the first.</param>
    /// <param name="trailer">What the trailer says besides.</param>
    public static byte[] PdfOf(IReadOnlyList<string> objects, string comment = "", string trailer = "")
    {
        var pdf = new StringBuilder($"%PDF-1.7\n%{comment}\n");
        var offsets = new List<int>();
        foreach (var (body, index) in objects.Select((body, index) => (body, index)))
        {
            offsets.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{body}\nendobj\n");
        }

        var table = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
        {
            pdf.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        }

        pdf.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R {trailer}>>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(pdf.ToString());
    }

    static string[] Catalog { get; } =
    [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ];
}
