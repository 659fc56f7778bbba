using Microsoft.AspNetCore.Identity;
using RaMatch.Reference;

namespace RaMatch.Portal.People;

/// <summary>
/// Refuses passwords that are among the first to be guessed: those of a list, whatever digits and signs stand around them; one thing repeated; digits
/// only; rows of the keyboard and the alphabet; the person's own name.
/// </summary>
sealed class PasswordRules : IPasswordValidator<Account>
{
    /// <summary>The fewest characters.</summary>
    public const int Shortest = 10;

    /// <summary>The most; a longer one would only cost time.</summary>
    public const int Longest = 128;

    /// <summary>What to say before anything is wrong.</summary>
    public const string Hint = "至少 10 个字符，不要只用数字，也不要用常见的词或键盘上相邻的键";

    const string TooCommon = "PasswordTooCommon";
    const string TooLong = "PasswordTooLong";

    static readonly string[] Rows = ["abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "01234567890", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfvtgbyhnujmikolp"];

    static readonly HashSet<string> Common = Read();

    /// <inheritdoc />
    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) => Task.FromResult(password switch
    {
        { Length: > Longest } => IdentityResult.Failed(new IdentityError { Code = TooLong }),
        { Length: >= Shortest } when IsCommon(password, user.Name) => IdentityResult.Failed(new IdentityError { Code = TooCommon }),
        _ => IdentityResult.Success,
    });

    /// <summary>What the result says to whoever chose the password; null where nothing is wrong.</summary>
    public static string? Sentence(IdentityResult result) => result.Errors.FirstOrDefault()?.Code switch
    {
        null => null,
        TooCommon => "这个密码太容易被猜到，请换一个：可以用几个不相关的词连起来。",
        TooLong => $"密码最多 {Longest} 个字符。",
        _ => $"密码至少 {Shortest} 个字符。",
    };

    /// <summary>Whether a password is one of the first to be guessed.</summary>
    public static bool IsCommon(string password, string name)
    {
        var folded = FoldedText.Key(password);
        var core = folded.Trim([.. "0123456789!@#$%^&*()_+-=.,?~`'\"/\\;:|<>[]{}"]);
        return Common.Contains(folded) || Common.Contains(core) || Common.Contains(Plain(core))
            || folded.All(char.IsAsciiDigit)
            || IsRepeated(folded)
            || IsOfRows(folded)
            || FoldedText.Key(name) is { Length: > 1 } own && core == own;
    }

    // As letters are often written: p@ssw0rd.
    static string Plain(string text) => text.Replace('@', 'a').Replace('0', 'o').Replace('1', 'i').Replace('3', 'e').Replace('$', 's').Replace('5', 's');

    static bool IsRepeated(string text) =>
        Enumerable.Range(1, text.Length / 2).Any(length => Enumerable.Range(length, text.Length - length).All(at => text[at] == text[at - length]));

    // Cut into stretches of four and more that lie on a row, forwards or backwards, nothing is left.
    static bool IsOfRows(string text)
    {
        const int shortest = 4;
        for (var at = 0; at < text.Length;)
        {
            var length = Enumerable.Range(1, text.Length - at).TakeWhile(many => IsOnRow(text.Substring(at, many))).LastOrDefault();
            if (length < shortest)
            {
                return false;
            }

            at += length;
        }

        return true;
    }

    static bool IsOnRow(string part) => Rows.Any(row => row.Contains(part, StringComparison.Ordinal) || row.Contains(new string([.. part.Reverse()]), StringComparison.Ordinal));

    static HashSet<string> Read()
    {
        using var reader = new StreamReader(typeof(PasswordRules).Assembly.GetManifestResourceStream("People/common-passwords.tsv")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').SelectMany(line => line.Split('\t')).ToHashSet(StringComparer.Ordinal);
    }
}
