namespace RaMatch.Applicant.Consents;

/// <summary>What a graduate may consent to, each on its own.</summary>
enum ConsentPurpose
{
    /// <summary>Features without name go to Matching, which recommends positions to the graduate and the graduate to units; needed to apply.</summary>
    Matching,

    /// <summary>Units applied to see name, phone number, e-mail address and summary.</summary>
    Contact,
}

/// <summary>The words a graduate agrees to. A change of words is a new version; consents to older words stay in force and on file.</summary>
/// <param name="Purpose">What for.</param>
/// <param name="Version">The version in use.</param>
/// <param name="Title">A heading.</param>
/// <param name="Text">The words.</param>
/// <param name="Change">What they add to the version before, said to those who agreed to that; null for a first version.</param>
sealed record ConsentText(ConsentPurpose Purpose, int Version, string Title, string Text, string? Change = null)
{
    /// <summary>From this version on the words of <see cref="ConsentPurpose.Matching"/> say that units see the graduate by pseudonym before an application.</summary>
    public const int ShownToUnitsSince = 2;

    /// <summary>All texts in use, one a purpose.</summary>
    public static IReadOnlyList<ConsentText> All { get; } =
    [
        new(
            ConsentPurpose.Matching,
            2,
            "岗位匹配",
            "我同意平台使用我的学历、专业、毕业年份、技能和求职意向为我匹配和推荐岗位，并受理我的投递。我也同意平台向条件相符的用人单位推荐我：在我投递之前，用人单位以化名看到我的学历、专业、毕业年份，以及技能与岗位的匹配情况；看不到我的姓名、电话、学校、期望薪资和意向城市。我可以随时撤回同意，撤回即时生效：平台停止推荐，用人单位不再看到我；我也不能再投递新的岗位，已投递的不受影响。",
            "更新后，条件相符的用人单位可以在您投递之前以化名看到您的学历、专业、毕业年份和技能匹配情况，看不到姓名、电话、学校、期望薪资和意向城市。不更新也照常为您推荐岗位，只是用人单位不会在推荐中看到您。"),
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
