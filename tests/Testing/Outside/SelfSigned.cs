using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RaMatch.Testing;

/// <summary>A certificate of this machine that nobody vouches for, and clients that take this one and no other.</summary>
public static class SelfSigned
{
    /// <summary>Makes one for a day, for this machine's name, localhost and 127.0.0.1.</summary>
    public static X509Certificate2 Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Dns.GetHostName());
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256) { CertificateExtensions = { names.Build() } };
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        // With its key in a form that a TLS server takes on every system.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    /// <summary>How a client goes on the wire that takes this certificate, or without one, those that everybody takes; it follows no redirect.</summary>
    public static SocketsHttpHandler Trusting(X509Certificate2? certificate) => new()
    {
        AllowAutoRedirect = false,
        SslOptions = { RemoteCertificateValidationCallback = certificate is null ? null : (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString() },
    };
}
