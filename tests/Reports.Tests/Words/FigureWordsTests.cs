using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Reports.Words;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Reports.Tests.Words;

public sealed class FigureWordsTests
{
    private readonly Policy policy = Policy.Parse(
        "small.yaml",
        """
        id: small
        title: {zh: 小政策, en: Small policy}
        zone: Asia/Shanghai
        calendars:
          - {id: office, public_holidays: cn, hours: {workdays: ["09:00-18:00"]}}
        clauses:
          - {id: answered, title: {zh: 30 分钟响应, en: Answered in 30 minutes}, start: received, stop: answered, limit: 30 working_minutes}
        duties:
          - {id: parts_sent, kind: parts_back, title: {zh: 旧件次月 5 日前返回, en: Old parts back by the 5th}, by_day: 5}
        """,
        Repository.PathOf("data/calendars"));

    [Theory]
    [InlineData("repeat_rate_30d", null, null, "30天重复维修率（同一故障）", "Repeat-repair rate, 30 days, same fault", "the whole has no group")]
    [InlineData("sla_compliance", "clause", "answered", "条款达标率：30 分钟响应", "Compliance by clause: Answered in 30 minutes", "a clause by its title")]
    [InlineData("sla_compliance", "clause", "of_another_policy", "条款达标率：of_another_policy", "Compliance by clause: of_another_policy", "a clause that the policy doesn't know")]
    [InlineData("duty_compliance", "duty", "parts_sent", "职责完成率：旧件次月 5 日前返回", "Compliance by duty: Old parts back by the 5th", "a duty by its title")]
    [InlineData("ticket_count", "severity", "major", "报修量：重大", "Tickets received: major", "a code in words")]
    [InlineData("ticket_count", "office", "杭州", "报修量：杭州", "Tickets received: 杭州", "the company's own names stay")]
    public void A_figure_is_told_by_its_metric_and_its_group_in_words(string metric, string? dimension, string? name, string zh, string en, string why)
    {
        FigureGroup group = new(dimension, name);
        Assert.True((zh, en) == (FigureWords.Title(policy, metric, group, Language.Zh), FigureWords.Title(policy, metric, group, Language.En)), $"{why}: {FigureWords.Title(policy, metric, group, Language.Zh)}, {FigureWords.Title(policy, metric, group, Language.En)}");
    }
}
