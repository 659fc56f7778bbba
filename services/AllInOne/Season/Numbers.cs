using System.Globalization;
using RaMatch.Reference;

namespace RaMatch.AllInOne.Season;

/// <summary>Well-formed numbers that belong to nobody.</summary>
static class Numbers
{
    /// <summary>A code of a company (first character 9, second 1) with its check character.</summary>
    public static string Uscc(string region, int number)
    {
        var first = string.Create(CultureInfo.InvariantCulture, $"91{region}MA{number:D7}");
        return first + UnifiedSocialCreditCode.CheckCharacter(first);
    }

    /// <summary>An ID number whose region, 99xxxx, is assigned to no place, so that it can be nobody's.</summary>
    public static string IdNumber(int number, int birthYear)
    {
        var first = string.Create(CultureInfo.InvariantCulture, $"99{number / 1000:D4}{birthYear:D4}{(number % 12) + 1:D2}{(number % 28) + 1:D2}{number % 1000:D3}");
        return first + ResidentIdNumber.CheckCharacter(first);
    }

    public static string Phone(int number) => string.Create(CultureInfo.InvariantCulture, $"199{number:D8}");
}
