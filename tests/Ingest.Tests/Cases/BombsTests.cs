namespace ServiceAnalytics.Ingest.Tests.Cases;

/// <summary>Small files that unpack to huge ones.</summary>
public sealed class BombsTests
{
    private static readonly byte[] Zeros = new byte[64 << 20];

    [Fact]
    public void A_gz_file_that_unpacks_to_a_thousand_times_its_size_is_refused()
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("a.csv.gz", FileCase.Gzip(Zeros));

        Assert.Equal(ImportOutcome.Refused, result.Outcome);
        Assert.Contains("more than 200 times its size", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_file_that_unpacks_to_a_thousand_times_its_size_is_refused()
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("a.zip", FileCase.Zip(Zeros, 1));

        Assert.Equal(ImportOutcome.Refused, result.Outcome);
        Assert.Contains("more than 200 times its size", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workbook_whose_sheet_unpacks_to_a_thousand_times_its_size_is_refused()
    {
        using MemoryStream stream = new();
        using (System.IO.Compression.ZipArchive zip = new(stream, System.IO.Compression.ZipArchiveMode.Create))
        {
            foreach (string part in (string[])["[Content_Types].xml", "xl/worksheets/sheet1.xml"])
            {
                using Stream entry = zip.CreateEntry(part).Open();
                entry.Write(Zeros);
            }
        }

        using ImportDesk desk = new();
        ImportResult result = desk.Import("a.xlsx", stream.ToArray());

        Assert.Equal(ImportOutcome.Refused, result.Outcome);
        Assert.Contains("more than 200 times its size", result.Message, StringComparison.Ordinal);
        Assert.Contains("200 倍", result.MessageZh, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_file_with_more_files_than_anyone_exports_is_refused()
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("a.zip", FileCase.Zip([1], 101));

        Assert.Equal(ImportOutcome.Refused, result.Outcome);
        Assert.Contains("101 files", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_within_an_archive_never_become_paths()
    {
        using ImportDesk desk = new();
        using MemoryStream stream = new();
        using (System.IO.Compression.ZipArchive zip = new(stream, System.IO.Compression.ZipArchiveMode.Create))
        {
            using Stream entry = zip.CreateEntry("../../../escaped.csv").Open();
            entry.Write("报修单号,客户名称,接报时间\nT1,甲,2026-10-03 08:05\n"u8);
        }

        Assert.Equal(1, desk.Import("a.zip", stream.ToArray()).Rows.New);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(desk.Workspace.Folder)!, "escaped.csv", SearchOption.AllDirectories));
    }
}
