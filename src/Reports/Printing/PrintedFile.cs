using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ServiceAnalytics.Reports.Printing;

/// <summary>
/// Reads the little that is needed from a PDF as Chromium writes it: version 1.4, one classic cross-reference table,
/// dictionaries in the clear (only streams are compressed). Structure: ISO 32000-1, 7.5.
/// </summary>
internal sealed partial class PrintedFile
{
    private readonly byte[] _bytes;
    private readonly string _latin;
    private readonly Dictionary<int, int> _offsets = [];

    /// <summary>Takes the bytes that the browser gave.</summary>
    /// <exception cref="PrintException">It isn't a PDF of the kind described above.</exception>
    public PrintedFile(byte[] bytes)
    {
        _bytes = bytes;
        _latin = Encoding.Latin1.GetString(bytes);
        CrossReferenceOffset = ReadCrossReferences();
        Trailer = _latin[_latin.LastIndexOf("trailer", StringComparison.Ordinal)..];
        Root = Reference(Trailer, "Root") ?? throw Strange("no /Root");
        ObjectCount = int.Parse(SizeEntry().Match(Trailer).Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        Pages = [.. PagesUnder(Reference(Object(Root), "Pages") ?? throw Strange("no /Pages"))];
    }

    /// <summary>Where the cross-reference table begins.</summary>
    public int CrossReferenceOffset { get; }

    /// <summary>The trailer dictionary's text.</summary>
    public string Trailer { get; }

    /// <summary>Object number of the catalogue.</summary>
    public int Root { get; }

    /// <summary>Object number of the document information; null when there is none.</summary>
    public int? Info => Reference(Trailer, "Info");

    /// <summary>One more than the highest object number.</summary>
    public int ObjectCount { get; }

    /// <summary>Object numbers of the pages, in reading order.</summary>
    public IReadOnlyList<int> Pages { get; }

    /// <summary>An object's text from after <c>obj</c> to before <c>endobj</c> or <c>stream</c>.</summary>
    public string Object(int number)
    {
        var start = _latin.IndexOf(" obj", _offsets[number], StringComparison.Ordinal) + 4;
        var end = _latin.IndexOf("endobj", start, StringComparison.Ordinal);
        var stream = _latin.IndexOf("stream", start, StringComparison.Ordinal);
        return _latin[start..(stream >= 0 && stream < end ? stream : end)].Trim();
    }

    /// <summary>Where an object's text begins in the file.</summary>
    public int OffsetOf(int number) => _offsets[number];

    /// <summary>Pages on which nothing is written, counted from 1.</summary>
    public IEnumerable<int> PagesWithoutText() =>
        Pages.Select((number, index) => (Text: Object(number), Page: index + 1)).Where(p => !p.Text.Contains("/Font", StringComparison.Ordinal)).Select(p => p.Page);

    /// <summary>The page, counted from 1, of each named destination. Chromium names those that a link of the document leads to.</summary>
    public IReadOnlyDictionary<string, int> NamedDestinations()
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        if (Reference(Object(Root), "Dests") is not { } destinations)
        {
            return found;
        }

        var pageOf = Pages.Select((number, index) => (number, index)).ToDictionary(p => p.number, p => p.index + 1);
        foreach (Match entry in DestinationEntry().Matches(Object(destinations)))
        {
            found[entry.Groups[1].Value] = pageOf[int.Parse(entry.Groups[2].ValueSpan, CultureInfo.InvariantCulture)];
        }

        return found;
    }

    /// <summary>A copy of the bytes, for finishing.</summary>
    public byte[] CopyBytes() => [.. _bytes];

    private IEnumerable<int> PagesUnder(int node)
    {
        var text = Object(node);
        var kids = KidsEntry().Match(text);
        if (!kids.Success)
        {
            return [node];
        }

        return ReferenceEntry().Matches(kids.Groups[1].Value).SelectMany(m => PagesUnder(int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture)));
    }

    private int ReadCrossReferences()
    {
        var start = StartEntry().Matches(_latin).LastOrDefault() ?? throw Strange("no startxref");
        var offset = int.Parse(start.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        if (offset >= _latin.Length || !_latin.AsSpan(offset).StartsWith("xref"))
        {
            throw Strange("no classic cross-reference table");
        }

        var header = SectionEntry().Match(_latin, offset);
        var first = int.Parse(header.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var count = int.Parse(header.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        var entries = header.Index + header.Length;
        for (var i = 0; i < count; i++)
        {
            var entry = _latin.AsSpan(entries + (20 * i), 20);
            if (entry[17] == 'n')
            {
                _offsets[first + i] = int.Parse(entry[..10], CultureInfo.InvariantCulture);
            }
        }

        return offset;
    }

    private static int? Reference(string dictionary, string key)
    {
        var match = Regex.Match(dictionary, $@"/{key}\s+(\d+)\s+0\s+R", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
        return match.Success ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;
    }

    private static PrintException Strange(string what) =>
        new(PrintFailure.BrowserEnded, $"The browser gave a PDF of an unknown build ({what}). Use Chromium, Chrome or Edge from version 120 on.");

    [GeneratedRegex(@"startxref\s+(\d+)", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex StartEntry();

    [GeneratedRegex(@"xref\s+(\d+) (\d+)\s*?\n", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex SectionEntry();

    [GeneratedRegex(@"/Size\s+(\d+)", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex SizeEntry();

    [GeneratedRegex(@"/Kids\s*\[([^\]]*)\]", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex KidsEntry();

    [GeneratedRegex(@"(\d+)\s+0\s+R", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex ReferenceEntry();

    [GeneratedRegex(@"/([^\s/\[\]<>()]+)\s*\[(\d+)\s+0\s+R", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex DestinationEntry();
}
