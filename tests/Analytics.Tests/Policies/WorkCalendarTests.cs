using System.Globalization;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Testing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Tests.Policies;

public sealed class WorkCalendarTests
{
    // Local times of Asia/Shanghai; hours 9 to 18 with an hour's lunch. Public days of 2026 as in judged_cases.txt.
    [Theory]
    [InlineData("2026-09-11 17:50", 30, "2026-09-14 09:20", "over a weekend")]
    [InlineData("2026-04-03 17:50", 30, "2026-04-07 09:20", "Monday is a holiday")]
    [InlineData("2026-10-09 17:50", 30, "2026-10-10 09:20", "a make-up Saturday")]
    [InlineData("2026-09-30 17:50", 30, "2026-10-08 09:20", "the National Day holidays")]
    [InlineData("2026-09-08 11:30", 60, "2026-09-08 13:30", "over lunch")]
    [InlineData("2026-09-08 11:30", 30, "2026-09-08 12:00", "used up when lunch begins")]
    [InlineData("2026-09-08 17:00", 60, "2026-09-08 18:00", "used up at closing time, not the next morning")]
    [InlineData("2026-09-12 10:00", 0, "2026-09-12 10:00", "no time at all: the start itself, though nobody works")]
    [InlineData("2026-09-08 09:00", 3360, "2026-09-16 18:00", "seven full working days of eight hours")]
    public void A_deadline_counts_working_time_only(string start, double minutes, string deadline, string why)
    {
        DateTimeOffset? found = Office().Deadline(Shanghai(start), minutes);
        Assert.True(found == Shanghai(deadline), $"{why}: {found}");
    }

    [Fact]
    public void Beyond_the_last_year_of_the_file_nothing_is_answered()
    {
        WorkCalendar office = Office();
        Assert.Equal((new DateOnly(2019, 1, 1), new DateOnly(2026, 12, 31)), (office.First, office.Last));
        Assert.Null(office.Deadline(Shanghai("2026-12-31 17:00"), 61));
        Assert.Equal(Shanghai("2026-12-31 18:00"), office.Deadline(Shanghai("2026-12-31 17:00"), 60));
        Assert.Null(office.WorkingMinutesBetween(Shanghai("2026-12-31 17:00"), Shanghai("2027-01-01 00:01")));
        Assert.Equal(60, office.WorkingMinutesBetween(Shanghai("2026-12-31 17:00"), Shanghai("2027-01-01 00:00")));
        Assert.Null(office.WorkingMinutesBetween(Shanghai("2018-12-31 23:59"), Shanghai("2019-01-02 10:00")));
        Assert.Null(office.WorkingDayAfter(new DateOnly(2026, 12, 31), 1));
    }

    [Fact]
    public void Working_days_after_a_day_skip_holidays_and_count_make_up_days()
    {
        // Wed 30 September: 8, 9, 10 (make-up Saturday) and 12 October.
        Assert.Equal(new DateOnly(2026, 10, 12), Office().WorkingDayAfter(new DateOnly(2026, 9, 30), 4));
        Assert.Equal(new DateOnly(2026, 9, 30), Office().WorkingDayAfter(new DateOnly(2026, 9, 30), 0));
    }

    [Fact]
    public void A_days_own_word_of_the_company_wins_over_the_public_calendar()
    {
        WorkCalendar calendar = Calendar("Asia/Shanghai", """
            public_holidays: cn
            hours: {workdays: ["09:00-18:00"], make_up_days: ["10:00-15:00"]}
            company_days:
              - {date: 2026-10-05, kind: workday, name: {zh: 值班, en: on duty}}
              - {date: 2026-10-08, kind: holiday, name: {zh: 厂休, en: shutdown}}
            """);
        Assert.Equal("10:00-15:00", Assert.Single(calendar.ShiftsOn(new DateOnly(2026, 10, 5))).ToString());
        Assert.False(calendar.IsWorkingDay(new DateOnly(2026, 10, 8)));
        Assert.Equal("10:00-15:00", Assert.Single(calendar.ShiftsOn(new DateOnly(2026, 10, 10))).ToString());
        Assert.Equal("09:00-18:00", Assert.Single(calendar.ShiftsOn(new DateOnly(2026, 10, 9))).ToString());
    }

