using System.Text;

namespace ServiceAnalytics.Ingest.Tests;

public sealed class ExplainTests
{
    [Fact]
    public void A_file_is_explained_column_by_column_and_nothing_is_taken_in()
    {
        using ImportDesk desk = new();
        Encoding gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        string path = desk.Write("a.csv", gb18030.GetBytes("十月服务记录\n报修单号;客户名称;接报时间;配件费(元);天气\nT1;甲公司;23.10.2026 08:05;12,50;晴\nT2;乙公司;03.10.2026 08:05;1.234,00\n"));
        FileExplanation explained = desk.Importer.Explain(path, new ImportOptions());

        Assert.Null(explained.Refusal);
        Assert.Equal(("csv", "gb18030", ';', 2, "tickets", "manufacturer-zh-tickets", 2L), (explained.Format, explained.Encoding, explained.Delimiter, explained.HeadingRow, explained.Kind, explained.Mapping, explained.Records));
        Assert.Contains("everyday Chinese", explained.EncodingEvidence, StringComparison.Ordinal);
        Assert.Equal(["row 4: cell_count"], explained.OutOfShape);
        Assert.Equal(
            [
                new ColumnExplanation("报修单号", "ticket_id", "name or number of something", 1, "T1"),
                new ColumnExplanation("客户名称", "customer", "text", 1, "甲公司"),
                new ColumnExplanation("接报时间", "received", "date, day first (1 cells can't be read otherwise)", 1, "23.10.2026 08:05"),
                new ColumnExplanation("配件费(元)", "parts_cost", "number with decimal comma (1 cells show it)", 1, "12,50"),
                new ColumnExplanation("天气", null, "kept as extra data", 1, "晴"),
            ],
            explained.Columns);
        Assert.True(File.Exists(path));
        Assert.Equal("0", desk.Value("select count(*) as n from import.batches"));
        Assert.Empty(Directory.GetFiles(desk.Workspace.Archive, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_file_that_would_be_refused_is_explained_as_far_as_it_is_understood()
    {
        using ImportDesk desk = new();
        FileExplanation explained = desk.Importer.Explain(desk.Write("a.csv", "ticket id,customer,received\nT1,A,03/10/2026\n"), new ImportOptions());

        Assert.Contains("date_order: dmy", explained.Refusal, StringComparison.Ordinal);
        Assert.Equal("received", explained.Columns[2].Field);
    }
}
