using ServiceAnalytics.Samples.Company;
using ServiceAnalytics.Samples.Output;
using ServiceAnalytics.Samples.Randomness;
using ServiceAnalytics.Samples.Tickets;
using ServiceAnalytics.Samples.Time;

namespace ServiceAnalytics.Samples.Field;

/// <summary>The register of visits 走访与出差登记表: the trips of on-site tickets, and the rounds between them, in the order in which they were entered.</summary>
internal sealed class Visits
{
    public static readonly string[] Headings =
    [
        "走访编号", "报修单号", "序列号", "客户名称", "客户等级", "区域", "服务网点", "产品型号", "走访类型", "走访人员",
        "计划日期", "出发时间", "到达时间", "离开时间", "返回时间", "报告提交时间", "走访目的", "走访情况", "是否解决", "客户签字",
        "配件明细", "携带配件数量", "使用配件数量", "退回配件数量", "行驶里程(公里)", "交通费", "餐费(元)", "住宿费(元)",
    ];

    private const int None = LocalMinutes.None;
    private static readonly Word[] Purposes = Word.List("维修", "定检", "安装调试", "培训", "客户走访");
    private static readonly Word[] Tasks = Word.List("", "定期检查在用设备", "新机安装调试", "操作与保养培训", "走访重点客户，听取意见");
    private static readonly Word[] Answers = Word.List("是", "否");
    private static readonly Word Repaired = "已修复，运行正常";
    private static readonly Word Unrepaired = "未修复，需再次上门";
    private static readonly Word Commissioned = "调试完成，参数已交底";
    private static readonly Word[] Inspected = Word.List("设备运行正常", "设备运行正常，已清洁紧固", "发现轻微渗漏，已处理", "建议更换易损件", "设备运行正常，保养记录齐全");
    private static readonly Word[] Heard = Word.List("客户对服务满意", "客户希望缩短配件供货时间", "客户计划增购同系列设备", "客户建议增加操作培训");

    private readonly CsvFile csv;
    private readonly Customers customers;
    private readonly RegisterFlaws flaws;
    private readonly SeededGenerator random;
    private readonly Scenario scenario;
    private readonly ulong seed;
    private readonly int cutoff;
    private readonly int unsignedOffice;
    private readonly int lastMonth;
    private readonly Trip roundTrip = new();
    private readonly List<string> lostInLastMonth = [];
    private readonly Action writeCells;
    private Row row;
    private long number;
    private long signed;
    private long unsigned;
    private long otherSigned;
    private long otherUnsigned;
    private long withParts;
    private long lost;

    public Visits(SampleOptions options, Customers customers, CsvFile csv, int exportInstant)
    {
        this.customers = customers;
        this.csv = csv;
        scenario = options.Scenario;
        seed = options.Seed;
        cutoff = exportInstant;
        random = new SeededGenerator(options.Seed, "visits");
        unsignedOffice = Places.OfficeIndex(scenario.UnsignedOffice);
        lastMonth = LocalMinutes.Month(options.EndMonth);
        writeCells = WriteCells;
        flaws = new RegisterFlaws(
            csv, Headings[0],
            ("unknown_code", "走访类型", "顺访"), ("key_missing", "", ""), ("number_is_text", "行驶里程(公里)", "约两百"), ("cell_count_short", "", ""),
            ("hostile_cell", "走访情况", "=HYPERLINK(\"http://example.invalid\",\"现场照片\")"), ("key_missing", "", ""), ("unknown_code", "走访类型", "顺访"),
            ("number_is_text", "餐费(元)", "自理"), ("cell_count_short", "", ""));
    }

    public int SetAside => flaws.SetAside;

    public IReadOnlyDictionary<string, int> FlawCounts => flaws.Counts;

    private readonly record struct Row(Ticket? Ticket, Trip Trip, Customer Customer, Purpose Purpose, Word Technician, Word? Task, Word? Finding, bool? IsSigned);

    /// <summary>The office whose reports come back unsigned.</summary>
    public PlantedSignatures Signatures() => new(scenario.UnsignedOffice, signed, unsigned, otherSigned, otherUnsigned);

    /// <summary>The trips on which a part was lost.</summary>
    public PlantedLostParts LostParts() => new(withParts, lost, lostInLastMonth);

    /// <summary>Enters the trips of a ticket that the register knows by the export, and numbers them.</summary>
    public void Add(Ticket t, ReadOnlySpan<Trip> trips)
    {
        var purpose = t.Request switch { Request.Commissioning => Purpose.Commissioning, Request.Inspection => Purpose.Inspection, _ => Purpose.Repair };
        var technician = Places.Offices[t.Customer.Office].Technicians[t.Technician];
        for (var i = 0; i < trips.Length; i++)
        {
            var trip = trips[i];
            if (trip.KnownFrom > cutoff)
            {
                return;
            }

            Number(trip);
            var isLast = i == trips.Length - 1;
            var finding = !trip.IsSolved ? Unrepaired : purpose switch
            {
                Purpose.Commissioning => Commissioned,
                Purpose.Inspection => Inspected[random.Below(Inspected.Length)],
                _ => Repaired,
            };
            // Who signs the ticket signs the report of the last trip, too.
            var share = t.Customer.Office == unsignedOffice ? scenario.UnsignedOfficeShare : scenario.UnsignedShare;
            var isSigned = !random.Chance(isLast && t.Repaired != None && t.Confirmed == None ? Math.Max(share, 0.15) : share);
            row = new Row(t, trip, t.Customer, purpose, technician, purpose == Purpose.Repair ? TicketSheet.FaultText(t) : Tasks[(int)purpose], finding, random.Chance(0.012) ? null : isSigned);
            WriteRow(t.Customer.Office);
        }
    }

