using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using RaMatch.Platform.Tests.Shop;
using RaMatch.Platform.Web;
using RaMatch.Testing;
using Xunit;

namespace RaMatch.Platform.Tests;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("""{"number":"seven","article":"tea"}""", "number")]
    [InlineData("""{"number":1,"article":null}""", "article")]
    [InlineData("""{"number":1,"article":"tea","payment":"shells"}""", "payment")]
    [InlineData("""{"number":1,"article":"tea","payment":1}""", "payment")]
    [InlineData("""{"number":1,"article":"tea","lines":[{"name":"a","pieces":1},{"name":"b","pieces":"two"}]}""", "lines[1].pieces")]
    [InlineData("""[1]""", "body")]
    [InlineData("""hello""", "body")]
    public async Task A_body_that_is_not_what_was_asked_for_is_refused_with_the_field(string body, string field)
    {
        await using var shop = await OpenShop.StartAsync();
        var answer = await shop.Till.PostAsync("sales", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal([field], (await answer.Refusal()).Fields);
    }

    [Fact]
    public async Task An_empty_body_or_another_content_type_is_refused()
    {
        await using var shop = await OpenShop.StartAsync();
        var empty = await shop.Till.PostAsync("sales", new StringContent("", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
        Assert.Equal(["body"], (await empty.Refusal()).Fields);
        var nothing = await shop.Till.PostAsync("sales", new StringContent("null", Encoding.UTF8, "application/json"));
        Assert.Equal(["body"], (await nothing.Refusal()).Fields);

        var xml = await shop.Till.PostAsync("sales", new StringContent("<a/>", Encoding.UTF8, "application/xml"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, xml.StatusCode);
        Assert.NotEmpty((await xml.Refusal()).Title);
    }

    [Theory]
    [InlineData("\"utf-8\"", "utf-8")]
    [InlineData("utf8", "utf-8")]
    [InlineData("UTF-8", "utf-8")]
    [InlineData("utf-16", "utf-16")]
    [InlineData("gbk", "gb18030")]
    [InlineData("GB2312", "gb18030")]
    [InlineData("\"gb18030\"", "gb18030")]
    public async Task A_body_is_read_in_the_encoding_it_names(string name, string encoding)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        await using var shop = await OpenShop.StartAsync();
        using var body = new ByteArrayContent(Encoding.GetEncoding(encoding).GetBytes("""{"number":7,"article":"龙井茶"}"""));
        body.Headers.TryAddWithoutValidation("Content-Type", $"application/json; charset={name}");
        using var answer = await shop.Till.PostAsync(new Uri("sales", UriKind.Relative), body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("utf-7")]
    [InlineData("klingon")]
    [InlineData("\"\"")]
    [InlineData("iso-8859-1")]
    public async Task A_body_in_another_encoding_is_refused_with_a_sentence(string name)
    {
        await using var shop = await OpenShop.StartAsync();
        using var body = new ByteArrayContent("""{"number":7,"article":"tea"}"""u8.ToArray());
        body.Headers.TryAddWithoutValidation("Content-Type", $"application/json; charset={name}");
        using var answer = await shop.Till.PostAsync(new Uri("sales", UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Contains("UTF-8", (await answer.Refusal()).Title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sales/after", "number")]
    [InlineData("sales/after?number=seven", "number")]
    [InlineData("sales/after?number=99999999999999999999", "number")]
    [InlineData("sales/after?number=7&payment=shells", "payment")]
    public async Task A_parameter_that_is_missing_or_wrong_is_refused_with_its_name(string path, string field)
    {
        await using var shop = await OpenShop.StartAsync();
        using var answer = await shop.Till.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal([field], (await answer.Refusal()).Fields);
    }

    [Fact]
    public async Task A_method_an_address_does_not_know_is_refused_with_those_it_knows()
    {
        await using var shop = await OpenShop.StartAsync();
        using var anonymous = shop.Host.Anonymous();
        using var answer = await anonymous.DeleteAsync("api/till/sales");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "POST"], answer.Content.Headers.Allow.Order());
        Assert.Equal("不支持这种请求方式。", (await answer.Refusal()).Title);
    }

    [Theory]
    [InlineData("api/till/nothing")]
    [InlineData("api/till/nothing.json")]
    [InlineData("api/nobody/sales")]
    [InlineData("nothing/here")]
    public async Task An_unknown_address_is_not_found_signed_in_or_not(string path)
    {
        await using var shop = await OpenShop.StartAsync();
        using var anonymous = shop.Host.Anonymous();
        var answer = await anonymous.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("没有这个地址。", (await answer.Refusal()).Title);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Till.GetAsync(new Uri(shop.Host.Address, path))).StatusCode);
    }

    [Fact]
    public async Task Without_a_token_one_is_asked_to_sign_in()
    {
        await using var shop = await OpenShop.StartAsync();
        using var anonymous = shop.Host.Anonymous();
        var answer = await anonymous.GetAsync("api/till/sales");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("请先登录。", (await answer.Refusal()).Title);
    }

    [Fact]
    public async Task The_wrong_role_is_refused()
    {
        await using var shop = await OpenShop.StartAsync();
        using var graduate = shop.Host.As(People.Graduate("小李"), "till");
        var answer = await graduate.PostAsync("sales", new TillService.Order(1, "tea"));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("您没有权限执行此操作。", (await answer.Refusal()).Title);
    }

    [Fact]
    public async Task An_endpoint_of_which_nobody_said_who_may_is_closed_to_all()
    {
        await using var shop = await OpenShop.StartAsync();
        using var anonymous = shop.Host.Anonymous();
        using var supervisor = shop.Host.As(People.Supervisor(), "till");
        Assert.Equal(HttpStatusCode.Unauthorized, (await anonymous.GetAsync("api/till/forgotten")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await supervisor.GetAsync("forgotten")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await shop.Till.GetAsync("forgotten")).StatusCode);
    }

    [Fact]
    public async Task An_expected_refusal_comes_as_problem_details_with_its_own_sentence()
    {
        await using var shop = await OpenShop.StartAsync();
        await shop.SellAsync(1);
        var answer = await shop.SellAsync(1);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var refusal = await answer.Refusal();
        Assert.Equal("这个编号已经用过。", refusal.Title);
        Assert.NotEmpty(refusal.TraceId);
    }

    [Theory]
    [InlineData("*/*")]
    [InlineData("text/html")]
    public async Task A_bug_answers_with_a_sentence_and_a_trace_number_and_no_stack(string accept)
    {
        await using var shop = await OpenShop.StartAsync();
        using var anonymous = shop.Host.Anonymous();
        anonymous.DefaultRequestHeaders.Add("Accept", accept);
        var answer = await anonymous.GetAsync("api/till/broken");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain("a bug", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        if (accept == "*/*")
        {
            Assert.NotEmpty((await answer.Refusal()).TraceId);
        }
    }

    [Theory]
    [InlineData("", 1, 20, 20)]
    [InlineData("?page=2&size=10", 2, 10, 10)]
    [InlineData("?page=13&size=10", 13, 10, 5)]
    [InlineData("?page=99&size=10", 99, 10, 0)]
    [InlineData("?page=-5&size=0", 1, 1, 1)]
    [InlineData("?page=abc&size=9999", 1, 200, 125)]
    public async Task Whatever_page_is_asked_for_a_list_answers(string query, int number, int size, int rows)
    {
        await using var shop = await OpenShop.StartAsync();
        await shop.SellManyAsync(1, 125);
        var page = await shop.Till.GetFromJsonAsync<PageOf<TillService.Sale>>("sales" + query, Json.Options);
        Assert.Equal((125L, number, size, rows), (page!.Total, page.Number, page.Size, page.Items.Count));
        Assert.Equal(page.Items.Select(sale => sale.Number).Order(), page.Items.Select(sale => sale.Number));
    }

    [Fact]
    public async Task The_description_of_the_interface_is_there_for_everyone()
    {
        await using var shop = await OpenShop.StartAsync();
        using var anonymous = shop.Host.Anonymous();
        var description = await anonymous.GetFromJsonAsync<JsonElement>("openapi/v1.json");
        Assert.True(description.GetProperty("paths").TryGetProperty("/api/till/sales", out _));
    }
}
