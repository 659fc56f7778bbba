using System.ComponentModel.DataAnnotations;
using RaMatch.Reference;

namespace RaMatch.Platform.Web;

/// <summary>How long a text may be, in the characters people count (<see cref="Characters.Count"/>); the framework's own attribute counts UTF-16.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class CharactersAttribute : StringLengthAttribute
{
    /// <summary>At most so many characters, and at least.</summary>
    public CharactersAttribute(int most, int least = 0)
        : base(most) => MinimumLength = least;

    /// <inheritdoc/>
    public override bool IsValid(object? value) =>
        // Marks that are counted as none have no end: the columns have room for twice as many units as characters.
        value is not string text || Characters.Count(text) is var count && count >= MinimumLength && count <= MaximumLength && text.Length <= 2 * MaximumLength;
}
