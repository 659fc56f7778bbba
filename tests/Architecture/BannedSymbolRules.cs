using System.Xml.Linq;
using RaMatch.Architecture.Tests.Rules;
using Xunit;

namespace RaMatch.Architecture.Tests;

/// <summary>What only Platform does and what nobody does, held by the compiler in every build: that it is told so, and that it would find each.</summary>
public sealed class BannedSymbolRules
{
    // A line of source for what is banned whole; how a method is called and a property read, its name says.
    static readonly Dictionary<string, string> Planted = new(StringComparer.Ordinal)
    {
        ["T:System.Data.Common.DbConnection"] = "void Read(System.Data.Common.DbConnection connection) => connection.Open();",
        ["T:Microsoft.Data.Sqlite.SqliteConnection"] = "object File = new Microsoft.Data.Sqlite.SqliteConnection();",
        ["T:Microsoft.Data.SqlClient.SqlConnection"] = "object Server = new Microsoft.Data.SqlClient.SqlConnection();",
        ["T:System.ComponentModel.DataAnnotations.StringLengthAttribute"] = "[System.ComponentModel.DataAnnotations.StringLength(5)] public string? Name { get; init; }",
        ["T:System.ComponentModel.DataAnnotations.EmailAddressAttribute"] = "[System.ComponentModel.DataAnnotations.EmailAddress] public string? Email { get; init; }",
        ["N:MassTransit"] = "void Tell(MassTransit.IBus bus) => bus.Publish(new object());",
        ["N:RabbitMQ.Client"] = "object Factory = new RabbitMQ.Client.ConnectionFactory();",
    };

    static readonly string[] Lists = [BannedSymbols.Everywhere, BannedSymbols.OutsidePlatform];

    [Fact]
    public async Task Every_banned_symbol_is_found_where_it_is_used()
    {
        var banned = Lists.SelectMany(list => BannedSymbols.Of(list).Select(symbol => (symbol, list))).ToList();
        Assert.Empty(Planted.Keys.Except(banned.Select(one => one.symbol)));
        Assert.True(banned.Count > 10, $"Only {banned.Count} symbols were found; the lists are not read.");
        foreach (var (symbol, list) in banned)
        {
            Assert.True((await BannedSymbols.FoundAsync(Source(UseOf(symbol)), list)).Count > 0, $"{symbol} was not found");
            Assert.Empty(await BannedSymbols.FoundAsync(Source(UseOf(symbol)), [.. Lists.Except([list])]));
        }
    }

    [Fact]
    public async Task What_is_not_banned_is_let_through() =>
        Assert.Empty(await BannedSymbols.FoundAsync(Source("object Made = System.Guid.CreateVersion7(); object Later = new System.DateTimeOffset(2022, 7, 1, 0, 0, 0, default);"), Lists));

    [Fact]
    public void Every_service_is_built_with_the_lists()
    {
        var build = XDocument.Load(Path.Combine(Repository.Root, "services", "Directory.Build.props"));
        Assert.Contains(build.Descendants("PackageReference"), one => (string?)one.Attribute("Include") == "Microsoft.CodeAnalysis.BannedApiAnalyzers");
        Assert.Equal(
            [("$(MSBuildThisFileDirectory)BannedSymbols.txt", null), ("$(MSBuildThisFileDirectory)BannedSymbols.OutsidePlatform.txt", "'$(MSBuildProjectName)' != 'Platform'")],
            build.Descendants("AdditionalFiles").Select(one => ((string?)one.Attribute("Include"), (string?)one.Attribute("Condition"))));
        Assert.Empty(BannedSymbols.Exceptions(
        [
            .. Repository.Sources("services"),
            .. Repository.Sources("services", "*.razor"),
            .. Repository.Sources("services", "*.csproj"),
            .. Repository.Sources("services", "*.props"),
            new SourceFile(".editorconfig", File.ReadAllText(Path.Combine(Repository.Root, ".editorconfig"))),
        ]));
    }

    [Fact]
    public void An_exception_that_a_file_makes_for_itself_is_found() =>
        Assert.Equal(
            ["services/Posting/A.cs makes an exception for itself"],
            BannedSymbols.Exceptions([new SourceFile("services/Posting/A.cs", Without("RS0030")), new SourceFile("services/Posting/B.cs", Without("CA1000"))]));

    // Put together, so that whoever looks through the tree for warnings that are switched off finds none here.
    static string Without(string warning) => string.Join(' ', "#pragma", "warning", "disable", warning);

    static string UseOf(string symbol) => symbol.Split(':', '(', ')') switch
    {
        ["P", var property] => $"object Read = {property};",
        ["M", var method] => $"void Call() => {method}();",
        ["M", var method, var types, _] => $"void Call() => {method}({string.Join(", ", types.Split(',').Select(type => $"default({type})"))});",
        _ => Planted[symbol],
    };

    static string Source(string line) => $"#nullable enable\nsealed class Here {{ {line} }}";
}
