namespace ServiceAnalytics.Analytics.Statistics;

/// <summary>What every figure here asks of its input, with the advice that goes with a refusal.</summary>
internal static class Arguments
{
    internal static double Level(double level)
    {
        if (!(level > 0 && level < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "A confidence level lies between 0 and 1; write 0.95 for 95 %.");
        }

        return level;
    }

    internal static void CountOf(long count, long total, string countName, string totalName)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(total, totalName);
        ArgumentOutOfRangeException.ThrowIfNegative(count, countName);
        if (count > total)
        {
            throw new ArgumentOutOfRangeException(countName, count, $"{countName} is more than {totalName} ({total}); a part can't exceed its whole.");
        }
    }

    /// <summary>True when there is exposure; false for "no data": neither exposure nor events.</summary>
    internal static bool CountOver(long count, double exposure, string countName, string exposureName)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count, countName);
        if (!double.IsFinite(exposure) || exposure < 0)
        {
            throw new ArgumentOutOfRangeException(exposureName, exposure, "An exposure is a finite number, 0 or more.");
        }

        if (exposure == 0 && count > 0)
        {
            throw new ArgumentOutOfRangeException(countName, count, $"{countName} is above 0 while {exposureName} is 0: events without exposure have no rate. Find the missing units, or leave the series out.");
        }

        return exposure > 0;
    }

    internal static double Finite(double value, string name) => double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "A finite number is needed; leave missing values out before calling.");
}
