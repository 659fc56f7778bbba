using System.Globalization;
using RaMatch.Reference;

namespace RaMatch.Applicant.Tests;

/// <summary>Well-formed ID numbers of the range that is assigned to nobody.</summary>
static class IdNumbers
{
    public static string Of(int person) => Of(person, new DateOnly(2000, 1, 1));

    public static string Of(int person, DateOnly birth)
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $"990000{birth:yyyyMMdd}{person:000}");
        return digits + ResidentIdNumber.CheckCharacter(digits);
    }
}
