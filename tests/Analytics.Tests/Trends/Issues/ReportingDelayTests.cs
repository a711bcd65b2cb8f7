using MathNet.Numerics.Random;
using ServiceAnalytics.Analytics.Trends.Issues;

namespace ServiceAnalytics.Analytics.Tests.Trends.Issues;

/// <summary>The share reported by age, from what earlier exports knew.</summary>
public sealed class ReportingDelayTests
{
    [Fact]
    public void Without_an_earlier_export_nothing_is_said() => Assert.Null(ReportingDelay.Estimate([]));

    [Fact]
    public void A_handful_of_tickets_tells_nothing() => Assert.Null(ReportingDelay.Estimate([new(30, 5, 49, 40)]));

    [Fact]
    public void Everything_known_at_once_is_complete()
    {
        ReportingDelay delay = ReportingDelay.Estimate([.. Enumerable.Range(0, 40).Select(age => new ReportedByAge(60, age, 10, 10))])!;
        Assert.Equal(1, delay.Completeness(ReportingMonth.Parse("2026-10"), new DateOnly(2026, 11, 5)));
        Assert.Equal(1, delay.Exports);
    }

    [Fact]
    public void A_share_that_falls_with_age_by_chance_is_evened_out() // by hand: ages 0 and 1 pool to (9 + 6) / 20
    {
        ReportingDelay delay = ReportingDelay.Estimate([new(90, 0, 10, 9), new(90, 1, 10, 6), new(90, 2, 40, 40)])!;
        Assert.Equal([0.75, 0.75, 1.0, 1.0], new[] { 0, 1, 2, 50 }.Select(delay.Reported));
    }

    [Fact]
    public void What_even_the_newest_export_does_not_hold_yet_is_made_up_for() // two exports a week apart: half are known at once, all after a week
    {
        // By age at the first export: tickets of age 0 to 6 are half known; those known a week later are all there are.
        ReportedByAge[] seen = [.. Enumerable.Range(0, 30).Select(age => new ReportedByAge(7, age, 20, age < 7 ? 10 : 20))];
        ReportingDelay delay = ReportingDelay.Estimate(seen)!;
        Assert.Equal(0.5, delay.Reported(0), 6);
        Assert.Equal(1, delay.Reported(7), 6);

        // One export of three days before: at age 0 a half of what is known at age 3 is known, and of that again only a half.
        ReportedByAge[] chain = [.. Enumerable.Range(0, 6).Select(age => new ReportedByAge(3, age, 20, age < 3 ? 10 : 20)), new(3, 9, 20, 20)];
        Assert.Equal([0.5, 1.0], new[] { 0, 3 }.Select(a => Math.Round(ReportingDelay.Estimate(chain)!.Reported(a), 6)));
        ReportedByAge[] slower = [.. Enumerable.Range(0, 12).Select(age => new ReportedByAge(3, age, 20, age < 6 ? 10 : 20))];
        Assert.Equal([0.25, 0.5, 1.0], new[] { 1, 4, 7 }.Select(a => Math.Round(ReportingDelay.Estimate(slower)!.Reported(a), 6)));
    }

    [Fact]
    public void Delays_of_a_known_law_are_found_again_from_monthly_exports()
    {
        // Delays exponential with mean 12 days; ten tickets a day; exports on the 5th of eight months in a row.
        MersenneTwister random = new(20261115);
        int[] exports = [.. Enumerable.Range(0, 8).Select(i => 200 + (30 * i))];
        List<(int Received, int Seen)> tickets = [];
        for (int day = 150; day < exports[^1]; day++)
        {
            for (int i = 0; i < 10; i++)
            {
                double entered = day + (-12 * Math.Log(1 - random.NextDouble()));
                int seen = exports.FirstOrDefault(e => e >= entered, int.MaxValue);
                if (seen < int.MaxValue && seen - day <= 90)
                {
                    tickets.Add((day, seen));
                }
            }
        }

        ReportedByAge[] known =
        [
            .. exports[..^1].SelectMany(e => tickets.Where(t => t.Received < e && t.Received >= e - 60).GroupBy(t => e - t.Received)
                .Select(g => new ReportedByAge(exports[^1] - e, g.Key, g.Count(), g.Count(t => t.Seen <= e)))),
        ];
        ReportingDelay delay = ReportingDelay.Estimate(known)!;

        // 1 − exp(−age / 12); the share of a single age rests on some 70 tickets, two Monte-Carlo errors are 0.11.
        Assert.All(new[] { 6, 12, 18, 24, 36 }, age => Assert.InRange(delay.Reported(age), 1 - Math.Exp(-age / 12.0) - 0.08, 1 - Math.Exp(-age / 12.0) + 0.08));
        double truth = Enumerable.Range(5, 31).Average(age => 1 - Math.Exp(-(age - 0.5) / 12.0));
        Assert.Equal(truth, delay.Completeness(ReportingMonth.Parse("2026-10"), new DateOnly(2026, 11, 5)), 0.03);
    }
}
