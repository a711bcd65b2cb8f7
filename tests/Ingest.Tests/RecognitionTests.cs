using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Ingest.Mappings;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Tests;

public sealed class RecognitionTests
{
    [Theory]
    [InlineData("配件费(元)", "配件费（元）")]
    [InlineData("配件费(元)", " 配 件 费 ")]
    [InlineData("Ticket ID", "ｔｉｃｋｅｔ＿ｉｄ")]
    [InlineData("Ticket ID", "ticket-id")]
    [InlineData("Region", "Custom field (Region)")]
    public void Headings_are_compared_as_people_read_them(string a, string b) =>
        Assert.Equal(HeadingName.Comparable(a), HeadingName.Comparable(b));

    [Fact]
    public void The_kinds_have_the_columns_of_the_tables()
    {
        using ImportDesk desk = new();
        foreach (ExportKind kind in ExportKinds.All)
        {
            Assert.Equal(
                [.. kind.Fields.Select(f => f.Column), "export_at_utc", "batch_id", "row_number", "content_hash"],
                desk.Rows($"select column_name from information_schema.columns where table_schema = 'service' and table_name = '{kind.Name}' order by ordinal_position"));
            Assert.Equal(
                kind.Fields.Select(f => f.SqlType.Replace(" ", string.Empty, StringComparison.Ordinal).ToUpperInvariant()),
                desk.Rows($"select data_type from information_schema.columns where table_schema = 'service' and table_name = '{kind.Name}' order by ordinal_position limit {kind.Fields.Count}"));
        }
    }

    [Fact]
    public void Every_kind_has_a_shipped_mapping_in_Chinese_and_in_English_that_names_every_field()
    {
        MappingSet shipped = MappingSet.Shipped();
        foreach (ExportKind kind in ExportKinds.All)
        {
            Mapping[] mappings = [.. shipped.All.Where(m => m.Kind == kind && (m.Name.StartsWith("manufacturer-zh", StringComparison.Ordinal) || m.Name.StartsWith("generic-en", StringComparison.Ordinal)))];
            Assert.Equal(2, mappings.Length);
            Assert.All(mappings, m => Assert.Equal(NeedsHeading(kind, m), kind.Fields.Where(m.Headings.ContainsKey)));
        }
    }

    // The rest is made by the program: a key put together, a second reading of the same column, what nobody has mapped.
    private static IEnumerable<Field> NeedsHeading(ExportKind kind, Mapping mapping) =>
        kind.Fields.Where(f => !f.IsMade && f.CopyOf is null && (f != kind.Key || mapping.KeyParts.Count == 0));

    [Fact]
    public void English_headings_are_the_names_of_the_fields_in_words()
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("a.csv", "Ticket ID,Customer,Product model,Severity,Received at,Resolution mode,Parts cost (EUR)\nT1,A,X,Major,2026-10-03 08:05,on site,12.50\n");

        Assert.Equal("generic-en-tickets", result.Mapping);
        Assert.Equal("major | on_site | 12.50", desk.Value("select severity, resolution_mode, parts_cost from service.tickets"));
    }

    [Fact]
    public void Columns_nobody_has_mapped_and_important_ones_that_are_missing_are_told()
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("a.csv", "报修单号,客户名称,接报时间,天气\nT1,甲,2026-10-03 08:05,晴\n");

        Assert.Equal(["天气"], result.UnmappedHeadings);
        Assert.Contains("product_model", result.MissingImportant);
    }

    [Fact]
    public void A_ticket_export_without_its_date_of_receipt_is_refused_and_not_taken_for_something_else()
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("a.csv", "报修单号,序列号,产品型号,客户名称,故障代码,故障描述\nT1,S1,X,甲,E1,漏\n");

        Assert.Equal(ImportOutcome.Refused, result.Outcome);
        Assert.Contains("manufacturer-zh-tickets", result.Message, StringComparison.Ordinal);
        Assert.Contains("received (接报时间", result.Message, StringComparison.Ordinal);
        Assert.Equal("0", desk.Value("select count(*) as n from import.batches"));
    }

    [Fact]
    public void A_file_of_the_inbox_that_is_no_export_goes_to_rejected_with_a_note()
    {
        using ImportDesk desk = new();
        desk.PutIntoInbox("menu.csv", "Montag,Dienstag\nSuppe,Salat\n"u8.ToArray());
        ImportResult result = Assert.Single(desk.Importer.ImportInbox(new ImportOptions()));

        Assert.Equal(ImportOutcome.Refused, result.Outcome);
        Assert.Empty(Directory.GetFiles(desk.Workspace.Inbox));
        Assert.True(File.Exists(Path.Combine(desk.Workspace.Rejected, "menu.csv")));
        Assert.Contains("Montag, Dienstag", File.ReadAllText(Path.Combine(desk.Workspace.Rejected, "menu.csv.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_workspace_s_own_mapping_is_used_with_its_zone_and_words()
    {
        using ImportDesk desk = new();
        File.WriteAllText(Path.Combine(desk.Workspace.Mappings, "acme.yaml"), """
            name: acme
            kind: tickets
            zone: Europe/Berlin
            date_order: dmy
            headings:
              ticket_id: Vorgang
              customer: Kunde
              received: Eingang
              severity: Klasse
            codes:
              severity: {Dringend: emergency}
            """);
        desk.Restart();
        ImportResult result = desk.Import("a.csv", "Vorgang;Kunde;Eingang;Klasse\n1;A;03.10.2026 08:05;DRINGEND\n");

        Assert.Equal("acme", result.Mapping);
        Assert.Equal("2026-10-03 06:05 | emergency", desk.Value("select received_at_utc, severity from service.tickets"));
    }

    [Fact]
    public void Every_mistake_in_a_mapping_is_told_at_once_with_its_line()
    {
        DocumentException failure = Assert.Throws<DocumentException>(() => Mapping.Parse("acme.yaml", """
            name: acme
            kind: tickets
            zone: Berlin
            headings:
              ticket_id: Nr
              custmer: Kunde
            codes:
              severity: {Dringend: urgent}
            """));

        Assert.Equal(4, failure.Problems.Count);
        Assert.Contains(failure.Problems, p => p.StartsWith("Line 3:", StringComparison.Ordinal) && p.Contains("Berlin", StringComparison.Ordinal));
        Assert.Contains(failure.Problems, p => p.Contains("Did you mean \"customer\"?", StringComparison.Ordinal));
        Assert.Contains(failure.Problems, p => p.Contains("no heading for received", StringComparison.Ordinal));
        Assert.Contains(failure.Problems, p => p.Contains("urgent", StringComparison.Ordinal));
    }
}
