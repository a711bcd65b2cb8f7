using ServiceAnalytics.Samples.Company;
using ServiceAnalytics.Samples.Randomness;
using ServiceAnalytics.Samples.Time;

namespace ServiceAnalytics.Samples.Field;

/// <summary>What a trip is for.</summary>
internal enum Purpose
{
    Repair,
    Inspection,
    Commissioning,
    Training,
    CustomerVisit,
}

/// <summary>A visit without a ticket.</summary>
/// <param name="PlannedDay">The day it was planned for.</param>
/// <param name="Day">The day somebody went; <see cref="LocalMinutes.None"/> when nobody did.</param>
/// <param name="Customer">Index of the customer.</param>
/// <param name="Purpose">What for.</param>
internal readonly record struct Round(int PlannedDay, int Day, int Customer, Purpose Purpose);

/// <summary>
/// The rounds that an office makes: all units of a customer inspected every quarter (customers of grades A and B) or half-year (C), and key customers visited about once
/// a year. Most are kept; some come weeks late, some never take place, and the next is planned from the last.
/// </summary>
internal sealed class Rounds
{
    private readonly List<Round> all = [];

    /// <summary>Plans all rounds from the first day of the register to a month after its last day.</summary>
    public Rounds(SampleOptions options, Customers customers, WorkCalendar calendar, int firstDay, int lastDay)
    {
        var random = new SeededGenerator(options.Seed, "rounds");
        for (var customer = 0; customer < customers.All.Count; customer++)
        {
            var grade = customers.All[customer].Grade.Text;
            var every = grade == "C" ? 176 : 82;
            for (var day = firstDay + random.Below(every); day < lastDay + 30;)
            {
                day = Plan(customer, day, Purpose.Inspection) + every + random.Between(-4, 4);
            }

            if (grade == "A")
            {
                for (var day = firstDay + random.Below(240); day < lastDay + 30;)
                {
                    day = Plan(customer, day, random.Chance(0.1) ? Purpose.Training : Purpose.CustomerVisit) + random.Between(260, 350);
                }
            }
        }

        all.Sort((a, b) => (a.PlannedDay, a.Customer, a.Purpose).CompareTo((b.PlannedDay, b.Customer, b.Purpose)));

        int Plan(int customer, int day, Purpose purpose)
        {
            var planned = Worked(day);
            var isMade = !random.Chance(0.03);
            var made = Worked(random.Chance(0.92) ? planned + random.Between(0, 3) : planned + random.Between(6, 30));
            all.Add(new Round(planned, isMade ? made : LocalMinutes.None, customer, purpose));
            return isMade ? made : planned;
        }

        int Worked(int day)
        {
            while (!calendar.IsWorked(day))
            {
                day++;
            }

            return day;
        }
    }

    /// <summary>In the order of their planned days.</summary>
    public IReadOnlyList<Round> All => all;
}
