namespace ServiceAnalytics.Ingest.Tests;

public sealed class TakingInTicketsTests
{
    private const string Headings = "报修单号,客户名称,产品型号,故障级别,接报时间,到达时间,修复时间,配件费(元)";

    [Fact]
    public void Tickets_with_Chinese_headings_are_known_by_them_and_stored_in_UTC()
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("报修单_2026-10-31.csv", $"""
            {Headings}
            T1,甲公司,X-1,一般,2026-10-03 08:05,2026-10-03 09:00,2026-10-03 10:30:30,"1,200.50"
            T2,乙公司,X-2,紧急,2026/10/4 18:00,,,¥80元
            """);

        Assert.Equal(ImportOutcome.Imported, result.Outcome);
        Assert.Equal("manufacturer-zh-tickets", result.Mapping);
        Assert.Equal(new RowCounts(Read: 2, New: 2, Changed: 0, Unchanged: 0, SetAside: 0, LeftOut: 0), result.Rows);
        Assert.Equal("2026-10-31T16:00:00", result.ExportedAt!.Value.ToString("s"));
        Assert.Equal(ExportedAtSource.FileName, result.ExportedAtSource);
        Assert.Equal(
            [
                "T1 | 甲公司 | X-1 | general | 2026-10-03 00:05 | 2026-10-03 01:00 | 2026-10-03 02:30:30 | 1200.50 | 2",
                "T2 | 乙公司 | X-2 | emergency | 2026-10-04 10:00 | ∅ | ∅ | 80.00 | 3",
            ],
            desk.Rows("select ticket_id, customer, product_model, severity, received_at_utc, arrived_at_utc, repaired_at_utc, parts_cost, row_number from service.tickets order by ticket_id"));
    }

    [Fact]
    public void The_same_file_again_is_skipped_and_says_so()
    {
        using ImportDesk desk = new();
        string text = $"{Headings}\nT1,甲公司,X-1,一般,2026-10-03 08:05,,,\n";
        desk.Import("a.csv", text);

        ImportResult again = desk.Import("another name.csv", text);

        Assert.Equal(ImportOutcome.AlreadyImported, again.Outcome);
        Assert.Contains("batch 1 (a.csv)", again.Message, StringComparison.Ordinal);
        Assert.Equal("1", desk.Value("select count(*) as n from import.batches"));
    }
}
