using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using RaMatch.Reference;

namespace RaMatch.Applicant.Hires;

/// <summary>
/// The only place that sees an ID number: it encrypts it for storage, masks it for its owner, and turns it into the person key
/// by which the same person is recognised within a programme and nowhere else.
/// </summary>
sealed class IdNumberVault(IDataProtectionProvider protection)
{
    readonly IDataProtector _idNumbers = protection.CreateProtector("RaMatch.Applicant", "hire.id_number");
    readonly IDataProtector _programmeKeys = protection.CreateProtector("RaMatch.Applicant", "programme_key.secret");

    /// <summary>A new programme secret of 256 bits, encrypted.</summary>
    public string NewProgrammeSecret() => _programmeKeys.Protect(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));

    /// <summary>Encrypts an ID number; the graduate is part of the purpose, so that the text opens in no other row.</summary>
    public string Protect(Guid graduateId, string idNumber) => Of(graduateId).Protect(idNumber);

    /// <summary>What its owner is shown of a stored ID number: 110*************34.</summary>
    public string Mask(Guid graduateId, string stored) => ResidentIdNumber.Mask(Of(graduateId).Unprotect(stored));

    /// <summary>HMAC-SHA256 of the ID number under the programme's secret, 64 lower-case hex digits.</summary>
    public string PersonKey(string programmeSecret, string idNumber) => Convert.ToHexStringLower(HMACSHA256.HashData(
        Convert.FromHexString(_programmeKeys.Unprotect(programmeSecret)),
        Encoding.UTF8.GetBytes(idNumber)));

    IDataProtector Of(Guid graduateId) => _idNumbers.CreateProtector(graduateId.ToString());
}
