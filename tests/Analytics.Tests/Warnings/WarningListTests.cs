using System.Globalization;
using System.Text;
using System.Text.Json;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Rectification;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Analytics.Trends;
using ServiceAnalytics.Analytics.Warnings;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests.Warnings;

/// <summary>Each rule on rows few enough to judge by eye. State: 2 November 2026 00:00 UTC, a Monday, 8 o'clock in Shanghai.</summary>
public sealed class WarningListTests
{
    private static readonly ReportingMonth October = ReportingMonth.Parse("2026-10");

    private const string Tickets = """
        ticket_id, customer, customer_grade, region, request_type, serial_no, fault_code, received_at_utc,  answered_at_utc,  repaired_at_utc,  closed_at_utc
        # key customer, never answered, open: in breach since 30 working minutes after 20 October 10:00 in Shanghai
        T1,        甲厂,     a,              华东,   repair,       S1,        E1,         2026-10-20 02:00, ,                 ,
        # the same of an ordinary customer: no warning of a key customer
        T2,        乙厂,     c,              华南,   repair,       S2,        E1,         2026-10-20 02:00, ,                 ,
        # answered late: breached, but no longer waiting
        T3,        甲厂,     a,              华东,   repair,       S3,        E1,         2026-10-21 02:00, 2026-10-22 02:00, 2026-10-22 03:00, 2026-10-22 04:00
        # received after the month: belongs to November's report
        T4,        戊厂,     a,              华东,   repair,       S4,        E1,         2026-11-01 02:00, ,                 ,
        # 丁厂: the same unit and fault back within 30 days, twice
        T5,        丁厂,     c,              华东,   repair,       S5,        E2,         2026-09-01 02:00, 2026-09-01 02:05, 2026-09-02 02:00, 2026-09-03 02:00
        T6,        丁厂,     c,              华东,   repair,       S5,        E2,         2026-09-20 02:00, 2026-09-20 02:05, 2026-09-21 02:00, 2026-09-22 02:00
        T7,        丁厂,     c,              华东,   repair,       S5,        E2,         2026-10-10 02:00, 2026-10-10 02:05, 2026-10-11 02:00, 2026-10-12 02:00
        """;

    [Fact]
    public void A_key_customer_with_an_open_ticket_in_breach_is_an_alarm_naming_the_ticket()
    {
        Warning warning = Assert.Single(Of("key_customer_breach", Compute()));
        Assert.Equal(WarningLevel.Alarm, warning.Level);
        Assert.Equal(["T1"], warning.Rows.Tickets);
        Assert.Equal("重点客户甲厂有1张未关闭报修单已违反服务承诺且仍未履行（及时响应），最早一项应于2026-10-20 10:30前完成。", warning.Reason.Zh);
        Assert.Equal("1 open ticket of key customer 甲厂 in breach and still waiting (Answered in time); the oldest was due by 2026-10-20 10:30.", warning.Reason.En);
        Assert.Equal("售后服务部", warning.Owner.Zh);
        Assert.Equal(new DateOnly(2026, 11, 3), warning.DueOn); // one working day after the Monday of the state
        Assert.Equal(October, warning.Since);
    }

    [Fact]
    public void A_customer_whose_repairs_do_not_hold_is_at_risk_before_anybody_asks()
    {
        Warning warning = Assert.Single(Of("customer_at_risk", Compute()));
        Assert.Equal("客户丁厂", warning.Subject.Zh);
        Assert.Equal(["T5", "T6"], warning.Rows.Tickets);
        Assert.Equal(ReportingMonth.Parse("2026-09"), warning.Since);
    }

    [Fact]
    public void A_dissatisfied_customer_not_called_back_is_a_warning_and_a_key_customer_an_alarm()
    {
        IReadOnlyList<Warning> found = Of("dissatisfied_not_called_back", Compute(surveys: """
            survey_id, ticket_id, customer, answered_at_utc,  overall_score, score_scale, called_back_at_utc
            S1,        T1,        ,         2026-10-21 02:00, 1,             5,
            S2,        T2,        ,         2026-10-12 02:00, 2,             5,
            S3,        T2,        ,         2026-09-10 02:00, 2,             5,
            # called back too late: a matter for the figure, no longer for a warning
            S4,        T5,        ,         2026-10-12 02:00, 1,             5,           2026-10-30 02:00
            # not due yet
            S5,        T5,        ,         2026-10-30 09:00, 1,             5,
            """));
        Assert.Equal(["Alarm 重点客户甲厂 S1 2026-10", "Warning 客户乙厂 S2,S3 2026-09"], found.Select(w => $"{w.Level} {w.Subject.Zh} {string.Join(',', w.Rows.Surveys)} {w.Since}"));
        Assert.Equal("客户乙厂有2份不满意回访超过2个工作日仍未回电，最早一份于2026-09-10答复，已逾期48天。", found[1].Reason.Zh);
    }

