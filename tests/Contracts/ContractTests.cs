using System.Text.Json;
using RaMatch.Platform.Messaging;
using RaMatch.Platform.Web;
using Xunit;

namespace RaMatch.Contracts.Tests;

/// <summary>
/// Services are deployed one at a time, so an event read by yesterday's listener must still be readable. The approved shapes lie
/// in <c>Approved/</c>; <c>RAMATCH_APPROVE=1 dotnet test tests/Contracts</c> writes them anew, for a person to review and commit.
/// </summary>
public sealed class ContractTests
{
    static readonly JsonSerializerOptions Indented = new(Json.Options) { WriteIndented = true };

    public static TheoryData<string> Events { get; } = [.. MessageCatalogue.Product.All.Select(type => type.Name).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Events))]
    public void An_event_only_grows(string name)
    {
        var now = Shape.Of(MessageCatalogue.Product.Find(name)!.Clr);
        if (Environment.GetEnvironmentVariable("RAMATCH_APPROVE") == "1")
        {
            File.WriteAllText(Path.Combine(Folder(), name + ".json"), JsonSerializer.Serialize(now, Indented) + "\n");
            return;
        }

        var approved = Approved(name);
        Assert.True(approved is not null, $"{name} is new: approve its shape (see this class) and commit the file.");
        Assert.Empty(Shape.Breaks(approved, now));
        Assert.True(now.Members.Count == approved.Members.Count, $"{name} has grown: approve its shape (see this class) and commit the file.");
    }

    [Fact]
    public void No_event_disappears()
    {
        var gone = typeof(ContractTests).Assembly.GetManifestResourceNames()
            .Where(file => file.EndsWith(".json", StringComparison.Ordinal))
            .Select(file => file[..^".json".Length])
            .Where(name => MessageCatalogue.Product.Find(name) is null);
        Assert.Empty(gone);
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void An_event_survives_the_wire(string name)
    {
        var type = MessageCatalogue.Product.Find(name)!.Clr;
        var sent = Sample.Of(type);
        var text = JsonSerializer.Serialize(sent, type, Json.Options);
        var received = JsonSerializer.Deserialize(text, type, Json.Options);
        Assert.Equal(text, JsonSerializer.Serialize(received, type, Json.Options));
        Assert.Equal(((IMessage)sent).Subject, ((IMessage)received!).Subject);
        Assert.Equal(((IMessage)sent).Version, ((IMessage)received).Version);
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void A_listener_of_today_reads_an_event_of_tomorrow(string name)
    {
        var type = MessageCatalogue.Product.Find(name)!.Clr;
        var sent = Sample.Of(type);
        var tomorrow = JsonSerializer.Serialize(sent, type, Json.Options)[..^1] + ",\"addedTomorrow\":{\"x\":[1]}}";
        Assert.Equal(JsonSerializer.Serialize(sent, type, Json.Options), JsonSerializer.Serialize(JsonSerializer.Deserialize(tomorrow, type, Json.Options), type, Json.Options));
    }

    [Fact]
    public void A_profile_announced_before_graduates_were_asked_is_not_shown_to_units()
    {
        const string old = """
            {"graduateId":"5b0c4e4e-6f43-4c5f-9f0b-3f6f3c1f0a01","version":3,"degree":"master","majorCode":"080202","graduationYear":2022,"skills":["C#"],
             "cities":[],"payFloorFen":0,"kinds":[],"publishedAt":"2022-06-28T01:00:00+00:00"}
            """;
        Assert.Null(JsonSerializer.Deserialize<Applicant.ProfilePublished>(old, Json.Options)!.ShownToUnits);
    }

    [Fact]
    public void The_catalogue_of_the_README_names_every_event_and_its_listeners()
    {
        var readme = File.ReadAllText(Path.Combine(Root(), "contracts", "README.md"));
        Assert.All(
            MessageCatalogue.Product.All,
            type => Assert.Contains($"| `{type.Clr.Name}` | `{type.Name}` | {(type.Listeners.Count == 0 ? "–" : string.Join(", ", type.Listeners))} |", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void A_removed_a_changed_and_a_mandatory_new_member_are_found()
    {
        var approved = new Shape("x", [new("a", "Guid"), new("b", "String")]);
        Assert.Single(Shape.Breaks(approved, new Shape("x", [new("a", "Guid")])));
        Assert.Single(Shape.Breaks(approved, new Shape("x", [new("a", "Guid"), new("b", "Int64")])));
        Assert.Single(Shape.Breaks(approved, new Shape("x", [new("a", "Guid"), new("b", "String"), new("c", "String")])));
        Assert.Empty(Shape.Breaks(approved, new Shape("x", [new("a", "Guid"), new("b", "String"), new("c", "String?")])));
    }

    static Shape? Approved(string name)
    {
        using var stream = typeof(ContractTests).Assembly.GetManifestResourceStream(name + ".json");
        return stream is null ? null : JsonSerializer.Deserialize<Shape>(stream, Json.Options);
    }

    static string Folder() => Path.Combine(Root(), "tests", "Contracts", "Approved");

    static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "RaMatch.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
