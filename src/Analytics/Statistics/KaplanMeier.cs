namespace ServiceAnalytics.Analytics.Statistics;

/// <summary>Cases that were followed equally long with the same end; one row of grouped data.</summary>
/// <param name="Time">How long, in any one unit (days); 0 or more. Times are the same only when they are equal to the last bit: round before grouping.</param>
/// <param name="IsEvent">True when the event (the repeat, the failure) ended the time; false when only the watching ended (censored).</param>
/// <param name="Count">How many such cases; 0 or more.</param>
/// <param name="From">
/// When it came under watch (left truncation: those that had the event before aren't known); 0 = from the start, else below <paramref name="Time"/>.
/// </param>
public readonly record struct FollowUp(double Time, bool IsEvent, long Count = 1, double From = 0);

/// <summary>The curve at one time at which cases had an event or were censored.</summary>
/// <param name="Time">In the unit of the input.</param>
/// <param name="AtRisk">Cases still watched and without event just before this time; those censored at this very time are among them.</param>
/// <param name="Events">Events at this time.</param>
/// <param name="Censored">Cases whose watching ended at this time.</param>
/// <param name="Estimate">Share without event up to and including this time.</param>
public sealed record SurvivalStep(double Time, long AtRisk, long Events, long Censored, SurvivalEstimate Estimate);

/// <summary>Share of cases without event up to and including a time.</summary>
/// <param name="Survival">0 to 1.</param>
/// <param name="StandardError">Greenwood's, of <paramref name="Survival"/>; 0 when the share is 0 or 1 (there the interval speaks, not the error).</param>
/// <param name="Interval">Limits of <paramref name="Survival"/>, 0 to 1.</param>
public sealed record SurvivalEstimate(double Survival, double StandardError, Interval Interval)
{
    /// <summary>Share <em>with</em> event by then: 1 − <see cref="Survival"/>, e.g. the repeat rate at W days.</summary>
    public double EventShare => 1 - Survival;

    /// <summary>Limits of <see cref="EventShare"/>, 0 to 1.</summary>
    public Interval EventShareInterval => new(1 - Interval.Upper, 1 - Interval.Lower, Interval.Level);
}

/// <summary>Kaplan–Meier estimate of the time to an event when some cases haven't been watched long enough.</summary>
/// <remarks>
/// Kaplan and Meier, J. Am. Stat. Assoc. 53 (1958), 457–481; variance by Greenwood; log–log limits as in Kalbfleisch and Prentice, The Statistical Analysis
/// of Failure Time Data, 2nd ed., section 1.4. The same as R's <c>survfit(Surv(time, event) ~ 1, conf.type = "log-log")</c>, with late entries <c>Surv(from, time, event)</c>: of
/// events and censorings at the same time the events come first, entries last. Assumes that censored cases would have gone on like the others.
/// Where the share is still 1 or already 0, log–log limits don't exist (R prints none); there the Clopper–Pearson limits stand, of the cases whose state at
/// that time is known: those still watched (share 1), or those that had the event (share 0). Without censoring these are all cases.
/// </remarks>
public sealed class KaplanMeier
{
    private readonly double level;
    private readonly double lastTime;
    private readonly List<(double From, long Count)> entries;

    private KaplanMeier(List<SurvivalStep> steps, List<(double From, long Count)> entries, double level)
    {
        Steps = steps;
        this.entries = entries;
        this.level = level;
        lastTime = steps.Count == 0 ? double.NegativeInfinity : steps[^1].Time;
    }

    /// <summary>One step per distinct time, in order of time; empty when there were no cases.</summary>
    public IReadOnlyList<SurvivalStep> Steps { get; }

