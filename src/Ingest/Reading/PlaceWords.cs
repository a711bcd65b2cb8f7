using System.Text.RegularExpressions;

namespace ServiceAnalytics.Ingest.Reading;

/// <summary>
/// Places within a text in Chinese. They are stored in English, as <see cref="TextEncodings.Place"/> and the readers write them, because a reason
/// stands in the database once, for whichever language it is shown in.
/// </summary>
public static partial class PlaceWords
{
    /// <summary>The place in Chinese; what is no place stays as it is.</summary>
    public static string Zh(string place) => Line().Replace(place, m =>
        $"第 {m.Groups["line"].Value} 行"
        + (m.Groups["byte"].Success ? $"第 {m.Groups["byte"].Value} 字节" : string.Empty)
        + (m.Groups["whole"].Success ? $"（全文第 {m.Groups["whole"].Value} 字节）" : string.Empty)
        + (m.Groups["seen"].Success ? "：" + m.Groups["seen"].Value : string.Empty));

    [GeneratedRegex(
        @"^line (?<line>[\d,]+)(?:, byte (?<whole>[\d,]+) of the file|, byte (?<byte>[\d,]+)(?: of the line)?(?: \(byte (?<whole>[\d,]+) of the file\))?)?(?:: (?<seen>.*))?$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Line();
}
