using System.ComponentModel.DataAnnotations;

namespace RaMatch.Applicant.Profiles;

/// <summary>A text that has to be there unless another member of the body says the same in other words.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
sealed class RequiredWithoutAttribute(string other) : ValidationAttribute
{
    /// <summary>The member that may stand instead.</summary>
    public string Other => other;

    protected override ValidationResult? IsValid(object? value, ValidationContext context) =>
        string.IsNullOrEmpty(value as string) && string.IsNullOrEmpty(context.ObjectType.GetProperty(other)?.GetValue(context.ObjectInstance) as string)
            ? new ValidationResult(ErrorMessage, context.MemberName is { } member ? [member] : null)
            : ValidationResult.Success;
}