    [Fact]
    public void Three_complaints_in_ninety_days_are_a_warning_two_are_none()
    {
        Warning warning = Assert.Single(Of("several_complaints", Compute(complaints: """
            complaint_id, customer, ticket_id, received_at_utc
            # 甲厂: three in the 90 days to the end of October, two in the 90 days to the end of September
            C1,           甲厂,     T1,        2026-08-10 02:00
            C2,           甲厂,     ,          2026-09-10 02:00
            C3,           甲厂,     ,          2026-10-31 15:00
            # 乙厂: three in all, one of them 90 days and an hour before the end of October in Shanghai
            C4,           乙厂,     ,          2026-08-02 15:00
            C5,           乙厂,     ,          2026-10-01 02:00
            C6,           乙厂,     ,          2026-10-02 02:00
            """)));
        Assert.Equal("客户甲厂在截至2026年10月末的90天内投诉3次（预警线为3次）。", warning.Reason.Zh);
        Assert.Equal(["C1", "C2", "C3"], warning.Rows.Complaints);
        Assert.Equal(October, warning.Since);
    }

    [Fact]
    public void A_real_drop_of_a_region_is_told_with_numbers_interval_and_bound_on_false_alarms()
    {
        (string tickets, string surveys) = RegionsSince("2026-10");
        Warning warning = Assert.Single(Of("satisfaction_drop", Compute(tickets, surveys)), w => w.Subject.Zh == "区域“华东”");
        Assert.StartsWith("区域“华东”2026年10月满意率为33.3%（30份答复中10份满意），此前6个月为90.0%（120份），下降56.7个百分点", warning.Reason.Zh, StringComparison.Ordinal);
        Assert.Contains("误报比例控制在5.0%以内", warning.Reason.Zh, StringComparison.Ordinal);
        Assert.Contains("share of false alarms held at 5.0% or less", warning.Reason.En, StringComparison.Ordinal);
        Assert.Equal((30L, 10 / 30.0, 0.9), (warning.Evidence.N, warning.Evidence.Value, Math.Round(warning.Evidence.Compared!.Value, 12)));
        Assert.True(warning.Evidence.Interval!.Upper < 0);
        Assert.True(warning.Evidence.QValue < 0.001);
    }

    [Fact]
    public void A_warning_that_persists_is_one_warning_with_its_beginning()
    {
        (string tickets, string surveys) = RegionsSince("2026-09");
        Warning september = Of("satisfaction_drop", Compute(tickets, surveys, month: "2026-09")).Single(w => w.Subject.Zh == "区域“华东”");
        Warning october = Of("satisfaction_drop", Compute(tickets, surveys)).Single(w => w.Subject.Zh == "区域“华东”");
        Assert.Equal(september.Id, october.Id);
        Assert.Equal(("2026-09", "2026-09"), (september.Since.ToString(), october.Since.ToString()));
    }

    [Fact]
    public void Answers_that_vary_as_they_always_did_are_no_warning()
    {
        (string tickets, string surveys) = RegionsSince("2027-01");
        Assert.Empty(Of("satisfaction_drop", Compute(tickets, surveys)));
    }

    [Fact]
    public void Warnings_come_loudest_first_and_the_same_data_give_the_same_list()
    {
        WarningList one = Compute(surveys: "survey_id, ticket_id, answered_at_utc, overall_score, score_scale\nS1, T2, 2026-10-12 02:00, 2, 5");
        WarningList two = Compute(surveys: "survey_id, ticket_id, answered_at_utc, overall_score, score_scale\nS1, T2, 2026-10-12 02:00, 2, 5");
        Assert.Equal(["Alarm", "Warning", "Notice"], one.Warnings.Select(w => w.Level.ToString()).Distinct());
        Assert.Equal(JsonSerializer.Serialize(one.Warnings.Select(w => new { w.Id, w.Reason, w.Rows, Since = w.Since.ToString() })), JsonSerializer.Serialize(two.Warnings.Select(w => new { w.Id, w.Reason, w.Rows, Since = w.Since.ToString() })));
        Assert.Equal(one.Warnings.Count, one.Warnings.Select(w => w.Id).Distinct().Count());
    }

    [Fact]
    public void Without_complaints_surveys_and_notices_there_are_warnings_of_tickets_only()
    {
        Assert.Equal(["customer_at_risk", "key_customer_breach"], Compute().Warnings.Select(w => w.Rule).Order(StringComparer.Ordinal));
    }

    private static IReadOnlyList<Warning> Of(string rule, WarningList list) => [.. list.Warnings.Where(w => w.Rule == rule)];

