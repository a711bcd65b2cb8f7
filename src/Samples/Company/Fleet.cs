using ServiceAnalytics.Samples.Randomness;
using ServiceAnalytics.Samples.Time;

namespace ServiceAnalytics.Samples.Company;

/// <summary>One delivered unit.</summary>
internal readonly record struct Unit(int Index, int Model, int Customer, int ProducedDay, int DeliveredDay, int WarrantyDay, int BatchYear, char BatchQuarter, int OrderNumber);

/// <summary>
/// The installed base: units in the order of their delivery, of which none is stored. The n-th unit's properties are a hash of n, its day of delivery
/// follows from the number delivered in each month, so a fleet of millions takes no memory.
/// </summary>
internal sealed class Fleet
{
    private readonly ulong seed;
    private readonly int firstMonth;
    private readonly int[] deliveredBefore; // by month: units delivered before it began
    private readonly int[] daysInMonth;
    private readonly int[] firstDay;
    private readonly byte[] modelOf = new byte[1000];
    private readonly ushort[] customerOf = new ushort[1 << 16];

    /// <summary>Deliveries begin five years before the first ticket and grow to 2.2 times their first level; the last, begun month ends the day before the export.</summary>
    public Fleet(int count, int firstTicketMonth, DateOnly exportDay, Customers customers, ulong seed)
    {
        this.seed = seed ^ 0x464C454554;
        Count = count;
        firstMonth = firstTicketMonth - 60;
        var months = LocalMinutes.Month(exportDay) - firstMonth + 1;
        deliveredBefore = new int[months + 1];
        daysInMonth = new int[months];
        firstDay = new int[months];
        var cumulated = new double[months + 1];
        for (var m = 0; m < months; m++)
        {
            var first = LocalMinutes.FirstOf(firstMonth + m);
            firstDay[m] = LocalMinutes.Day(first);
            daysInMonth[m] = m == months - 1 ? exportDay.Day - 1 : DateTime.DaysInMonth(first.Year, first.Month);
            cumulated[m + 1] = cumulated[m] + ((1 + (1.2 * m / (months - 1))) * daysInMonth[m]);
        }

        for (var m = 1; m <= months; m++)
        {
            deliveredBefore[m] = (int)Math.Round(count * cumulated[m] / cumulated[months]);
        }

        var place = 0;
        for (var model = 0; model < Products.Models.Count; model++)
        {
            for (var i = 0; i < Products.Models[model].Weight; i++)
            {
                modelOf[place++] = (byte)model;
            }
        }

        FillCustomers(customers);
    }

    public int Count { get; }

    /// <summary>How many units were delivered before the day; they are the units 0 to that number - 1.</summary>
    public int DeliveredBefore(int day)
    {
        var month = LocalMinutes.Month(LocalMinutes.Date(day)) - firstMonth;
        if (month < 0)
        {
            return 0;
        }

        if (month >= daysInMonth.Length)
        {
            return Count;
        }

        var inMonth = deliveredBefore[month + 1] - deliveredBefore[month];
        var elapsed = Math.Min(day - firstDay[month], daysInMonth[month]);
        return deliveredBefore[month] + (int)((((long)elapsed * inMonth) + daysInMonth[month] - 1) / daysInMonth[month]);
    }

    public int ModelOf(int unit) => modelOf[(int)(SplitMix64.At(seed, unit) % 1000)];

    public int CustomerOf(int unit) => customerOf[(int)(SplitMix64.At(seed, unit) >> 48)];

    public Unit this[int unit]
    {
        get
        {
            var month = Array.BinarySearch(deliveredBefore, unit);
            month = month < 0 ? ~month - 1 : month;
            while (deliveredBefore[month + 1] <= unit)
            {
                month++; // a month without deliveries begins at the same number
            }

            var inMonth = deliveredBefore[month + 1] - deliveredBefore[month];
            var delivered = firstDay[month] + (int)((long)(unit - deliveredBefore[month]) * daysInMonth[month] / inMonth);
            var hash = SplitMix64.At(~seed, unit);
            var produced = delivered - 20 - (int)(hash % 70);
            var model = ModelOf(unit);
            var made = LocalMinutes.Date(produced);
            var warranty = LocalMinutes.Date(delivered).AddMonths(Products.Models[model].Series.WarrantyMonths);
            return new Unit(unit, model, CustomerOf(unit), produced, delivered, LocalMinutes.Day(warranty), made.Year % 100, "ABCD"[(made.Month - 1) / 3], (int)((hash >> 20) % 9000) + 1000);
        }
    }

    private void FillCustomers(Customers customers)
    {
        var total = customers.All.Sum(customer => (long)customer.Weight);
        var sum = 0L;
        var place = 0;
        for (var i = 0; i < customers.All.Count; i++)
        {
            sum += customers.All[i].Weight;
            for (var end = (int)(sum * customerOf.Length / total); place < end; place++)
            {
                customerOf[place] = (ushort)i;
            }
        }
    }
}