    /// <summary>Fits the curve.</summary>
    /// <param name="cases">Grouped or single cases, in any order; rows of the same time and kind are added up. May be empty or all censored.</param>
    /// <param name="level">Confidence level of all limits, between 0 and 1.</param>
    /// <returns>The curve; with no cases it has no steps and <see cref="At"/> gives null.</returns>
    /// <exception cref="ArgumentNullException">No list.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A time that is negative or not finite, a late entry not before it, a negative count, a level outside 0 to 1.</exception>
    public static KaplanMeier Fit(IEnumerable<FollowUp> cases, double level = Interval.UsualLevel)
    {
        ArgumentNullException.ThrowIfNull(cases);
        Arguments.Level(level);
        var byTime = new SortedDictionary<double, (long Events, long Censored)>();
        var entering = new SortedDictionary<double, long>();
        foreach (var group in cases)
        {
            if (!double.IsFinite(group.Time) || group.Time < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(cases), group.Time, "A time to event is a finite number, 0 or more; a case that ends before it starts belongs to the contradictions.");
            }

            if (!(group.From >= 0 && (group.From == 0 || group.From < group.Time)))
            {
                throw new ArgumentOutOfRangeException(nameof(cases), group.From, $"A case comes under watch at 0, or later but before its time ({group.Time}).");
            }

            ArgumentOutOfRangeException.ThrowIfNegative(group.Count, nameof(cases));
            if (group.Count == 0)
            {
                continue;
            }

            entering[group.From] = checked(entering.GetValueOrDefault(group.From) + group.Count);
            var (events, censored) = byTime.GetValueOrDefault(group.Time);
            byTime[group.Time] = group.IsEvent ? (events + group.Count, censored) : (events, censored + group.Count);
        }

        var steps = new List<SurvivalStep>(byTime.Count);
        List<(double From, long Count)> entries = [.. entering.Select(e => (e.Key, e.Value))];
        long atRisk = 0, happened = 0;
        var entry = 0;
        double survival = 1;
        double greenwood = 0; // sum of d / (n (n − d)): the variance of log S
        foreach (var (time, (events, censored)) in byTime)
        {
            for (; entry < entries.Count && IsIn(entries[entry].From, time); entry++)
            {
                atRisk = checked(atRisk + entries[entry].Count);
            }

            happened += events;
            if (events > 0)
            {
                survival *= (double)(atRisk - events) / atRisk;
                greenwood += events == atRisk ? 0 : events / ((double)atRisk * (atRisk - events));
            }

            steps.Add(new SurvivalStep(time, atRisk, events, censored, Estimate(survival, greenwood, atRisk, happened, level)));
            atRisk -= events + censored;
        }

        return new KaplanMeier(steps, entries, level);
    }

    /// <summary>Share without event up to and including <paramref name="time"/>.</summary>
    /// <param name="time">In the unit of the input; 0 or more.</param>
    /// <returns>
    /// The estimate; 1 − S is its <see cref="SurvivalEstimate.EventShare"/>. Null when there are no cases, or when nobody was watched that long
    /// and not all have had the event: the data then say nothing about that time.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative or not finite time.</exception>
    public SurvivalEstimate? At(double time)
    {
        if (!double.IsFinite(time) || time < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(time), time, "A time is a finite number, 0 or more.");
        }

        if (Steps.Count == 0 || (time > lastTime && Steps[^1].Estimate.Survival > 0))
        {
            return null;
        }

        var before = Steps.LastOrDefault(s => s.Time <= time);

        // Before the first event the limits rest on who is still watched now, not at the last step.
        return before is null || before.Estimate.Survival >= 1 ? Estimate(1, 0, AtRisk(time), 0, level) : before.Estimate;
    }

    /// <summary>Cases that were under watch and without event just before a time; those that leave the watch at this very time are among them.</summary>
    public long AtRisk(double time) =>
        entries.TakeWhile(e => IsIn(e.From, time)).Sum(e => e.Count) - Steps.TakeWhile(s => s.Time < time).Sum(s => s.Events + s.Censored);

    // Watched in (from, time]; who is watched from the start can have the event at 0 as well.
    private static bool IsIn(double from, double time) => from == 0 || from < time;

    private static SurvivalEstimate Estimate(double survival, double greenwood, long atRisk, long happened, double level)
    {
        if (survival >= 1)
        {
            return new SurvivalEstimate(1, 0, Proportion.ClopperPearson(atRisk, atRisk, level)!);
        }

        if (survival <= 0)
        {
            return new SurvivalEstimate(0, 0, Proportion.ClopperPearson(0, happened, level)!);
        }

        var error = Math.Sqrt(greenwood);
        var stretch = Math.Exp(Tails.NormalQuantile(level) * error / -Math.Log(survival));
        return new SurvivalEstimate(
            survival,
            survival * error,
            new Interval(Math.Pow(survival, stretch), Math.Pow(survival, 1 / stretch), level));
    }
}