    [Theory]
    [InlineData("2026-03-28 20:00", "2026-03-29 08:00", 420, "clocks go forward at 2: the night of eight hours has seven")]
    [InlineData("2026-10-24 20:00", "2026-10-25 08:00", 540, "clocks go back at 3: the night of eight hours has nine")]
    [InlineData("2026-06-06 20:00", "2026-06-07 08:00", 480, "an ordinary night")]
    public void A_night_on_which_clocks_change_has_the_minutes_that_really_pass(string from, string to, double minutes, string why)
    {
        WorkCalendar calendar = Calendar("Europe/Berlin", "hours: {workdays: [\"09:00-17:00\"], saturday: [\"22:00-24:00\"], sunday: [\"00:00-06:00\"]}");
        double? found = calendar.WorkingMinutesBetween(Local(from, calendar.Zone), Local(to, calendar.Zone));
        Assert.True(found == minutes, $"{why}: {found}");
    }

    public static TheoryData<string, string> Calendars => new()
    {
        { "Asia/Shanghai", "{public_holidays: cn, hours: {workdays: [\"09:00-12:00\", \"13:00-18:00\"], saturday: [\"09:00-12:00\"]}}" },
        { "Asia/Shanghai", "{public_holidays: cn, hours: {workdays: [\"08:07-11:53\", \"13:01-17:59\"]}}" },
        { "Asia/Shanghai", "{public_holidays: cn, hours: {workdays: [\"00:00-02:00\", \"18:00-24:00\"], sunday: [\"00:00-24:00\"]}}" },
        { "Asia/Kolkata", "{hours: {workdays: [\"09:00-17:30\"]}}" },
        { "Europe/Berlin", "{hours: {workdays: [\"08:00-16:45\"], saturday: [\"22:00-24:00\"], sunday: [\"00:00-06:00\"]}}" },
        { "America/New_York", "{hours: {workdays: [\"00:00-24:00\"], sunday: [\"02:30-10:00\"]}}" },
        { "Asia/Shanghai", "{around_the_clock: true}" },
    };

    /// <summary>Two independent ways to the same answer: interval arithmetic here, one look into a list there; to the microsecond.</summary>
    [Theory]
    [MemberData(nameof(Calendars))]
    public void The_grid_in_SQL_and_the_arithmetic_in_the_calendar_agree_on_any_instant(string zone, string rules)
    {
        string yaml = $$"""
            id: any
            title: {zh: 任意, en: Any}
            zone: {{zone}}
            calendars:
              - {id: any, {{rules[1..]}}
            clauses:
              - {id: answered, title: {zh: 响应, en: Answered}, start: received, stop: answered, limit: 30 working_minutes}
            """;
        Policy policy = Policy.Parse("any.yaml", yaml, TestFiles.Calendars);
        WorkCalendar calendar = policy.MainCalendar;
        using WarehouseBuilder warehouse = new();
        using AnalysisSession session = AnalysisSession.Open(warehouse.File, new AsOf(0, new DateTimeOffset(2026, 10, 31, 16, 0, 0, TimeSpan.Zero)), policy);
        session.UseMonths([ReportingMonth.Parse("2026-10")]);
        SlaJudge.Judge(session, policy);

        Random random = new(20261031);
        DateTimeOffset horizon = new(2028, 12, 31, 0, 0, 0, TimeSpan.Zero); // a calendar without a file of holidays is laid out two years ahead
        DateTimeOffset[] edges = [.. calendar.Worked.SelectMany(w => new[] { w.From, w.To }).Where(e => e < horizon)];
        TimeSpan range = new DateTimeOffset(2026, 12, 31, 0, 0, 0, TimeSpan.Zero) - calendar.Start;
        List<(long From, double Minutes)> trials =
        [
            .. Enumerable.Range(0, 4000).Select(_ => (Microseconds(calendar.Start + (range * random.NextDouble())), (double)random.Next(0, 20_000))),
            // Starts at the very edges of shifts, and times that are used up there.
            .. Enumerable.Range(0, 1000).Select(_ => (Microseconds(edges[random.Next(edges.Length)]), 30.0 * random.Next(0, 200))),
        ];
        session.Connection.SetVariable("trial_from", trials.ConvertAll(t => t.From));
        session.Connection.SetVariable("trial_us", trials.ConvertAll(t => (long)(t.Minutes * 60_000_000)));
        List<(long? Clock, long? Due)> found = session.Connection.Query(
            """
            with t as (select unnest(getvariable('trial_from')::bigint[]) as f, unnest(getvariable('trial_us')::bigint[]) as n, unnest(range(len(getvariable('trial_us')))) as i),
            w as (select t.*, g.*, sla_worked_us(g.packed, g.first_slot, g.step_us, f) as clock from t, sla_grids g)
            select clock, case when n = 0 then f else sla_due_us(worked, first_slot, step_us, clock + n) end as due from w order by i
            """,
            SqlParameters.None,
            row => (row.Int64OrNull("clock"), row.Int64OrNull("due")));

        Assert.Equal(trials.Count, found.Count);
        for (int i = 0; i < trials.Count; i++)
        {
            DateTimeOffset start = Instant(trials[i].From);
            Assert.Equal(calendar.WorkingMinutesBetween(calendar.Start, start)!.Value * 60e6, found[i].Clock!.Value, 1.0);
            DateTimeOffset? due = calendar.Deadline(start, trials[i].Minutes);
            if (due < horizon)
            {
                Assert.Equal(due, Instant(found[i].Due!.Value));
                Assert.Equal(trials[i].Minutes, calendar.WorkingMinutesBetween(start, due.Value)!.Value, 1e-6);
            }
        }
    }

