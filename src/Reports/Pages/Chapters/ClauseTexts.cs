using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.Reports.Pages.Chapters;

/// <summary>Words of the chapter on promises.</summary>
internal static class ClauseTexts
{
    private const double MinutesOfDay = 24 * 60, LongestInHours = 2 * MinutesOfDay;

    private static readonly Dictionary<string, Bilingual> Reasons = new(StringComparer.Ordinal)
    {
        ["start_missing"] = new("缺起点时间", "start missing"),
        ["start_before_received"] = new("起点早于接报", "start before receipt"),
        ["stop_missing"] = new("缺终点时间", "stop missing"),
        ["stop_before_start"] = new("终点早于起点", "stop before start"),
        ["outside_calendar"] = new("超出工作日历范围", "outside the calendar"),
        ["visits_missing"] = new("缺上门次数", "number of visits missing"),
    };

    /// <summary>A time on the clause's clock: working days where the limit counts them, days from two days on, else hours and minutes.</summary>
    public static string Duration(ReportInput report, double? minutes, ClauseFinding clause) => (minutes, clause.Clause.Limit) switch
    {
        (null, _) => PageFormat.Absent,
        ({ } m, { Unit: LimitUnit.WorkingDays }) => report.Format.Number(m / clause.FullDayMinutes) + report.Say(" 个工作日", " working days"),
        ({ } m, { IsWorkingTime: false }) when Math.Abs(m) >= LongestInHours => report.Format.Number(m / MinutesOfDay) + report.Say(" 天", " days"),
        ({ } m, _) => report.Format.Minutes(m),
    };

    /// <summary>What the clause allows, as its policy writes it.</summary>
    public static string Limit(ReportInput report, Clause clause) => clause switch
    {
        { Limit: { } limit } => report.Format.Number(limit.Amount, limit.Amount == Math.Floor(limit.Amount) ? 0 : 1) + " " + report.Say(UnitOf(limit.Unit)),
        { Kind: ClauseKind.Visits, AtMost: { } visits } => report.Say($"{visits} 次上门", visits == 1 ? "1 visit" : $"{visits} visits"),
        { Kind: ClauseKind.Recorded } => report.Say("须有记录", "recorded"),
        _ => report.Say("先后有序", "in order"),
    };

    public static string Reason(ReportInput report, string reason) => Reasons.TryGetValue(reason, out var text) ? report.Say(text) : reason;

    /// <summary>Why cases can't be measured: "缺终点时间 12、…"; null when all can.</summary>
    public static string? Unmeasurable(ReportInput report, ClauseFinding clause) => clause.UnmeasurableBy.Count == 0
        ? null
        : string.Join(report.Say("、", ", "), clause.UnmeasurableBy.Select(r => $"{Reason(report, r.Reason)} {report.Format.Count(r.Cases)}"));

    private static Bilingual UnitOf(LimitUnit unit) => unit switch
    {
        LimitUnit.Minutes => new("分钟", "min"),
        LimitUnit.Hours => new("小时", "h"),
        LimitUnit.Days => new("天", "days"),
        LimitUnit.WorkingMinutes => new("工作分钟", "working min"),
        LimitUnit.WorkingHours => new("工作小时", "working h"),
        _ => new("个工作日", "working days"),
    };
}
