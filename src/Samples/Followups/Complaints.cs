using ServiceAnalytics.Samples.Company;
using ServiceAnalytics.Samples.Output;
using ServiceAnalytics.Samples.Randomness;
using ServiceAnalytics.Samples.Tickets;
using ServiceAnalytics.Samples.Time;

namespace ServiceAnalytics.Samples.Followups;

/// <summary>The complaints export 客户投诉登记表. Late visits and repeated repairs bring more of them; some have no ticket.</summary>
internal sealed class Complaints
{
    public static readonly string[] Headings =
    [
        "投诉编号", "报修单号", "客户名称", "投诉时间", "答复时间", "解决时间", "关闭时间", "投诉类别", "严重程度", "订单号", "物料编号", "产品型号", "故障代码", "交货日期", "交货数量", "不良数量",
        "原因", "责任部门", "处理措施", "客户是否认可",
    ];

    private static readonly Word[] Categories = Word.List("质量", "非质量", "其他");
    private static readonly Word[] Severities = Word.List("轻微", "严重");
    private static readonly Word[] Answers = Word.List("是", "否");
    private static readonly Word[] HumanCauses = Word.List("服务不及时", "服务人员态度差", "发货错误", "安装调试不规范", "报价争议");
    private static readonly Word[] Measures = Word.List("更换部件并跟踪一个月", "重新派工并致歉", "免费更换整机", "补发配件", "现场复检，客户认可", "延长保修三个月");

    private readonly SampleOptions options;
    private readonly SeededGenerator random;
    private readonly CsvFile csv;
    private readonly Customers customers;
    private readonly int exportInstant;
    private readonly Queue<(string Kind, string Heading, string Text)> flaws;
    private readonly SortedDictionary<string, int> flawCounts = new(StringComparer.Ordinal);
    private long number;

    public Complaints(SampleOptions options, Customers customers, CsvFile csv, int exportInstant)
    {
        this.options = options;
        this.csv = csv;
        this.customers = customers;
        this.exportInstant = exportInstant;
        random = new SeededGenerator(options.Seed, "complaints");
        flaws = new(
        [
            ("unknown_code", "投诉类别", "待判定"), ("key_missing", "投诉编号", ""), ("number_is_text", "不良数量", "一批"), ("received_impossible", "投诉时间", "2026/2/30 9:10"),
            ("hostile_cell", "原因", "@密封圈<script>alert(2)</script>"), ("cell_count_short", "", ""), ("unknown_code", "严重程度", "特别严重"), ("received_missing", "投诉时间", ""),
            ("key_missing", "投诉编号", ""), ("number_is_text", "交货数量", "若干"),
        ]);
    }

    /// <summary>Well-formed rows.</summary>
    public long Count { get; private set; }

    public int SetAside { get; private set; }

    public IReadOnlyDictionary<string, int> FlawCounts => flawCounts;

    /// <summary>Maybe the customer of this ticket complains.</summary>
    public void Follow(Ticket t)
    {
        var share = options.Scenario.ComplaintShare * (t.Origin == Origin.Repeat ? 3 : t.IsLate ? 2 : 1);
        if (!random.Chance(share))
        {
            return;
        }

        var received = LocalMinutes.Waking(t.Received + LocalMinutes.PerDay + random.LogNormalMinutes(5 * LocalMinutes.PerDay, 0.8));
        if (received <= exportInstant)
        {
            Spoil(t, received);
            WriteRow(t, t.Unit, received, hasTicket: random.Chance(0.86), isQuality: t.Fault >= 0 && random.Chance(0.68), t.Fault);
        }
    }

    /// <summary>The key customer who complains three times in the last full month, about three of his units and without tickets.</summary>
    /// <returns>The numbers of the complaints.</returns>
    public IReadOnlyList<string> AddPlanted(Fleet fleet, int customer)
    {
        var keys = new List<string>();
        for (var unit = 0; unit < fleet.Count && keys.Count < 3; unit++)
        {
            if (fleet.CustomerOf(unit) == customer)
            {
                var received = LocalMinutes.Of(options.EndMonth.AddDays(8 + (6 * keys.Count)), 9 + keys.Count, 20);
                keys.Add(Key(received, number + 1));
                WriteRow(null, fleet[unit], received, hasTicket: false, isQuality: true, fault: keys.Count);
            }
        }

        return keys;
    }

