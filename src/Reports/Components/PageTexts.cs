using ServiceAnalytics.Analytics;

namespace ServiceAnalytics.Reports.Components;

/// <summary>The fixed words of the components themselves.</summary>
internal static class PageTexts
{
    public static readonly Bilingual Contents = new("目录", "Contents");
    public static readonly Bilingual Figure = new("图", "Figure");
    public static readonly Bilingual Table = new("表", "Table");
    public static readonly Bilingual Reading = new("解读", "Reading");
    public static readonly Bilingual Method = new("方法", "Method");
    public static readonly Bilingual Caution = new("注意", "Caution");
    public static readonly Bilingual Action = new("行动", "Action");
    public static readonly Bilingual Owner = new("负责人", "Owner");
    public static readonly Bilingual Due = new("截止", "Due");
    public static readonly Bilingual DoneWhen = new("验收标准", "Done when");
    public static readonly Bilingual NoAction = new("本期没有需要安排的行动。", "No action is called for this month.");
    public static readonly Bilingual NoRows = new("没有符合条件的记录。", "No row meets the condition.");
    public static readonly Bilingual NoChange = new("无显著变化", "no real change");
    public static readonly Bilingual Comma = new("，", ", ");
    public static readonly Bilingual Provisional = new("暂定", "provisional");
    public static readonly Bilingual SourceFiles = new("来源文件", "Source files");
    public static readonly Bilingual File = new("文件", "File");
    public static readonly Bilingual RowsRead = new("读入行", "Rows read");
    public static readonly Bilingual RowsSetAside = new("搁置行", "Set aside");

    public static string MoreRows(Language language, string count, string? where) => (language, where) switch
    {
        (Language.Zh, null) => $"另有 {count} 行未列出。",
        (Language.Zh, _) => $"另有 {count} 行，见 {where}。",
        (_, null) => $"{count} more rows not shown.",
        _ => $"{count} more rows in {where}.",
    };

    /// <summary>CSS content of the page number: text, counters, text.</summary>
    public static string PageOfPages(Language language) =>
        language == Language.Zh
            ? "\"第 \" counter(page) \" 页 / 共 \" counter(pages) \" 页\""
            : "\"Page \" counter(page) \" of \" counter(pages)";
}
