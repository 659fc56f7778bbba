namespace RaMatch.Portal.Ui;

/// <summary>
/// The few words the kit itself says; everything else comes in through parameters. Every property is required, so the
/// compiler refuses a language that lacks one. Components take it as a cascading value and speak Chinese without one.
/// </summary>
public sealed record Texts
{
    /// <summary>Value of the document's <c>lang</c> attribute.</summary>
    public required string Language { get; init; }

    /// <summary>First link of every page, for keyboards and screen readers.</summary>
    public required string SkipToContent { get; init; }

    /// <summary>Name of the main navigation.</summary>
    public required string Navigation { get; init; }

    /// <summary>Name of the line across the page that says what kind of page this is.</summary>
    public required string Announcement { get; init; }

    /// <summary>Caption of the collapsed menu on phones.</summary>
    public required string Menu { get; init; }

    /// <summary>Spoken after a badge's number; {0} is the number.</summary>
    public required string Pending { get; init; }

    /// <summary>Name of a score; {0} is 0 to 100.</summary>
    public required string Score { get; init; }

    /// <summary>Name of a bullet bar; {0} is done, {1} is due today, both percentages.</summary>
    public required string DoneAgainstDue { get; init; }

    /// <summary>Name of a bullet bar without a plan; {0} is a percentage.</summary>
    public required string Done { get; init; }

    /// <summary>Legend: what happened.</summary>
    public required string Actual { get; init; }

    /// <summary>Legend: what was planned.</summary>
    public required string Plan { get; init; }

    /// <summary>Legend: where the present pace leads.</summary>
    public required string Forecast { get; init; }

    /// <summary>Opens the table behind a chart.</summary>
    public required string ShowTable { get; init; }

    /// <summary>Column head of a chart's table: the point in time.</summary>
    public required string Period { get; init; }

    /// <summary>Column head of a distribution's table: what is counted.</summary>
    public required string Group { get; init; }

    /// <summary>Column head of a distribution's table: how many.</summary>
    public required string People { get; init; }

    /// <summary>Column head of a distribution's table: the part of all.</summary>
    public required string Share { get; init; }

    /// <summary>Share kept from the step before; {0} is a percentage.</summary>
    public required string KeptFromPrevious { get; init; }

    /// <summary>State of a milestone that was reached.</summary>
    public required string Reached { get; init; }

    /// <summary>State of a milestone whose date has passed and that asked for nothing.</summary>
    public required string Passed { get; init; }

    /// <summary>State of a milestone that was missed.</summary>
    public required string Missed { get; init; }

    /// <summary>State of a milestone still ahead.</summary>
    public required string Ahead { get; init; }

    /// <summary>Beside the label of a field that may stay empty.</summary>
    public required string Optional { get; init; }

    /// <summary>Adds one more control to a list of entries.</summary>
    public required string OneMore { get; init; }

    /// <summary>Name of the paging navigation.</summary>
    public required string Pages { get; init; }

    /// <summary>Link to the page before.</summary>
    public required string PreviousPage { get; init; }

    /// <summary>Link to the page after.</summary>
    public required string NextPage { get; init; }

    /// <summary>Label of the field for the number of a page.</summary>
    public required string JumpToPage { get; init; }

    /// <summary>Goes to the page of that number.</summary>
    public required string Jump { get; init; }

    /// <summary>Range shown of the total; {0} first row, {1} last row, {2} total.</summary>
    public required string RowsOfTotal { get; init; }

    /// <summary>Name of a list of steps; {0} is the current one, {1} how many.</summary>
    public required string StepOf { get; init; }

    /// <summary>State of a step or event already past.</summary>
    public required string Finished { get; init; }

    /// <summary>State of the step or event now.</summary>
    public required string Now { get; init; }

    /// <summary>Simplified Chinese, the first language.</summary>
    public static Texts Chinese { get; } = new()
    {
        Language = "zh-CN",
        SkipToContent = "跳到正文",
        Navigation = "主导航",
        Announcement = "提示",
        Menu = "菜单",
        Pending = "{0} 项待处理",
        Score = "匹配分 {0}",
        DoneAgainstDue = "已完成 {0}，今日应完成 {1}",
        Done = "已完成 {0}",
        Actual = "实际",
        Plan = "计划",
        Forecast = "按当前速度预计",
        ShowTable = "查看数据表",
        Period = "时间",
        Group = "分组",
        People = "人数",
        Share = "占比",
        KeptFromPrevious = "为上一步的 {0}",
        Reached = "已达成",
        Passed = "已过",
        Missed = "未达成",
        Ahead = "未到期",
        Optional = "选填",
        OneMore = "再加一个",
        Pages = "分页",
        PreviousPage = "上一页",
        NextPage = "下一页",
        JumpToPage = "到第几页",
        Jump = "跳转",
        RowsOfTotal = "第 {0}–{1} 条，共 {2} 条",
        StepOf = "第 {0} 步，共 {1} 步",
        Finished = "已完成",
        Now = "当前",
    };

    /// <summary>English.</summary>
    public static Texts English { get; } = new()
    {
        Language = "en",
        SkipToContent = "Skip to content",
        Navigation = "Main navigation",
        Announcement = "Notice",
        Menu = "Menu",
        Pending = "{0} to handle",
        Score = "Match score {0}",
        DoneAgainstDue = "{0} done, {1} due today",
        Done = "{0} done",
        Actual = "Actual",
        Plan = "Plan",
        Forecast = "At the present pace",
        ShowTable = "Show the data",
        Period = "Period",
        Group = "Group",
        People = "People",
        Share = "Share",
        KeptFromPrevious = "{0} of the step before",
        Reached = "Reached",
        Passed = "Passed",
        Missed = "Missed",
        Ahead = "Ahead",
        Optional = "optional",
        OneMore = "One more",
        Pages = "Pages",
        PreviousPage = "Previous",
        NextPage = "Next",
        JumpToPage = "Page",
        Jump = "Go",
        RowsOfTotal = "{0}–{1} of {2}",
        StepOf = "Step {0} of {1}",
        Finished = "Done",
        Now = "Now",
    };

    /// <summary>The texts for a language tag; anything but English is Chinese.</summary>
    public static Texts For(string? language) =>
        language?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true ? English : Chinese;
}
