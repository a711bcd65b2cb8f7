using ServiceAnalytics.Analytics.DataQuality;
using ServiceAnalytics.Analytics.Tests.Metrics;
using ServiceAnalytics.Testing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Tests.DataQuality;

public sealed class DataQualityTests
{
    private const string Tickets = """
        ticket_id, customer, region, office, product_model, serial_no, request_type, service_type, severity, fault_code, resolution_mode, received_at_utc,  answered_at_utc,  arrived_at_utc,   repaired_at_utc,  closed_at_utc,    delivered_on, warranty_until_on, visit_count
        # complete and sound
        A,         Acme,     华东,   上海,   M1,            S1,        repair,       free,         general,  E01,        on_site,         2026-10-05 08:00, 2026-10-05 09:00, 2026-10-06 08:00, 2026-10-06 10:00, 2026-10-07 08:00, 2025-01-01,   2027-01-01,        1
        # no serial number, no fault code, an unknown severity, no number of visits; repaired before the engineer arrived; out of warranty but free
        B,         Acme,     华东,   上海,   M1,            ,          repair,       free,         unknown,  ,           on_site,         2026-10-05 08:00, 2026-10-05 09:00, 2026-10-06 08:00, 2026-10-06 07:00, 2026-10-07 08:00, 2025-01-01,   2026-01-01,
        # open: nothing is expected yet that comes with closing
        C,         Acme,     华东,   上海,   M1,            S3,        repair,       paid,         general,  E01,        ,                2026-10-05 08:00, ,                 ,                 ,                 ,                 ,             ,
        # not of October
        D,         ,         ,       ,       ,              ,          ,             ,             ,         ,           ,                2026-09-05 08:00, ,                 ,                 ,                 ,                 ,             ,
        """;

    [Fact]
    public void A_column_is_incomplete_only_where_a_value_was_to_be_expected()
    {
        DataQualityFindings findings = October(new WarehouseBuilder().Batch("2026-11-01 00:00", "tickets", Tickets));
        Assert.Equal(
            [
                "customer 3/3", "region 3/3", "office 3/3", "product_model 3/3", "serial_no 2/3", "request_type 3/3", "service_type 3/3",
                "severity 2/3 (1 unknown)", "fault_code 2/3", "resolution_mode 2/2", "answered_at_utc 2/2", "repaired_at_utc 2/2", "visit_count 1/2",
            ],
            findings.Columns.Select(c => $"{c.Column} {c.Filled}/{c.Expected}" + (c.Unknown > 0 ? $" ({c.Unknown} unknown)" : "")));
    }

    [Fact]
    public void What_contradicts_itself_is_counted_and_named()
    {
        DataQualityFindings findings = October(new WarehouseBuilder()
            .Batch("2026-11-01 00:00", "tickets", Tickets)
            .Batch("2026-11-01 00:00", "complaints", "complaint_id, ticket_id, received_at_utc\nK1, A, 2026-10-10\nK2, ZZZ, 2026-10-10\nK3, , 2026-10-10"));
        Assert.Equal(
            [
                "milestone_before_received 0/3", "repaired_before_arrived 1/2 B", "closed_before_repaired 0/2", "received_before_delivered 0/2",
                "free_after_warranty 1/2 B", "complaint_without_its_ticket 1/2 K2",
            ],
            findings.Contradictions.Select(c => $"{c.Rule} {c.Rows}/{c.Checked} {string.Join(' ', c.Examples)}".TrimEnd()));
    }

    [Fact]
    public void A_missing_export_says_which_metrics_it_switches_off()
    {
        DataQualityFindings findings = October(new WarehouseBuilder().Batch("2026-11-01 00:00", "tickets", Tickets));
        ExportQuality tickets = findings.Exports[0];
        Assert.Equal(("tickets", 1, 4L, 4L, "tickets_1.csv"), (tickets.Kind, tickets.Files, tickets.Total.Read, tickets.Total.New, tickets.Newest!.FileName));
        Assert.Empty(tickets.SwitchedOff);
        Assert.Contains("complaints_per_thousand_tickets", findings.Exports.Single(e => e.Kind == "complaints").SwitchedOff.Select(m => m.Key));
    }

