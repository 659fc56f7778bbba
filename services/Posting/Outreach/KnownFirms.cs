using RaMatch.Contracts;
using RaMatch.Reference;

namespace RaMatch.Posting.Outreach;

/// <summary>The firms of a park, to find the one that a line of a list is about: by the code, or by the name where one of the two has none.</summary>
sealed class KnownFirms
{
    readonly Dictionary<string, Known> _byCode = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<Known>> _byName = new(StringComparer.Ordinal);

    KnownFirms()
    {
    }

    /// <summary>A firm that is kept, and what is known of it.</summary>
    public sealed record Known(Guid FirmId, FirmFacts Facts);

    /// <summary>Those of a park.</summary>
    public static KnownFirms Of(IEnumerable<(FirmRecord Firm, IReadOnlyList<UnitCategory> Categories)> kept)
    {
        var all = new KnownFirms();
        foreach (var (firm, categories) in kept)
        {
            all.Add(new Known(firm.FirmId, firm.Facts(categories)));
        }

        return all;
    }

    /// <summary>The firm that is meant; null if it is none of them, or could be several.</summary>
    public Known? Find(FirmFacts facts)
    {
        var named = _byName.GetValueOrDefault(FoldedText.Key(facts.Name), []);
        return facts.Uscc is { } code
            ? _byCode.GetValueOrDefault(code) ?? named.Find(one => one.Facts.Uscc is null)
            : named.Find(one => one.Facts.Uscc is null) ?? (named is [var only] ? only : null);
    }

    /// <summary>From here on a firm is known as this says; <paramref name="before"/> is null for a new one.</summary>
    public void Put(Known? before, Known now)
    {
        if (before is not null)
        {
            _byName[FoldedText.Key(before.Facts.Name)].Remove(before);
        }

        Add(now);
    }

    void Add(Known known)
    {
        if (known.Facts.Uscc is { } code)
        {
            _byCode[code] = known;
        }

        var key = FoldedText.Key(known.Facts.Name);
        if (!_byName.TryGetValue(key, out var named))
        {
            _byName[key] = named = [];
        }

        named.Add(known);
    }
}
