using System.Security.Cryptography;
using System.Text;
using RaMatch.Rounds.Format;
using RaMatch.Rounds.Solving;
using Xunit;

namespace RaMatch.Rounds.Tests.Format;

/// <summary>A result as its files, byte for byte, and what is refused when they are read.</summary>
public sealed class ResultFolderTests
{
    readonly RoundInstance _round = RoundFiles.Uneven().Read();
    readonly RoundFiles _result = new();
    readonly Certificate _certificate;

    public ResultFolderTests()
    {
        var outcome = DeferredAcceptance.Solve(_round);
        _certificate = ResultFolder.Write(_round, outcome, (applicant, wish) => Reasons.Of(_round, outcome, applicant, wish), "the input's", _result.Create, Proof, repair: true);
    }

    [Fact]
    public void Every_file_is_in_the_order_of_the_ids_and_the_certificate_counts_them()
    {
        var (first, second) = (LotteryOf("g-01"), LotteryOf("g-02"));
        Assert.Equal("applicant,position\ng-01,p1\ng-02,p2\n", _result["assignments.csv"]);
        Assert.Equal($"scope,id,score,lottery\nposition,p0,,\nposition,p1,90,{first}\nunit,u1,10,{second}\n", _result["cutoffs.csv"]);
        Assert.Equal(
            """
            applicant,position,reason
            g-01,p1,seated
            g-01,p2,better_wish_granted
            g-01,p3,better_wish_granted
            g-02,p1,position_cutoff
            g-02,p2,seated
            g-02,p0,better_wish_granted
            毕业生,p1,position_cutoff

            """,
            _result["reasons.csv"]);
        Assert.Equal("applicant,position\ng-01,p3\n", _result["repair.csv"]);
        Assert.Equal("scope,id\nposition,p0\nposition,p1\nposition,p2\nunit,u1\npark,hengyang\npark,weifang\n", _result["cut.csv"]);
        Assert.Equal("applicant,position,park\ng-01,p1,hengyang\ng-01,p2,hengyang\ng-02,p1,hengyang\n毕业生,p1,weifang\n", _result["blocking.csv"]);
        Assert.Equal(
            $$"""
            {
              "format": "ramatch-result/1",
              "programme": "ra-2022",
              "round": "1",
              "input_hash": "the input's",
              "result_hash": "{{HashOf("assignments.csv", "cutoffs.csv", "reasons.csv")}}",
              "parks": 2,
              "units": 2,
              "positions": 4,
              "seats": 4,
              "applicants": 3,
              "wishes": 7,
              "seated": 2,
              "unseated": 1,
              "blocking_pairs": 0,
              "floors": [
                {
                  "park": "hengyang",
                  "floor": 1,
                  "seated": 0,
                  "deficit": 1,
                  "repairable": 1
                },
                {
                  "park": "weifang",
                  "floor": 1,
                  "seated": 2,
                  "deficit": 0,
                  "repairable": 0
                }
              ],
              "repair": {
                "in_force": true,
                "seated": 2,
                "moved": 1,
                "blocking_pairs": 4,
                "repair_hash": "{{HashOf("repair.csv", "cut.csv", "blocking.csv")}}"
              }
            }

            """,
            _result["certificate.json"]);
    }

    [Fact]
    public void What_was_written_is_read()
    {
        var read = ResultFolder.Read(_round, _result.Open);
        Same.Outcomes(DeferredAcceptance.Solve(_round), read.Outcome);
        Assert.Equal([Reason.PositionCutoff, Reason.PositionCutoff, Reason.Seated, Reason.BetterWishGranted, Reason.Seated, Reason.BetterWishGranted, Reason.BetterWishGranted], read.Reasons);
        Assert.Equal((_certificate.ResultHash, _certificate.Repair!.RepairHash), (read.ResultHash, read.RepairHash));
        Assert.Equal(Proof.Granted, read.Floors!.Granted);
        Assert.Equal([.. Proof.CutParks.Order().Reverse()], read.Floors.CutParks);
        Assert.Equal([1], read.Floors.CutUnits);
        Assert.Equal([3, 2, 1], read.Floors.CutPositions);
        Assert.Equal([new(2, 4, 1), new(2, 5, 1), new(1, 1, 1), new(0, 0, 0)], read.Floors.Price);
    }

