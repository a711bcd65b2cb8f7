using ServiceAnalytics.Samples.Company;
using ServiceAnalytics.Samples.Output;
using ServiceAnalytics.Samples.Randomness;
using ServiceAnalytics.Samples.Tickets;
using ServiceAnalytics.Samples.Time;

namespace ServiceAnalytics.Samples.Field;

/// <summary>
/// The store's register 配件出入库: what was issued for a ticket or taken on a trip, what came back unused, and the old parts that are to come back. What a ticket
/// used times its price is the ticket's cost of parts.
/// </summary>
internal sealed class PartMovements
{
    public static readonly string[] Headings =
    [
        "出入库单号", "报修单号", "任务单号", "客户名称", "服务网点", "产品型号", "配件编号", "配件名称", "供应商", "出入库类型", "数量", "单价(元)", "金额(元)", "出入库日期",
        "旧件是否回收", "旧件应返日期", "旧件返回日期", "领用人", "备注",
    ];

    private const int None = LocalMinutes.None;
    private const int LowestPriceToRecover = 150;
    private static readonly Word Out = "领用出库";
    private static readonly Word Back = "退库";
    private static readonly Word Recover = "需回收";
    private static readonly Word LeaveOut = "不回收";
    private static readonly Word Kit = "易损件包";
    private static readonly Word KitNumber = "PJ-YSJ";
    private static readonly Word Unused = "未使用退库";
    private static readonly Word Misfit = "与故障不符，退库";
    private static readonly Word[] Uses = Word.List("", "寄送客户", "上门维修", "返厂维修", "换货发出");
    private static readonly Dictionary<Fault, Word> Numbers = Products.AllSeries.SelectMany(series => series.Faults).ToDictionary(fault => fault, fault => new Word($"PJ-{fault.Code}"));

    private readonly CsvFile csv;
    private readonly RegisterFlaws flaws;
    private readonly SeededGenerator random;
    private readonly Scenario scenario;
    private readonly WorkCalendar calendar;
    private readonly int exportDay;
    private readonly int lateOffice;
    private readonly Action writeCells;
    private Row row;
    private long number;
    private long owed;
    private long inTime;
    private long otherOwed;
    private long otherInTime;

    public PartMovements(SampleOptions options, WorkCalendar calendar, CsvFile csv)
    {
        this.csv = csv;
        this.calendar = calendar;
        scenario = options.Scenario;
        random = new SeededGenerator(options.Seed, "parts");
        exportDay = LocalMinutes.Day(options.ExportDay);
        lateOffice = Places.OfficeIndex(scenario.OldPartsOffice);
        writeCells = WriteCells;
        flaws = new RegisterFlaws(
            csv, Headings[0],
            ("number_is_text", "金额(元)", "待核价"), ("key_missing", "", ""), ("unknown_code", "出入库类型", "借用"), ("cell_count_short", "", ""),
            ("hostile_cell", "备注", "@SUM(1,2)<b>加急</b>"), ("key_missing", "", ""), ("unknown_code", "出入库类型", "借用"));
    }

    public int SetAside => flaws.SetAside;

    public IReadOnlyDictionary<string, int> FlawCounts => flaws.Counts;

    private readonly record struct Row(
        Ticket Ticket, Trip? Trip, Word PartNo, Word PartName, Word? Supplier, bool IsReturn, int Quantity, long UnitCents, int Day, bool IsRecoverable, int DueDay, int BackDay, Word Remark);

    /// <summary>The office whose old parts come back late.</summary>
    public PlantedOldParts OldParts() => new(scenario.OldPartsOffice, owed, inTime, otherOwed, otherInTime);

    /// <summary>Writes what the ticket moved. Its trips have been entered in their register already.</summary>
    public void Add(Ticket t, ReadOnlySpan<Trip> trips)
    {
        if (t.PartsCents == 0 || t.Repaired == None)
        {
            return;
        }

        if (t.Mode == Mode.OnSite)
        {
            foreach (var trip in trips)
            {
                Carry(t, trip);
            }
        }
        else
        {
            Send(t);
        }
    }

    private void Carry(Ticket t, Trip trip)
    {
        if (trip.Part is not { } part || trip.Departed / LocalMinutes.PerDay >= exportDay)
        {
            return;
        }

        var isUsed = trip.Used > 0;
        var price = isUsed ? t.PartsCents / trip.Used : random.LogNormalMinutes(part.PartPrice * 10, 0.3) * 10L;
        var supplier = Products.Suppliers[t.Supplier];
        var issued = trip.Departed / LocalMinutes.PerDay;
        Issue(t, trip, Numbers[part], part.Part, supplier, trip.Carried, price, issued, trip.Returned / LocalMinutes.PerDay, isUsed && IsRecovered(t, part.PartPrice), Uses[(int)t.Mode]);
        var back = (trip.Returned / LocalMinutes.PerDay) + random.Below(3);
        if (trip.Unused > 0 && back < exportDay)
        {
            Write(new Row(t, trip, Numbers[part], part.Part, supplier, IsReturn: true, trip.Unused, price, back, IsRecoverable: false, None, None, isUsed ? Unused : Misfit));
        }
    }

