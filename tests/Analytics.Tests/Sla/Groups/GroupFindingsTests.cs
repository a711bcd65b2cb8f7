using System.Globalization;
using System.Text;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Analytics.Sla.Groups;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests.Sla.Groups;

/// <summary>Answered within 30 minutes; September and October 2026; 北京 falls from 40 of 40 to 20 of 40, 上海 stays at 38 of 40, one ticket has no office.</summary>
public sealed class GroupFindingsTests : IDisposable
{
    private const string Rules = """
        id: small
        title: {zh: 小政策, en: Small policy}
        zone: Asia/Shanghai
        calendars:
          - {id: all, around_the_clock: true}
        clauses:
          - {id: answered, title: {zh: 响应, en: Answered}, start: received, stop: answered, limit: 30 minutes}
        """;

    private static readonly ReportingMonth October = ReportingMonth.Parse("2026-10");
    private readonly Policy policy = Policy.Parse("small.yaml", Rules, TestFiles.Calendars);
    private readonly WarehouseBuilder warehouse = new();
    private readonly GroupFindings findings;

    public GroupFindingsTests()
    {
        StringBuilder csv = new("ticket_id, office, received_at_utc, answered_at_utc");
        int ticket = 0;
        Add("北京", 9, 40, 0);
        Add("北京", 10, 20, 20);
        Add("上海", 9, 38, 2);
        Add("上海", 10, 38, 2);
        Add(string.Empty, 10, 1, 0);
        warehouse.Batch("2026-10-31 16:00", "tickets", csv.ToString());
        using AnalysisSession session = AnalysisSession.Open(warehouse.File, new AsOf(1, new DateTimeOffset(2026, 10, 31, 16, 0, 0, TimeSpan.Zero)), policy);
        findings = GroupFindings.Compute(session, policy, October, "office");

        void Add(string office, int month, int inTime, int late)
        {
            for (int i = 0; i < inTime + late; i++)
            {
                csv.Append(CultureInfo.InvariantCulture, $"\nT{++ticket}, {office}, 2026-{month:00}-08 01:00, 2026-{month:00}-08 01:{(i < inTime ? 10 : 50):00}");
            }
        }
    }

    public void Dispose() => warehouse.Dispose();

    [Fact]
    public void Groups_stand_by_name_add_up_to_the_whole_and_a_ticket_without_office_is_a_group()
    {
        GroupedClause answered = Assert.Single(findings.Clauses);
        Assert.Equal(["(none) 1/1", "上海 38/40", "北京 20/40"], answered.Groups.Select(g => $"{g.Name} {g.Current.Met}/{g.Current.N}"));
        Assert.Equal((59, 81), (answered.Whole.Met, answered.Whole.N));
    }

    [Fact]
    public void Only_what_chance_does_not_explain_is_called_low_or_high()
    {
        // R: p = 59/81; pbinom(20, 40, p) = 0.00176 and 1 - pbinom(37, 40, p) = 0.00039: 北京 lies just within the 99.8 % limits, 上海 without.
        Assert.Equal([FunnelPlace.Within, FunnelPlace.Above, FunnelPlace.Within], findings.Clauses[0].Groups.Select(g => g.Place));
    }

    [Theory]
    [InlineData(9, 0, FunnelPlace.Within)]  // 0.5^9 = 0.00195
    [InlineData(10, 0, FunnelPlace.Above)]  // 0.5^10 = 0.00098
    [InlineData(0, 10, FunnelPlace.Below)]
    [InlineData(1, 0, FunnelPlace.Within)]
    [InlineData(0, 0, FunnelPlace.NoCases)]
    public void A_small_group_must_be_far_off_before_it_is_named(long met, long breached, FunnelPlace place) =>
        Assert.Equal(place, GroupFindings.Place(new Verdicts(met, breached, 0, 0), new Verdicts(500, 500, 0, 0)));

    [Fact]
    public void A_fall_is_real_when_it_stands_out_of_all_groups_and_the_others_stay_silent()
    {
        Dictionary<string, ClauseGroup> groups = findings.Clauses[0].Groups.ToDictionary(g => g.Name);
        Assert.True(groups["北京"].OnPreviousMonth!.IsReal);
        Assert.Equal(-0.5, groups["北京"].OnPreviousMonth!.Change.Difference.Value, 12);
        Assert.Equal(1, groups["上海"].OnPreviousMonth!.QValue, 12);
        Assert.Null(groups["(none)"].OnPreviousMonth);
        Assert.Null(groups["北京"].OnYearBefore);
    }

    [Fact]
    public void The_groups_parts_add_up_to_the_change_of_the_clause()
    {
        Assert.Equal((59 / 81.0) - (78 / 80.0), findings.Clauses[0].SincePreviousMonth!.Change, 12);
        Assert.Equal(findings.Clauses[0].SincePreviousMonth!.Change, findings.Clauses[0].SincePreviousMonth!.Parts.Sum(p => p.Total), 12);
        Assert.Equal("北京", findings.Clauses[0].SincePreviousMonth!.Parts.MinBy(p => p.Total)!.Name);
        Assert.Null(findings.Clauses[0].SinceYearBefore);
    }
}
