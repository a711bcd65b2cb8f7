using System.Globalization;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.App.Commands;

namespace ServiceAnalytics.App;

/// <summary>A day or an instant as somebody types it, on the clock of the policy's zone.</summary>
internal static class GivenInstant
{
    private static readonly string[] Styles = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss"];
    private static readonly string[] InUtc = ["yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    /// <summary>Reads it; a day means its end. With <c>Z</c> behind, as JSON output writes instants, it is UTC.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="option">The option, for the message.</param>
    /// <param name="policy">Whose zone counts.</param>
    /// <exception cref="CommandException">Neither a day nor a time.</exception>
    public static DateTimeOffset Parse(string text, string option, Policy policy)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            return LocalMidnight.Of(day.AddDays(1), policy.Zone);
        }

        if (DateTime.TryParseExact(text, Styles, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local))
        {
            return new DateTimeOffset(local, policy.Zone.GetUtcOffset(local)).ToUniversalTime();
        }

        return DateTime.TryParseExact(text, InUtc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime utc)
            ? new DateTimeOffset(utc)
            : throw new CommandException($"{option}: \"{text}\" is not a day or a time (write 2026-11-05 or 2026-11-05T18:30, on the clock of {policy.ZoneId}).",
                $"{option}：“{text}”不是日期或时刻（请写 2026-11-05 或 2026-11-05T18:30，按 {policy.ZoneId} 的时间）。");
    }
}
