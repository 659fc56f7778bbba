using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace RaMatch.Reference;

/// <summary>
/// 统一社会信用代码 by GB 32100-2015: seventeen characters of digits and capital letters without I, O, S, V, Z, and a check character.
/// Character i (from 0) has weight 3^i mod 31; the check value is (31 − Σ weight·value mod 31) mod 31. As 31 is prime and the
/// weights are different from zero and from their neighbours', every single wrong character and every exchange of two neighbours is found.
/// </summary>
public static class UnifiedSocialCreditCode
{
    /// <summary>The characters in the order of their values, 0 to 30.</summary>
    public const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>Number of characters.</summary>
    public const int Length = 18;

    /// <summary>The one spelling under which a code is checked, compared and stored: folded, in capitals, without spaces. Does not check it.</summary>
    public static string Normalize(string text) => FoldedText.Key(text).ToUpperInvariant();

    static readonly SearchValues<char> Allowed = SearchValues.Create(Alphabet);

    /// <summary>Whether the text is well-formed; if not, the code of what is wrong, worded in <c>Words</c>.</summary>
    public static bool IsValid(string? text, [NotNullWhen(false)] out string? code)
    {
        code = text switch
        {
            not { Length: Length } => "uscc.length",
            _ when text.AsSpan().ContainsAnyExcept(Allowed) => "uscc.characters",
            _ when CheckCharacter(text.AsSpan(0, Length - 1)) != text[^1] => "uscc.check-character",
            _ => null,
        };
        return code is null;
    }

    /// <summary>The check character for the first seventeen characters.</summary>
    /// <exception cref="ArgumentException">Not seventeen characters of <see cref="Alphabet"/>.</exception>
    public static char CheckCharacter(ReadOnlySpan<char> first17)
    {
        if (first17.Length != Length - 1 || first17.ContainsAnyExcept(Allowed))
        {
            throw new ArgumentException("Seventeen characters of the code's alphabet are needed.", nameof(first17));
        }

        var (sum, weight) = (0, 1);
        foreach (var character in first17)
        {
            sum += weight * Alphabet.IndexOf(character);
            weight = weight * 3 % Alphabet.Length;
        }

        return Alphabet[(Alphabet.Length - sum % Alphabet.Length) % Alphabet.Length];
    }
}
