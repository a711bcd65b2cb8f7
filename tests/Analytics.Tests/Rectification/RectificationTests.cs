using System.Text;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Rectification;
using ServiceAnalytics.Analytics.Tests.Metrics;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests.Rectification;

public sealed class RectificationTests
{
    private static readonly ReportingMonth June = ReportingMonth.Parse("2026-06");

    [Fact]
    public void A_measure_is_effective_when_the_interval_of_after_to_before_lies_below_one()
    {
        // R: poisson.test(c(6, 30), c(900, 600)): ratio 0.1333, 95 % 0.0454 to 0.3256.
        RectificationEffect effect = Effect([5, 5, 5, 5, 5, 5], [1, 1, 1, 0, 1, 0, 1, 0, 1]);
        Assert.Equal(EffectVerdict.Effective, effect.Verdict);
        Assert.Equal(0.1333, effect.Ratio!.Value!.Value, 4);
        Assert.Equal(0.045371144, effect.Ratio.Interval.Lower, 6);
        Assert.Equal(0.325568004, effect.Ratio.Interval.Upper, 6);
        Assert.Null(effect.MonthsNeeded);
    }

    [Fact]
    public void A_measure_is_not_effective_when_a_halving_would_have_been_seen_and_was_not()
    {
        RectificationEffect effect = Effect([10, 10, 10, 10, 10, 10], [9, 10, 11, 10, 9, 10, 11, 10, 10]);
        Assert.Equal(EffectVerdict.NotEffective, effect.Verdict);
        Assert.True(effect.Power >= 0.8);
    }

    [Fact]
    public void After_one_month_it_is_too_early_to_say_and_the_months_still_needed_are_told()
    {
        RectificationEffect effect = Effect([5, 5, 5, 5, 5, 5], [4]);
        Assert.Equal(EffectVerdict.TooEarly, effect.Verdict);
        Assert.True(effect.Power < 0.8);
        Assert.NotNull(effect.MonthsNeeded);
        Assert.True(effect.MonthsNeeded > 0);
    }

    [Fact]
    public void With_few_tickets_before_no_number_of_months_will_tell()
    {
        RectificationEffect effect = Effect([1, 0, 1, 0, 1, 0], [0]);
        Assert.Equal((EffectVerdict.TooEarly, (int?)null), (effect.Verdict, effect.MonthsNeeded));
    }

    [Fact]
    public void The_trend_before_is_carried_on_to_see_what_the_measure_added()
    {
        // R: glm(n ~ t + offset(log(100)), poisson) on 4 6 5 8 9 10 at t = 0..5, predicted at t = 7..9 (the month of the measure left out).
        RectificationEffect effect = Effect([4, 6, 5, 8, 9, 10], [5, 4, 3]);
        Assert.Equal(0.226241326, effect.TrendAdjusted!.Value.Ratio, 6);
        Assert.Equal(0.0730094062, effect.TrendAdjusted.Value.Interval.Lower, 6);
        Assert.Equal(0.7010759359, effect.TrendAdjusted.Value.Interval.Upper, 6);
    }

    [Fact]
    public void A_fault_came_back_when_it_rises_after_verification()
    {
        List<FaultMonth> months = Months(June.Plus(-6), [5, 5, 5, 5, 5, 5, 5, 1, 1, 1, 9, 9, 9]);
        Assert.True(RectificationEffect.Judge(months, EffectExposure.UnitMonths, June, June.Plus(3), new PolicyWindows()).CameBack);
        Assert.False(RectificationEffect.Judge(months, EffectExposure.UnitMonths, June, null, new PolicyWindows()).CameBack);
    }

