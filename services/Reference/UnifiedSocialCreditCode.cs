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

    static readonly SearchValues<char> Allowed = SearchValues.Create(Alphabet);

    /// <summary>Whether the text is well-formed; if not, the reason is a Chinese sentence for the person who typed it.</summary>
    public static bool IsValid(string? text, [NotNullWhen(false)] out string? reason)
    {
        reason = text switch
        {
            not { Length: Length } => "统一社会信用代码的长度应为18位",
            _ when text.AsSpan().ContainsAnyExcept(Allowed) => "统一社会信用代码只能由数字和大写字母组成，且不含 I、O、S、V、Z",
            _ when CheckCharacter(text.AsSpan(0, Length - 1)) != text[^1] => "统一社会信用代码的校验位不正确，请核对是否录入有误",
            _ => null,
        };
        return reason is null;
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
