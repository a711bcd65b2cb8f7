namespace ServiceAnalytics.Analytics.Statistics;

/// <summary>A life that ended with a failure, or was only watched up to an age.</summary>
/// <param name="Age">Age at the failure, or up to which it was watched; above 0.</param>
/// <param name="IsEvent">True for a failure.</param>
/// <param name="From">Age at which it came under watch (left truncation: those that failed before are not known); 0 or more, below <paramref name="Age"/>.</param>
/// <param name="Count">How many such units; 0 or more.</param>
public readonly record struct Life(double Age, bool IsEvent, double From = 0, long Count = 1);

/// <summary>How the risk of a first failure goes with age.</summary>
public enum WeibullReading
{
    /// <summary>Falls: shape below 1, its whole interval too. Early failures: material, assembly, commissioning.</summary>
    EarlyFailures,

    /// <summary>The interval holds 1: nothing can be said against failures at random.</summary>
    NotTold,

    /// <summary>Rises: shape above 1, its whole interval too. Wear.</summary>
    WearOut,
}

/// <summary>A Weibull distribution fitted to lives.</summary>
/// <param name="Shape">Below 1 the risk falls with age, above 1 it rises.</param>
/// <param name="ShapeInterval">On the log scale.</param>
/// <param name="Scale">Age by which 63.2 % have failed, in the unit of the input.</param>
/// <param name="ScaleInterval">On the log scale.</param>
/// <param name="Events">Failures it rests on.</param>
/// <param name="LogLikelihood">At the maximum.</param>
public sealed record WeibullFit(double Shape, Interval ShapeInterval, double Scale, Interval ScaleInterval, long Events, double LogLikelihood)
{
    /// <summary>What the shape says; nothing when its interval spans 1.</summary>
    public WeibullReading Reading => ShapeInterval.Upper < 1 ? WeibullReading.EarlyFailures : ShapeInterval.Lower > 1 ? WeibullReading.WearOut : WeibullReading.NotTold;

    /// <summary>Share still without failure at an age of 0 or more.</summary>
    public double Survival(double age) => Math.Exp(-Math.Pow(age / Scale, Shape));
}

/// <summary>Weibull by maximum likelihood with right censoring and left truncation.</summary>
/// <remarks>
/// Meeker and Escobar, Statistical Methods for Reliability Data (1998), chapters 8 and 11; intervals from the observed information on the log scale. Without truncation the same as
/// R's <c>survreg(Surv(age, event) ~ 1)</c> (shape = 1 ÷ its scale).
/// </remarks>
public static class Weibull
{
    /// <summary>Fits shape and scale.</summary>
    /// <param name="lives">Single or grouped, in any order.</param>
    /// <param name="level">Confidence level of the limits, between 0 and 1.</param>
    /// <returns>Null when there is no finite answer: fewer than two failures, or all of them at one age that nobody outlived.</returns>
    /// <exception cref="ArgumentNullException">No list.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An age not above 0, a truncation not below it, a negative count.</exception>
    public static WeibullFit? Fit(IEnumerable<Life> lives, double level = Interval.UsualLevel)
    {
        ArgumentNullException.ThrowIfNull(lives);
        double z = Tails.NormalQuantile(Arguments.Level(level));
        List<Life> all = [.. lives.Where(l => Check(l).Count > 0)];
        double events = all.Where(l => l.IsEvent).Sum(l => (double)l.Count);
        if (events < 2)
        {
            return null;
        }

        // In units of the largest age: powers stay within range.
        double unit = all.Max(l => l.Age);
        double logs = all.Where(l => l.IsEvent).Sum(l => l.Count * Math.Log(l.Age / unit));

        // For a given shape the scale follows; the slope of the likelihood along the shape falls through its root.
        double Slope(double shape)
        {
            (double s0, double s1, _) = Sums(shape);
            return (events / shape) + logs - (events * s1 / s0);
        }

        double low = 1e-3, high = 1;
        while (Slope(high) > 0)
        {
            high *= 2;
            if (high > 1e4)
            {
                return null;
            }
        }

        if (Slope(low) <= 0)
        {
            return null;
        }

        for (int i = 0; i < 200 && high - low > 1e-14 * high; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = Slope(middle) > 0 ? (middle, high) : (low, middle);
        }

        double k = (low + high) / 2;
        (double a, double b, double c) = Sums(k);
        double scale = Math.Pow(a / events, 1 / k);

        // Observed information in (log shape, log scale) at the maximum; h(t) = (t/scale)^k, and a / scale^k = events there.
        double logScale = Math.Log(scale), per = Math.Pow(scale, -k);
        double t1 = per * (b - (logScale * a)), t2 = per * (c - (2 * logScale * b) + (logScale * logScale * a));
        double shapeShape = -(k * (logs - (events * logScale) - t1)) + (k * k * t2);
        double scaleScale = k * k * events;
        double cross = (k * events) - (k * events) - (k * k * t1);
        double determinant = (shapeShape * scaleScale) - (cross * cross);
        if (!(determinant > 0))
        {
            return null;
        }

        double shapeFactor = Math.Exp(z * Math.Sqrt(scaleScale / determinant)), scaleFactor = Math.Exp(z * Math.Sqrt(shapeShape / determinant));
        double logLikelihood = (events * Math.Log(k)) + ((k - 1) * logs) - (events * k * logScale) - events - (events * Math.Log(unit));
        return new(k, new(k / shapeFactor, k * shapeFactor, level), scale * unit, new(scale * unit / scaleFactor, scale * unit * scaleFactor, level), (long)events, logLikelihood);

        (double, double, double) Sums(double shape)
        {
            double s0 = 0, s1 = 0, s2 = 0;
            foreach (Life life in all)
            {
                Add(life.Age, life.Count);
                if (life.From > 0)
                {
                    Add(life.From, -life.Count);
                }
            }

            return (s0, s1, s2);

            void Add(double age, double count)
            {
                double log = Math.Log(age / unit), power = count * Math.Exp(shape * log);
                s0 += power;
                s1 += power * log;
                s2 += power * log * log;
            }
        }
    }

    private static Life Check(Life life)
    {
        if (!(life.Age > 0 && double.IsFinite(life.Age) && life.From >= 0 && life.From < life.Age))
        {
            throw new ArgumentOutOfRangeException(nameof(life), life.Age, $"A life ends at an age above 0 and above the age at which it came under watch ({life.From}); count a failure on the first day as half a day.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(life.Count);
        return life;
    }
}
