namespace ServiceAnalytics.Analytics.Statistics;

/// <summary>The cumulative hazard at one time.</summary>
/// <param name="Time">In the unit of the input.</param>
/// <param name="AtRisk">Cases still watched just before it.</param>
/// <param name="Events">Events at it.</param>
/// <param name="Hazard">Cumulative hazard up to and including it; 0 or more, may exceed 1.</param>
/// <param name="StandardError">Of the hazard.</param>
/// <param name="Interval">Limits on the log scale; both 0 before the first event.</param>
public sealed record HazardStep(double Time, long AtRisk, long Events, double Hazard, double StandardError, Interval Interval);

/// <summary>Nelson–Aalen estimate of the cumulative hazard: how much risk of a first failure has been gone through by a time.</summary>
/// <remarks>
/// Aalen, Annals of Statistics 6 (1978), 701–726; variance Σ d / n² as R's <c>survfit(Surv(time, event) ~ 1)</c> gives in <c>cumhaz</c> and <c>std.chaz</c>; limits on the log
/// scale, Kalbfleisch and Prentice, 2nd ed., section 1.4. A hazard that grows steadily is a straight line; bending up is wear, bending down early failures.
/// </remarks>
public static class NelsonAalen
{
    /// <summary>Estimates it at every time at which a case had an event or was censored.</summary>
    /// <param name="cases">Grouped or single cases, in any order; events come before censorings of the same time.</param>
    /// <param name="level">Confidence level, between 0 and 1.</param>
    /// <returns>In order of time; empty without cases.</returns>
    /// <exception cref="ArgumentNullException">No list.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A time that is negative or not finite, a negative count, a level outside 0 to 1.</exception>
    public static IReadOnlyList<HazardStep> Estimate(IEnumerable<FollowUp> cases, double level = Interval.UsualLevel)
    {
        double z = Tails.NormalQuantile(Arguments.Level(level));
        List<HazardStep> steps = [];
        double hazard = 0, variance = 0;
        foreach (SurvivalStep step in KaplanMeier.Fit(cases, level).Steps)
        {
            hazard += (double)step.Events / step.AtRisk;
            variance += step.Events / ((double)step.AtRisk * step.AtRisk);
            double error = Math.Sqrt(variance);
            double factor = hazard > 0 ? Math.Exp(z * error / hazard) : 1;
            steps.Add(new(step.Time, step.AtRisk, step.Events, hazard, error, new(hazard / factor, hazard * factor, level)));
        }

        return steps;
    }
}
