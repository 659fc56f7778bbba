using System.Security.Cryptography;
using System.Text;
using RaMatch.Rounds.Format;

namespace RaMatch.Rounds.Tests.Format;

/// <summary>A round's files in memory, as text to spoil.</summary>
sealed class RoundFiles
{
    public static readonly string[] Names = ["round.json", "parks.csv", "units.csv", "positions.csv", "applicants.csv", "wishes.csv"];

    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>Two parks, three units, four positions, three graduates; the lottery drawn here and not by the product.</summary>
    public static RoundFiles Sample()
    {
        var seed = SHA256.HashData("a seed"u8);
        var graduates = new[] { "g-01", "g-02", "毕业生" }.OrderBy(id => Convert.ToHexString(HMACSHA256.HashData(seed, Encoding.UTF8.GetBytes(id))), StringComparer.Ordinal).Index();
        var lottery = graduates.ToDictionary(graduate => graduate.Item, graduate => graduate.Index + 1);
        var files = new RoundFiles();
        files["round.json"] = $$"""
            {
              "format": "ramatch-round/1",
              "programme": "ra-2022",
              "round": "1",
              "list_limit": 3,
              "lottery_commitment": "{{Convert.ToHexStringLower(SHA256.HashData(seed))}}",
              "lottery_seed": "{{Convert.ToHexStringLower(seed)}}",
              "rules_version": 7
            }

            """;
        files["parks.csv"] = "park,cap,floor\nhengyang,,\nweifang,2,1\n";
        files["units.csv"] = "unit,park,cap\nu1,weifang,1\nu2,weifang,\nu3,hengyang,\n";
        files["positions.csv"] = "position,unit,seats\np1,u1,1\np2,u1,1\np3,u2,2\np4,u3,0\n";
        files["applicants.csv"] = $"applicant,lottery\ng-01,{lottery["g-01"]}\ng-02,{lottery["g-02"]}\n毕业生,{lottery["毕业生"]}\n";
        files["wishes.csv"] = "applicant,rank,position,score\ng-01,1,p1,700\ng-01,2,p3,650\ng-02,1,p2,700\ng-02,2,p1,0\ng-02,3,p4,2147483647\n毕业生,1,p3,12\n";
        return files;
    }

    /// <summary>
    /// Two parks with a floor of one, of which one gets nobody; a post without a seat and a full unit; rows in no order. g-01 sits at p1 and g-02 at p2, whatever
    /// the lottery; a repair takes g-01 to p3 and gives p1 to 毕业生, who had nothing.
    /// </summary>
    public static RoundFiles Uneven()
    {
        var files = Sample();
        files["parks.csv"] = "park,cap,floor\nweifang,,1\nhengyang,,1\n";
        files["units.csv"] = "unit,park,cap\nu2,hengyang,\nu1,weifang,2\n";
        files["positions.csv"] = "position,unit,seats\np3,u2,1\np2,u1,2\np1,u1,1\np0,u1,0\n";
        files["applicants.csv"] = string.Join('\n', [.. files["applicants.csv"].Split('\n')[..1], .. files["applicants.csv"].Split('\n')[1..4].Reverse(), ""]);
        files["wishes.csv"] = "applicant,rank,position,score\n毕业生,1,p1,70\ng-02,1,p1,80\ng-02,2,p2,10\ng-02,3,p0,50\ng-01,1,p1,90\ng-01,2,p2,90\ng-01,3,p3,5\n";
        return files;
    }

    /// <summary>A file's text.</summary>
    public string this[string name]
    {
        get => Encoding.UTF8.GetString(Files[name]);
        set => Files[name] = Encoding.UTF8.GetBytes(value);
    }

    public RoundInstance Read() => RoundFolder.Read(Open);

    /// <summary>The refusal.</summary>
    public RoundFormatException Refused() => Xunit.Assert.Throws<RoundFormatException>(Read);

    public Stream Open(string name) => Files.TryGetValue(name, out var file) ? new MemoryStream(file) : throw new FileNotFoundException(name);

    /// <summary>What the product writes for a round.</summary>
    public static RoundFiles Of(RoundInstance instance, out string hash)
    {
        var files = new RoundFiles();
        hash = RoundFolder.Write(instance, files.Create);
        return files;
    }

    public Stream Create(string name) => new Captured(file => Files.Add(name, file));

    // Hands over what was written when it is closed, as a file or an archive's entry would have it.
    sealed class Captured(Action<byte[]> written) : MemoryStream
    {
        protected override void Dispose(bool disposing)
        {
            if (disposing && CanWrite)
            {
                written(ToArray());
            }

            base.Dispose(disposing);
        }
    }
}
