using System.Globalization;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.App.Issuing;
using ServiceAnalytics.App.Jobs;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.App.Tests;

public sealed class DueReportsTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly WorkspaceSettings Settings = new() { ReportDay = 5, ReportHour = 8, ReportLanguages = ["zh"], ReportEditions = ["management"] };

    /// <summary>Clock and newest export on the policy's clock (UTC+8); issued: months in the ledger; owed: what the service must issue.</summary>
    [Theory]
    [InlineData("2026-11-05 08:00", "2026-11-05 07:00", "", "2026-10", "the hour has come and October is complete")]
    [InlineData("2026-11-05 07:59", "2026-11-05 07:00", "", "2026-09", "a minute early: October isn't owed yet, September is, as nothing was ever issued")]
    [InlineData("2026-11-05 07:59", "2026-11-05 07:00", "2026-09", "", "a minute early, September done")]
    [InlineData("2026-11-20 12:00", "2026-10-31 23:59", "2026-09", "", "the data end a minute before the month does: wait for the next export")]
    [InlineData("2026-11-20 12:00", "2026-11-01 00:00", "2026-09", "2026-10", "the data end with the month")]
    [InlineData("2026-11-20 12:00", "2026-11-05 00:00", "2026-10", "", "issued already: a restart does nothing twice")]
    [InlineData("2027-02-06 09:00", "2027-02-06 00:00", "2026-10", "2026-11,2026-12,2027-01", "switched off for three months: each is owed once")]
    [InlineData("2027-02-06 09:00", "2026-12-15 00:00", "2026-10", "2026-11", "switched off for three months, but the data stop in December")]
    [InlineData("2027-02-06 09:00", "2027-02-06 00:00", "", "2027-01", "a new workspace owes the newest month, not its whole past")]
    public void The_service_owes_each_complete_month_once(string clock, string newest, string issued, string owed, string because)
    {
        IReadOnlyList<IssuedReport> ledger = [.. Months(issued).Select((month, i) => Issued(i + 1, month))];
        var due = DueReports.Find(At(clock), Shanghai, Settings, At(newest), ledger).Select(d => d.Month.ToString());
        Assert.True(owed == string.Join(',', due), because + ": owed " + string.Join(',', due));
    }

    [Fact]
    public void A_month_issued_in_one_language_is_still_owed_in_the_other()
    {
        var due = DueReports.Find(
            At("2026-11-06 09:00"), Shanghai, Settings with { ReportLanguages = ["zh", "en"] }, At("2026-11-05 00:00"), [Issued(1, ReportingMonth.Parse("2026-10"))]);
        Assert.Equal([(ReportingMonth.Parse("2026-10"), "management", Language.En)], due);
    }

    [Fact]
    public void A_workspace_that_issued_for_management_alone_owes_the_quality_department_the_newest_month()
    {
        var due = DueReports.Find(
            At("2026-11-06 09:00"), Shanghai, Settings with { ReportEditions = ["management", "quality"] }, At("2026-11-05 00:00"), [Issued(1, ReportingMonth.Parse("2026-10"))]);
        Assert.Equal([(ReportingMonth.Parse("2026-10"), "quality", Language.Zh)], due);
    }

    private static IEnumerable<ReportingMonth> Months(string list) =>
        list.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(ReportingMonth.Parse);

    private static DateTimeOffset At(string local) =>
        new(DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), TimeSpan.FromHours(8));

    private static IssuedReport Issued(int id, ReportingMonth month) =>
        new(id, new ReportBasis(month, "management", Language.Zh, "p", "c", new AsOf(1, At("2026-11-05 00:00")), "0.1.0"), At("2026-11-05 08:00"), []);
}
