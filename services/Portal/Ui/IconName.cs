using System.Collections.Frozen;
using Microsoft.AspNetCore.Components;

namespace RaMatch.Portal.Ui;

/// <summary>The portal's line icons. One weight, a 24-unit square, drawn for this product.</summary>
public enum IconName
{
    /// <summary>Progress, overview.</summary>
    Chart,

    /// <summary>Target, milestone, fair.</summary>
    Flag,

    /// <summary>Position, report, file.</summary>
    Document,

    /// <summary>Unit, enterprise.</summary>
    Building,

    /// <summary>Export.</summary>
    Download,

    /// <summary>Import, hand in.</summary>
    Upload,

    /// <summary>Print.</summary>
    Printer,

    /// <summary>One person.</summary>
    Person,

    /// <summary>Members, candidates.</summary>
    People,

    /// <summary>Time, deadline.</summary>
    Clock,

    /// <summary>Date, interview.</summary>
    Calendar,

    /// <summary>Start, matches.</summary>
    Home,

    /// <summary>Apply, applications.</summary>
    Send,

    /// <summary>Messages.</summary>
    Bell,

    /// <summary>Search.</summary>
    Search,

    /// <summary>Place.</summary>
    Pin,

    /// <summary>Keep in mind.</summary>
    Star,

    /// <summary>Fits, done.</summary>
    Check,

    /// <summary>Look out.</summary>
    Warning,

    /// <summary>Explanation.</summary>
    Info,

    /// <summary>Refused, remove.</summary>
    Cross,

    /// <summary>Collapsed navigation.</summary>
    Menu,

    /// <summary>Add.</summary>
    Plus,

    /// <summary>Move up.</summary>
    Up,

    /// <summary>Move down.</summary>
    Down,

    /// <summary>Verified, evidence.</summary>
    Shield,

    /// <summary>Rules, settings.</summary>
    Settings,

    /// <summary>Handle to drag by.</summary>
    Grip,

    /// <summary>Two sides brought together: rounds.</summary>
    Pair,
}

static class IconPaths
{
    static readonly FrozenDictionary<IconName, MarkupString> AsMarkup = Enum.GetValues<IconName>().ToFrozenDictionary(
        name => name,
        name => new MarkupString($"""<svg class="icon " viewBox="0 0 24 24" aria-hidden="true"><path d="{Of(name)}"></path></svg>"""));

    /// <summary>A decorative icon as <see cref="Icon"/> draws it, without a component: for what stands on a page many times.</summary>
    public static MarkupString Drawn(IconName name) => AsMarkup[name];

    public static string Of(IconName name) => name switch
    {
        IconName.Chart => "M4 20h16M7.5 16v-5M12 16V5M16.5 16V9",
        IconName.Flag => "M6 21V4M6 4.5h11.5l-2.5 4 2.5 4H6",
        IconName.Document => "M7 3.5h7l4 4v13H7zM13.5 3.5v4.5H18",
        IconName.Building => "M3.5 20.5h17M6 20.5v-15l7-2v17M13 9.5h5v11M9 8.5h1M9 12h1M9 15.5h1M15.5 13h.5M15.5 16.5h.5",
        IconName.Download => "M12 4v10.5M7.5 10.5l4.5 4.5 4.5-4.5M5 20h14",
        IconName.Upload => "M12 15.5V4.5M7.5 9L12 4.5 16.5 9M5 20h14",
        IconName.Printer => "M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7z",
        IconName.Person => "M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6",
        IconName.People => "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 19.5c.5-3.4 3-5.2 6.5-5.2s6 1.8 6.5 5.2M16 4.3a3.5 3.5 0 0 1 0 6.5M18 14.6c2 .7 3.2 2.4 3.5 4.9",
        IconName.Clock => "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2",
        IconName.Calendar => "M4.5 6h15v14h-15zM4.5 10h15M8.5 3.5V7M15.5 3.5V7",
        IconName.Home => "M3 11.5L12 4l9 7.5M5.5 10v10h13V10",
        IconName.Send => "M20.5 4L3.5 10.5l6 3 3 6.5zM9.5 13.5L20.5 4",
        IconName.Bell => "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4",
        IconName.Search => "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5l5 5",
        IconName.Pin => "M12 21c4.5-4.5 6.5-7.7 6.5-11a6.5 6.5 0 0 0-13 0c0 3.3 2 6.5 6.5 11zM12 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z",
        IconName.Star => "M12 3.8l2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8z",
        IconName.Check => "M4.5 12.5l5 5 10-11",
        IconName.Warning => "M12 4L2.5 20h19zM12 10v4.5M12 17v.5",
        IconName.Info => "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 11v5.5M12 7.5v.5",
        IconName.Cross => "M6 6l12 12M18 6L6 18",
        IconName.Menu => "M4 7h16M4 12h16M4 17h16",
        IconName.Plus => "M12 5v14M5 12h14",
        IconName.Up => "M12 19V5M6 11l6-6 6 6",
        IconName.Down => "M12 5v14M6 13l6 6 6-6",
        IconName.Shield => "M12 3.5l7 2.5v5.5c0 4.5-3 7.5-7 9-4-1.5-7-4.5-7-9V6zM8.5 12l2.5 2.5 4.5-5",
        IconName.Grip => "M9 6v.01M15 6v.01M9 12v.01M15 12v.01M9 18v.01M15 18v.01",
        IconName.Pair => "M9 17a5 5 0 1 1 0-10 5 5 0 0 1 0 10zM15 7a5 5 0 1 1 0 10 5 5 0 0 1 0-10z",
        IconName.Settings => "M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4",
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };
}
