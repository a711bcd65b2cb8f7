using ServiceAnalytics.Samples.Output;
using ServiceAnalytics.Samples.Time;

namespace ServiceAnalytics.Samples.Company;

/// <summary>The installed base 装机清单: one row per unit in the order of delivery.</summary>
internal static class UnitSheet
{
    public static readonly string[] Headings = ["序列号", "产品型号", "产品系列", "生产批次", "客户名称", "区域", "生产日期", "发货日期", "保修截止"];

    public static void Write(CsvFile csv, Unit unit, Customers customers)
    {
        var model = Products.Models[unit.Model];
        var customer = customers.All[unit.Customer];
        WriteSerial(csv, unit);
        csv.Cell(model.Name);
        csv.Cell(model.Series.Name);
        WriteBatch(csv, unit);
        csv.Cell(customer.Name);
        csv.Cell(Places.Offices[customer.Office].Region);
        csv.Day(unit.ProducedDay);
        csv.Day(unit.DeliveredDay);
        csv.Day(unit.WarrantyDay);
    }

    /// <summary>Model, month of production, number: KP150-2603-0004217.</summary>
    public static void WriteSerial(CsvFile csv, Unit unit)
    {
        var produced = LocalMinutes.Date(unit.ProducedDay);
        csv.Key(Prefixes[unit.Model], (produced.Year % 100 * 100) + produced.Month, 4, unit.Index + 1, 6);
    }

    /// <summary>Model and quarter of production: KP150-26A.</summary>
    public static void WriteBatch(CsvFile csv, Unit unit) => csv.Cell(Batch(unit.Model, unit.BatchYear, unit.BatchQuarter));

    public static Word Batch(int model, int year, char quarter) => Batches[(((model * 100) + year) * 4) + quarter - 'A'];

    private static readonly byte[][] Prefixes = [.. Products.Models.Select(model => model.Name.Cell.Append((byte)'-').ToArray())];

    private static readonly Word[] Batches =
    [
        .. from model in Products.Models
           from year in Enumerable.Range(0, 100)
           from quarter in "ABCD"
           select new Word($"{model.Name}-{year:00}{quarter}"),
    ];
}
