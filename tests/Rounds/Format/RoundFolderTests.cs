using System.Security.Cryptography;
using System.Text;
using CsCheck;
using RaMatch.Rounds.Format;
using Xunit;

namespace RaMatch.Rounds.Tests.Format;

public sealed class RoundFolderTests
{
    [Fact]
    public void What_the_files_say_is_what_is_read()
    {
        var round = RoundFiles.Sample().Read();
        Assert.Equal(("ra-2022", "1", 3, 7L), (round.Terms.Programme, round.Terms.Round, round.Terms.ListLimit, round.Terms.RulesVersion));
        Assert.Equal(["hengyang", "weifang"], Ids(round.Parks));
        Assert.Equal([RoundInstance.NoCap, 2], round.ParkCaps);
        Assert.Equal([0, 1], round.ParkFloors);
        Assert.Equal([1, 1, 0], round.UnitParks);
        Assert.Equal([1, RoundInstance.NoCap, RoundInstance.NoCap], round.UnitCaps);
        Assert.Equal([0, 0, 1, 2], round.PositionUnits);
        Assert.Equal([1, 1, 2, 0], round.PositionSeats);
        Assert.Equal(["g-01", "g-02", "毕业生"], Ids(round.Applicants));
        Assert.Equal([0, 2, 5, 6], round.WishStarts);
        Assert.Equal([new(0, 700), new(2, 650), new(1, 700), new(0, 0), new(3, int.MaxValue), new(2, 12)], round.Wishes);
    }

