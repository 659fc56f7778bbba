using QRCoder;

namespace RaMatch.Portal.People;

/// <summary>A square of dots that a phone's camera reads, as a picture in the page: no other site draws it, and no script.</summary>
static class QrCode
{
    /// <summary>The picture; dark on light whatever the colours of the page, since cameras expect it.</summary>
    public static string Svg(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(data);
        return svg.GetGraphic(4, "#000000", "#FFFFFF", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
