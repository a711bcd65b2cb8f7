using System.Globalization;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Tests.Policies;

/// <summary>What a calendar can say beyond the plain week, with answers found by hand. 2026: Thu 1 to Wed 7 October are holidays, Sat 10 October is worked.</summary>
public sealed class CalendarRulesTests
{
    private const string NightShift = "hours: {workdays: [\"22:00-06:00\"]}";

    private const string Duty = """
        public_holidays: cn
            hours: {workdays: ["09:00-18:00"]}
            duty_weekends:
              - {days: [saturday], first: 2026-09-12, every_weeks: 2, hours: ["10:00-16:00"], name: {zh: 大周, en: long week}}
              - {days: [sunday], first: 2026-09-06, last: 2026-10-31, hours: ["09:00-12:00"], on_holidays: true}
        """;

    private const string Summer = """
        valid_to: 2026-04-30
            hours: {workdays: ["09:00-12:00", "13:00-18:00"]}
          - id: any
            valid_from: 2026-05-01
            hours: {workdays: ["08:00-12:00", "15:00-18:30"]}
        """;

    [Theory]
    [InlineData("2026-09-08 23:00", "2026-09-09 05:00", 360, "through midnight")]
    [InlineData("2026-09-11 23:00", "2026-09-14 23:00", 480, "Friday's night runs into Saturday, the weekend is free, Monday's begins in the evening")]
    [InlineData("2026-09-13 20:00", "2026-09-14 22:30", 30, "Sunday evening is free, so Monday's early morning is too")]
    public void A_night_shift_belongs_to_the_day_on_which_it_begins(string from, string to, double minutes, string why)
    {
        double? found = Calendar(NightShift).WorkingMinutesBetween(Local(from), Local(to));
        Assert.True(found == minutes, $"{why}: {found}");
    }

    [Fact]
    public void A_night_shift_before_a_day_off_is_worked_to_its_end()
    {
        WorkCalendar calendar = Calendar("public_holidays: cn\n    hours: {workdays: [\"22:00-06:00\"]}");
        Assert.Equal(360, calendar.WorkingMinutesBetween(Local("2026-10-01 00:00"), Local("2026-10-08 00:00"))); // 30 September's night
        Assert.Equal("22:00-06:00", Assert.Single(calendar.ShiftsOn(new DateOnly(2026, 10, 8))).ToString());
    }

    [Fact]
    public void Shifts_of_two_days_that_overlap_count_once()
    {
        // Friday 20:00 to Saturday 04:00 and Saturday 00:00 to 06:00: ten hours, not twelve.
        WorkCalendar calendar = Calendar("hours: {workdays: [\"20:00-04:00\"], saturday: [\"00:00-06:00\"]}");
        Assert.Equal(600, calendar.WorkingMinutesBetween(Local("2026-09-11 12:00"), Local("2026-09-13 12:00")));
    }

    [Theory]
    [InlineData("2026-09-12", "10:00-16:00", "the first duty Saturday")]
    [InlineData("2026-09-19", "", "the week between")]
    [InlineData("2026-09-26", "", "a public holiday comes before a duty")]
    [InlineData("2026-10-10", "09:00-18:00", "so does a make-up day: the usual hours")]
    [InlineData("2026-10-24", "10:00-16:00", "six weeks after the first")]
    [InlineData("2026-10-04", "09:00-12:00", "a duty that says so is worked on holidays too")]
    [InlineData("2026-11-01", "", "after the rota's last day")]
    [InlineData("2026-09-05", "", "before its first")]
    public void Duty_weekends_come_round_every_so_many_weeks(string day, string hours, string why)
    {
        string found = string.Join(' ', Calendar(Duty).ShiftsOn(Day(day)));
        Assert.True(found == hours, $"{why}: {found}");
    }

    [Fact]
    public void Half_days_and_stretches_of_days_off_are_the_companys_to_say()
    {
        WorkCalendar calendar = Calendar("""
            hours: {workdays: ["09:00-12:00", "13:00-18:00"], half_days: ["09:00-12:00"]}
                company_days:
                  - {date: 2026-12-31, kind: half_day, name: {zh: 年末半天, en: half day}}
                  - {date: 2026-12-24, kind: half_day, hours: ["13:00-16:00"], name: {zh: 下午半天, en: afternoon only}}
                  - {date: 2026-08-03, to: 2026-08-07, name: {zh: 高温假, en: summer shutdown}}
            """);
        Assert.Equal(["09:00-12:00", "13:00-16:00"], new[] { "2026-12-31", "2026-12-24" }.Select(d => string.Join(' ', calendar.ShiftsOn(Day(d)))));
        Assert.Equal(0, calendar.WorkingMinutesBetween(Local("2026-08-03 00:00"), Local("2026-08-09 00:00")));
        Assert.Equal("高温假", calendar.RulesOn(Day("2026-08-05")).NameOf(Day("2026-08-05"))!.Zh);
    }

    [Fact]
    public void New_hours_hold_from_their_first_day_and_the_old_ones_before()
    {
        WorkCalendar calendar = Calendar(Summer);
        Assert.Equal((480, 450), (calendar.RulesOn(Day("2026-04-30")).Hours.FullDayMinutes, calendar.RulesOn(Day("2026-05-01")).Hours.FullDayMinutes));
        Assert.Equal(480 + 450, calendar.WorkingMinutesBetween(Local("2026-04-30 00:00"), Local("2026-05-02 00:00"))); // a Thursday and a Friday
    }

