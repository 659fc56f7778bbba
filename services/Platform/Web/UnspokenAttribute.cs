namespace RaMatch.Platform.Web;

/// <summary>A member of an enum that is stored and never answered: the OpenAPI document does not promise it.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class UnspokenAttribute : Attribute;