    /// <summary>Steps, whole months and unit-months out of the tables; ten units delivered long ago make ten unit-months a month.</summary>
    [Fact]
    public void Only_whole_months_with_records_count_and_exposure_comes_from_the_installed_base()
    {
        StringBuilder tickets = new("ticket_id, product_model, fault_code, request_type, received_at_utc\n");
        // From March: 2 a month before June, 7 in June (left out), 1 a month after; another fault and another model beside.
        int[] counts = [2, 2, 2, 7, 1, 1, 1];
        for (int m = 0; m < counts.Length; m++)
        {
            for (int i = 0; i < counts[m]; i++)
            {
                tickets.AppendLine($"T{m}-{i}, M1, E01, repair, 2026-{m + 3:00}-10 08:00");
            }

            tickets.AppendLine($"X{m}, M1, E02, repair, 2026-{m + 3:00}-10 08:00").AppendLine($"Y{m}, M2, E01, repair, 2026-{m + 3:00}-10 08:00");
        }

        using WarehouseBuilder warehouse = new WarehouseBuilder()
            .Batch("2026-10-20 00:00", "tickets", tickets.ToString())
            .Batch("2026-10-20 00:00", "installed_units", "serial_no, product_model, delivered_on\n" + string.Join('\n', Enumerable.Range(0, 10).Select(i => $"S{i}, M1, 2020-01-01")))
            .Batch("2026-10-20 00:00", "rectifications", """
                notice_no, product_model, fault_code, responsible_department, owner, confirmed_on, issued_on,  due_on,     implemented_on
                N1,        M1,            E01,        质量部,                 Li,    2026-05-11,   2026-05-13, 2026-06-10, 2026-06-15
                N2,        M1,            ,           质量部,                 Li,    2026-08-03,   2026-08-10, 2026-10-10,
                N3,        M1,            E09,        研发中心,               Wu,    2026-11-03,   ,           ,
                """);
        using AnalysisSession session = warehouse.Open("2026-10-20 00:00");
        RectificationFindings findings = RectificationFindings.Compute(session, TestSessions.PlainPolicy, ReportingMonth.Parse("2026-09"));

        // N3 was confirmed after the reported month.
        Assert.Equal(["N1", "N2"], findings.Notices.Select(n => n.NoticeNo));
        RectificationEffect effect = findings.Notices[0].Effect!;
        Assert.Equal(EffectExposure.UnitMonths, effect.Exposure);
        Assert.Equal([2L, 2, 2], effect.Before.Select(m => m.Tickets));   // the records begin in March: December to February aren't months without faults
        Assert.Equal([1L, 1, 1], effect.After.Select(m => m.Tickets));    // July to September; October isn't over
        Assert.All(effect.Before.Concat(effect.After), m => Assert.Equal(10, m.Exposure, 9));
        Assert.Equal(0.5, effect.Ratio!.Value!.Value, 12);
        Assert.Equal(EffectVerdict.TooEarly, effect.Verdict);
        Assert.Null(findings.Notices[1].Effect);

        // As of 20 October: N1's measure was 5 days late but is done; its verification was due on 15 June + 90 days = 13 September, 37 days ago.
        // N2: issued on the fifth working day, not the third; implementation due on 10 October, 10 days ago.
        Assert.Equal(
            ["issue Met 0", "implementation Breached 0", "verification Breached 37"],
            findings.Notices[0].Steps.Select(s => $"{s.Step} {s.State} {s.DaysOverdue}"));
        Assert.Equal(
            ["issue Breached 0", "implementation Breached 10"],
            findings.Notices[1].Steps.Select(s => $"{s.Step} {s.State} {s.DaysOverdue}"));
        OverdueRectification overdue = Assert.Single(findings.Overdue);
        Assert.Equal(("质量部", "Li", 2, 37, "N1 N2"), (overdue.Department, overdue.Owner, overdue.Steps, overdue.MostDays, string.Join(' ', overdue.Notices)));
    }

    private static RectificationEffect Effect(long[] before, long[] after) => RectificationEffect.Judge(
        [.. Months(June.Plus(-before.Length), before), new FaultMonth(June, 99, 100), .. Months(June.Next, after)],
        EffectExposure.UnitMonths,
        June,
        null,
        new PolicyWindows());

    private static List<FaultMonth> Months(ReportingMonth first, long[] tickets) => [.. tickets.Select((n, i) => new FaultMonth(first.Plus(i), n, 100))];
}
