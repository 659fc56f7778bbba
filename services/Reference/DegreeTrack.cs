namespace RaMatch.Reference;

/// <summary>The catalogue a major belongs to. The two catalogues number independently: 0812 is 测绘类 in one and 计算机科学与技术 in the other.</summary>
public enum DegreeTrack
{
    /// <summary>本科: the undergraduate catalogue (普通高等学校本科专业目录).</summary>
    Undergraduate = 1,

    /// <summary>研究生: academic first-level disciplines and professional degree categories (研究生教育学科专业目录).</summary>
    Graduate = 2,
}
