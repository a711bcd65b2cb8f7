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
        Assert.Equal(place, GroupFindings.Place(new Verdicts(met, breached, 0, 0), new Verdicts(500, 500, 0, 0), dispersion: 1));

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

    [Fact]
    public void Duties_are_split_where_their_cases_have_the_attribute_and_named_where_they_have_not()
    {
        Policy duties = Policy.Parse("small.yaml", Rules + """

            duties:
              - {id: paid, title: {zh: 收款, en: Paid}, kind: paid, within: 10 days, from: received}
              - {id: signed, title: {zh: 签字, en: Signed}, kind: visit_signed, visits: [repair]}
              - {id: notices, title: {zh: 整改, en: Notices}, kind: rectification, step: issue}
            """, TestFiles.Calendars);
        using WarehouseBuilder desk = new WarehouseBuilder()
            .Batch("2026-10-31 16:00", "tickets", """
                ticket_id, office, technician, received_at_utc,  charge, paid_on
                A,         北京,   张,         2026-10-01 01:00, 100,    2026-10-05
                B,         上海,   李,         2026-10-01 01:00, 100,    2026-10-20
                C,         ,       李,         2026-10-01 01:00, 100,    2026-10-11
                """)
            .Batch("2026-10-31 16:00", "visits", """
                visit_id, ticket_id, office, technician, kind_of_visit, is_signed, left_at_utc
                V1,       ,          北京,   王,         repair,        true,      2026-10-02 01:00
                V2,       ,          北京,   ,           repair,        false,     2026-10-02 01:00
                """)
            .Batch("2026-10-31 16:00", "rectifications", "notice_no, product_model, confirmed_on, issued_on\nN1, M1, 2026-10-09, 2026-10-10");
        using AnalysisSession session = AnalysisSession.Open(desk.File, new AsOf(3, new DateTimeOffset(2026, 10, 31, 16, 0, 0, TimeSpan.Zero)), duties);
        GroupFindings byOffice = GroupFindings.Compute(session, duties, October, "office");
        Assert.Equal(["paid: (none) 1/1 上海 0/1 北京 1/1", "signed: 北京 1/2"], Told(byOffice));
        Assert.Equal(["整改"], byOffice.NotSplit.Select(t => t.Zh));
        GroupFindings byTechnician = GroupFindings.Compute(session, duties, October, "technician");
        Assert.Equal(["paid: 张 1/1 李 1/2", "signed: (none) 0/1 王 1/1"], Told(byTechnician));
        Assert.Equal(["notices: M1 1/1"], Told(GroupFindings.Compute(session, duties, October, "product_model")).Where(t => t.StartsWith("notices", StringComparison.Ordinal)));

        static string[] Told(GroupFindings found) => [.. found.Duties.Select(d => $"{d.Id}: {string.Join(' ', d.Groups.Select(g => $"{g.Name} {g.Current.Met}/{g.Current.N}"))}")];
    }

    [Fact]
    public void Offices_that_all_differ_a_little_are_not_all_named()
    {
        // Ten offices of 400 cases, 70 to 90 % answered in time. R: p = 0.8, z = (x / 400 - p) / sqrt(p * (1 - p) / 400), quantile(z, c(.1, .9)),
        // mean(pmin(pmax(z, q[1]), q[2])^2) = 8.1745: limits 2.86 times as wide. Without that, those of 70, 72, 88 and 90 % would be named.
        long[] inTime = [280, 288, 300, 310, 316, 324, 330, 340, 352, 360];
        StringBuilder csv = new("ticket_id, office, received_at_utc, answered_at_utc");
        int ticket = 0;
        foreach ((long met, int office) in inTime.Select((met, i) => (met, i)))
        {
            for (int i = 0; i < 400; i++)
            {
                csv.Append(CultureInfo.InvariantCulture, $"\nT{++ticket}, O{office}, 2026-10-08 01:00, 2026-10-08 01:{(i < met ? 10 : 50):00}");
            }
        }

        using WarehouseBuilder offices = new WarehouseBuilder().Batch("2026-10-31 16:00", "tickets", csv.ToString());
        using AnalysisSession session = AnalysisSession.Open(offices.File, new AsOf(1, new DateTimeOffset(2026, 10, 31, 16, 0, 0, TimeSpan.Zero)), policy);
        GroupedClause answered = Assert.Single(GroupFindings.Compute(session, policy, October, "office").Clauses);
        Assert.Equal(8.1745, answered.Dispersion, 10);
        Assert.All(answered.Groups, g => Assert.Equal(FunnelPlace.Within, g.Place));
        Assert.Equal(FunnelPlace.Below, GroupFindings.Place(answered.Groups[0].Current, answered.Whole, dispersion: 1));
    }
}
