using System.Collections.Immutable;
using RaMatch.Rounds.Format;
using RaMatch.Rounds.Tests.Format;
using RaMatch.Rounds.Verifying;
using Xunit;

namespace RaMatch.Rounds.Tests.Verifying;

/// <summary>
/// A result that somebody claims, as its files. Whoever lies about the assignments here lies consistently: cutoffs, reasons, counts and hashes
/// are made to fit.
/// </summary>
sealed class Claim
{
    readonly RoundInstance _instance;
    readonly string _inputHash;

    public Claim(RoundInstance instance, IReadOnlyList<int> granted, FloorProof? floors = null, bool repair = false)
    {
        _instance = instance;
        _inputHash = RoundFolder.Hash(instance);
        Write(Outcome(instance, granted), floors, repair);
    }

    public RoundFiles Files { get; private set; } = new();

    /// <summary>Changes a file; of a table, the hash in the certificate with it.</summary>
    public Claim Spoil(string file, string right, string wrong)
    {
        Assert.Contains(right, Files[file], StringComparison.Ordinal);
        var at = Files[file].IndexOf(right, StringComparison.Ordinal);
        Files[file] = Files[file][..at] + wrong + Files[file][(at + right.Length)..];
        return file == "certificate.json" ? this : Rehash();
    }

    /// <summary>Makes the certificate's result hash fit the files, if they still can be read.</summary>
    public Claim Rehash()
    {
        try
        {
            var read = ResultFolder.Read(_instance, Files.Open);
            Files["certificate.json"] = Files["certificate.json"].Replace(read.Certificate.ResultHash, read.ResultHash, StringComparison.Ordinal);
        }
        catch (RoundFormatException)
        {
            // What cannot be read is refused anyway.
        }

        return this;
    }

    /// <summary>What the verifier says, as its command does.</summary>
    public Violation? Verified()
    {
        try
        {
            return Verifier.FirstViolation(_instance, ResultFolder.Read(_instance, Files.Open), _inputHash);
        }
        catch (RoundFormatException refusal)
        {
            return new Violation(refusal.File, refusal.Line, refusal.Reason);
        }
    }

    void Write(Outcome outcome, FloorProof? floors, bool repair)
    {
        Files = new RoundFiles();
        ResultFolder.Write(_instance, outcome, (applicant, wish) => ReasonOf(outcome, applicant, wish), _inputHash, Files.Create, floors, repair);
    }

    Reason ReasonOf(Outcome outcome, int applicant, int wish)
    {
        var granted = outcome.Granted[applicant];
        var position = _instance.Wishes[wish].Position;
        return granted == wish ? Reason.Seated
            : granted >= 0 && granted < wish ? Reason.BetterWishGranted
            : outcome.PositionCutoffs[position] != 0 ? Reason.PositionCutoff
            : outcome.UnitCutoffs[_instance.PositionUnits[position]] != 0 ? Reason.UnitCutoff
            : Reason.ParkCutoff;
    }

    static Outcome Outcome(RoundInstance instance, IReadOnlyList<int> granted)
    {
        var holders = granted.Index().Where(seat => seat.Item >= 0)
            .Select(seat => (Wish: instance.Wishes[seat.Item], Lottery: instance.Lottery[seat.Index]))
            .Select(seat => (seat.Wish.Position, Unit: instance.PositionUnits[seat.Wish.Position], Key: Priority.Of(seat.Wish.Score, seat.Lottery)))
            .ToList();
        ImmutableArray<ulong> Cutoffs(ImmutableArray<int> limits, Func<(int Position, int Unit, ulong Key), int> level) => [.. limits.Select((limit, number) =>
        {
            var keys = holders.Where(holder => level(holder) == number).Select(holder => holder.Key).ToList();
            return keys.Count < limit ? 0 : keys.Count == 0 ? ulong.MaxValue : keys.Min();
        })];
        return new Outcome
        {
            Granted = [.. granted],
            PositionCutoffs = Cutoffs(instance.PositionSeats, holder => holder.Position),
            UnitCutoffs = Cutoffs(instance.UnitCaps, holder => holder.Unit),
            ParkCutoffs = Cutoffs(instance.ParkCaps, holder => instance.UnitParks[holder.Unit]),
        };
    }
}
