namespace ServiceAnalytics.Analytics.Sla;

/// <summary>A zone as stretches of one offset each, so that SQL finds local times without knowing zones.</summary>
/// <param name="Ends">Where each stretch ends, microseconds since 1970; the last has none and is not among them.</param>
/// <param name="Offsets">Local time less UTC in each stretch, microseconds; one more than ends.</param>
internal sealed record ZoneSegments(IReadOnlyList<long> Ends, IReadOnlyList<long> Offsets)
{
    private static readonly DateTimeOffset First = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Last = new(2060, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The stretches of a zone from 2000 to 2060; what lies outside has the nearest one's offset.</summary>
    public static ZoneSegments Of(TimeZoneInfo zone)
    {
        List<long> ends = [];
        List<long> offsets = [Microseconds(zone.GetUtcOffset(First))];
        if (zone.SupportsDaylightSavingTime || zone.GetAdjustmentRules().Length > 0)
        {
            for (DateTimeOffset day = First; day < Last; day = day.AddDays(1))
            {
                if (zone.GetUtcOffset(day) != zone.GetUtcOffset(day.AddDays(1)))
                {
                    DateTimeOffset change = Change(zone, day, day.AddDays(1));
                    ends.Add(change.ToUnixTimeSeconds() * 1_000_000);
                    offsets.Add(Microseconds(zone.GetUtcOffset(change)));
                }
            }
        }

        return new ZoneSegments(ends, offsets);
    }

    // The first second with the later offset.
    private static DateTimeOffset Change(TimeZoneInfo zone, DateTimeOffset before, DateTimeOffset after)
    {
        long low = before.ToUnixTimeSeconds();
        long high = after.ToUnixTimeSeconds();
        TimeSpan old = zone.GetUtcOffset(before);
        while (high - low > 1)
        {
            long middle = (low + high) / 2;
            if (zone.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(middle)) == old)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return DateTimeOffset.FromUnixTimeSeconds(high);
    }

    private static long Microseconds(TimeSpan offset) => offset.Ticks / TimeSpan.TicksPerMicrosecond;
}
