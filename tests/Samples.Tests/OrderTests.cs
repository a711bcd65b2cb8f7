using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Samples.Tests;

/// <summary>The workbook of orders against planted.json and the working days of data/calendars/cn.csv, in the committed sample and in one of 40,000 tickets.</summary>
public sealed class OrderTests(PlantedTruthTests.LargeSample large) : IClassFixture<PlantedTruthTests.LargeSample>
{
    private static readonly DateOnly Exported = new(2026, 11, 5);

    private static readonly Dictionary<DateOnly, bool> Listed = File.ReadLines(Repository.PathOf("data/calendars/cn.csv")).Skip(1).Select(line => line.Split(','))
        .ToDictionary(cells => DateOnly.Parse(cells[0], CultureInfo.InvariantCulture), cells => cells[1] == "workday");

    [Theory]
    [InlineData(true, 400)]
    [InlineData(false, 2_666)]
    public void Each_order_is_placed_on_a_working_day_then_announced_then_arrives_and_nothing_lies_in_the_future(bool isCommitted, int count)
    {
        var orders = Read(isCommitted);
        Assert.Equal(count, orders.Select(order => order["订货单号"]).Distinct().Count());
        Assert.All(orders, order =>
        {
            DateOnly[] days = [.. new[] { "订货日期", "到货通知日期", "到货日期" }.Select(heading => Day(order, heading)).OfType<DateOnly>()];
            Assert.Equal(days.Order(), days);
            Assert.All(days, day => Assert.True(day < Exported));
            Assert.True(IsWorked(days[0]) && !(Day(order, "查询日期") > Day(order, "到货通知日期")), order["订货单号"]);
        });
        Assert.Equal(["若干"], orders.Select(order => order["数量"]).Where(quantity => !int.TryParse(quantity, CultureInfo.InvariantCulture, out _)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Goods_not_announced_within_ten_working_days_were_enquired_after_but_for_those_that_planted_json_names(bool isCommitted)
    {
        var truth = (isCommitted ? CommittedSampleTests.Truths() : large.Truths).Orders;
        var over = Read(isCommitted).Select(order => (Order: order, LastDay: Tenth(Day(order, "订货日期")!.Value))).Where(o => o.LastDay < Exported).ToList();
        var asked = over.Where(o => Day(o.Order, "查询日期") <= o.LastDay).ToList();
        var missed = over.Except(asked).Where(o => !(Day(o.Order, "到货通知日期") <= o.LastDay)).Select(o => o.Order["订货单号"]).ToList();
        Assert.Equal(truth.EnquiredInTime, asked.Count);
        Assert.Equal(truth.Missed, missed);
        Assert.True(missed.Count > 0 && asked.Count > 4 * missed.Count);
    }

    private static DateOnly Tenth(DateOnly day)
    {
        for (var left = 10; left > 0;)
        {
            day = day.AddDays(1);
            left -= IsWorked(day) ? 1 : 0;
        }

        return day;
    }

    private static bool IsWorked(DateOnly day) => Listed.GetValueOrDefault(day, day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));

    // Excel counts days from 1899-12-30.
    private static DateOnly? Day(Dictionary<string, string> order, string heading) =>
        order[heading].Length == 0 ? null : new DateOnly(1899, 12, 30).AddDays(int.Parse(order[heading], CultureInfo.InvariantCulture));

    private List<Dictionary<string, string>> Read(bool isCommitted)
    {
        using var zip = ZipFile.OpenRead(Directory.GetFiles(isCommitted ? Repository.PathOf("data/samples") : large.Path, "订货单*.xlsx").Single());
        using var stream = zip.GetEntry("xl/worksheets/sheet1.xml")!.Open();
        XNamespace ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        var rows = XDocument.Load(stream).Descendants(ns + "row").Select(row => row.Elements(ns + "c").ToDictionary(cell => cell.Attribute("r")!.Value[0], cell => cell.Value)).ToList();
        return [.. rows.Skip(1).Select(row => rows[0].ToDictionary(heading => heading.Value, heading => row.GetValueOrDefault(heading.Key, "")))];
    }
}