    [Fact]
    public void What_is_written_is_what_was_read_and_its_hash_is_what_sha256sum_makes_of_the_files()
    {
        var sample = RoundFiles.Sample();
        var written = RoundFiles.Of(sample.Read(), out var hash);
        foreach (var name in RoundFiles.Names)
        {
            Assert.Equal(sample[name], written[name]);
        }

        var lines = string.Concat(RoundFiles.Names.Select(name => $"{Convert.ToHexStringLower(SHA256.HashData(written.Files[name]))}  {name}\n"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines))), hash);
        Assert.Equal(hash, RoundFolder.Hash(written.Read()));
    }

    [Theory]
    [InlineData("report", FloorPolicy.Report)]
    [InlineData("repair", FloorPolicy.Repair)]
    public void A_round_may_say_what_is_done_about_missed_floors_and_is_another_round_then(string word, FloorPolicy policy)
    {
        var sample = RoundFiles.Sample();
        RoundFiles.Of(sample.Read(), out var silent);
        sample["round.json"] = sample["round.json"].Replace("\"rules_version\": 7", $"\"rules_version\": 7,\n  \"floor_policy\": \"{word}\"", StringComparison.Ordinal);
        Assert.Equal(policy, sample.Read().Terms.FloorPolicy);
        Assert.Equal(sample["round.json"], RoundFiles.Of(sample.Read(), out var hash)["round.json"]);
        Assert.NotEqual(silent, hash);
        Assert.Null(RoundFiles.Sample().Read().Terms.FloorPolicy);

        sample["round.json"] = sample["round.json"].Replace(word, "perhaps", StringComparison.Ordinal);
        Assert.Equal("floor_policy is one of: report, repair", sample.Refused().Reason);
    }

    [Fact]
    public void Rows_may_come_in_any_order_in_every_file()
    {
        RoundFiles.Of(RoundFiles.Sample().Read(), out var hash);
        Gen.Int.Sample(seed =>
        {
            var random = new Random(seed);
            var files = RoundFiles.Sample();
            foreach (var name in RoundFiles.Names[1..])
            {
                var lines = files[name].Split('\n', StringSplitOptions.RemoveEmptyEntries);
                random.Shuffle(lines.AsSpan(1));
                files[name] = string.Join('\n', lines) + '\n';
            }

            Assert.Equal(hash, RoundFolder.Hash(files.Read()));
        });
    }

    [Fact]
    public void Fields_may_be_quoted_the_last_line_may_do_without_its_end_and_the_terms_may_be_laid_out_otherwise()
    {
        RoundFiles.Of(RoundFiles.Sample().Read(), out var hash);
        var files = RoundFiles.Sample();
        files["wishes.csv"] = files["wishes.csv"].Replace("g-01,2,p3,650", "\"g-01\",\"2\",p3,\"650\"", StringComparison.Ordinal).TrimEnd('\n');
        files["parks.csv"] = "\"park\",cap,\"floor\"\nhengyang,\"\",\nweifang,2,1";
        files["round.json"] = files["round.json"].Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        Assert.Equal(hash, RoundFolder.Hash(files.Read()));
    }

    [Fact]
    public void A_round_without_any_row_is_a_round()
    {
        var files = RoundFiles.Sample();
        foreach (var name in RoundFiles.Names[1..])
        {
            files[name] = files[name][..(files[name].IndexOf('\n', StringComparison.Ordinal) + 1)];
        }

        var round = files.Read();
        Assert.Equal((0, 0), (round.Applicants.Count, round.Wishes.Length));
        Assert.Equal(files["wishes.csv"], RoundFiles.Of(round, out _)["wishes.csv"]);
    }

    [Theory]
    // Ids.
    [InlineData("wishes.csv", "g-02,2,p1,0", "g-99,2,p1,0", 5, 1, "the id is not in applicants.csv")]
    [InlineData("wishes.csv", "g-02,2,p1,0", "g-02,2,p9,0", 5, 8, "the id is not in positions.csv")]
    [InlineData("wishes.csv", "毕业生,1,p3,12", "毕业生,1,p9,12", 7, 7, "the id is not in positions.csv")]
    [InlineData("units.csv", "u1,weifang", "u1,shanghai", 2, 4, "the id is not in parks.csv")]
    [InlineData("positions.csv", "p3,u2", "p3,u9", 4, 4, "the id is not in units.csv")]
    [InlineData("parks.csv", "weifang,2", "hengyang,2", 3, 1, "the id stands on line 2 too")]
    [InlineData("units.csv", "u3,hengyang", "u1,hengyang", 4, 1, "the id stands on line 2 too")]
    [InlineData("positions.csv", "p4", "p2", 5, 1, "the id stands on line 3 too")]
    [InlineData("applicants.csv", "g-02", "g-01", 3, 1, "the id stands on line 2 too")]
    [InlineData("applicants.csv", "g-02", "", 3, 1, "applicant is empty")]
    [InlineData("applicants.csv", "g-02", "\"g,02\"", 3, 2, "applicant holds a comma or a double quote, which no id may")]
    [InlineData("applicants.csv", "g-02", "\"g\"\"02\"", 3, 2, "applicant holds a comma or a double quote, which no id may")]
    // Numbers.
    [InlineData("positions.csv", "p3,u2,2", "p3,u2,-2", 4, 7, "seats is negative")]
    [InlineData("positions.csv", "p3,u2,2", "p3,u2,", 4, 7, "seats is empty; it is a whole number")]
    [InlineData("positions.csv", "p3,u2,2", "p3,u2,99999999999999999999999", 4, 7, "seats is too large; the most is 2147483646")]
    [InlineData("positions.csv", "p3,u2,2", "p3,u2,2147483647", 4, 7, "seats is 2147483647; the most is 2147483646")]
    [InlineData("parks.csv", "weifang,2,1", "weifang,-2,1", 3, 9, "cap is negative")]
    [InlineData("parks.csv", "weifang,2,1", "weifang,2,-1", 3, 11, "floor is negative")]
    [InlineData("parks.csv", "weifang,2,1", "weifang,1,5", 3, 11, "floor is 5, above the cap of 1")]
    [InlineData("parks.csv", "weifang,2,1", "weifang,0,1", 3, 11, "floor is 1, above the cap of 0")]
    [InlineData("units.csv", "u1,weifang,1", "u1,weifang,-1", 2, 12, "cap is negative")]
    [InlineData("wishes.csv", "g-02,2,p1,0", "g-02,2,p1,2147483648", 5, 11, "score is 2147483648; the most is 2147483647")]
    [InlineData("wishes.csv", "g-02,2,p1,0", "g-02,2,p1,1.5", 5, 11, "score is no whole number in plain digits")]
    [InlineData("wishes.csv", "g-02,2,p1,0", "g-02,2,p1,007", 5, 11, "score has a leading zero")]
    [InlineData("wishes.csv", "g-02,2,p1,0", "g-02,2,p1, 0", 5, 11, "score is no whole number in plain digits")]
    [InlineData("wishes.csv", "g-02,2,p1,0", "g-02,0,p1,0", 5, 6, "rank is 0; the least is 1")]
    // Wishes together.
    [InlineData("wishes.csv", "g-02,2,p1,0", "g-02,4,p1,0", 5, 6, "rank is 4; the round's list_limit is 3")]
    [InlineData("wishes.csv", "g-01,2,p3,650", "g-01,3,p3,650", 3, 0, "rank is 3, but the applicant has 2 wishes: a rank is missing")]
    [InlineData("wishes.csv", "g-01,2,p3,650", "g-01,1,p3,650", 3, 0, "the applicant has another wish with rank 1")]
    [InlineData("wishes.csv", "g-02,3,p4", "g-02,3,p2", 6, 0, "the applicant has another wish for this position")]
    [InlineData("wishes.csv", "g-01,2,p3,650", "g-01,2,p1,650", 3, 0, "the applicant has another wish for this position")]
    [InlineData("wishes.csv", "g-01,1,p1,700", "g-01,1,p3,700", 3, 0, "the applicant has another wish for this position")]
    [InlineData("wishes.csv", "g-02,1,p2,700", "g-02,1,p1,700", 5, 0, "the applicant has another wish for this position")]
    [InlineData("wishes.csv", "毕业生,1,p3,12\n", "毕业生,1,p3,12\n毕业生,2,p3,12\n", 8, 0, "the applicant has another wish for this position")]
    [InlineData("wishes.csv", "g-02,2,p1,0\n", "", 5, 0, "rank is 3, but the applicant has 2 wishes: a rank is missing")]
    [InlineData("wishes.csv", "毕业生,1,p3,12", "毕业生,2,p3,12", 7, 0, "rank is 2, but the applicant has 1 wishes: a rank is missing")]
    // Rows.
    [InlineData("wishes.csv", "g-02,2,p1,0", "g-02,2,p1", 5, 10, "score is missing: the columns are applicant,rank,position,score")]
    [InlineData("wishes.csv", "g-02,2,p1,0", "g-02,2,p1,0,1", 5, 13, "more than 4 columns: applicant,rank,position,score")]
    [InlineData("wishes.csv", "g-02,2,p1,0", "", 5, 1, "the line is empty")]
    [InlineData("wishes.csv", "applicant,rank,position,score", "applicant,position,rank,score", 1, 11, "the header must be applicant,rank,position,score")]
    [InlineData("wishes.csv", "applicant,rank,position,score\n", "", 1, 1, "the header must be applicant,rank,position,score")]
    [InlineData("wishes.csv", "applicant,rank,position,score", "applicant,rank,position,score\napplicant,rank,position,score", 2, 1, "the id is not in applicants.csv")]
    [InlineData("parks.csv", "park,cap,floor", "park,cap", 1, 9, "floor is missing: the columns are park,cap,floor")]
    // Bytes.
    [InlineData("wishes.csv", "g-02,2,p1,0", "g-\0002,2,p1,0", 5, 3, "a NUL")]
    [InlineData("wishes.csv", "g-02,2,p1,0", "g-02,2,p1,0\r", 5, 12, "a carriage return; lines end with LF alone")]
    [InlineData("wishes.csv", "g-02,2,p1,0", "g-02,2,p\u007F1,0", 5, 9, "the control character 7F")]
    [InlineData("wishes.csv", "g-02,2,p1,0", "g-02,2,p\u00851,0", 5, 9, "the control character 85")]
    [InlineData("applicants.csv", "g-02", "\u0080", 3, 1, "the control character 80")]
    [InlineData("parks.csv", "weifang,2", "wei\u009Ffang,2", 3, 4, "the control character 9F")]
    [InlineData("wishes.csv", "applicant,", "\uFEFFapplicant,", 1, 1, "the file begins with a byte-order mark; save it as UTF-8 without one")]
    // Quotes.
    [InlineData("wishes.csv", "g-02,2,p1,0", "\"g-02,2,p1,0", 5, 1, "the quote is not closed on its line")]
    [InlineData("wishes.csv", "g-02,2,p1,0", "g-02,2,p\"1,0", 5, 9, "a quote stands inside a field that does not begin with one")]
    [InlineData("wishes.csv", "g-02,2,p1,0", "\"g-02\"x,2,p1,0", 5, 7, "after a closing quote comes a comma or the end of the line")]
    // Terms.
    [InlineData("round.json", "ramatch-round/1", "ramatch-round/2", 2, 13, "the format is ramatch-round/2; this program knows ramatch-round/1")]
    [InlineData("round.json", "\"list_limit\": 3", "\"list_limit\": 0", 5, 17, "list_limit is a whole number from 1 to 10000")]
    [InlineData("round.json", "\"list_limit\": 3", "\"list_limit\": \"3\"", 5, 17, "list_limit is a whole number from 1 to 10000")]
    [InlineData("round.json", "\"list_limit\": 3", "\"list_limits\": 3", 5, 3, "list_limits is no property of a round; these are: format, programme, round, list_limit, lottery_commitment, lottery_seed, rules_version, floor_policy")]
    [InlineData("round.json", "\"list_limit\": 3", "\"list_limit\": 10001", 5, 17, "list_limit is a whole number from 1 to 10000")]
    [InlineData("round.json", "\"rules_version\": 7", "\"rules_version\": -1", 8, 20, "rules_version is a whole number from 0 to 9223372036854775807")]
    [InlineData("round.json", "\"rules_version\": 7", "\"rules_version\": 7.5", 8, 20, "rules_version is a whole number from 0 to 9223372036854775807")]
    [InlineData("round.json", "\"round\": \"1\"", "\"round\": \"1\\u0001\"", 4, 12, "round has 1 to 128 characters, none of them a control character")]
    [InlineData("round.json", "\"round\": \"1\"", "\"round\": 1", 4, 12, "round is a text")]
    [InlineData("round.json", "\"ra-2022\",", "\"山东省瑞安\", \"list_limits\": 1,", 3, 25, "list_limits is no property of a round; these are: format, programme, round, list_limit, lottery_commitment, lottery_seed, rules_version, floor_policy")]
    [InlineData("round.json", "  \"list_limit\": 3,\n", "", 0, 0, "list_limit is missing")]
    [InlineData("round.json", "\"list_limit\": 3", "\"list_limit\": 3, \"list_limit\": 3", 5, 20, "list_limit stands there twice")]
    [InlineData("round.json", "\"list_limit\": 3", "\"list_limit\": [3]", 5, 17, "list_limit is neither text nor a number")]
    [InlineData("round.json", "\"round\": \"1\"", "\"round\": \"\"", 4, 12, "round has 1 to 128 characters, none of them a control character")]
    [InlineData("round.json", "\"rules_version\": 7", "\"rules_version\": 7,", 9, 1, "no valid JSON here")]
    [InlineData("round.json", "\"round\": \"1\",", "\"round\": \"1\",\r", 4, 16, "a carriage return; lines end with LF alone")]
    public void Bad_input_is_refused_with_file_line_column_and_reason(string file, string right, string wrong, int line, int column, string reason)
    {
        var files = RoundFiles.Sample();
        Assert.Contains(right, files[file], StringComparison.Ordinal);
        files[file] = files[file].Replace(right, wrong, StringComparison.Ordinal);
        var refusal = files.Refused();
        Assert.Equal((file, line, column, reason), (refusal.File, refusal.Line, refusal.Column, refusal.Reason));
    }

    [Theory]
    [InlineData("", 1, 1, "no valid JSON here")]
    [InlineData("[1]", 1, 1, "one JSON object is expected")]
    [InlineData("\n  7", 1, 1, "one JSON object is expected")]
    [InlineData("{}", 0, 0, "format is missing")]
    [InlineData("{\"format\": \"ramatch-round/1\", \"round\": \"1\"}", 0, 0, "programme is missing")]
    [InlineData("{\"format\":\n \"1\" x}", 2, 6, "no valid JSON here")]
    [InlineData("{\"format\": \"\\ud800\"}", 0, 0, "a text holds half of a surrogate pair")]
    [InlineData("{} {}", 1, 4, "no valid JSON here")]
    [InlineData("\0{}", 1, 1, "a NUL")]
    [InlineData("{\n\0}", 2, 1, "a NUL")]
    [InlineData("\r{}", 1, 1, "a carriage return; lines end with LF alone")]
    [InlineData("\uFEFF{}", 1, 1, "the file begins with a byte-order mark; save it as UTF-8 without one")]
    public void Terms_that_are_no_terms_are_refused_where_they_cease_to_be(string text, int line, int column, string reason)
    {
        var files = RoundFiles.Sample();
        files["round.json"] = text;
        Assert.Equal(("round.json", line, column, reason), Told(files.Refused()));
    }

    [Fact]
    public void Terms_that_are_no_UTF_8_are_refused_where_they_cease_to_be()
    {
        var files = RoundFiles.Sample();
        files.Files["round.json"] = [0xFF, .. "{\"format\": 1}"u8];
        Assert.Equal(("round.json", 1, 1, "not valid UTF-8"), Told(files.Refused()));
        files.Files["round.json"] = [.. "{\n毕\": "u8, 0xE6, 0xAF, .. "}"u8];
        Assert.Equal(("round.json", 2, 5, "not valid UTF-8"), Told(files.Refused()));
    }

    [Fact]
    public void Terms_have_at_most_65536_bytes_and_what_follows_them_is_refused()
    {
        var files = RoundFiles.Sample();
        var terms = files["round.json"];
        files["round.json"] = terms + new string(' ', 65536 - terms.Length);
        Assert.Equal(3, files.Read().Applicants.Count);
        files["round.json"] += " ";
        Assert.Equal(("round.json", 0, 0, "the file is longer than 65536 bytes"), Told(files.Refused()));
        files["round.json"] = terms + "{";
        Assert.Equal(("round.json", 10, 1, "no valid JSON here"), Told(files.Refused()));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(10_000, long.MaxValue)]
    public void The_least_and_the_most_of_the_terms_are_read(int listLimit, long rulesVersion)
    {
        var files = RoundFiles.Sample();
        files["round.json"] = files["round.json"].Replace("\"list_limit\": 3", $"\"list_limit\": {listLimit}", StringComparison.Ordinal).Replace("\"rules_version\": 7", $"\"rules_version\": {rulesVersion}", StringComparison.Ordinal);
        files["wishes.csv"] = "applicant,rank,position,score\n";
        Assert.Equal((listLimit, rulesVersion), (files.Read().Terms.ListLimit, files.Read().Terms.RulesVersion));
    }

    [Fact]
    public void Applicants_may_be_numbers_and_are_not_taken_for_ranks()
    {
        var files = Numbered(2);
        files["wishes.csv"] = "applicant,rank,position,score\n1,1,p1,700\n0,1,p2,5\n0,2,p1,6\n";
        var round = files.Read();
        Assert.Equal([0, 2, 3], round.WishStarts);
        Assert.Equal([new(1, 5), new(0, 6), new(0, 700)], round.Wishes);
    }

    [Fact]
    public void A_wish_of_nobody_is_refused_where_there_is_nobody_at_all()
    {
        var files = RoundFiles.Sample();
        files["applicants.csv"] = "applicant,lottery\n";
        files["wishes.csv"] = "applicant,rank,position,score\n,1,p1,5\n";
        Assert.Equal(("wishes.csv", 2, 1, "applicant is empty"), Told(files.Refused()));
    }

    [Fact]
    public void Every_one_of_a_hundred_thousand_wishes_is_read_and_the_last_is_checked_like_the_first()
    {
        var files = Numbered(50_000);
        files["wishes.csv"] = "applicant,rank,position,score\n" + string.Concat(Enumerable.Range(0, 50_000).Select(graduate => $"{graduate},1,p1,{graduate}\n{graduate},2,p3,{graduate + 1}\n"));
        var round = files.Read();
        Assert.Equal(100_000, round.Wishes.Length);
        for (var graduate = 0; graduate < 50_000; graduate++)
        {
            Assert.Equal((new Wish(0, graduate), new Wish(2, graduate + 1)), (round.Wishes[2 * graduate], round.Wishes[2 * graduate + 1]));
        }

        files["wishes.csv"] = files["wishes.csv"].Replace("\n49999,2,p3,", "\n49999,2,p1,", StringComparison.Ordinal);
        Assert.Equal(("wishes.csv", 100_001, 0, "the applicant has another wish for this position"), Told(files.Refused()));
    }

    [Fact]
    public void Each_lottery_number_out_of_place_is_named_with_its_line()
    {
        var lottery = RoundFiles.Sample().Read().Lottery;
        var (first, second, third) = (lottery.IndexOf(1u), lottery.IndexOf(2u), lottery.IndexOf(3u));
        Assert.Equal(
            ("applicants.csv", first + 2, 0, "the lottery number is 2, but HMAC-SHA256(lottery_seed, applicant) comes before that of the number 1"),
            Told(Exchanged(first, second).Refused()));
        Assert.Equal(
            ("applicants.csv", second + 2, 0, "the lottery number is 3, but HMAC-SHA256(lottery_seed, applicant) comes before that of the number 2"),
            Told(Exchanged(second, third).Refused()));

        RoundFiles Exchanged(int one, int other)
        {
            var files = RoundFiles.Sample();
            var numbers = lottery.SetItem(one, lottery[other]).SetItem(other, lottery[one]);
            files["applicants.csv"] = $"applicant,lottery\ng-01,{numbers[0]}\ng-02,{numbers[1]}\n毕业生,{numbers[2]}\n";
            return files;
        }
    }

    [Fact]
    public void A_folder_or_a_file_that_cannot_be_read_is_refused()
    {
        using var folder = new Folder();
        Assert.Equal((folder["round"], 0, 0, "there is no such folder"), Told(Assert.Throws<RoundFormatException>(() => RoundFolder.Read(folder["round"]))));
        Assert.Equal((folder["result"], 0, 0, "there is no such folder"), Told(Assert.Throws<RoundFormatException>(() => ResultFolder.Read(RoundFiles.Sample().Read(), folder["result"]))));
        var round = folder.Lay("round", RoundFiles.Sample());
        Assert.Equal(3, RoundFolder.Read(round).Applicants.Count);
        File.Delete(Path.Combine(round, "units.csv"));
        Assert.Equal(("units.csv", 0, 0, "the file is missing"), Told(Assert.Throws<RoundFormatException>(() => RoundFolder.Read(round))));
        // A folder of that name is no file.
        Directory.CreateDirectory(Path.Combine(round, "units.csv"));
        Assert.Equal(("units.csv", 0, 0, "the file cannot be read"), Told(Assert.Throws<RoundFormatException>(() => RoundFolder.Read(round))));
    }

    [Theory]
    [InlineData(0, 0, "wishes.csv: too late")]
    [InlineData(1, 0, "wishes.csv:1: too late")]
    [InlineData(1, 1, "wishes.csv:1:1: too late")]
    [InlineData(12, 7, "wishes.csv:12:7: too late")]
    public void A_refusal_says_as_much_of_its_place_as_there_is(int line, int column, string message) =>
        Assert.Equal(message, new RoundFormatException("wishes.csv", line, column, "too late").Message);

    [Fact]
    public void Another_seed_than_the_committed_one_is_refused()
    {
        var files = RoundFiles.Sample();
        var seed = files.Read().Terms.LotterySeed;
        files["round.json"] = files["round.json"].Replace(seed, new string('0', 64), StringComparison.Ordinal);
        Assert.Equal((6, "lottery_commitment is not the SHA-256 of the 32 bytes of lottery_seed"), (files.Refused().Line, files.Refused().Reason));
        files["round.json"] = files["round.json"].Replace(new string('0', 64), seed.ToUpperInvariant(), StringComparison.Ordinal);
        Assert.Equal((7, "lottery_seed has 64 lower-case hex digits"), (files.Refused().Line, files.Refused().Reason));
    }

    [Fact]
    public void A_lottery_number_that_is_not_the_rank_of_the_code_is_refused()
    {
        var files = RoundFiles.Sample();
        var lottery = files.Read().Lottery;
        files["applicants.csv"] = $"applicant,lottery\ng-01,{lottery[1]}\ng-02,{lottery[0]}\n毕业生,{lottery[2]}\n";
        Assert.Contains("HMAC-SHA256(lottery_seed, applicant)", files.Refused().Reason, StringComparison.Ordinal);
        files["applicants.csv"] = $"applicant,lottery\ng-01,{lottery[1]}\ng-02,{lottery[1]}\n毕业生,{lottery[2]}\n";
        Assert.Equal(("applicants.csv", 3, 0, $"the lottery number {lottery[1]} is that of line 2 too; no two may tie"), Told(files.Refused()));
        files["applicants.csv"] = $"applicant,lottery\ng-01,{lottery[0]}\ng-02,4\n毕业生,{lottery[2]}\n";
        Assert.Equal((3, "the lottery number is 4; of 3 applicants each has one from 1 to 3"), (files.Refused().Line, files.Refused().Reason));
    }

    [Fact]
    public void A_missing_an_empty_and_a_broken_file_are_refused()
    {
        foreach (var name in RoundFiles.Names)
        {
            var files = RoundFiles.Sample();
            files.Files.Remove(name);
            Assert.Equal((name, 0, 0, "the file is missing"), Told(files.Refused()));
            files.Files[name] = [];
            Assert.Equal(name, files.Refused().File);
            files.Files[name] = [0xFF, 0xFE, 0x41, 0x00];
            Assert.Equal((name, 1), (files.Refused().File, files.Refused().Line));
        }
    }

    [Fact]
    public void Invalid_UTF_8_and_an_endless_id_or_line_are_refused_where_they_stand()
    {
        var files = RoundFiles.Sample();
        files.Files["parks.csv"] = [.. "park,cap,floor\n毕"u8, 0xC3, 0x28, .. ",,\n"u8];
        Assert.Equal((2, 2, "not valid UTF-8"), (files.Refused().Line, files.Refused().Column, files.Refused().Reason));
        files["parks.csv"] = $"park,cap,floor\n{new string('p', 129)},,\n";
        Assert.Equal((2, 1, "park is longer than 128 bytes"), (files.Refused().Line, files.Refused().Column, files.Refused().Reason));
        files["parks.csv"] = $"park,cap,floor\n{new string('p', 3_000_000)},,\n";
        Assert.Equal((2, 0, "the line is longer than 1048575 bytes"), (files.Refused().Line, files.Refused().Column, files.Refused().Reason));
    }

    [Fact]
    public void Rows_that_straddle_the_buffers_are_read_whole()
    {
        var files = RoundFiles.Sample();
        files["parks.csv"] = "park,cap,floor\nhengyang,,\nweifang,2,1\n" + string.Concat(Enumerable.Range(0, 300_000).Select(park => $"{(park % 7 == 0 ? "园区" : "park")}-{park},{park},\n"));
        var round = files.Read();
        Assert.Equal(300_002, round.Parks.Count);
        for (var park = 0; park < 300_000; park++)
        {
            Assert.Equal(((park % 7 == 0 ? "园区" : "park") + "-" + park, park), (round.Parks.Text(park + 2), round.ParkCaps[park + 2]));
        }
    }

    [Fact]
    public void Whatever_happens_to_the_bytes_it_is_read_or_refused_in_the_documented_way() =>
        Gen.Select(Gen.Int[0, RoundFiles.Names.Length - 1].Select(file => RoundFiles.Names[file]), Gen.Select(Gen.Double.Unit, Gen.Frequency((1, Gen.Byte), (1, Gen.Int[0, 8].Select(at => (byte)"\n\",0\r-{}\0"[at]))), Gen.Int[0, 2]).Array[1, 4]).Sample((name, mutations) =>
        {
            var files = RoundFiles.Sample();
            var bytes = files.Files[name].ToList();
            foreach (var (where, value, how) in mutations)
            {
                var at = (int)(where * (bytes.Count - 1));
                if (how == 0)
                {
                    bytes[at] = value;
                }
                else if (how == 1)
                {
                    bytes.Insert(at, value);
                }
                else
                {
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at - 1, value % 8));
                }
            }

            files.Files[name] = [.. bytes];
            try
            {
                var round = files.Read();
                Assert.Equal(RoundFolder.Hash(round), RoundFolder.Hash(RoundFiles.Of(round, out _).Read()));
            }
            catch (RoundFormatException refusal)
            {
                Assert.NotEmpty(refusal.Reason);
                Assert.Contains(refusal.File, RoundFiles.Names);
            }
        }, iter: 5_000);

    [Fact]
    public void A_folder_is_written_whole_or_not_at_all_and_never_over_another()
    {
        var round = RoundFiles.Sample().Read();
        var parent = Directory.CreateTempSubdirectory("ramatch-rounds-");
        try
        {
            var path = Path.Combine(parent.FullName, "a", "round");
            using (var stopped = new CancellationTokenSource())
            {
                stopped.Cancel();
                Assert.Throws<OperationCanceledException>(() => RoundFolder.Write(round, path, cancellation: stopped.Token));
                Assert.Empty(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(path)!));
            }

            var hash = RoundFolder.Write(round, path);
            Assert.Equal(hash, RoundFolder.Hash(RoundFolder.Read(path)));
            Assert.Contains("is not overwritten", Assert.Throws<IOException>(() => RoundFolder.Write(round, path)).Message, StringComparison.Ordinal);
            Assert.Equal([path], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(path)!));
        }
        finally
        {
            parent.Delete(recursive: true);
        }
    }

    // The graduates are numbers from 0, drawn in the test's own way.
    static RoundFiles Numbered(int graduates)
    {
        var files = RoundFiles.Sample();
        var seed = SHA256.HashData("a seed"u8);
        var drawn = Enumerable.Range(0, graduates).Select(graduate => (Graduate: graduate, Code: HMACSHA256.HashData(seed, Encoding.UTF8.GetBytes($"{graduate}")))).ToArray();
        Array.Sort(drawn, (one, other) => one.Code.AsSpan().SequenceCompareTo(other.Code));
        files["applicants.csv"] = "applicant,lottery\n" + string.Concat(drawn.Index().OrderBy(row => row.Item.Graduate).Select(row => $"{row.Item.Graduate},{row.Index + 1}\n"));
        return files;
    }

    static (string File, int Line, int Column, string Reason) Told(RoundFormatException refusal) => (refusal.File, refusal.Line, refusal.Column, refusal.Reason);

    static IEnumerable<string> Ids(IdTable ids) => Enumerable.Range(0, ids.Count).Select(ids.Text);
}
