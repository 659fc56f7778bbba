using System.Security.Cryptography;
using RaMatch.Platform.Data;
using RaMatch.Platform.Tests.Shop;
using Xunit;

namespace RaMatch.Platform.Tests;

/// <summary>Files in the database are what was put in, whole and in any part.</summary>
public sealed class StoredFileTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(StoredFile.ChunkBytes)]
    [InlineData((2 * StoredFile.ChunkBytes) + 17)]
    public async Task A_file_is_kept_by_its_hash_and_read_as_it_was(int size)
    {
        await using var shop = await OpenShop.StartAsync();
        var bytes = new byte[size];
        new Random(7).NextBytes(bytes);
        var file = await StoredFile.PutAsync(shop.TillDb, new MemoryStream(bytes), TestContext.Current.CancellationToken);
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(bytes)), (long)size), (file.Hash, file.Size));
        Assert.Equal(file, await StoredFile.PutAsync(shop.TillDb, new MemoryStream(bytes), TestContext.Current.CancellationToken));
        Assert.Equal(1, await shop.TillDb.ReadAsync(reader => reader.GetAsync<long>("SELECT COUNT(*) FROM stored_file")));

        await using var whole = file.Open(shop.TillDb);
        using var read = new MemoryStream();
        await whole.CopyToAsync(read, TestContext.Current.CancellationToken);
        Assert.Equal(bytes, read.ToArray());

        await using var part = file.Open(shop.TillDb);
        part.Seek(-Math.Min(20, size), SeekOrigin.End);
        using var tail = new MemoryStream();
        await part.CopyToAsync(tail, TestContext.Current.CancellationToken);
        Assert.Equal(bytes[^Math.Min(20, size)..], tail.ToArray());
    }
}
