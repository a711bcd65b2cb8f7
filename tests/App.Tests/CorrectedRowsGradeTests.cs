using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.DataQuality;
using ServiceAnalytics.Ingest;
using ServiceAnalytics.Ingest.Mappings;

namespace ServiceAnalytics.App.Tests;

/// <summary>Rows that were corrected and taken in again come as a small file; it is no export, and what it mends counts for the export it mends.</summary>
public sealed class CorrectedRowsGradeTests
{
    [Fact]
    public void Corrected_rows_are_no_newest_export_and_no_longer_count_as_set_aside()
    {
        using FilledWorkspace workspace = new();
        string good = string.Concat(Enumerable.Range(1, 96).Select(i => $"T{i},甲,2026-10-{1 + (i % 28):00} 08:05\n"));
        workspace.Import("报修单_2026-10-31.csv", $"报修单号,客户名称,接报时间\n{good}B1,甲,昨天\nB2,甲,前天\nB3,甲,大前天\nB4,甲,\n");
        Assert.Equal(("报修单_2026-10-31.csv", 4L, 100L, Grade.C), Seen(workspace));

        // Two are mended; one comes back as bad as it was and is mended the second time; B4 stays.
        Retry(workspace, ("昨天", "2026-10-05 09:00"), ("大前天", "2199-10-05 09:00"), ("前天", "2026-10-06 09:00"));
        Assert.Equal(("报修单_2026-10-31.csv", 2L, 100L, Grade.B), Seen(workspace));
        Retry(workspace, ("2199-10-05 09:00", "2026-10-07 09:00"));
        Assert.Equal(("报修单_2026-10-31.csv", 1L, 100L, Grade.B), Seen(workspace));
    }

    private static (string? Newest, long Bad, long Of, Grade Grade) Seen(FilledWorkspace workspace)
    {
        using OpenWorkspace open = workspace.Open();
        using AnalysisSession session = AnalysisSession.Open(open.Warehouse, open.AsOf(null), open.Policy);
        ReportingMonth month = ReportingMonth.Parse("2026-10");
        session.UseMonths([month]);
        DataQualityFindings found = DataQualityFindings.Compute(session, open.Policy, month);
        GradeCriterion criterion = found.Criteria.Single(c => c.Key == "set_aside");
        return (found.Exports[0].Newest?.FileName, criterion.Bad, criterion.Of, criterion.Grade);
    }

    // The spreadsheet with some cells corrected: every cell is text, so that its bytes can be exchanged.
    private static void Retry(FilledWorkspace workspace, params (string Old, string New)[] corrections)
    {
        using OpenWorkspace open = workspace.Open();
        MappingSet mappings = MappingSet.Load(open.Workspace.Mappings);
        string path = Path.Combine(open.Workspace.Folder, "corrected.xlsx");
        new RejectedRows(open.Warehouse, mappings).Export(path, new RejectedFilter(), r => r.Rule);
        using (System.IO.Compression.ZipArchive zip = System.IO.Compression.ZipFile.Open(path, System.IO.Compression.ZipArchiveMode.Update))
        {
            System.IO.Compression.ZipArchiveEntry sheet = zip.Entries.Single(e => e.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal));
            string xml;
            using (StreamReader reader = new(sheet.Open()))
            {
                xml = reader.ReadToEnd();
            }

            foreach ((string old, string made) in corrections)
            {
                xml = xml.Replace($">{old}<", $">{made}<", StringComparison.Ordinal);
            }

            using Stream stream = sheet.Open();
            stream.SetLength(0);
            stream.Write(System.Text.Encoding.UTF8.GetBytes(xml));
        }

        new RejectedRetry(open.Warehouse, open.Workspace, ImportWork.Importer(open, TimeProvider.System), mappings, TimeProvider.System).Retry(path);
    }
}
