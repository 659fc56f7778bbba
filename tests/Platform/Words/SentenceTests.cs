using RaMatch.Platform.Web;
using RaMatch.Platform.Words;
using Xunit;

namespace RaMatch.Platform.Tests.Words;

public sealed class SentenceTests
{
    enum Weather
    {
        HalfCloudy,
    }

    [Fact]
    public void A_sentence_is_stored_as_a_text_that_can_be_read_and_searched()
    {
        var sentence = Sentence.Of(
            "trip.over",
            ("title", "山东（一日）& 100%?"),
            ("seats", 3),
            ("on", new DateOnly(2022, 7, 10)),
            ("at", new DateTimeOffset(2022, 7, 10, 18, 0, 0, TimeSpan.FromHours(8))),
            ("weather", Weather.HalfCloudy),
            ("towns", Argument.List(["潍坊", "衡阳,"])),
            ("why", Argument.List([Sentence.Of("trip.rain"), Sentence.Of("trip.wind", ("force", 7))])));
        Assert.Equal(
            "ramatch:trip.over?title=山东（一日）%26 100%25%3F&seats=3&on=2022-07-10&at=2022-07-10T10:00:00.000Z&weather=(weather.half-cloudy)&towns=[潍坊,衡阳%2C]&why=[(trip.rain),(trip.wind?force=7)]",
            sentence.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("ramatch:")]
    [InlineData("?&=()[],%%25 =,")]
    [InlineData("名额已满。\n第二行")]
    [InlineData("%4")]
    public void Whatever_is_said_of_comes_back(string text)
    {
        var sentence = Sentence.Of("one.two", ("a", text), ("b", Sentence.Of("three", ("c", text))), ("d", Argument.List([text, text])));
        var read = Sentence.Read(sentence.ToString())!;
        Assert.Equal(sentence, read);
        Assert.Equal(text, read.Arguments[0].Value.Text);
        Assert.Equal(text, read.Arguments[1].Value.Sentence!.Arguments[0].Value.Text);
        Assert.Equal([text, text], read.Arguments[2].Value.Items!.Select(item => item.Text));
    }

    [Theory]
    [InlineData("毕业生撤回投递")]
    [InlineData("ramatch:")]
    [InlineData("ramatch:a?")]
    [InlineData("ramatch:a?b")]
    [InlineData("ramatch:a?b=(c")]
    [InlineData("ramatch:a?b=[c")]
    [InlineData("ramatch:a)b")]
    [InlineData("ramatch:a?b=%4")]
    [InlineData("RAMATCH:a")]
    public void A_text_that_is_no_sentence_of_ours_is_shown_as_it_is(string stored)
    {
        var read = Sentence.Read(stored)!;
        Assert.Null(read.Code);
        Assert.Equal(stored, Book("").Say(read));
        Assert.Equal(stored, read.ToString());
    }

    [Fact]
    public void What_was_stored_stays_as_it_was_to_the_letter() =>
        Assert.Equal("ramatch:a?b=%41", Sentence.Read("ramatch:a?b=%41")!.ToString());

    [Theory]
    [InlineData("岗位要求与经历不够匹配")]
    [InlineData("ramatch:trip.over?seats=3")]
    public void What_a_person_types_is_never_taken_for_one_of_ours(string typed)
    {
        var book = Book("trip.over\tAll {seats} seats are taken.\nperson.said\t{text}");
        Assert.Equal(typed, book.Say(Sentence.Said(typed)));
        Assert.Equal(typed, book.Say(Sentence.Read(Sentence.Said(typed).ToString())));
        Assert.Equal(typed, book.Say(Sentence.Of("person.said", ("text", Sentence.Said(typed)))));
    }

    [Fact]
    public void Templates_say_how_numbers_days_instants_amounts_and_lists_are_shown()
    {
        var book = Book("all\t{count:#,0} {on:yyyy年M月d日} {at:yyyy-MM-dd HH:mm} {pay:yuan#,0.##} {towns:、} {name} {why}\nrain\tit rains");
        var sentence = Sentence.Of(
            "all",
            ("count", 12345),
            ("on", new DateOnly(2022, 7, 1)),
            ("at", new DateTimeOffset(2022, 7, 10, 18, 0, 0, TimeSpan.FromHours(8))),
            ("pay", 600_050),
            ("towns", Argument.List(["潍坊", "衡阳"])),
            ("name", "{not a name}"),
            ("why", Sentence.Of("rain")));
        Assert.Equal("12,345 2022年7月1日 2022-07-10 18:00 6,000.5 潍坊、衡阳 {not a name} it rains", book.Say(sentence));
        Assert.Equal(book.Say(sentence), book.Say(Sentence.Read(sentence.ToString())));
    }

    [Fact]
    public void A_code_without_words_is_shown_as_it_is() => Assert.Equal("future.code", Book("").Say(Sentence.Of("future.code", ("a", 1))));

    [Theory]
    [InlineData("a\tx", "", "a has words in Chinese only.")]
    [InlineData("", "a\tx", "a has words in English only.")]
    [InlineData("a\t{x}", "a\t{y}", "a shows {x} in Chinese and {y} in English.")]
    [InlineData("a\tx\na\ty", "a\tx", "zh: a has words already.")]
    [InlineData("a x", "a\tx", "zh: \"a x\" is not a code, a tab and a template.")]
    [InlineData("a\t{x", "a\tx", "The template \"{x\" has a brace that names nothing.")]
    [InlineData("a\tx}", "a\tx", "The template \"x}\" closes a brace that it never opened.")]
    public void Tables_that_are_wrong_stop_the_start(string chinese, string english, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<InvalidOperationException>(() => Book(chinese, english)).Message);

    [Fact]
    public void In_events_and_stored_lists_a_sentence_keeps_the_form_that_is_stored()
    {
        var sentence = Sentence.Of("a", ("b", "c"));
        Assert.Equal("\"ramatch:a?b=c\"", Json.Text(sentence));
        Assert.Equal(sentence, Json.Read<Sentence>("\"ramatch:a?b=c\""));
    }

    static PhraseBook Book(string chinese, string? english = null) => PhraseBook.Of(
        [("zh", Language.Chinese, chinese), ("en", Language.English, english ?? chinese)],
        Microsoft.Extensions.Logging.Abstractions.NullLogger<PhraseBook>.Instance);
}
