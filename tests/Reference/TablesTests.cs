using Xunit;

namespace RaMatch.Reference.Tests;

public class TablesTests
{
    [Fact]
    public void The_list_of_institutions_has_the_published_counts()
    {
        Assert.Equal(2631, Universities.All.Count);
        Assert.Equal(1243, Universities.All.Count(university => university.Level == "本科"));
        Assert.Equal(1388, Universities.All.Count(university => university.Level == "专科"));
    }

    [Fact]
    public void Institutions_are_found_by_code_and_by_name()
    {
        Assert.True(Universities.TryFind("4111010003", out var byCode));
        Assert.Equal(new University("4111010003", "清华大学", "本科", "北京市", "北京市"), byCode);
        Assert.True(Universities.TryFindByName("清华大学", out var byName));
        Assert.Same(byCode, byName);
        Assert.False(Universities.TryFind("10003", out _));
        Assert.False(Universities.TryFind(null, out _));
    }

    [Fact]
    public void Institutions_have_unique_ten_digit_codes_and_unique_names()
    {
        Assert.All(Universities.All, university => Assert.Matches("^[0-9]{10}$", university.Code));
        Assert.Equal(Universities.All.Count, Universities.All.Select(university => university.Code).Distinct().Count());
        Assert.Equal(Universities.All.Count, Universities.All.Select(university => university.Name).Distinct().Count());
    }

    [Fact]
    public void Every_institution_stands_in_a_known_city_and_only_two_outside_their_province()
    {
        var outside = Universities.All.Where(university =>
        {
            Assert.True(Cities.TryFind(university.City, out var city), university.City);
            return city.Province != university.Province;
        });
        Assert.Equal(["河北工业大学", "西藏民族大学"], outside.Select(university => university.Name));
    }

    [Fact]
    public void Institutions_are_searched_by_part_of_their_name()
    {
        Assert.Equal("潍坊学院", Universities.Search("潍坊学院", 5)[0].Name);
        Assert.Contains(Universities.Search("潍坊", 50), university => university.Name == "潍坊学院");
        Assert.Empty(Universities.Search("", 5));
    }

    [Fact]
    public void Every_park_lies_in_a_known_city_of_its_province()
    {
        Assert.All(Parks.All, park =>
        {
            Assert.True(Cities.TryFind(park.City, out var city), park.City);
            Assert.Equal(park.Province, city.Province);
        });
    }

    [Fact]
    public void Park_ids_and_names_are_unique_and_ids_fit_into_an_address()
    {
        Assert.Equal(Parks.All.Count, Parks.All.Select(park => park.Id).Distinct().Count());
        Assert.Equal(Parks.All.Count, Parks.All.Select(park => park.Name).Distinct().Count());
        Assert.Equal(Parks.All.Count, Parks.All.Select(park => park.ShortName).Distinct().Count());
        Assert.All(Parks.All, park => Assert.Matches("^[a-z]+(-[a-z]+)*$", park.Id));
    }

    [Theory]
    [InlineData("weifang", "潍坊高新技术产业开发区", "潍坊高新区", "山东省", "潍坊市")]
    [InlineData("hengyang", "衡阳高新技术产业开发区", "衡阳高新区", "湖南省", "衡阳市")]
    [InlineData("zhongguancun", "中关村科技园区", "中关村", "北京市", "北京市")]
    [InlineData("donghu", "武汉东湖新技术开发区", "武汉东湖高新区", "湖北省", "武汉市")]
    [InlineData("fuzhou", "福州高新技术产业开发区", "福州高新区", "福建省", "福州市")]
    [InlineData("fuzhou-jiangxi", "抚州高新技术产业开发区", "抚州高新区", "江西省", "抚州市")]
    [InlineData("karamay", "克拉玛依高新技术产业开发区", "克拉玛依高新区", "新疆维吾尔自治区", "克拉玛依市")]
    public void Parks_keep_their_ids(string id, string name, string shortName, string province, string city)
    {
        Assert.True(Parks.TryFind(id, out var park));
        Assert.Equal(new Park(id, name, shortName, province, city), park);
    }

    [Fact]
    public void A_park_is_told_by_its_short_name_and_an_unknown_one_by_its_id()
    {
        Assert.All(Parks.All, park => Assert.Equal(park.ShortName, Parks.ShortNameOf(park.Id)));
        Assert.Equal("atlantis", Parks.ShortNameOf("atlantis"));
    }

    [Fact]
    public void The_zones_of_the_season_of_2022_are_all_there() => Assert.True(Parks.All.Count >= 173);

    [Fact]
    public void An_unknown_park_is_not_found()
    {
        Assert.False(Parks.TryFind("Weifang", out _));
        Assert.False(Parks.TryFind(null, out _));
    }

    [Fact]
    public void Parks_are_searched_by_short_and_by_full_name()
    {
        Assert.Equal("weifang", Parks.Search("潍坊", 3)[0].Id);
        Assert.Equal("yangling", Parks.Search("杨凌农业", 3).Single().Id);
    }

    [Fact]
    public void The_cities_are_all_of_prefecture_level_and_those_run_directly_by_a_province()
    {
        // 333 divisions of prefecture level, 4 municipalities, 15 county-level divisions run directly, and Xiong'an.
        Assert.Equal(333 + 4 + 15 + 1, Cities.All.Count);
        Assert.Equal(Cities.All.Count, Cities.All.Select(city => city.Name).Distinct().Count());
        Assert.Equal(31, Cities.All.Select(city => city.Province).Distinct().Count());
    }

    [Theory]
    [InlineData("潍坊市", "山东省", 2100)]
    [InlineData("潍坊", "山东省", 2100)]
    [InlineData("上海市", "上海市", 2590)]
    [InlineData("深圳市", "广东省", 2360)]
    [InlineData("广州市", "广东省", 2300)]
    [InlineData("长沙市", "湖南省", 1930)]
    public void A_city_has_the_minimum_wage_of_its_tier_in_fen(string name, string province, long yuan)
    {
        Assert.True(Cities.TryFind(name, out var city));
        Assert.Equal(province, city.Province);
        Assert.Equal(yuan * 100, city.MinimumMonthlyWageFen);
    }

    [Fact]
    public void Minimum_wages_are_plausible_and_had_begun_by_July_2022()
    {
        Assert.All(Cities.All, city =>
        {
            Assert.InRange(city.MinimumMonthlyWageFen, 130_000, 260_000);
            Assert.InRange(city.MinimumWageFrom, new DateOnly(2018, 1, 1), new DateOnly(2022, 7, 1));
        });
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("市")]
    [InlineData("哥谭市")]
    public void An_unknown_city_is_not_found(string? name) => Assert.False(Cities.TryFind(name, out _));

    [Fact]
    public void Cities_are_searched_by_part_of_their_name() => Assert.Equal("吉林市", Cities.Search("吉林", 3)[0].Name);
}
