using System.Globalization;

namespace RaMatch.Platform;

/// <summary>What this process writes and reads is the same whatever language the machine speaks.</summary>
public static class Culture
{
    /// <summary>
    /// Whether the runtime knows no culture but the invariant one, because <c>DOTNET_SYSTEM_GLOBALIZATION_INVARIANT</c> is set.
    /// Microsoft.Data.SqlClient opens no connection then.
    /// </summary>
    public static bool KnowsOnlyInvariant()
    {
        try
        {
            CultureInfo.GetCultureInfo("zh-CN", predefinedOnly: true);
            return false;
        }
        catch (CultureNotFoundException)
        {
            return true;
        }
    }

    /// <summary>Makes the invariant culture that of this flow and of every thread to come: the first thing at a start.</summary>
    public static void PinInvariant()
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
    }
}
