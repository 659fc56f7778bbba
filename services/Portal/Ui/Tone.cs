namespace RaMatch.Portal.Ui;

/// <summary>What a colour means. Colour never stands alone: a word, an icon or a number is always beside it.</summary>
public enum Tone
{
    /// <summary>No judgement.</summary>
    Neutral,

    /// <summary>The house colour: information, a date ahead.</summary>
    Brand,

    /// <summary>On plan, fits, done.</summary>
    Ok,

    /// <summary>Needs attention soon.</summary>
    Warn,

    /// <summary>Behind, refused, overdue.</summary>
    Bad,
}

static class Tones
{
    public static string Css(this Tone tone) => tone switch
    {
        Tone.Brand => "brand",
        Tone.Ok => "ok",
        Tone.Warn => "warn",
        Tone.Bad => "bad",
        _ => "neutral",
    };
}