    /// <summary>A part that travels without a technician: to the customer, to the workshop.</summary>
    private void Send(Ticket t)
    {
        var fault = t.Fault < 0 ? null : t.Series.Faults[t.Fault];
        var from = t.Planned != None ? t.Planned : t.Replied != None ? t.Replied : t.Received;
        var repaired = t.Repaired / LocalMinutes.PerDay;
        var issued = t.Mode == Mode.FactoryReturn
            ? Math.Max(from / LocalMinutes.PerDay, repaired - random.Below(3))
            : Math.Min(repaired, calendar.Add(from, random.LogNormalMinutes(300, 0.6)) / LocalMinutes.PerDay);
        if (issued < exportDay)
        {
            // What is repaired in the works leaves its old part there.
            var isRecoverable = fault is not null && t.Mode != Mode.FactoryReturn && IsRecovered(t, fault.PartPrice);
            Issue(
                t, null, fault is null ? KitNumber : Numbers[fault], fault is null ? Kit : fault.Part, fault is null ? null : Products.Suppliers[t.Supplier],
                1, t.PartsCents, issued, repaired, isRecoverable, Uses[(int)t.Mode]);
        }
    }

    /// <summary>Parts under warranty that are worth it are looked at by their makers.</summary>
    private static bool IsRecovered(Ticket t, int price) => t.IsFree && price >= LowestPriceToRecover;

    private void Issue(
        Ticket t, Trip? trip, Word partNo, Word partName, Word? supplier, int quantity, long price, int issued, int takenOut, bool isRecoverable, Word use)
    {
        var due = None;
        var back = None;
        if (isRecoverable)
        {
            // Before the 5th of the next month: the 4th is the last day in time.
            due = LocalMinutes.Day(LocalMinutes.FirstOf(LocalMinutes.Month(LocalMinutes.Date(issued)) + 1)) + 3;
            back = OldPartBack(t.Customer.Office, takenOut, due);
            Remember(t.Customer.Office, due, back);
        }

        Write(new Row(t, trip, partNo, partName, supplier, IsReturn: false, quantity, price, issued, isRecoverable, due, back, use));
    }

    private int OldPartBack(int office, int takenOut, int due)
    {
        var isLate = random.Chance(office == lateOffice ? scenario.OldPartsOfficeLateShare : scenario.OldPartsLateShare);
        if (isLate && random.Chance(0.25))
        {
            return None;
        }

        var soonest = takenOut + 1;
        return isLate || soonest > due
            ? Math.Max(soonest, due + 1) + (random.LogNormalMinutes(8 * LocalMinutes.PerDay, 0.7) / LocalMinutes.PerDay)
            : soonest + random.Below(due - soonest + 1);
    }

    private void Remember(int office, int due, int back)
    {
        if (due >= exportDay)
        {
            return;
        }

        var kept = back != None && back <= due ? 1 : 0;
        if (office == lateOffice)
        {
            owed++;
            inTime += kept;
        }
        else
        {
            otherOwed++;
            otherInTime += kept;
        }
    }

    private void Write(Row moved)
    {
        row = moved;
        number++;
        flaws.Before(!moved.IsRecoverable && !moved.IsReturn && moved.Trip is null, writeCells);
        WriteCells();
        csv.EndRow();
    }

    private void WriteCells()
    {
        var date = LocalMinutes.Date(row.Day);
        csv.Key(row.IsReturn ? "RK"u8 : "CK"u8, (date.Year % 100 * 100) + date.Month, 4, number, 6);
        TicketSheet.WriteKey(csv, row.Ticket);
        if (row.Trip is null)
        {
            csv.Empty();
        }
        else
        {
            Visits.WriteKey(csv, row.Trip);
        }

        var office = Places.Offices[row.Ticket.Customer.Office];
        csv.Cell(row.Ticket.Customer.Name);
        csv.Cell(office.Name);
        csv.Cell(row.Ticket.Model.Name);
        csv.Cell(row.PartNo);
        csv.Cell(row.PartName);
        csv.Cell(row.Supplier);
        csv.Cell(row.IsReturn ? Back : Out);
        csv.Whole(row.Quantity);
        csv.Money(row.UnitCents);
        csv.Money(row.UnitCents * row.Quantity);
        csv.Day(row.Day);
        csv.Cell(row.IsReturn ? null : row.IsRecoverable ? Recover : LeaveOut);
        csv.Day(row.DueDay);
        csv.Day(row.BackDay < exportDay ? row.BackDay : None);
        csv.Cell(office.Technicians[row.Ticket.Technician]);
        csv.Cell(row.Remark);
    }
}