    [Fact]
    public void Figures_as_of_an_instant_beyond_the_calendar_are_refused_with_what_to_do()
    {
        Policy policy = Policy.Load(Path.Combine(TestFiles.Policies, "fluid.yaml"), TestFiles.Calendars);
        using WarehouseBuilder warehouse = new();
        using AnalysisSession session = AnalysisSession.Open(warehouse.File, new AsOf(0, new DateTimeOffset(2027, 1, 2, 0, 0, 0, TimeSpan.Zero)), policy);
        session.UseMonths([ReportingMonth.Parse("2026-12")]);
        CalendarRangeException refusal = Assert.Throws<CalendarRangeException>(() => SlaJudge.Judge(session, policy));
        Assert.Contains("ends on 2026-12-31", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Add the public holidays and make-up days of 2027", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_public_holidays_with_mistakes_tells_all_of_them()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("xx.csv", "date,kind,name_zh,name_en\n2026-13-01,holiday,元旦,New Year\n2026-01-02,holliday,元旦,New Year\n2026-01-03,holiday\n2026-01-05,holiday,元旦,New Year\n2026-01-05,workday,元旦,New Year\n");
        DocumentException refusal = Assert.Throws<DocumentException>(() => CalendarDays.Load(path));
        Assert.Equal(
            [
                "Line 2: \"2026-13-01\" is not a date (write 2026-10-01).",
                "Line 3: \"holliday\" is neither holiday nor workday nor half_day.",
                "Line 4: has 2 cells, not 4 (date,kind,name_zh,name_en).",
                "Line 6: 2026-01-05 stands in the file twice.",
            ],
            refusal.Problems);
    }

    private static WorkCalendar Office() => Calendar("Asia/Shanghai", """
        public_holidays: cn
        hours: {workdays: ["09:00-12:00", "13:00-18:00"]}
        """);

    private static WorkCalendar Calendar(string zone, string rules) => Policy.Parse(
        "calendar.yaml",
        $$"""
        id: any
        title: {zh: 任意, en: Any}
        zone: {{zone}}
        calendars:
          - id: any
            {{rules.ReplaceLineEndings("\n    ")}}
        clauses:
          - {id: answered, title: {zh: 响应, en: Answered}, start: received, stop: answered, limit: 30 minutes}
        """,
        TestFiles.Calendars).MainCalendar;

    private static DateTimeOffset Shanghai(string local) => Local(local, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    private static DateTimeOffset Local(string text, TimeZoneInfo zone)
    {
        DateTime local = DateTime.Parse(text, CultureInfo.InvariantCulture);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static long Microseconds(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / 10;

    private static DateTimeOffset Instant(long microseconds) => new(DateTimeOffset.UnixEpoch.UtcTicks + (microseconds * 10), TimeSpan.Zero);
}
