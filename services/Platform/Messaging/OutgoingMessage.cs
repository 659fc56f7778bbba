using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RaMatch.Contracts;
using RaMatch.Platform.Web;

namespace RaMatch.Platform.Messaging;

/// <summary>An event's row in the outbox.</summary>
sealed record OutgoingMessage
{
    public long OutboxId { get; init; }
    public Guid MessageId { get; init; }
    public string Type { get; init; } = "";
    public string Body { get; init; } = "";
    public string? TraceParent { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    public static OutgoingMessage From(IMessage message, MessageType type, DateTimeOffset now) => new()
    {
        MessageId = Identify(type.Name, message.Subject, message.Version),
        Type = type.Name,
        Body = JsonSerializer.Serialize(message, type.Clr, Json.Options),
        TraceParent = Activity.Current?.Id,
        CreatedAt = now,
    };

    /// <summary>
    /// The identity of an event: the first 16 bytes of SHA-256 over name, subject and version, as a UUID of version 8 (RFC 9562).
    /// The same event announced again, after a restore or a retry, is recognised for ever.
    /// </summary>
    public static Guid Identify(string type, Guid subject, long version)
    {
        Span<byte> hash = stackalloc byte[32];
        Span<byte> tail = stackalloc byte[24];
        subject.TryWriteBytes(tail, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(tail[16..], version);
        SHA256.HashData([.. Encoding.UTF8.GetBytes(type), .. tail], hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
