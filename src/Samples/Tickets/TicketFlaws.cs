using ServiceAnalytics.Samples.Output;
using ServiceAnalytics.Samples.Time;

namespace ServiceAnalytics.Samples.Tickets;

/// <summary>
/// The bad rows and hostile cells of the tickets export, spread evenly over its rows. Rows that must be set aside are added to the well-formed ones,
/// each a spoilt copy of the ticket before it under a number of its own (BX9…); what only deserves a remark happens to a well-formed ticket.
/// </summary>
internal sealed class TicketFlaws
{
    /// <summary>A hostile or awkward text and its name in planted.json.</summary>
    public static readonly IReadOnlyList<(string Kind, string Text)> HostileTexts =
    [
        ("formula", "=cmd|'/C calc'!A0"),
        ("formula", "+1+1；=HYPERLINK(\"http://example.invalid\",\"点此查看\")"),
        ("formula", "@SUM(1,2)"),
        ("script", "<script>alert('报修')</script>"),
        ("script", "<img src=x onerror=alert(1)>泵体渗水"),
        ("sql", "漏水'; DROP TABLE tickets; --"),
        ("quotes", "客户说：\"又坏了\"，\"\"双引号\"\"，逗号,分号;"),
        ("line_ends", "第一行：机封漏水\n第二行：已停机\r\n第三行：请尽快"),
        ("long_text", string.Concat(Enumerable.Repeat("设备运行异常，现场反复排查仍未找到原因，", 250))),
        ("rare_characters", "𠮷𡈽机房㐂号泵—‘引号’…；½㎡℃"),
    ];

    private readonly List<(long At, Flaw Flaw)> waiting = [];
    private readonly SortedDictionary<string, int> counts = new(StringComparer.Ordinal);
    private int number;

    public TicketFlaws(int tickets)
    {
        var added = Spread(tickets, Added);
        var remarked = Spread(tickets, Remarked);
        var hostile = Spread(tickets, [.. HostileTexts.Select(text => new Flaw("hostile_cell", "故障描述", text.Text))]);
        waiting.AddRange(added.Concat(remarked).Concat(hostile).OrderBy(w => w.At));
    }

    /// <summary>Rows that a reader must set aside.</summary>
    public int SetAside { get; private set; }

    /// <summary>Kind of flaw → rows (for contradicting duplicates the rows, two for each key).</summary>
    public IReadOnlyDictionary<string, int> Counts => counts;

    private sealed record Flaw(string Kind, string Heading = "", string Text = "");

    private static readonly IReadOnlyList<Flaw> Added =
    [
        new("key_missing", "报修单号"), new("received_impossible", "接报时间", "2026-02-30 10:15"), new("cell_count_short"), new("contradicting_duplicate", "客户名称", "苏州另一家客户有限公司"),
        new("received_missing", "接报时间"), new("cell_count_long"), new("key_missing", "报修单号"), new("received_impossible", "接报时间", "2025-13-01 09:00"),
        new("identical_duplicate"), new("cell_count_short"), new("received_missing", "接报时间"), new("contradicting_duplicate", "客户名称", "南京又一家客户有限公司"),
        new("received_impossible", "接报时间", "昨天下午"), new("cell_count_long"), new("key_missing", "报修单号"), new("identical_duplicate"),
    ];

    private static readonly IReadOnlyList<Flaw> Remarked =
    [
        new("repaired_before_received", "修复时间"), new("number_is_text", "配件费(元)", "待定"), new("unknown_code", "处理方式", "远程升级"), new("negative_cost", "差旅费(元)", "-320.00"),
        new("repaired_before_received", "修复时间"), new("unknown_code", "故障级别", "特急"), new("unknown_model", "产品型号", "KP999X"), new("number_is_text", "人工费(元)", "见附件"),
        new("repaired_before_received", "修复时间"), new("unknown_code", "报修渠道", "抖音"), new("negative_cost", "配件费(元)", "-85.50"), new("unknown_code", "处理方式", "远程升级"),
        new("repaired_before_received", "修复时间"), new("number_is_text", "上门次数", "两次"), new("unknown_code", "故障级别", "特急"), new("unknown_model", "产品型号", "KP999X"),
        new("repaired_before_received", "修复时间"), new("negative_cost", "运费(元)", "-12.00"), new("unknown_code", "处理方式", "远程升级"), new("number_is_text", "配件费(元)", "待定"),
        new("repaired_before_received", "修复时间"), new("unknown_code", "报修渠道", "抖音"),
    ];

    /// <summary>Spoils the ticket's own row if it is its turn and the ticket is plain enough (a finished repair from the fleet); the same again in a later export.</summary>
    /// <returns>What to replace: heading and text; null for nothing.</returns>
    public (string Heading, string Text)? InPlace(Ticket t, int cutoff)
    {
        var place = waiting.FindIndex(w => w.At <= t.Sequence && (w.Flaw.Kind == "hostile_cell" || Remarked.Contains(w.Flaw)));
        if (place < 0 || t.Correction != Correction.None || !TicketSheet.IsClosedWithFault(t, cutoff) || t.ServiceType == 2)
        {
            return null;
        }

        var flaw = waiting[place].Flaw;
        waiting.RemoveAt(place);
        Count(flaw.Kind);
        return (flaw.Heading, flaw.Kind == "repaired_before_received" ? $"{LocalMinutes.Date(t.Day - 2):yyyy-MM-dd} 14:20" : flaw.Text);
    }

    /// <summary>Writes the next bad row if its turn has come, after the ticket's own row (which must be a good one: it may be repeated).</summary>
    public void AddRows(CsvFile csv, Ticket t, int cutoff)
    {
        if (waiting.Count == 0 || waiting[0].At > t.Sequence)
        {
            return;
        }

        var place = waiting.FindIndex(w => w.At <= t.Sequence && Added.Contains(w.Flaw));
        if (place >= 0)
        {
            var flaw = waiting[place].Flaw;
            waiting.RemoveAt(place);
            Add(csv, t, cutoff, flaw);
        }
    }

    private void Add(CsvFile csv, Ticket t, int cutoff, Flaw flaw)
    {
        if (flaw.Kind == "identical_duplicate")
        {
            csv.Repeat(csv.Row.ToArray());
            Count(flaw.Kind);
            return;
        }

        var key = $"BX9{++number:00000}-{t.NumberInDay:0000}";
        if (flaw.Kind == "contradicting_duplicate")
        {
            csv.Replace("报修单号", key);
            TicketSheet.Write(csv, t, cutoff, isCorrected: false);
            csv.EndRow();
            Count(flaw.Kind);
            SetAside++;
        }

        if (flaw.Heading != "报修单号")
        {
            csv.Replace("报修单号", key);
        }

        if (flaw.Heading.Length > 0)
        {
            csv.Replace(flaw.Heading, flaw.Text);
        }

        TicketSheet.Write(csv, t, cutoff, isCorrected: false);
        csv.EndRow(flaw.Kind switch { "cell_count_short" => -3, "cell_count_long" => 2, _ => 0 });
        Count(flaw.Kind);
        SetAside++;
    }

    private void Count(string kind) => counts[kind] = counts.GetValueOrDefault(kind) + 1;

    private static IEnumerable<(long At, Flaw Flaw)> Spread(int tickets, IReadOnlyList<Flaw> flaws) =>
        flaws.Select((flaw, i) => ((long)((i + 0.8) / flaws.Count * tickets * 0.97), flaw));
}
