using System.Globalization;
using RaMatch.Reference;

namespace RaMatch.Applicant.Tests;

/// <summary>Well-formed ID numbers of the range that is assigned to nobody.</summary>
static class IdNumbers
{
    public static string Of(int person)
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $"99000020000101{person:000}");
        return digits + ResidentIdNumber.CheckCharacter(digits);
    }
}