    [Fact]
    public void A_calendar_of_a_region_stands_in_for_the_usual_one()
    {
        Policy policy = Read("""
            hours: {workdays: ["09:00-18:00"]}
              - id: west
                instead_of: any
                for: {region: [新疆, 西藏]}
                zone: Asia/Urumqi
                hours: {workdays: ["10:00-19:00"]}
            """);
        Clause clause = policy.Clauses[0];
        Assert.Equal(["west", "any"], policy.CalendarsOf(clause).Select(c => c.Id));
        Assert.Equal(["west", "any", "any"], new[] { "新疆", "华东", null }.Select(region => policy.CalendarFor(clause, region, null).Id));
    }

    [Fact]
    public void Every_public_day_of_the_shipped_calendar_names_its_notice()
    {
        WorkCalendar calendar = Calendar("public_holidays: cn\n    hours: {workdays: [\"09:00-18:00\"]}");
        HolidayNotice notice = calendar.ListedDays.Single(d => d.Date == Day("2026-10-10")).Notice!;
        Assert.Equal(("国办发明电〔2025〕7号", new DateOnly(2025, 11, 4)), (notice.Id, notice.IssuedOn));
        Assert.Equal(10, calendar.Notices.Count); // eight years, and the changes of May 2019 and February 2020
        Assert.All(calendar.Notices, n => Assert.NotNull(n.IssuedOn));
        WorkCalendar without = calendar.Without(notice);
        Assert.False(without.IsWorkingDay(Day("2026-10-10")));
        Assert.True(without.IsWorkingDay(Day("2026-10-01")));
        Assert.False(without.IsWorkingDay(Day("2025-10-01")));
    }

    [Theory]
    [InlineData("hours: {workdays: [\"09:00-09:00\"]}", "\"09:00-09:00\" is not a stretch of a day")]
    [InlineData("hours: {workdays: [\"09:00-18:00\"]}\n    company_days: [{date: 2026-12-31, kind: half_day, name: {zh: 半天, en: half}}]", "hours.half_days doesn't say when it is worked")]
    [InlineData("hours: {workdays: [\"09:00-18:00\"]}\n    company_days: [{date: 2026-12-31, hours: [\"09:00-10:00\"], name: {zh: 休, en: off}}]", "a day off has no hours")]
    [InlineData("hours: {workdays: [\"09:00-18:00\"]}\n    company_days: [{date: 2026-12-31, to: 2026-12-01, name: {zh: 休, en: off}}]", "is not a last day")]
    [InlineData("hours: {workdays: [\"09:00-18:00\"]}\n    duty_weekends: [{days: [saturdy], first: 2026-01-03, hours: [\"09:00-10:00\"]}]", "Did you mean \"saturday\"?")]
    [InlineData("hours: {workdays: [\"09:00-18:00\"]}\n    duty_weekends: [{days: [saturday], hours: [\"09:00-10:00\"]}]", "duty_weekends[1].first is missing")]
    [InlineData("hours: {workdays: [\"09:00-18:00\"]}\n  - {id: any, hours: {workdays: [\"10:00-18:00\"]}}", "versions follow upon each other")]
    [InlineData("valid_to: 2026-04-30\n    hours: {workdays: [\"09:00-18:00\"]}\n  - {id: any, valid_from: 2026-05-02, hours: {workdays: [\"10:00-18:00\"]}}", "begins on 2026-05-02 and the one before ends on 2026-04-30")]
    [InlineData("public_holidays: cn\n    valid_to: 2027-12-31\n    hours: {workdays: [\"09:00-18:00\"]}", "goes beyond the days that are known, 2019-01-01 to 2026-12-31")]
    [InlineData("instead_of: sevice\n    for: {region: [新疆]}\n    hours: {workdays: [\"09:00-18:00\"]}", "calendars[1].instead_of: \"sevice\" is not another calendar of this policy")]
    [InlineData("instead_of: any\n    hours: {workdays: [\"09:00-18:00\"]}", "for whose tickets")]
    public void A_mistake_in_a_calendar_is_told_with_what_to_write(string rules, string told)
    {
        DocumentException refusal = Assert.Throws<DocumentException>(() => Policy.Parse("calendar.yaml", Yaml(rules), TestFiles.Calendars));
        Assert.Contains(told, refusal.Message, StringComparison.Ordinal);
    }

    private static WorkCalendar Calendar(string rules) => Read(rules).MainCalendar;

    private static Policy Read(string rules) => Policy.Parse("calendar.yaml", Yaml(rules), TestFiles.Calendars);

    private static string Yaml(string rules) =>
        "id: any\ntitle: {zh: 任意, en: Any}\nzone: Asia/Shanghai\ncalendars:\n  - id: any\n    " + rules
        + "\nclauses:\n  - {id: answered, title: {zh: 响应, en: Answered}, start: received, stop: answered, limit: 30 minutes}\n";

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset Local(string text) => new DateTimeOffset(DateTime.Parse(text, CultureInfo.InvariantCulture), TimeSpan.FromHours(8)).ToUniversalTime();
}
