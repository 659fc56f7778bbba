using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RaMatch.Platform.Tests.Shop;
using RaMatch.Platform.Words;
using Xunit;

namespace RaMatch.Platform.Tests.Words;

public sealed class LanguageTests
{
    [Theory]
    [InlineData(null, Language.Chinese)]
    [InlineData("", Language.Chinese)]
    [InlineData("en", Language.English)]
    [InlineData("EN-gb", Language.English)]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", Language.Chinese)]
    [InlineData("fr, en;q=0.5", Language.English)]
    [InlineData("fr", Language.Chinese)]
    [InlineData("enm", Language.Chinese)]
    [InlineData("en;q=0, zh;q=0.1", Language.Chinese)]
    [InlineData("*;;", Language.Chinese)]
    public void The_language_liked_best_of_those_there_are_is_spoken(string? header, Language language)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.AcceptLanguage = header;
        Assert.Equal(language, Languages.AskedFor(http.Request));
    }

    [Theory]
    [InlineData(null, "zh", "这个编号已经用过。")]
    [InlineData("en", "en", "This number was used before.")]
    public async Task A_refusal_has_the_same_code_in_every_language(string? asked, string told, string sentence)
    {
        await using var shop = await OpenShop.StartAsync();
        shop.Till.DefaultRequestHeaders.Add("Accept-Language", asked);
        await shop.SellAsync(1);
        using var answer = await shop.SellAsync(1);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(sentence, problem.GetProperty("title").GetString());
        Assert.Equal("till.number-used", problem.GetProperty("code").GetString());
        Assert.Equal([told], answer.Content.Headers.ContentLanguage);
        Assert.Contains("Accept-Language", answer.Headers.Vary);
    }

    [Fact]
    public async Task A_wrong_field_has_its_code_beside_its_sentence()
    {
        await using var shop = await OpenShop.StartAsync();
        shop.Till.DefaultRequestHeaders.Add("Accept-Language", "en");
        using var answer = await shop.Till.GetAsync(new Uri("sales/after?number=seven", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("request.invalid", problem.GetProperty("code").GetString());
        Assert.Equal("The value has the wrong type or form.", problem.GetProperty("errors").GetProperty("number")[0].GetString());
        Assert.Equal("request.wrong-value", problem.GetProperty("codes").GetProperty("number")[0].GetString());
    }

    [Fact]
    public async Task What_a_refusal_says_something_of_stands_beside_it()
    {
        await using var shop = await OpenShop.StartAsync();
        using var answer = await shop.SellAsync(1, key: new string('k', 201));
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("request.key-too-long", problem.GetProperty("codes").GetProperty("Idempotency-Key")[0].GetString());
        Assert.Equal("幂等键不能超过 200 个字符。", problem.GetProperty("errors").GetProperty("Idempotency-Key")[0].GetString());
    }

    [Theory]
    [InlineData("zh", "en", "不卖半个。", "Halves are not sold.")]
    [InlineData("en", "zh", "Halves are not sold.", "不卖半个。")]
    [InlineData("en", "en", "Halves are not sold.", "Halves are not sold.")]
    public async Task An_answer_given_again_is_worded_for_who_asks_again(string before, string after, string sentence, string sentenceAgain)
    {
        // What a person typed stays as it is, though it looks like a sentence of ours.
        const string Typed = "ramatch:till.half \"\\u0001ramatch:till.half\"";
        await using var shop = await OpenShop.StartAsync();
        using var first = await SellAsync(before);
        using var again = await SellAsync(after);
        Assert.Equal("true", again.Headers.GetValues("Idempotent-Replayed").Single());
        Assert.Equal([after], again.Content.Headers.ContentLanguage);
        var (one, two) = (await first.Content.ReadFromJsonAsync<JsonElement>(), await again.Content.ReadFromJsonAsync<JsonElement>());
        Assert.Equal((sentence, sentenceAgain), (one.GetProperty("advice").GetString(), two.GetProperty("advice").GetString()));
        Assert.Equal((Typed, Typed), (one.GetProperty("article").GetString(), two.GetProperty("article").GetString()));
        Assert.Equal((await first.Content.ReadAsStringAsync()).Replace(sentence, sentenceAgain, StringComparison.Ordinal), await again.Content.ReadAsStringAsync());

        Task<HttpResponseMessage> SellAsync(string language)
        {
            shop.Till.DefaultRequestHeaders.AcceptLanguage.Clear();
            shop.Till.DefaultRequestHeaders.Add("Accept-Language", language);
            return shop.SellAsync(1, Typed, key: "one");
        }
    }

    [Fact]
    public async Task The_description_of_the_interface_says_that_sentences_are_texts_and_refusals_have_codes()
    {
        await using var shop = await OpenShop.StartAsync();
        using var anonymous = shop.Host.Anonymous();
        var schemas = (await anonymous.GetFromJsonAsync<JsonElement>("openapi/v1.json")).GetProperty("components").GetProperty("schemas");
        Assert.Contains("string", schemas.GetProperty("TillServiceSale").GetProperty("properties").GetProperty("advice").ToString(), StringComparison.Ordinal);
        Assert.True(schemas.GetProperty("ProblemDetails").GetProperty("properties").TryGetProperty("code", out _));
    }
}
