namespace RaMatch.Portal.Ui;

/// <summary>A place to go, in a sidebar or tab bar. <paramref name="Badge"/> counts what waits there.</summary>
public sealed record NavItem(string Text, string Href, IconName Icon, int Badge = 0);

/// <summary>Who is signed in: the name and, in one line, for whom they act.</summary>
public sealed record SignedIn(string Name, string Role)
{
    /// <summary>The first character of the name, whole even outside the basic plane (rare surnames).</summary>
    public string Initial => Name.Length == 0 ? "" : System.Globalization.StringInfo.GetNextTextElement(Name);
}

/// <summary>One point of a <see cref="Trend"/>; null where a line has no value.</summary>
public sealed record TrendPoint(string Label, double? Actual, double? Plan = null, double? Forecast = null);

/// <summary>One stage of a <see cref="Funnel"/>, widest first.</summary>
public sealed record FunnelStage(string Text, long Count, string? Href = null);

/// <summary>One bar of <see cref="Bars"/>.</summary>
public sealed record BarLine(string Text, long Count, Tone Tone = Tone.Brand);

/// <summary>Where a milestone stands.</summary>
public enum MilestoneState
{
    /// <summary>Its date is still to come.</summary>
    Ahead,

    /// <summary>Its date has passed, and it asked for nothing that could be met.</summary>
    Passed,

    /// <summary>Reached in time.</summary>
    Reached,

    /// <summary>Its date passed below the mark.</summary>
    Missed,
}

/// <summary>One line of <see cref="Milestones"/>: what was due, and how it went ("差 880 人").</summary>
public sealed record MilestoneLine(MilestoneState State, string Text, string Result, string? Href = null);

/// <summary>One matter of <see cref="Todo"/>: the kind in a tag, the answer, the reason or next action.</summary>
public sealed record TodoLine(Tone Tone, string Kind, string Title, string? Detail = null, string? Href = null);

/// <summary>One reason for or against a match. Neutral, warn and bad ones name what is missing.</summary>
public sealed record Reason(string Text, Tone Tone = Tone.Ok);

/// <summary>One event of a <see cref="Timeline"/>, in plain words.</summary>
public sealed record TimelineEvent(string Title, string When, string? Detail = null, Tone Tone = Tone.Neutral, bool Current = false);

/// <summary>One choice of a list field.</summary>
public sealed record Choice(string Value, string Text);