    /// <summary>20 answers of each of two regions a month, 18 satisfied; from a month on 30 of each, of which 10 and 27 satisfied.</summary>
    private static (string Tickets, string Surveys) RegionsSince(string since)
    {
        StringBuilder tickets = new("ticket_id, region, office, received_at_utc\n");
        StringBuilder surveys = new("survey_id, ticket_id, answered_at_utc, overall_score, score_scale\n");
        for (int office = 0; office < 10; office++)
        {
            tickets.Append(CultureInfo.InvariantCulture, $"T{office}, {(office < 5 ? "华东" : "华南")}, 网点{office}, 2026-01-05 08:00\n");
        }

        int id = 0;
        for (ReportingMonth month = October.Plus(-8); month <= October; month = month.Next)
        {
            foreach (int region in new[] { 0, 1 })
            {
                (int answers, int satisfied) = month < ReportingMonth.Parse(since) ? (20, 18) : region == 0 ? (30, 10) : (30, 27);
                for (int i = 0; i < answers; i++)
                {
                    surveys.Append(CultureInfo.InvariantCulture, $"S{++id}, T{(region * 5) + (i % 5)}, {month}-15 02:00, {(i < satisfied ? 5 : 3)}, 5\n");
                }
            }
        }

        return (tickets.ToString(), surveys.ToString());
    }

    [Fact]
    public void A_fault_that_rises_again_after_its_cure_was_verified_is_an_alarm_naming_notice_and_tickets()
    {
        // Ten units each. N1: 1 a month from June to August (30 unit-months), then 6 and 7 (20 unit-months). N2: 1 a month throughout.
        // R: 1 - pbinom(13, 16, .4) + dbinom(13, 16, .4) / 2 = 0.0005325759447; times two notices tested. binom.test(13, 16)$conf.int
        // 0.5435435 to 0.9595263, odds × 30 / 20: 1.786 to 35.56.
        StringBuilder tickets = new("ticket_id, customer, product_model, fault_code, request_type, received_at_utc\n");
        foreach ((int month, int first, int second) in new[] { (6, 1, 1), (7, 1, 1), (8, 1, 1), (9, 6, 1), (10, 7, 1) })
        {
            for (int i = 0; i < first; i++)
            {
                tickets.Append(CultureInfo.InvariantCulture, $"A{month:00}{i}, 甲厂, M1, E1, repair, 2026-{month:00}-1{i} 02:00\n");
            }

            for (int i = 0; i < second; i++)
            {
                tickets.Append(CultureInfo.InvariantCulture, $"B{month:00}{i}, 甲厂, M2, E2, repair, 2026-{month:00}-1{i} 02:00\n");
            }
        }

        Warning warning = Assert.Single(Of("fault_came_back", Compute(
            tickets.ToString(),
            rectifications: """
                notice_no, product_model, fault_code, confirmed_on, issued_on,  due_on,     implemented_on, verified_on
                N1,        M1,            E1,         2026-05-01,   2026-05-04, 2026-05-31, 2026-05-15,     2026-08-20
                N2,        M2,            E2,         2026-05-01,   2026-05-04, 2026-05-31, 2026-05-15,     2026-08-20
                N3,        M1,            E9,         2026-05-01,   2026-05-04, 2026-05-31, 2026-05-15,
                """,
            units: "serial_no, product_model, delivered_on\n" + string.Join('\n', Enumerable.Range(0, 20).Select(i => $"S{i}, M{(i % 2) + 1}, 2020-01-01")))));

        Assert.Equal(["N1"], warning.Rows.Notices);
        Assert.Equal(13, warning.Rows.Tickets.Count);
        Assert.Equal(6.5, warning.Evidence.Value, 1e-12);
        Assert.Equal(2 * 0.0005325759447, warning.Evidence.QValue!.Value, 1e-9);
        Assert.Equal(1.786, warning.Evidence.Interval!.Lower, 1e-3);
        Assert.Equal(35.56, warning.Evidence.Interval.Upper, 1e-2);
        Assert.Equal(
            "整改通知N1验证后故障复发：型号M1的故障E1在验证后2个月内发生13件，故障率为验证前的6.50倍（95%区间1.79～35.56）；验证前3个月为3件；q=0.001。",
            warning.Reason.Zh);
        Assert.Equal(ReportingMonth.Parse("2026-09"), warning.Since);
    }

    private static WarningList Compute(
        string tickets = Tickets, string? surveys = null, string? complaints = null, string month = "2026-10", string? rectifications = null, string? units = null)
    {
        using WarehouseBuilder warehouse = new WarehouseBuilder()
            .Batch("2026-11-02 00:00", "tickets", tickets)
            .Batch("2026-11-02 00:00", "surveys", surveys ?? "survey_id")
            .Batch("2026-11-02 00:00", "complaints", complaints ?? "complaint_id")
            .Batch("2026-11-02 00:00", "rectifications", rectifications ?? "notice_no")
            .Batch("2026-11-02 00:00", "installed_units", units ?? "serial_no");
        AsOf asOf = new(5, new DateTimeOffset(2026, 11, 2, 0, 0, 0, TimeSpan.Zero));
        using AnalysisSession session = AnalysisSession.Open(warehouse.File, asOf, TestPolicy.Small);
        ReportingMonth reported = ReportingMonth.Parse(month);
        session.UseMonths(Enumerable.Range(0, 13).Select(back => reported.Plus(-back)));
        SlaJudge.Judge(session, TestPolicy.Small);
        return WarningList.Compute(session, TestPolicy.Small, TrendFindings.Compute(session, TestPolicy.Small, reported), RectificationFindings.Compute(session, TestPolicy.Small, reported));
    }
}
