using System.Globalization;
using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace ServiceAnalytics.Reports.Printing;

/// <summary>
/// Finishes a printed file by an incremental update (ISO 32000-1, 7.5.6): properties, XMP, the figures as an attachment,
/// the issue's date in place of the wall clock, and an identity derived from the content. Same input, same bytes.
/// </summary>
internal static class PdfFinisher
{
    /// <summary>Finishes the file.</summary>
    /// <param name="printed">What the browser gave.</param>
    /// <param name="properties">What the file is to say of itself.</param>
    public static byte[] Finish(PrintedFile printed, PdfProperties properties)
    {
        var original = printed.CopyBytes();
        SetDatesInPlace(original, printed, properties.DatedAt);

        using var file = new MemoryStream();
        file.Write(original);
        if (original[^1] != '\n')
        {
            file.WriteByte((byte)'\n');
        }

        var update = new Update(file, printed.ObjectCount);
        var info = printed.Info ?? update.NewNumber();
        var xmp = update.NewNumber();
        update.Write(info, InfoDictionary(properties));
        update.WriteStream(xmp, "/Type /Metadata /Subtype /XML", Encoding.UTF8.GetBytes(Xmp(properties)));

        var additions = new StringBuilder($"/Metadata {xmp} 0 R");
        if (properties.Figures is { } figures)
        {
            var (data, specification) = (update.NewNumber(), update.NewNumber());
            var date = PdfDate(properties.DatedAt);
            update.WriteStream(data,
                $"/Type /EmbeddedFile /Subtype /application#2Fjson /Params <</Size {figures.Json.Length} /CreationDate ({date}) /ModDate ({date})>>", figures.Json);
            update.Write(specification,
                $"<</Type /Filespec /F {Text(figures.FileName)} /UF {Text(figures.FileName)} /Desc {Text(figures.Description)} /AFRelationship /Data /EF <</F {data} 0 R /UF {data} 0 R>>>>");
            additions.Append(CultureInfo.InvariantCulture, $" /AF [{specification} 0 R] /Names <</EmbeddedFiles <</Names [{Text(figures.FileName)} {specification} 0 R]>>>>");
        }

        // The catalogue keeps what the browser wrote (outline, tags, language) and gains the rest.
        var catalogue = printed.Object(printed.Root);
        update.Write(printed.Root, string.Concat(catalogue.AsSpan(0, catalogue.LastIndexOf(">>", StringComparison.Ordinal)), " ", additions.ToString(), ">>"));
        update.End(printed.Root, info, printed.CrossReferenceOffset);
        return file.ToArray();
    }

    /// <summary>Overwrites the wall-clock dates that the browser wrote; both texts have the same length, so that no offset moves.</summary>
    private static void SetDatesInPlace(byte[] bytes, PrintedFile printed, DateTimeOffset date)
    {
        if (printed.Info is not { } info)
        {
            return;
        }

        var written = Encoding.Latin1.GetBytes(PdfDate(date));
        var start = printed.OffsetOf(info);
        var end = start + bytes.AsSpan(start).IndexOf("endobj"u8);
        for (var at = start; at < end; at++)
        {
            if (bytes.AsSpan(at, end - at).StartsWith("Date (D:"u8))
            {
                written.CopyTo(bytes, at + "Date (".Length);
            }
        }
    }

    private static string InfoDictionary(PdfProperties p)
    {
        var date = PdfDate(p.DatedAt);
        var author = p.Author is null ? "" : $" /Author {Text(p.Author)}";
        var subject = p.Subject is null ? "" : $" /Subject {Text(p.Subject)}";
        return $"<</Title {Text(p.Title)}{author}{subject} /Creator {Text(p.Program)} /Producer {Text("Skia/PDF")} /CreationDate ({date}) /ModDate ({date})>>";
    }

    private static string Xmp(PdfProperties p)
    {
        static string X(string text) => SecurityElement.Escape(text);
        var date = p.DatedAt.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var author = p.Author is null ? "" : $"\n   <dc:creator><rdf:Seq><rdf:li>{X(p.Author)}</rdf:li></rdf:Seq></dc:creator>";
        var subject = p.Subject is null ? "" : $"\n   <dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{X(p.Subject)}</rdf:li></rdf:Alt></dc:description>";
        return $"""
            <?xpacket begin="{'\uFEFF'}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/">
             <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
              <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
               <dc:format>application/pdf</dc:format>
               <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{X(p.Title)}</rdf:li></rdf:Alt></dc:title>{author}{subject}
               <dc:language><rdf:Bag><rdf:li>{X(p.Language)}</rdf:li></rdf:Bag></dc:language>
               <xmp:CreatorTool>{X(p.Program)}</xmp:CreatorTool>
               <xmp:CreateDate>{date}</xmp:CreateDate>
               <xmp:ModifyDate>{date}</xmp:ModifyDate>
               <pdf:Producer>Skia/PDF</pdf:Producer>
              </rdf:Description>
             </rdf:RDF>
            </x:xmpmeta>
            <?xpacket end="r"?>
            """;
    }

    /// <summary>A date as in ISO 32000-1, 7.9.4, always in UTC, always 23 characters like the browser's own.</summary>
    private static string PdfDate(DateTimeOffset date) =>
        date.ToUniversalTime().ToString("'D:'yyyyMMddHHmmss", CultureInfo.InvariantCulture) + "+00'00'";

    /// <summary>A text string in UTF-16 with byte order mark, written in hexadecimal: nothing in it can end the string.</summary>
    private static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    /// <summary>Objects appended behind the original file, with their own cross-reference table.</summary>
    private sealed class Update(MemoryStream file, int nextNumber)
    {
        private readonly SortedDictionary<int, long> _offsets = [];
        private int _next = nextNumber;

        public int NewNumber() => _next++;

        public void Write(int number, string dictionary)
        {
            _offsets[number] = file.Position;
            Put($"{number} 0 obj\n{dictionary}\nendobj\n");
        }

        public void WriteStream(int number, string entries, byte[] data)
        {
            _offsets[number] = file.Position;
            Put($"{number} 0 obj\n<<{entries} /Length {data.Length}>>\nstream\n");
            file.Write(data);
            Put("\nendstream\nendobj\n");
        }

        public void End(int root, int info, int previousTable)
        {
            var identity = Convert.ToHexString(SHA256.HashData(file.GetBuffer().AsSpan(0, (int)file.Length)).AsSpan(0, 16));
            var table = file.Position;
            Put("xref\n");
            foreach (var (number, offset) in _offsets)
            {
                Put($"{number} 1\n{offset:D10} 00000 n \n");
            }

            Put($"trailer\n<</Size {_next} /Root {root} 0 R /Info {info} 0 R /Prev {previousTable} /ID [<{identity}> <{identity}>]>>\nstartxref\n{table}\n%%EOF\n");
        }

        private void Put(string text) => file.Write(Encoding.Latin1.GetBytes(text));
    }
}
