using System.Globalization;

namespace RaMatch.Reference;

/// <summary>The order in which people look for a Chinese name in a list.</summary>
public static class Pinyin
{
    /// <summary>
    /// By pinyin; by code point where the runtime knows no cultures. Only for what people read, never for what is stored, hashed or
    /// paged: versions of ICU place rare characters differently.
    /// </summary>
    public static IComparer<string> Order { get; } = Find();

    static StringComparer Find()
    {
        try
        {
            return StringComparer.Create(CultureInfo.GetCultureInfo("zh-CN", predefinedOnly: true), CompareOptions.None);
        }
        catch (CultureNotFoundException)
        {
            return StringComparer.Ordinal;
        }
    }
}