    [Fact]
    public void Remarks_count_rows_in_force_and_rows_set_aside_keep_every_reason()
    {
        WarehouseBuilder warehouse = new WarehouseBuilder()
            .Batch("2026-10-01 00:00", "tickets", "ticket_id, received_at_utc\nA, 2026-10-01\nB, 2026-10-01")
            .Batch("2026-11-01 00:00", "tickets", "ticket_id, received_at_utc\nA, 2026-10-02");
        using (WarehouseConnection connection = warehouse.Connect())
        {
            // Row 2 of batch 1 (A) has been superseded by batch 2: its remark is no longer in force; row 3 (B) is.
            connection.Execute("""
                insert into import.remarks values
                    (1, 2, 'A', 'severity', '特急', 'unknown_code'), (1, 3, 'B', 'severity', '特急', 'unknown_code'), (2, 2, 'A', 'severity', '不详', 'unknown_code');
                insert into import.rejected_rows values
                    (1, 9, [{'column_name': 'ticket_id', 'value': null, 'rule': 'key_missing'}, {'column_name': 'received_at_utc', 'value': null, 'rule': 'received_missing'}], '{}'),
                    (2, 9, [{'column_name': 'ticket_id', 'value': null, 'rule': 'key_missing'}], '{}');
                """);
        }

        DataQualityFindings findings = October(warehouse);
        ValueRemark remark = Assert.Single(findings.Remarks);
        Assert.Equal(("tickets", "severity", "unknown_code", 2L), (remark.Kind, remark.Column, remark.Rule, remark.Rows));
        Assert.Equal([("不详", 1L), ("特急", 1L)], remark.Words);
        Assert.Equal(
            ["key_missing 2 1", "received_missing 1 0"],
            findings.SetAside.Select(s => $"{s.Rule} {s.Rows} {s.NewestRows}"));
    }

    [Theory]
    [InlineData("visits", "visit_id")]
    [InlineData("part_movements", "movement_id")]
    [InlineData("orders", "order_id")]
    public void Remarks_of_every_kind_of_export_are_told(string kind, string key)
    {
        WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-10-01 00:00", "tickets", "ticket_id, received_at_utc\nA, 2026-10-01").Batch("2026-10-01 00:00", kind, $"{key}, customer\nX, 甲");
        using (WarehouseConnection connection = warehouse.Connect())
        {
            connection.Execute("insert into import.remarks values (2, 2, 'X', 'quantity', '壹', 'number_is_text')");
        }

        Assert.Equal([(kind, "quantity", 1L)], October(warehouse).Remarks.Select(r => (r.Kind, r.Column, r.Rows)));
    }

    /// <summary>The limits of <see cref="DataGrade.Definition"/>, each used up exactly and just passed.</summary>
    [Theory]
    [InlineData(5, 1000, Grade.A)]
    [InlineData(6, 1000, Grade.B)]
    [InlineData(20, 1000, Grade.B)]
    [InlineData(21, 1000, Grade.C)]
    [InlineData(50, 1000, Grade.C)]
    [InlineData(51, 1000, Grade.D)]
    [InlineData(0, 0, Grade.D)]
    public void Rows_set_aside_are_graded_by_the_documented_limits(long bad, long of, Grade grade) =>
        Assert.Equal(grade, DataGrade.SetAside(bad, of).Grade);

    [Fact]
    public void The_grade_is_that_of_the_worst_measure()
    {
        // 35 cells expected (9 columns × 3 tickets, all of them repairs, and 4 columns × 2 that are over), of which 3 are empty:
        // B's serial number, fault code and visits (0.086: B); 1 is an unknown code (0.029: C); 2 contradictions in 3 tickets (D).
        DataQualityFindings findings = October(new WarehouseBuilder().Batch("2026-11-01 00:00", "tickets", Tickets));
        Assert.Equal(
            ["set_aside 0/4 A", "missing 3/35 B", "unknown_codes 1/35 C", "contradictions 2/3 D", "checks 0/0 A"],
            findings.Criteria.Select(c => $"{c.Key} {c.Bad}/{c.Of} {c.Grade}"));
        Assert.Equal(Grade.D, findings.Grade);
    }

