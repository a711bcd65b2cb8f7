using System.Text;
using System.Text.RegularExpressions;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Cleaning;

/// <summary>The words that people and programs write where there is no value: -, 无, NULL, ?, #N/A …</summary>
internal static class NothingWords
{
    private static readonly string[] All =
    [
        "-", "--", "---", "—", "——", "－", "－－", "/", "//", "／", "\\", ".", "_", "*", "?", "??", "???", "？", "？？", "？？？",
        "无", "暂无", "未填", "未填写", "空", "（空）", "(空)", "无。", "N/A", "n/a", "NA", "n.a.", "Ｎ／Ａ",
        "NULL", "null", "Null", "(null)", "<null>", "<NULL>", "[NULL]", "\\N", "None", "none", "nil", "NIL", "NaN", "nan", "NaT", "(blank)", "undefined",
        "#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "0000-00-00", "0000-00-00 00:00:00",
    ];

    private static readonly byte[][][] ByFirstByte = [.. Enumerable.Range(0, 256).Select(b => All.Select(Encoding.UTF8.GetBytes).Where(w => w[0] == b).ToArray())];

    /// <summary>Bytes of the longest of them.</summary>
    public static int Longest { get; } = All.Max(Encoding.UTF8.GetByteCount);

    /// <summary>
    /// The macro <c>is_nothing(x)</c> (a CASE, since the engine makes a join of a longer IN list), and <c>says_nothing(x)</c>, which says the same: slower
    /// for a row and far quicker to plan, for what is asked of every column and few rows.
    /// </summary>
    public static string Macro => $"""
        create or replace temp macro is_nothing(x) as strlen(x) <= {Longest} and case x {string.Join(' ', All.Select(w => $"when {SqlLiteral.Of(w)} then true"))} else false end;
        create or replace temp macro says_nothing(x) as regexp_full_match(x, {SqlLiteral.Of(string.Join('|', All.Select(Regex.Escape)))});
        """;

    /// <summary>True for such a word in UTF-8, blanks around it apart.</summary>
    public static bool Contains(ReadOnlySpan<byte> text)
    {
        // Nearly every text is decided by its first byte; only one with blanks around it must be trimmed first.
        if (text.IsEmpty || (ByFirstByte[text[0]].Length == 0 && text[0] is not ((byte)' ' or (byte)'\t')))
        {
            return false;
        }

        text = text.Trim(" \t"u8);
        if (text.IsEmpty || text.Length > Longest)
        {
            return false;
        }

        foreach (byte[] word in ByFirstByte[text[0]])
        {
            if (text.SequenceEqual(word))
            {
                return true;
            }
        }

        return false;
    }
}
