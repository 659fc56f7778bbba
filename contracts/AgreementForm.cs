namespace RaMatch.Contracts;

/// <summary>Forms of agreement a programme may accept (协议形式).</summary>
public enum AgreementForm
{
    /// <summary>服务协议.</summary>
    ServiceAgreement,

    /// <summary>劳动合同.</summary>
    LabourContract,

    /// <summary>劳务派遣.</summary>
    LabourDispatch,
}
