using Microsoft.AspNetCore.Http.HttpResults;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Accounts;

/// <summary>The end of a small action: the sentence for the person is left for the next page, and the browser sent there.</summary>
static class Deed
{
    /// <summary>Says what came of it and goes on to an address of ours.</summary>
    /// <param name="http">The request.</param>
    /// <param name="refusal">Why it was refused; null after a success.</param>
    /// <param name="done">What has been done.</param>
    /// <param name="address">Where to go then.</param>
    public static RedirectHttpResult Report(HttpContext http, Refusal? refusal, string done, string address)
    {
        (refusal is null ? new Notice(Tone.Ok, done) : new Notice(Tone.Bad, Sentence(refusal))).Leave(http);
        return SeeOther.To(http, address);
    }

    /// <summary>A form of one field has no better place for the sentence about it than the top of the page.</summary>
    public static string Sentence(Refusal refusal) =>
        refusal.Errors.Count == 0 ? refusal.Sentence : string.Concat(refusal.Errors.Values.SelectMany(sentences => sentences).Distinct());
}
