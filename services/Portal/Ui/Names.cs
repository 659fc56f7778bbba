namespace RaMatch.Portal.Ui;

/// <summary>Element ids that tie a heading or hint to what it names, for components that may stand on a page twice.</summary>
static class Names
{
    static int last;

    public static string New() => "k" + (uint)Interlocked.Increment(ref last);
}
