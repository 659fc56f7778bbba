using System.Diagnostics.CodeAnalysis;
using Xunit;

namespace RaMatch.Testing;

/// <summary>What a test does when a real part it needs is not on the machine.</summary>
public static class MissingPart
{
    /// <summary>The environment variable with the categories, separated by commas, whose parts must be there: CI names those it has installed.</summary>
    public const string Variable = "RAMATCH_TEST_REQUIRE";

    /// <summary>Skips the running test, or fails it where its category must not be skipped.</summary>
    /// <param name="category">One of <see cref="Categories"/>.</param>
    /// <param name="reason">What is missing and how to get it.</param>
    [DoesNotReturn]
    public static void Skip(string category, string reason)
    {
        var required = (Environment.GetEnvironmentVariable(Variable) ?? "").Split(',', StringSplitOptions.TrimEntries);
        if (required.Contains(category, StringComparer.OrdinalIgnoreCase))
        {
            Assert.Fail($"{reason} {Variable} forbids to skip {category}.");
        }

        Assert.Skip(reason);
    }
}
