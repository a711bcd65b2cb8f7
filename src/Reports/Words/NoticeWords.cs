using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Sla;

namespace ServiceAnalytics.Reports.Words;

/// <summary>What hangs on a notice of days off, in words.</summary>
public static class NoticeWords
{
    /// <summary>"放假通知 国办发明电〔2025〕7号（2025-11-04）：12 个结论取决于它".</summary>
    public static string Of(NoticeEffect notice, Language language)
    {
        string issued = notice.Notice.IssuedOn is { } day ? (language == Language.Zh ? $"（{day:yyyy-MM-dd}）" : $" ({day:yyyy-MM-dd})") : string.Empty;
        return language == Language.Zh
            ? $"放假通知 {notice.Notice.Id}{issued}：{notice.Cases} 个结论取决于它的放假与调休日"
            : $"Notice {notice.Notice.Id}{issued}: {notice.Cases} {(notice.Cases == 1 ? "verdict hangs" : "verdicts hang")} on its days off and make-up days";
    }
}
