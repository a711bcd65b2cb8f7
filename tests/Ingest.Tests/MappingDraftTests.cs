using System.Text;
using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Ingest.Mappings;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Ingest.Tests;

/// <summary>Drafts of mappings for exports that nobody has described yet.</summary>
public sealed class MappingDraftTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("客户名称", "customer", 1, "江苏恒力", "a heading that is known")]
    [InlineData("机器型号", "product_model", 0.7, "HX-200", "a known heading with a word before it")]
    [InlineData("维修完成日期时间", "repaired", 0.6, "2026-10-04 10:00", "a heading that is much like a known one")]
    [InlineData("维修完成日期时间", null, 0, "老王", "the same, but its cells hold no dates")]
    [InlineData("配件费用", "parts_cost", 0.6, "￥12.50", "an amount")]
    [InlineData("配件费用", null, 0, "客户自付", "words where an amount would be")]
    [InlineData("天气", null, 0, "晴", "nothing like it is known")]
    public void A_column_is_drafted_by_its_heading_and_by_what_its_cells_hold(string heading, string? field, double least, string cell, string why)
    {
        MappingDraft draft = Draft($"导出\n报修单号,接报时间,{heading}\nT1,2026-10-03 08:05,{cell}\nT2,2026-10-04 08:05,{cell}\n");

        Assert.Equal(2, draft.HeadingRow);
        Assert.Equal((ExportKinds.Tickets, heading, field, why), (draft.Kind, draft.Columns[2].Heading, draft.Columns[2].Field?.Name, why));
        Assert.True(draft.Columns[2].Likeness >= least, $"{why}: {draft.Columns[2].Likeness}");
    }

    [Fact]
    public void A_draft_is_a_mapping_that_reads_its_file_and_lists_the_words_still_to_be_translated()
    {
        string text = "报修单号,接报时间,机器型号,故障等级,备注\nT1,2026-10-03 08:05,HX-200,一般,甲\nT2,2026-10-04 08:05,HX-100,特别急,乙\n";
        MappingDraft draft = Draft(text);

        Mapping mapping = Mapping.Parse("draft.yaml", draft.Yaml);
        Assert.Equal(["ticket_id", "product_model", "severity", "received"], mapping.Kind.Fields.Where(mapping.Headings.ContainsKey).Select(f => f.Name));
        Assert.Contains("# ? only alike; e.g. HX-200", draft.Yaml, StringComparison.Ordinal);
        Assert.Contains("    \"一般\": \"general\"\n    # \"特别急\": …\n", draft.Yaml, StringComparison.Ordinal);
        Assert.Contains("  # …: [\"备注\"]   # e.g. 甲\n", draft.Yaml, StringComparison.Ordinal);

        using ImportDesk desk = new();
        File.WriteAllText(Path.Combine(desk.Workspace.Mappings, "draft.yaml"), draft.Yaml);
        desk.Restart();
        Assert.Equal("draft", desk.Import("a.csv", text).Mapping);
        Assert.Equal(["T1 | HX-200 | general", "T2 | HX-100 | unknown"], desk.Rows("select ticket_id, product_model, severity from service.tickets order by ticket_id"));
    }

    [Fact]
    public void What_a_draft_cannot_find_and_no_row_can_do_without_is_said()
    {
        MappingDraft draft = Draft("Customer,Product model,Opened at\nA,X,2026-10-03\n");

        Assert.Equal(["ticket_id"], draft.MissingVital.Select(f => f.Name));
        Assert.Contains("# ticket_id: …   # must be given", draft.Yaml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("he said \"\"now\"\": # yes")]
    [InlineData("two\nlines: [x]")]
    [InlineData("- {a: b}")]
    [InlineData("\\u0000 \\")]
    [InlineData("=1+1\t|\u2028x")]
    public void Cells_and_headings_of_any_text_leave_the_draft_readable(string text)
    {
        MappingDraft draft = Draft($"报修单号,接报时间,故障级别,\"{text}\"\nT1,2026-10-03,\"{text}\",\"{text}\"\n");

        Assert.Equal("draft", Mapping.Parse("draft.yaml", draft.Yaml).Name);
    }

    [Fact]
    public void A_kind_that_is_named_is_drafted_even_when_another_fits_better() =>
        Assert.Equal(ExportKinds.Surveys, Draft("报修单号,接报时间,客户名称\nT1,2026-10-03,甲\n", ExportKinds.Surveys).Kind);

    [Fact]
    public void A_file_without_a_heading_row_is_refused() =>
        Assert.Throws<RefusedException>(() => Draft("1\n2\n3\n"));

    public void Dispose() => folder.Dispose();

    private MappingDraft Draft(string text, ExportKind? kind = null)
    {
        string path = folder.File("export.csv");
        File.WriteAllText(path, text, new UTF8Encoding(false));
        return MappingDraft.Of(path, "draft", kind, MappingSet.Shipped(), Directory.CreateDirectory(folder.File("work")).FullName, CancellationToken.None);
    }
}
