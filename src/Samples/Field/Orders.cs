using ServiceAnalytics.Samples.Company;
using ServiceAnalytics.Samples.Output;
using ServiceAnalytics.Samples.Randomness;
using ServiceAnalytics.Samples.Time;

namespace ServiceAnalytics.Samples.Field;

/// <summary>
/// The orders of parts 订货单 by the after-sales department, an Excel sheet. Suppliers announce the goods after some days; whoever hears nothing for seven working days
/// enquires within ten, mostly.
/// </summary>
internal sealed class Orders
{
    public static readonly string[] Headings =
        ["订货单号", "客户名称", "区域", "服务网点", "产品型号", "配件编号", "配件名称", "供应商", "数量", "订货日期", "要求到货日期", "到货通知日期", "查询日期", "到货日期", "订货人", "备注"];

    /// <summary>Working days without an announcement after which one enquires, and by which one must have.</summary>
    private const int PatientDays = 7;
    private const int EnquiryDays = 10;

    private static readonly string[] Buyers = ["许静怡", "贺小雨", "唐敏"];

    private readonly WorkCalendar calendar;
    private readonly List<IReadOnlyList<object?>> rows = [Headings];
    private readonly List<string> missed = [];
    private readonly int exportDay;

    public Orders(SampleOptions options, Fleet fleet, Customers customers, WorkCalendar calendar)
    {
        this.calendar = calendar;
        exportDay = LocalMinutes.Day(options.ExportDay);
        var random = new SeededGenerator(options.Seed, "orders");
        var firstDay = LocalMinutes.Day(options.EndMonth.AddMonths(1 - options.RegisterMonths));
        var days = new List<int>();
        for (var left = Math.Min(options.Tickets / 15, 3_000); left > 0;)
        {
            var day = random.Between(firstDay, exportDay - 1);
            if (calendar.IsWorked(day))
            {
                days.Add(day);
                left--;
            }
        }

        days.Sort();
        Count = days.Count;
        for (var i = 0; i < days.Count; i++)
        {
            Add(days[i], i + 1, fleet[random.Below(fleet.DeliveredBefore(days[i]))], customers, random, options.Scenario);
        }
    }

    public int Count { get; }

    /// <summary>Kind of flaw → rows.</summary>
    public IReadOnlyDictionary<string, int> FlawCounts { get; } = new Dictionary<string, int>(StringComparer.Ordinal) { ["number_is_text"] = 1 };

    private int EnquiredInTime { get; set; }

    /// <summary>Orders that nobody enquired after.</summary>
    public PlantedOrders Truth() => new(Count, EnquiredInTime, missed);

    public void Write(string path) => Workbook.Write(path, "订货台账", rows);

    private void Add(int day, int number, Unit unit, Customers customers, SeededGenerator random, Scenario scenario)
    {
        var model = Products.Models[unit.Model];
        var customer = customers.All[unit.Customer];
        var office = Places.Offices[customer.Office];
        var fault = random.Below(model.Series.Faults.Count);
        var part = model.Series.Faults[fault];
        var announced = calendar.Add((day * LocalMinutes.PerDay) + (10 * 60), random.LogNormalMinutes(6 * WorkCalendar.MinutesPerDay, 0.55)) / LocalMinutes.PerDay;
        var arrived = announced + random.Between(2, 6);
        var asksOn = WorkedAfter(day, PatientDays + random.Between(1, EnquiryDays - PatientDays));
        var lastDay = WorkedAfter(day, EnquiryDays);
        var enquired = random.Chance(scenario.EnquiredShare) ? asksOn : random.Chance(0.5) ? WorkedAfter(lastDay, random.Between(1, 5)) : LocalMinutes.None;
        enquired = enquired < announced ? enquired : LocalMinutes.None;
        var isForStock = random.Chance(0.3);
        var id = $"DH{LocalMinutes.Date(day):yyMM}-{number:00000}";
        if (enquired != LocalMinutes.None && enquired <= lastDay && lastDay < exportDay)
        {
            EnquiredInTime++;
        }
        else if (announced > lastDay && lastDay < exportDay)
        {
            missed.Add(id);
        }

        var quantity = part.PartPrice < 500 ? random.Between(2, 20) : random.Between(1, 4);
        rows.Add(
        [
            id, isForStock ? null : customer.Name.Text, office.Region.Text, office.Name.Text, model.Name.Text, $"PJ-{part.Code}", part.Part.Text,
            Products.Suppliers[((unit.Model * 5) + (fault * 7) + random.Below(3)) % Products.Suppliers.Count].Text,
            number == Count / 2 ? "若干" : quantity,
            LocalMinutes.Date(day), LocalMinutes.Date(day + 20), Known(announced), Known(enquired), Known(arrived),
            Buyers[random.Below(Buyers.Length)], isForStock ? "补充库存" : null,
        ]);
    }

    private DateOnly? Known(int day) => day != LocalMinutes.None && day < exportDay ? LocalMinutes.Date(day) : null;

    /// <summary>The n-th working day after a day.</summary>
    private int WorkedAfter(int day, int days)
    {
        while (days > 0)
        {
            day++;
            days -= calendar.IsWorked(day) ? 1 : 0;
        }

        return day;
    }
}