    [Fact]
    public void Provenance_lists_the_files_up_to_the_as_of_batch()
    {
        using WarehouseBuilder warehouse = new WarehouseBuilder()
            .Batch("2026-10-01 00:00", "tickets", "ticket_id, received_at_utc\nA, 2026-10-01", "报修单_2026-10.csv")
            .Batch("2026-11-01 00:00", "tickets", "ticket_id, received_at_utc\nB, 2026-10-01");
        using AnalysisSession session = AnalysisSession.Open(warehouse.File, new AsOf(1, new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero)), TestSessions.PlainPolicy);
        SourceFile file = Assert.Single(Provenance.Compute(session).Files);
        Assert.Equal((1, "报修单_2026-10.csv", 64, 1L), (file.Batch, file.FileName, file.Sha256.Length, file.Rows.Read));
    }

    private static DataQualityFindings October(WarehouseBuilder warehouse)
    {
        using (warehouse)
        {
            using AnalysisSession session = warehouse.Open("2026-11-01 00:00");
            return DataQualityFindings.Compute(session, TestSessions.PlainPolicy, ReportingMonth.Parse("2026-10"));
        }
    }

    // failed checks of the newest ticket export, are given totals right → grade
    [Theory]
    [InlineData(0, true, Grade.A)]
    [InlineData(1, true, Grade.B)]
    [InlineData(1, false, Grade.C)]
    [InlineData(2, true, Grade.C)]
    [InlineData(3, true, Grade.C)]
    [InlineData(4, true, Grade.D)]
    public void Checks_of_the_whole_that_failed_lower_the_grade(int failed, bool totalsMatch, Grade grade) =>
        Assert.Equal(grade, DataGrade.Checks(failed, 8, totalsMatch).Grade);

    [Fact]
    public void The_checks_shown_are_those_of_the_newest_export_of_each_kind_as_of_the_batch()
    {
        using WarehouseBuilder warehouse = new WarehouseBuilder()
            .Batch("2026-10-01 00:00", "tickets", "ticket_id, received_at_utc\nT1, 2026-09-05 01:00")
            .Batch("2026-11-01 00:00", "tickets", "ticket_id, received_at_utc\nT2, 2026-10-05 01:00")
            .Batch("2026-11-02 00:00", "tickets", "ticket_id, received_at_utc\nT3, 2026-10-06 01:00");
        using (WarehouseConnection connection = warehouse.Connect())
        {
            connection.Execute("""
                insert into import.batch_checks values
                    (1, 'volume', '', true, 10, 10, null, null), (2, 'volume', '', false, 2, 10, null, null), (2, 'control_rows', '', false, 1, 2, null, null);
                insert into import.batch_readings (batch_id, zone, columns, retry_of) values (3, 'UTC', ['ticket_id'], 1);
                """);
        }

        DataQualityFindings Of(int batch)
        {
            using WarehouseConnection connection = warehouse.Connect();
            using AnalysisSession session = AnalysisSession.Open(warehouse.File, AnalysisSession.StateAfter(connection, batch)!, TestSessions.PlainPolicy);
            ReportingMonth month = ReportingMonth.Parse("2026-09");
            session.UseMonths([month]);
            return DataQualityFindings.Compute(session, TestSessions.PlainPolicy, month);
        }

        Assert.Equal(["volume True"], Of(1).Checks.Select(c => $"{c.Name} {c.IsPassed}"));

        // Batch 3 took corrected rows in again: no export, so batch 2 is still the newest.
        Assert.Equal(["control_rows False", "volume False"], Of(3).Checks.Select(c => $"{c.Name} {c.IsPassed}"));
        Assert.Equal(Grade.C, Of(3).Criteria.Single(c => c.Key == "checks").Grade);
    }
}
