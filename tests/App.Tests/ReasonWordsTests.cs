using System.Reflection;
using System.Text.RegularExpressions;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Ingest;
using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Reports.Words;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.App.Tests;

/// <summary>Whatever is wrong with a row is said in words, in both languages; a code stands beside them, never for them.</summary>
public sealed class ReasonWordsTests
{
    private static readonly string[] Codes =
        [.. typeof(Rules).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!)];

    [Fact]
    public void Every_rule_has_a_name_in_both_languages()
    {
        Assert.True(Codes.Length > 20, $"only {Codes.Length} rules were found");
        Assert.Equal(string.Empty, string.Join(" ", Codes.Where(c => !IsNamed(DataWords.Rule(c)))));
    }

    [Fact]
    public void Every_rule_that_sets_a_row_aside_says_what_is_wrong_and_what_to_do_in_both_languages()
    {
        string chapter = File.ReadAllText(Repository.PathOf("docs/importing.md")).Split("## Set aside")[1].Split("\n## ")[0];
        string[] documented = [.. Regex.Matches(chapter, "^\\| `([a-z_]+)` \\|", RegexOptions.Multiline).Select(m => m.Groups[1].Value)];

        Assert.Equal(documented.Order(StringComparer.Ordinal), ReasonWords.Known.Order(StringComparer.Ordinal));
        Assert.All(documented, rule =>
        {
            Assert.Contains(rule, Codes);
            RejectedReason reason = new(string.Empty, null, rule);
            string zh = ReasonWords.Of(reason, Language.Zh).Replace("JSON", string.Empty, StringComparison.Ordinal);
            Assert.Matches($"^[^A-Za-z]+；请[^A-Za-z]+（{rule}）$", zh);
            string en = ReasonWords.Of(reason, Language.En);
            Assert.Matches($@"^[\x20-\x7E]{{20,}}; [\x20-\x7E]{{8,}} \({rule}\)$", en);
        });
    }

    [Fact]
    public void Every_stored_column_has_a_name_in_both_languages()
    {
        string[] columns = [.. ExportKinds.All.SelectMany(k => k.Fields).Select(f => f.Column).Distinct()];
        Assert.True(columns.Length > 100, $"only {columns.Length} columns were found");
        Assert.Equal(string.Empty, string.Join(" ", columns.Where(c => !IsNamed(DataWords.Column(c)))));
    }

    [Theory]
    [InlineData("received_at_utc", "2026/13/05 08:00", "received_impossible", "接报时间“2026/13/05 08:00”：不是日期时间，或不在 1990 至 2099 年之间；请更正（received_impossible）",
        "received \"2026/13/05 08:00\": is no date and time, or lies outside 1990 to 2099; correct it (received_impossible)")]
    [InlineData("", "line 3, byte 7: 0xFF", "undecodable_bytes", "第 3 行第 7 字节：0xFF：此处的字节无法解码，不作猜测；请填上原来的文字，或从源系统重新导出（undecodable_bytes）",
        "line 3, byte 7: 0xFF: these bytes are no characters, and none is guessed; fill in what stood there, or export again (undecodable_bytes)")]
    [InlineData("ticket_id", null, "key_missing", "报修单号：没有编号，无法与其他数据对应；请补上编号（key_missing）", "ticket id: there is no number that other data could refer to; fill it in (key_missing)")]
    public void A_reason_names_the_column_and_what_stood_in_it(string column, string? value, string rule, string zh, string en)
    {
        RejectedReason reason = new(column, value, rule);
        Assert.Equal(zh, ReasonWords.Of(reason, Language.Zh));
        Assert.Equal(en, ReasonWords.Of(reason, Language.En));
    }

    private static bool IsNamed(Bilingual words) => words.Zh.Any(c => c is >= '\u4E00' and <= '\u9FFF') && words.En.Length > 2 && !words.En.Contains('_', StringComparison.Ordinal);
}
