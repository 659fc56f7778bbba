using RaMatch.Platform.Web;

namespace RaMatch.Matching.Rounds.Lists;

/// <summary>How far a round has come. The last two are ends.</summary>
public enum RoundStage
{
    /// <summary>进行中: graduates rank their wishes, units grade or refuse candidates.</summary>
    Open,

    /// <summary>The lists are being written down. Nobody is shown this stage: it is <see cref="Closed"/> that is about to begin.</summary>
    [Unspoken]
    Closing,

    /// <summary>已截止: the lists are frozen.</summary>
    Closed,

    /// <summary>已撮合: officials see the result.</summary>
    Solved,

    /// <summary>The offers are going out. Nobody is shown this stage: it is <see cref="Solved"/> that is about to end.</summary>
    [Unspoken]
    Publishing,

    /// <summary>已公布: everybody sees the result, the seated have their offers.</summary>
    Published,

    /// <summary>已取消: by an official, with a reason, before anything was published.</summary>
    Cancelled,
}
