using Microsoft.Extensions.Logging.Abstractions;
using RaMatch.Platform.Words;

namespace RaMatch.Posting.Tests;

/// <summary>What people read of a sentence that was not sent by HTTP.</summary>
static class Spoken
{
    static readonly PhraseBook Words = PhraseBook.Of([typeof(PostingService).Assembly], NullLogger<PhraseBook>.Instance);

    public static string InChinese(this Sentence sentence) => Words.Say(sentence, Language.Chinese);
}
