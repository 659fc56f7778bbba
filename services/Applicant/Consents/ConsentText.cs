namespace RaMatch.Applicant.Consents;

/// <summary>What a graduate may consent to, each on its own.</summary>
enum ConsentPurpose
{
    /// <summary>Features without name go to Matching, which recommends positions; needed to apply.</summary>
    Matching,

    /// <summary>Units applied to see name, phone number, e-mail address and summary.</summary>
    Contact,
}

/// <summary>The words a graduate agrees to. A change of words is a new version; consents to older words stay in force and on file.</summary>
/// <param name="Purpose">What for.</param>
/// <param name="Version">The version in use.</param>
/// <param name="Title">A heading.</param>
/// <param name="Text">The words.</param>
sealed record ConsentText(ConsentPurpose Purpose, int Version, string Title, string Text)
{
    /// <summary>All texts in use, one a purpose.</summary>
    public static IReadOnlyList<ConsentText> All { get; } =
    [
        new(
            ConsentPurpose.Matching,
            1,
            "岗位匹配",
            "我同意平台使用我的学历、专业、毕业年份、技能和求职意向为我匹配和推荐岗位，并受理我的投递。上述信息以匿名编号处理，不包含姓名、电话和身份证号码。我可以随时撤回同意；撤回后平台停止推荐，我也不能再投递新的岗位，已投递的不受影响。"),
        new(
            ConsentPurpose.Contact,
            1,
            "向用人单位提供联系方式",
            "我同意平台向我投递的用人单位提供我的姓名、手机号码、电子邮箱和个人简介，仅用于招聘联系。每次查看均有记录，我可以随时导出。我可以随时撤回同意；撤回后用人单位只能看到隐去部分内容的姓名和手机号码。"),
    ];

    /// <summary>The purpose as it stands in addresses and JSON: <c>matching</c>.</summary>
    public string Key => KeyOf(Purpose);

    /// <summary>The purpose as it stands in addresses and JSON.</summary>
    public static string KeyOf(ConsentPurpose purpose) => purpose == ConsentPurpose.Matching ? "matching" : "contact";

    /// <summary>Finds a text by its <see cref="Key"/>.</summary>
    public static ConsentText? Find(string key) => All.FirstOrDefault(text => text.Key == key);
}
