using System.Diagnostics.CodeAnalysis;

namespace RaMatch.Reference;

/// <summary>A mobile number of the mainland: eleven digits, 1 and then 3 to 9; without country code, spaces or hyphens.</summary>
public static class MobilePhone
{
    const int Length = 11;

    /// <summary>Whether the text is such a number; if not, the code of what is wrong, worded in <c>Words</c>.</summary>
    public static bool IsValid(string? text, [NotNullWhen(false)] out string? code)
    {
        code = text is ['1', >= '3' and <= '9', ..] and { Length: Length } && !text.AsSpan().ContainsAnyExceptInRange('0', '9')
            ? null
            : "mobile-phone.invalid";
        return code is null;
    }

    /// <summary>The one spelling it is stored in: folded, without spaces, hyphens and brackets, without 86 before the eleven digits. Does not check it.</summary>
    public static string Normalize(string text)
    {
        var digits = string.Concat(FoldedText.Key(text).Where(one => one is not ('-' or '(' or ')')));
        var country = new[] { "+86", "0086", "86" }.FirstOrDefault(code => digits.Length == code.Length + Length && digits.StartsWith(code, StringComparison.Ordinal));
        return digits[(country?.Length ?? 0)..];
    }

    /// <summary>Whether the text is such a number.</summary>
    public static bool IsValid(string? text) => IsValid(text, out _);

    /// <summary>First three and last four digits, as is usual: 138****5678.</summary>
    public static string Mask(string? text) => Masking.Keep(text, first: 3, last: 4);
}
