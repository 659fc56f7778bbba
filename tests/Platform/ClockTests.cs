using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Platform.Tests;

public sealed class ClockTests : IDisposable
{
    readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void The_demonstration_lives_in_the_instant_written_in_its_file()
    {
        var clock = Demo();
        for (var day = 1; day <= 30; day++)
        {
            File.WriteAllText(_file, $"2022-06-{day:00}T10:00:00+08:00");
            Assert.Equal(new DateTimeOffset(2022, 6, day, 2, 0, 0, TimeSpan.Zero), clock.GetUtcNow());
        }
    }

    [Fact]
    public void An_instant_without_an_offset_is_UTC()
    {
        File.WriteAllText(_file, "2022-06-28T02:00:00");
        Assert.Equal(new DateTimeOffset(2022, 6, 28, 2, 0, 0, TimeSpan.Zero), Demo().GetUtcNow());
    }

    [Fact]
    public void While_the_file_is_being_written_the_last_instant_holds()
    {
        var clock = Demo();
        File.WriteAllText(_file, "2022-06-28T02:00:00Z");
        var before = clock.GetUtcNow();
        File.WriteAllText(_file, "");
        Assert.Equal(before, clock.GetUtcNow());
    }

    [Fact]
    public void Once_the_file_is_gone_time_is_real_again()
    {
        var clock = Demo();
        File.WriteAllText(_file, "2022-06-28T02:00:00Z");
        Assert.Equal(2022, clock.GetUtcNow().Year);
        File.Delete(_file);
        Assert.True(clock.GetUtcNow() > DateTimeOffset.UnixEpoch.AddYears(55));
    }

    [Fact]
    public void Without_a_file_time_is_real() => Assert.Same(TimeProvider.System, RaMatchClock.From(new DemoSettings(true, null)));

    [Theory]
    [InlineData("Production", "true")]
    [InlineData("Production", "false")]
    [InlineData("Development", "false")]
    public void Only_a_demonstration_may_have_a_clock_of_its_own(string environment, string enabled)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Demo:Enabled"] = enabled, ["Demo:ClockFile"] = _file }).Build();
        Assert.Throws<InvalidOperationException>(() => DemoSettings.From(configuration, new HostingEnvironment { EnvironmentName = environment }));
    }

    [Theory]
    [InlineData("demonstration")]
    [InlineData("demo-season")]
    public void Production_does_not_start_on_the_data_of_a_demonstration(string mark)
    {
        var (production, elsewhere) = (new HostingEnvironment { EnvironmentName = "Production" }, new HostingEnvironment { EnvironmentName = "Demo" });
        using var folder = new TemporaryFolder();
        new DemoSettings(false, null).KeepApart(folder.Path, production);
        if (mark == "demonstration")
        {
            new DemoSettings(true, null).KeepApart(folder.Path, elsewhere);
            new DemoSettings(true, null).KeepApart(folder.Path, elsewhere);
        }
        else
        {
            File.WriteAllText(folder.Combine(mark), "done");
        }

        new DemoSettings(false, null).KeepApart(folder.Path, elsewhere);
        var refused = Assert.Throws<InvalidOperationException>(() => { new DemoSettings(false, null).KeepApart(folder.Path, production); });
        Assert.Contains("Data:Folder", refused.Message, StringComparison.Ordinal);
        Assert.Contains(folder.Combine(mark), refused.Message, StringComparison.Ordinal);
    }

    TimeProvider Demo() => RaMatchClock.From(new DemoSettings(true, _file));

    sealed class HostingEnvironment : IHostEnvironment
    {
        public string ApplicationName { get; set; } = "RaMatch";
        public Microsoft.Extensions.FileProviders.IFileProvider ContentRootFileProvider { get; set; } = new Microsoft.Extensions.FileProviders.NullFileProvider();
        public string ContentRootPath { get; set; } = "";
        public string EnvironmentName { get; set; } = "";
    }
}
