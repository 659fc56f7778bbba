using System.Globalization;
using RaMatch.Platform.Tests.Shop;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Platform.Tests;

public sealed class CultureTests
{
    [Fact]
    public void A_host_writes_numbers_alike_whatever_language_the_machine_speaks()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("sv-SE");
        Assert.Equal("−1,5", $"{-1.5}");

        using var folder = new TemporaryFolder();
        using var host = RaMatchHost.Build(["--data", folder.Path], [new TillService()], catalogue: new Messaging.MessageCatalogue(typeof(Sold).Assembly));

        Assert.Equal("-1.5", $"{-1.5}");
        var elsewhere = "";
        // Without this flow's own culture, as on a thread the server has started.
        var thread = new Thread(() => elsewhere = $"{CultureInfo.CurrentCulture.Name}{CultureInfo.DefaultThreadCurrentCulture?.Name ?? "not pinned"}{-1.5}");
        thread.UnsafeStart();
        thread.Join();
        Assert.Equal("-1.5", elsewhere);
    }

    [Fact]
    public void The_runtime_of_these_tests_knows_the_cultures_that_SQL_Servers_client_needs() => Assert.False(Culture.KnowsOnlyInvariant());
}
