using ServiceAnalytics.Analytics;
using ServiceAnalytics.Ingest;
using ServiceAnalytics.Ingest.Reading;
using ServiceAnalytics.Reports.Words;

namespace ServiceAnalytics.App;

/// <summary>Why a row was set aside, in a sentence for who has to mend it: the column and what stood in it, what is wrong, what to do, and the rule's code.</summary>
internal static class ReasonWords
{
    private const int LongestValue = 40;

    private static readonly Dictionary<string, Bilingual> Sentences = new(StringComparer.Ordinal)
    {
        [Rules.KeyMissing] = new("没有编号，无法与其他数据对应；请补上编号", "there is no number that other data could refer to; fill it in"),
        [Rules.ReceivedMissing] = new("没有接报时间，无法判断计入哪个月；请补上", "without a time of receipt the row belongs to no month; fill it in"),
        [Rules.ReceivedImpossible] = new("不是日期时间，或不在 1990 至 2099 年之间；请更正", "is no date and time, or lies outside 1990 to 2099; correct it"),
        [Rules.NothingButKey] = new("除编号外没有任何内容，像是表尾的说明；请补全，或删去此行", "a number and nothing else, as a footer has; complete the row, or delete it"),
        [Rules.CellCount] = new("格数与表头不符（实有 / 应有），多半是内容里的分隔符没有加引号；请对齐各列", "cells found / cells expected: a delimiter within a cell, as a rule; bring the cells under their headings"),
        [Rules.BrokenQuotes] = new("引号不成对，或引号之后还有文字；请改正引号", "a quotation mark isn't closed, or text follows it; correct the quotation marks"),
        [Rules.UndecodableBytes] = new("此处的字节无法解码，不作猜测；请填上原来的文字，或从源系统重新导出", "these bytes are no characters, and none is guessed; fill in what stood there, or export again"),
        [Rules.BrokenJson] = new("这一行不是完整的 JSON 对象；请从源系统重新导出", "the line is no whole JSON object; export it again"),
        [Rules.ContradictingDuplicate] = new("同一文件中此编号有多行，内容互相矛盾，均未采用；请只留下正确的一行", "stands in the file more than once with different values, so that none counts; keep the right one only"),
    };

    /// <summary>Every rule by which a row is set aside.</summary>
    public static IReadOnlyCollection<string> Known => Sentences.Keys;

    /// <summary>The reason in one language; a rule that is not known shows as its code.</summary>
    public static string Of(RejectedReason reason, Language language)
    {
        bool zh = language == Language.Zh;
        string column = reason.Column.Length == 0 ? string.Empty : DataWords.Column(reason.Column).In(language);
        string value = string.IsNullOrWhiteSpace(reason.Value) ? string.Empty : Shown(reason.Value.Trim(), zh);
        string what = zh
            ? column + (value.Length == 0 ? string.Empty : column.Length == 0 ? value : $"“{value}”")
            : column.Length > 0 && value.Length > 0 ? $"{column} \"{value}\"" : column + value;
        string why = Sentences.TryGetValue(reason.Rule, out Bilingual? sentence) ? sentence.In(language) : DataWords.Rule(reason.Rule).In(language);
        return zh ? $"{what}{(what.Length == 0 ? string.Empty : "：")}{why}（{reason.Rule}）" : $"{what}{(what.Length == 0 ? string.Empty : ": ")}{why} ({reason.Rule})";
    }

    // What was seen at a damaged place is stored in English; a cell may hold anything, line breaks too.
    private static string Shown(string value, bool zh)
    {
        string line = string.Concat(value.Select(c => char.IsControl(c) ? ' ' : c));
        line = line.Length > LongestValue ? line[..LongestValue] + "…" : line;
        return zh ? PlaceWords.Zh(line) : line;
    }
}