    private void WriteRow(Ticket? t, Unit unit, int received, bool hasTicket, bool isQuality, int fault)
    {
        var customer = customers.All[unit.Customer];
        var model = Products.Models[unit.Model];
        var isSerious = random.Chance(0.22);
        var answered = received + random.LogNormalMinutes(300, 1.0);
        var resolved = LocalMinutes.Waking(answered + random.LogNormalMinutes(6 * LocalMinutes.PerDay, 0.8));
        var closed = LocalMinutes.Waking(resolved + random.LogNormalMinutes(2 * LocalMinutes.PerDay, 0.7));
        var isResolved = resolved <= exportInstant && random.Chance(0.97);
        var faultOfSeries = isQuality ? model.Series.Faults[fault] : null;

        number++;
        csv.Text(Key(received, number));
        if (hasTicket && t is not null)
        {
            TicketSheet.WriteKey(csv, t);
        }
        else
        {
            csv.Empty();
        }

        csv.Cell(customer.Name);
        csv.Instant(received);
        csv.Instant(answered <= exportInstant ? answered : LocalMinutes.None);
        csv.Instant(isResolved ? resolved : LocalMinutes.None);
        csv.Instant(isResolved && closed <= exportInstant ? closed : LocalMinutes.None);
        csv.Cell(Categories[isQuality ? 0 : random.Chance(0.7) ? 1 : 2]);
        csv.Cell(Severities[isSerious ? 1 : 0]);
        var delivered = LocalMinutes.Date(unit.DeliveredDay);
        csv.Key("SO"u8, (delivered.Year % 100 * 100) + delivered.Month, 4, unit.OrderNumber, 4);
        csv.Text($"WL-{model.Name}-{(isQuality ? fault + 1 : 0):00}");
        csv.Cell(model.Name);
        csv.Cell(faultOfSeries is null ? null : faultOfSeries.Code);
        csv.Day(unit.DeliveredDay);
        var quantity = model.Series.Division == Division.Vehicles ? random.Between(1, 3) : random.Between(1, 12) * random.Between(1, 200);
        var defective = isQuality ? Math.Max(1, quantity * random.Between(1, 12) / 200) : 0;
        csv.Text(quantity >= 1000 ? $"{quantity / 1000},{quantity % 1000:000}" : $"{quantity}");
        csv.Whole(defective);
        csv.Text(faultOfSeries is null ? HumanCauses[random.Below(HumanCauses.Length)].Text : $"{faultOfSeries.Part}{(random.Chance(0.5) ? "来料不良" : "装配不良")}");
        csv.Cell(faultOfSeries is null ? Products.OutsideDepartment : faultOfSeries.Department);
        csv.Cell(isResolved ? Measures[random.Below(Measures.Length)] : null);
        csv.Cell(isResolved ? Answers[random.Chance(0.88) ? 0 : 1] : null);
        csv.EndRow();
        Count++;
    }

    private static string Key(int received, long number) => $"TS{LocalMinutes.Date(received / LocalMinutes.PerDay):yyMM}-{number:00000}";

    private void Spoil(Ticket t, int received)
    {
        if (flaws.Count == 0 || Count % 11 != 10)
        {
            return;
        }

        var (kind, heading, text) = flaws.Dequeue();
        flawCounts[kind] = flawCounts.GetValueOrDefault(kind) + 1;
        if (kind is "unknown_code" or "number_is_text" or "hostile_cell")
        {
            csv.Replace(heading, text);
            return;
        }

        SetAside++;
        csv.Text(kind == "key_missing" ? "" : $"TS9-{SetAside:00000}");
        TicketSheet.WriteKey(csv, t);
        csv.Cell(t.Customer.Name);
        if (kind.StartsWith("received", StringComparison.Ordinal))
        {
            csv.Text(text);
        }
        else
        {
            csv.Instant(received);
        }

        for (var i = 0; i < 16; i++)
        {
            csv.Empty();
        }

        csv.EndRow(kind == "cell_count_short" ? -5 : 0);
    }
}
