namespace ServiceAnalytics.Analytics.Statistics;

/// <summary>The watched life of one unit and its failures.</summary>
/// <param name="From">Age at which it came under watch (0 = from delivery); 0 or more.</param>
/// <param name="To">Age up to which it was watched; not below <paramref name="From"/>.</param>
/// <param name="Events">Ages of its repairs, in any order, each after <paramref name="From"/> and not after <paramref name="To"/>.</param>
public sealed record UnitLife(double From, double To, IReadOnlyList<double> Events);

/// <summary>The mean cumulative function at one age.</summary>
/// <param name="Age">In the unit of the input.</param>
/// <param name="AtRisk">Units watched at that age.</param>
/// <param name="Events">Failures at that age.</param>
/// <param name="Mean">Failures per unit up to and including that age; may exceed 1.</param>
/// <param name="StandardError">Robust: units may differ, and one unit's failures may hang together.</param>
/// <param name="Interval">Limits on the log scale.</param>
public sealed record CumulativeStep(double Age, long AtRisk, long Events, double Mean, double StandardError, Interval Interval);

/// <summary>Mean number of repairs per unit by age, when units were watched for different times.</summary>
/// <remarks>
/// Nelson, J. Quality Technology 27 (1995), 147–157; robust variance by Lawless and Nadeau, Technometrics 37 (1995), 158–168: no model of how a unit's failures follow
/// each other is needed. The same as <c>cumhaz</c> and <c>std.chaz</c> of R's <c>survfit(Surv(from, to, event) ~ 1, id = unit)</c>. Time O((units + failures) · log).
/// </remarks>
public static class MeanCumulativeFunction
{
    /// <summary>Estimates it at every age at which a unit failed.</summary>
    /// <param name="units">One per unit.</param>
    /// <param name="level">Confidence level, between 0 and 1.</param>
    /// <returns>In order of age; empty without failures.</returns>
    /// <exception cref="ArgumentNullException">No list.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Ages that are negative, not finite, out of order, or a failure outside the watched time.</exception>
    public static IReadOnlyList<CumulativeStep> Estimate(IReadOnlyList<UnitLife> units, double level = Interval.UsualLevel)
    {
        ArgumentNullException.ThrowIfNull(units);
        double z = Tails.NormalQuantile(Arguments.Level(level));
        foreach (UnitLife unit in units)
        {
            Check(unit);
        }

        // A unit is at risk in (from, to]: at one age entries come last, failures first, leavings after them.
        (double Age, int Unit)[] entries = [.. units.Select((u, i) => (u.From, i)).OrderBy(e => e.From)];
        (double Age, int Unit)[] leavings = [.. units.Select((u, i) => (u.To, i)).OrderBy(e => e.To)];
        (double Age, int Unit)[] failures = [.. units.SelectMany((u, i) => u.Events.Select(e => (e, i))).OrderBy(e => e.e)];

        // Each unit's share in the error is its own failures (by 1 ÷ at risk) less what the average unit would have had (B). Kept as sums over the
        // units under watch, so that a failure doesn't touch them one by one.
        double[] own = new double[units.Count];
        bool[] watched = new bool[units.Count];
        double mean = 0, drift = 0, sum = 0, squares = 0, left = 0;
        long atRisk = 0;
        int entry = 0, leaving = 0;
        List<CumulativeStep> steps = [];
        for (int i = 0; i < failures.Length;)
        {
            double age = failures[i].Age;
            for (; entry < entries.Length && entries[entry].Age < age; entry++)
            {
                int unit = entries[entry].Unit;
                if (units[unit].To > units[unit].From)
                {
                    watched[unit] = true;
                    own[unit] = drift; // counts against it only from here on
                    Enter(own[unit]);
                }
            }

            for (; leaving < leavings.Length && leavings[leaving].Age < age; leaving++)
            {
                int unit = leavings[leaving].Unit;
                if (watched[unit])
                {
                    watched[unit] = false;
                    Leave(own[unit]);
                    left += (own[unit] - drift) * (own[unit] - drift);
                }
            }

            int next = i;
            double one = 1.0 / atRisk;
            for (; next < failures.Length && failures[next].Age == age; next++)
            {
                int unit = failures[next].Unit;
                Leave(own[unit]); // out and in again: the sums change, the number at risk stays
                own[unit] += one;
                Enter(own[unit]);
            }

            long events = next - i;
            mean += (double)events / atRisk;
            drift += events / ((double)atRisk * atRisk);
            double variance = Math.Max(0, left + squares - (2 * drift * sum) + (atRisk * drift * drift));
            double error = Math.Sqrt(variance);
            double factor = Math.Exp(z * error / mean);
            steps.Add(new(age, atRisk, events, mean, error, new(mean / factor, mean * factor, level)));
            i = next;
        }

        return steps;

        void Enter(double share)
        {
            atRisk++;
            sum += share;
            squares += share * share;
        }

        void Leave(double share)
        {
            atRisk--;
            sum -= share;
            squares -= share * share;
        }
    }

    /// <summary>Value at an age: that of the last step at or before it.</summary>
    /// <returns>Null before the first failure.</returns>
    public static CumulativeStep? At(this IReadOnlyList<CumulativeStep> steps, double age)
    {
        ArgumentNullException.ThrowIfNull(steps);
        return steps.LastOrDefault(s => s.Age <= age);
    }

    /// <summary>Repairs per unit of one group less those of another at an age, the groups independent.</summary>
    /// <param name="first">Steps of the one.</param>
    /// <param name="second">Steps of the other.</param>
    /// <param name="age">At which.</param>
    /// <param name="level">Confidence level, between 0 and 1.</param>
    /// <returns>Difference and normal interval.</returns>
    /// <remarks>Lawless and Nadeau (1995), section 3; no failure by that age counts as 0 with no error, so both groups should be of some size.</remarks>
    public static (double Difference, Interval Interval) Difference(IReadOnlyList<CumulativeStep> first, IReadOnlyList<CumulativeStep> second, double age, double level = Interval.UsualLevel)
    {
        (CumulativeStep? a, CumulativeStep? b) = (first.At(age), second.At(age));
        double difference = (a?.Mean ?? 0) - (b?.Mean ?? 0);
        double half = Tails.NormalQuantile(Arguments.Level(level)) * Math.Sqrt(Math.Pow(a?.StandardError ?? 0, 2) + Math.Pow(b?.StandardError ?? 0, 2));
        return (difference, new(difference - half, difference + half, level));
    }

    private static void Check(UnitLife unit)
    {
        if (!(unit.From >= 0 && unit.To >= unit.From && double.IsFinite(unit.To)))
        {
            throw new ArgumentOutOfRangeException(nameof(unit), $"{unit.From} to {unit.To}", "A unit is watched from an age of 0 or more to an age not below it.");
        }

        foreach (double e in unit.Events)
        {
            if (!(e > unit.From && e <= unit.To))
            {
                throw new ArgumentOutOfRangeException(nameof(unit), e, $"A failure lies after {unit.From} and not after {unit.To}, the time for which the unit was watched.");
            }
        }
    }
}
