using RaMatch.Rounds.Format;
using Xunit;

namespace RaMatch.Rounds.Tests.Format;

/// <summary>A folder appears whole or not at all, and never over another.</summary>
public sealed class NewFolderTests
{
    [Theory]
    [InlineData("a/b/new")]
    [InlineData("new/")]
    public void It_appears_with_its_files_at_the_end(string name)
    {
        using var folder = new Folder();
        using (var made = new NewFolder(folder[name]))
        {
            Fill(made);
            Assert.False(Directory.Exists(folder[name]));
            made.Finish();
        }

        Assert.Equal("text", File.ReadAllText(Path.Combine(folder[name], "file")));
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories), path => Path.GetFileName(path).StartsWith('.'));
    }

    [Fact]
    public void Without_its_end_nothing_is_left()
    {
        using var folder = new Folder();
        using (var made = new NewFolder(folder["new"]))
        {
            Fill(made);
            Assert.Single(folder.Names);
        }

        Assert.Empty(folder.Names);
    }

    [Fact]
    public void An_empty_folder_is_taken_the_place_of()
    {
        using var folder = new Folder();
        Directory.CreateDirectory(folder["new"]);
        using var made = new NewFolder(folder["new"]);
        Fill(made);
        made.Finish();
        Assert.Equal(["new"], folder.Names);
        Assert.True(File.Exists(Path.Combine(folder["new"], "file")));
    }

    [Fact]
    public void What_is_there_is_refused_at_the_beginning_and_what_has_come_since_at_the_end()
    {
        using var folder = new Folder();
        File.WriteAllText(folder["file"], "evidence");
        Directory.CreateDirectory(folder["full"]);
        File.WriteAllText(Path.Combine(folder["full"], "file"), "evidence");
        foreach (var name in new[] { "file", "full" })
        {
            Refused(folder[name], () => new NewFolder(folder[name]).Dispose());
        }

        foreach (var name in new[] { "file later", "full later" })
        {
            using var made = new NewFolder(folder[name]);
            Fill(made);
            if (name == "file later")
            {
                File.WriteAllText(folder[name], "evidence");
            }
            else
            {
                Directory.CreateDirectory(folder[name]);
                File.WriteAllText(Path.Combine(folder[name], "file"), "evidence");
            }

            Refused(folder[name], made.Finish);
        }

        Assert.Equal(["file", "file later", "full", "full later"], folder.Names);
        Assert.Equal("evidence", File.ReadAllText(Path.Combine(folder["full later"], "file")));
    }

    static void Fill(NewFolder made)
    {
        using var file = made.Create("file");
        file.Write("text"u8);
    }

    static void Refused(string path, Action make) =>
        Assert.Equal($"{path} is there already and is not overwritten; name a new folder or remove it", Assert.Throws<IOException>(make).Message);
}