    [Fact]
    public void A_result_without_a_repair_has_no_files_of_one()
    {
        var files = new RoundFiles();
        var outcome = DeferredAcceptance.Solve(_round);
        var certificate = ResultFolder.Write(_round, outcome, (applicant, wish) => Reasons.Of(_round, outcome, applicant, wish), "the input's", files.Create);
        Assert.Equal(["assignments.csv", "certificate.json", "cutoffs.csv", "reasons.csv"], files.Files.Keys.Order(StringComparer.Ordinal));
        Assert.Null(certificate.Repair);
        Assert.All(certificate.Floors, floor => Assert.Null(floor.Repairable));
        Assert.Null(ResultFolder.Read(_round, files.Open).Floors);
    }

    [Theory]
    [InlineData("assignments.csv", "g-01,p1", "g-01,p0", 2, 6, "the applicant has no wish for this position")]
    [InlineData("assignments.csv", "g-01,p1", "g-01,", 2, 6, "the applicant has no wish for this position")]
    [InlineData("assignments.csv", "g-02,p2", "g-01,p1", 3, 1, "the rows are not in the order of the ids, each once")]
    [InlineData("assignments.csv", "g-01,p1\ng-02,p2", "g-02,p2\ng-01,p1", 3, 1, "the rows are not in the order of the ids, each once")]
    [InlineData("assignments.csv", "g-01,p1\ng-02,p2", "g-02,p2\ng-02,p2", 3, 1, "the rows are not in the order of the ids, each once")]
    [InlineData("assignments.csv", "g-01,p1", "g-00,p1", 2, 1, "the id is not in applicants.csv")]
    [InlineData("assignments.csv", "g-02,p2", "g-015,p2", 3, 1, "the id is not in applicants.csv")]
    [InlineData("assignments.csv", "g-02,p2", "龙,p2", 3, 1, "the id is not in applicants.csv")]
    [InlineData("assignments.csv", "g-02,p2", ",p2", 3, 1, "applicant is empty")]
    [InlineData("cutoffs.csv", "position,p0,,", "position,p0,,7", 2, 13, "score is empty; it is a whole number")]
    [InlineData("cutoffs.csv", "position,p0,,", "position,p0,7,", 2, 15, "lottery is empty; it is a whole number")]
    [InlineData("cutoffs.csv", "position,p0,,", "position,p0,7,0", 2, 15, "lottery is 0; the least is 1")]
    [InlineData("cutoffs.csv", "position,p0,,", "position,p0,2147483648,1", 2, 13, "score is 2147483648; the most is 2147483647")]
    [InlineData("cutoffs.csv", "position,p0,,", "position,p00,,", 2, 10, "the id is not in positions.csv")]
    [InlineData("cutoffs.csv", "unit,u1", "unit,u3", 4, 6, "the id is not in units.csv")]
    [InlineData("cutoffs.csv", "unit,u1", "park,u1", 4, 6, "the id is not in parks.csv")]
    [InlineData("cutoffs.csv", "unit,u1", "level,u1", 4, 1, "the scopes are position, unit and park, in this order")]
    [InlineData("cutoffs.csv", "position,p0,,\n", "unit,u2,,\nposition,p0,,\n", 3, 1, "the scopes are position, unit and park, in this order")]
    [InlineData("reasons.csv", "g-01,p1,seated", "g-01,p1,sitting", 2, 9, "no reason; these are: seated, better_wish_granted, position_cutoff, unit_cutoff, park_cutoff")]
    [InlineData("reasons.csv", "g-01,p1,seated", "g-01,p2,seated", 2, 1, "here comes g-01,p1: every wish, by applicant and rank")]
    [InlineData("reasons.csv", "g-01,p1,seated", "g-02,p1,seated", 2, 1, "here comes g-01,p1: every wish, by applicant and rank")]
    [InlineData("reasons.csv", "毕业生,p1,position_cutoff\n", "", 8, 0, "the file ends before 毕业生,p1")]
    [InlineData("reasons.csv", "毕业生,p1,position_cutoff\n", "毕业生,p1,position_cutoff\n毕业生,p2,seated\n", 9, 1, "all wishes are above; nothing follows")]
    [InlineData("repair.csv", "g-01,p3", "g-01,p0", 2, 6, "the applicant has no wish for this position")]
    [InlineData("repair.csv", "g-01,p3", "g-03,p3", 2, 1, "the id is not in applicants.csv")]
    [InlineData("cut.csv", "position,p0", "scope,p0", 2, 1, "the scopes are position, unit and park, in this order")]
    [InlineData("cut.csv", "position,p2\nunit,u1", "unit,u1\nposition,p2", 5, 1, "the scopes are position, unit and park, in this order")]
    [InlineData("cut.csv", "position,p0", "position,p4", 2, 10, "the id is not in positions.csv")]
    [InlineData("cut.csv", "unit,u1", "unit,u3", 5, 6, "the id is not in units.csv")]
    [InlineData("cut.csv", "park,weifang", "park,hengyang", 7, 6, "the rows are not in the order of the ids, each once")]
    [InlineData("blocking.csv", "g-01,p1,hengyang", "g-03,p1,hengyang", 2, 1, "the id is not in applicants.csv")]
    [InlineData("blocking.csv", "g-01,p1,hengyang", "g-01,p0,hengyang", 2, 6, "the applicant has no wish for this position")]
    [InlineData("blocking.csv", "g-01,p1,hengyang", "g-01,p1,jinan", 2, 9, "the id is not in parks.csv")]
    [InlineData("certificate.json", "\"seated\": 2", "\"seated\": \"2\"", 13, 16, null)]
    [InlineData("certificate.json", "\"parks\": 2,", "\"parks\": 2, \"gardens\": 3,", 7, 25, null)]
    [InlineData("certificate.json", "  \"units\": 2,\n", "", 38, 2, null)]
    [InlineData("certificate.json", "\"parks\": 2,", "\"parks\": 2, \"parks\": 2,", 7, 23, null)]
    [InlineData("certificate.json", "{\n  \"format\": \"ramatch-result/1\"", "{\n  x", 2, 3, null)]
    public void A_result_that_cannot_be_one_of_the_round_is_refused_with_file_line_column_and_reason(string file, string right, string wrong, int line, int column, string? reason)
    {
        var files = new RoundFiles();
        foreach (var (name, bytes) in _result.Files)
        {
            files.Files[name] = bytes;
        }

        Assert.Contains(right, files[file], StringComparison.Ordinal);
        var at = files[file].IndexOf(right, StringComparison.Ordinal);
        files[file] = files[file][..at] + wrong + files[file][(at + right.Length)..];
        var refusal = Assert.Throws<RoundFormatException>(() => ResultFolder.Read(_round, files.Open));
        Assert.Equal((file, line, column), (refusal.File, refusal.Line, refusal.Column));
        if (reason != null)
        {
            Assert.Equal(reason, refusal.Reason);
        }
        else
        {
            Assert.StartsWith("no certificate: ", refusal.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_certificate_that_is_nothing_is_refused()
    {
        var refusal = Assert.Throws<RoundFormatException>(() => Certificate.Read(new MemoryStream([.. "null"u8])));
        Assert.Equal(("certificate.json", 1, 1, "an object is expected"), (refusal.File, refusal.Line, refusal.Column, refusal.Reason));
    }

    [Fact]
    public void A_result_is_written_as_a_folder_and_read_from_one()
    {
        using var folder = new Folder();
        var outcome = DeferredAcceptance.Solve(_round);
        ResultFolder.Write(_round, outcome, (applicant, wish) => Reasons.Of(_round, outcome, applicant, wish), "the input's", folder["result"], Proof, repair: true);
        Assert.Equal(["result"], folder.Names);
        foreach (var (name, bytes) in _result.Files)
        {
            Assert.Equal(bytes, File.ReadAllBytes(Path.Combine(folder["result"], name)));
        }

        Same.Outcomes(outcome, ResultFolder.Read(_round, folder["result"]).Outcome);
    }

    // g-01 (the third row) sits at p3 (its third wish); the rest is not true, in no order, and has something of everything.
    static FloorProof Proof => new([Outcome.Unseated, 2, 6], [0, 1], [1], [1, 3, 2], [new(0, 0, 0), new(2, 5, 1), new(1, 1, 1), new(2, 4, 1)]);

    uint LotteryOf(string applicant) => _round.Lottery[Enumerable.Range(0, 3).First(number => _round.Applicants.Text(number) == applicant)];

    string HashOf(params string[] names) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Concat(names.Select(name => $"{Convert.ToHexStringLower(SHA256.HashData(_result.Files[name]))}  {name}\n")))));
}