    /// <summary>Enters a round; one in the future stands there as planned.</summary>
    public void Add(Round round)
    {
        var customer = customers.All[round.Customer];
        var office = Places.Offices[customer.Office];
        var trip = roundTrip;
        trip.Clear();
        trip.PlannedDay = round.PlannedDay;
        trip.KnownFrom = 0;
        if (round.Day != None)
        {
            // Customers don't move: the same way each time.
            trip.Km = 16 + (int)(SplitMix64.At(seed ^ 0x4B4D, round.Customer) % 170);
            trip.Arrived = (round.Day * LocalMinutes.PerDay) + (9 * 60) + random.Below(5 * 60);
            trip.Departed = trip.Arrived - TicketTrips.OneWay(trip.Km);
            trip.Left = trip.Arrived + random.LogNormalMinutes(round.Purpose == Purpose.Inspection ? 130 : 80, 0.4);
            trip.Returned = trip.Left + TicketTrips.OneWay(trip.Km) + random.Below(30);
            trip.Reported = random.Chance(0.95) ? LocalMinutes.Waking(trip.Returned + random.LogNormalMinutes(300, 1.0)) : None;
            trip.TravelCents = trip.Km * random.Between(14, 20) * 10L;
            trip.MealsCents = random.Between(20, 45) * 100;
            trip.LodgingCents = 0;
        }

        Number(trip);
        var share = customer.Office == unsignedOffice ? scenario.UnsignedOfficeShare : scenario.UnsignedShare;
        var findings = round.Purpose == Purpose.Inspection ? Inspected : Heard;
        row = new Row(
            null, trip, customer, round.Purpose, office.Technicians[random.Below(office.Technicians.Count)], Tasks[(int)round.Purpose],
            findings[random.Below(findings.Length)], random.Chance(share) ? false : true);
        WriteRow(customer.Office);
    }

    private void Number(Trip trip)
    {
        var date = LocalMinutes.Date(trip.PlannedDay);
        trip.Month = (date.Year % 100 * 100) + date.Month;
        trip.Number = ++number;
    }

    private void WriteRow(int office)
    {
        var trip = row.Trip;
        if (Known(trip.Returned) != None)
        {
            Remember(office, trip);
        }

        flaws.Before(office != unsignedOffice && trip.Carried == 0 && Known(trip.Returned) != None, writeCells);
        WriteCells();
        csv.EndRow();
    }

    private void Remember(int office, Trip trip)
    {
        switch (row.IsSigned, office == unsignedOffice)
        {
            case (true, true): signed++; break;
            case (false, true): unsigned++; break;
            case (true, false): otherSigned++; break;
            case (false, false): otherUnsigned++; break;
            default: break;
        }

        if (trip.Carried > 0 && trip.AreUsesNoted)
        {
            withParts++;
            if (trip.Carried != trip.Used + trip.Unused)
            {
                lost++;
                if (LocalMinutes.Month(LocalMinutes.Date(trip.Returned / LocalMinutes.PerDay)) == lastMonth)
                {
                    lostInLastMonth.Add($"ZF{trip.Month:0000}-{trip.Number:000000}");
                }
            }
        }
    }

    public static void WriteKey(CsvFile csv, Trip trip) => csv.Key("ZF"u8, trip.Month, 4, trip.Number, 6);

    private void WriteCells()
    {
        var (t, trip, customer, purpose, technician, task, finding, isSigned) = row;
        var office = Places.Offices[customer.Office];
        var isBegun = Known(trip.Departed) != None;
        var isLeft = Known(trip.Left) != None;
        var isBack = Known(trip.Returned) != None;
        WriteKey(csv, trip);
        if (t is null)
        {
            csv.Empty();
            csv.Empty();
        }
        else
        {
            TicketSheet.WriteKey(csv, t);
            if (t.HasSerial)
            {
                UnitSheet.WriteSerial(csv, t.Unit);
            }
            else
            {
                csv.Empty();
            }
        }

        csv.Cell(customer.Name);
        csv.Cell(customer.Grade);
        csv.Cell(office.Region);
        csv.Cell(office.Name);
        csv.Cell(t?.Model.Name);
        csv.Cell(Purposes[(int)purpose]);
        csv.Cell(technician);
        csv.Day(trip.PlannedDay);
        csv.Instant(Known(trip.Departed));
        csv.Instant(Known(trip.Arrived));
        csv.Instant(Known(trip.Left));
        csv.Instant(Known(trip.Returned));
        csv.Instant(Known(trip.Reported));
        csv.Cell(task);
        csv.Cell(isLeft ? finding : null);
        csv.Cell(isLeft && t is not null ? Answers[trip.IsSolved ? 0 : 1] : null);
        csv.Cell(isBack && isSigned is { } was ? Answers[was ? 0 : 1] : null);
        csv.Cell(isBegun ? trip.Part?.Part : null);
        Quantity(trip, isBegun, trip.Carried);
        Quantity(trip, isBack && trip.AreUsesNoted, trip.Used);
        Quantity(trip, isBack && trip.AreUsesNoted, trip.Unused);
        if (isBack)
        {
            csv.Whole(trip.Km);
        }
        else
        {
            csv.Empty();
        }

        csv.Money(isBack ? trip.TravelCents : None);
        csv.Money(isBack ? trip.MealsCents : None);
        csv.Money(isBack ? trip.LodgingCents : None);
    }

    private void Quantity(Trip trip, bool isKnown, int quantity)
    {
        if (isKnown && trip.Part is not null)
        {
            csv.Whole(quantity);
        }
        else
        {
            csv.Empty();
        }
    }

    private int Known(int instant) => instant <= cutoff ? instant : None;
}
