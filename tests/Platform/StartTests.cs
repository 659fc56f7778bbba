using System.Net.Sockets;
using System.Text;
using RaMatch.Platform.Data;
using RaMatch.Platform.Tests.Shop;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace RaMatch.Platform.Tests;

/// <summary>What keeps a process from starting is one sentence that is true, and what goes on keeps no process from stopping.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("/proc/ramatch")]
    [InlineData("/sys/ramatch")]
    public async Task A_folder_that_cannot_be_written_is_called_that_and_not_in_use(string folder)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a file system that takes no folders.");
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => OpenShop.StartAsync(folder: folder));
        var sentence = StartFault.Sentence(refused);
        Assert.Contains(folder, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("in use", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', sentence);
    }

    [Fact]
    public async Task A_lock_that_cannot_be_opened_is_not_called_in_use()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Combine("till.lock"));
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => StartOnFilesAsync(folder.Path));
        Assert.IsNotType<DataFolderInUseException>(refused);
        Assert.Contains("till.lock", StartFault.Sentence(refused), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_cannot_be_put_in_its_place_leaves_no_draft_behind()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Combine("keys", "tokens.pem"));
        var settings = new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build();
        Assert.ThrowsAny<Exception>(() => TokenKeys.Load(settings, new DataSettings(folder.Path, Dialect.Sqlite, TimeSpan.Zero, TimeSpan.Zero)));
        Assert.Empty(Directory.EnumerateFiles(folder.Combine("keys")));
    }

    [Fact]
    public async Task A_database_that_is_gone_stops_the_start_until_it_is_put_back()
    {
        using var folder = new TemporaryFolder();
        await LeaveDataAsync(folder.Path);
        var till = folder.Combine("till.db");
        File.Move(till, till + ".away");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => OpenShop.StartAsync(folder: folder.Path));
        Assert.Contains("till.db is missing, and it was there before", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(till));

        // As in a folder that somebody has put together of what a backup has.
        File.Delete(folder.Combine("till.lock"));
        refused = await Assert.ThrowsAsync<InvalidOperationException>(() => OpenShop.StartAsync(folder: folder.Path));
        Assert.Contains("till.db is missing, and stock.db has read events of it", refused.Message, StringComparison.Ordinal);

        File.Move(till + ".away", till);
        await using var again = await OpenShop.StartAsync(folder: folder.Path);
        await again.TakesExactlyAsync(1);
    }

    [Fact]
    public async Task A_first_start_that_was_broken_off_is_taken_up_again()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Combine("till.lock"), "", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.Combine("till.db"), "", TestContext.Current.CancellationToken);
        await using var shop = await OpenShop.StartAsync(folder: folder.Path);
        (await shop.SellAsync(1)).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task A_request_that_never_ends_keeps_no_process_from_stopping_in_time()
    {
        await using var shop = await OpenShop.StartAsync();
        using var slow = new TcpClient();
        await slow.ConnectAsync(shop.Host.Address.Host, shop.Host.Address.Port, TestContext.Current.CancellationToken);
        var token = shop.Host.Services.GetRequiredService<Tokens>().For(People.UnitMember("Shop"), "till");
        await slow.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"POST /api/till/sales HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{"),
            TestContext.Current.CancellationToken);
        (await shop.SellAsync(1)).EnsureSuccessStatusCode();

        var started = TimeProvider.System.GetTimestamp();
        await shop.CloseAsync();
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(28));
    }

    static async Task LeaveDataAsync(string folder)
    {
        await using var shop = await StartOnFilesAsync(folder);
        (await shop.SellAsync(1)).EnsureSuccessStatusCode();
        await shop.TakesExactlyAsync(1);
        await shop.CloseAsync();
    }

    static async Task<OpenShop> StartOnFilesAsync(string folder)
    {
        var shop = await OpenShop.StartAsync(folder: folder);
        WritingTests.RequireSqlite(shop.TillDb);
        return shop;
    }
}
