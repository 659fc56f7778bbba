namespace RaMatch.Posting.Outreach;

/// <summary>How a unit was contacted.</summary>
enum ContactChannel
{
    /// <summary>上门走访.</summary>
    Visit,

    /// <summary>电话.</summary>
    Call,

    /// <summary>微信、短信、邮件.</summary>
    Message,

    /// <summary>宣讲会: the unit came to a briefing.</summary>
    Briefing,
}

/// <summary>What came of a contact.</summary>
enum ContactOutcome
{
    /// <summary>承诺提供岗位: with a number of seats.</summary>
    Promised,

    /// <summary>有意向.</summary>
    Interested,

    /// <summary>需内部研究.</summary>
    Considering,

    /// <summary>已告知政策.</summary>
    Informed,

    /// <summary>暂无需求.</summary>
    NoNeed,

    /// <summary>未联系上: was tried, and counts as no contact.</summary>
    NotReached,
}

/// <summary>What a list of known units is narrowed to; each is a number of the coverage.</summary>
enum KnownState
{
    /// <summary>空白: neither contacted nor publishing.</summary>
    Untouched,

    /// <summary>已对接.</summary>
    Contacted,

    /// <summary>已发布.</summary>
    Published,

    /// <summary>已落实.</summary>
    Filled,

    /// <summary>承诺未兑现: more seats promised than published.</summary>
    Promised,

    /// <summary>待跟进: a follow-up is due today or before.</summary>
    Due,
}
