using System.Text;

namespace RaMatch.Sheets.Writing;

/// <summary>
/// A ZIP archive whose entries are stored as they are, all of the first day that an archive can name. The runtime's own says in it on which system it was written, and its compression is another one with every
/// few versions; this one says nothing but names and content.
/// </summary>
static class StoredArchive
{
    const uint LocalHeader = 0x04034b50;
    const uint CentralHeader = 0x02014b50;
    const uint EndRecord = 0x06054b50;
    const ushort VersionNeeded = 20;

    // 1 January 1980.
    const ushort NoDay = 0x21;

    static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => Enumerable.Range(0, 8).Aggregate((uint)value, (rest, _) => (rest & 1) == 1 ? 0xEDB88320u ^ rest >> 1 : rest >> 1))];

    /// <summary>The archive of these entries, in this order; names are ASCII.</summary>
    public static byte[] Of(IEnumerable<(string Name, byte[] Content)> entries)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.ASCII);
        var central = new List<(string Name, uint Sum, uint Size, uint At)>();
        foreach (var (name, content) in entries)
        {
            var entry = (Name: name, Sum: SumOf(content), Size: (uint)content.Length, At: (uint)bytes.Length);
            central.Add(entry);
            writer.Write(LocalHeader);
            WriteCommon(writer, entry.Sum, entry.Size, name);
            writer.Write(Encoding.ASCII.GetBytes(name));
            writer.Write(content);
            writer.Flush();
        }

        var at = (uint)bytes.Length;
        foreach (var entry in central)
        {
            writer.Write(CentralHeader);
            writer.Write(VersionNeeded);
            WriteCommon(writer, entry.Sum, entry.Size, entry.Name);
            // Comment, disk, attributes.
            writer.Write(new byte[10]);
            writer.Write(entry.At);
            writer.Write(Encoding.ASCII.GetBytes(entry.Name));
        }

        writer.Flush();
        var size = (uint)bytes.Length - at;
        writer.Write(EndRecord);
        writer.Write(0u);
        writer.Write((ushort)central.Count);
        writer.Write((ushort)central.Count);
        writer.Write(size);
        writer.Write(at);
        writer.Write((ushort)0);
        writer.Flush();
        return bytes.ToArray();
    }

    static void WriteCommon(BinaryWriter writer, uint sum, uint size, string name)
    {
        writer.Write(VersionNeeded);
        // Flags, and how it is compressed: not.
        writer.Write(0u);
        writer.Write((ushort)0);
        writer.Write(NoDay);
        writer.Write(sum);
        writer.Write(size);
        writer.Write(size);
        writer.Write((ushort)name.Length);
        writer.Write((ushort)0);
    }

    static uint SumOf(byte[] content) => ~content.Aggregate(uint.MaxValue, (sum, one) => Table[(sum ^ one) & 0xFF] ^ sum >> 8);
}
