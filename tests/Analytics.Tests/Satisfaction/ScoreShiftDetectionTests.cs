using MathNet.Numerics.Random;
using ServiceAnalytics.Analytics.Satisfaction;
using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Tests.Satisfaction;

/// <summary>
/// The promise on the page is: of the drops called, at most 5 % in expectation are false. Held here by simulation with a fixed seed: a company of
/// 60 technicians in 20 offices in 5 regions and 8 product series, each survey counting in all four and in the total, as real ones do.
/// </summary>
public sealed class ScoreShiftDetectionTests
{
    private const int Technicians = 60;
    private const double Nominal = 0.05;

    /// <summary>Marks 1 to 5: four in five are satisfied, as in the trade.</summary>
    private static readonly double[] Usual = [0.03, 0.04, 0.13, 0.35, 0.45];

    [Theory]
    [InlineData(400, 400, "an ordinary month")]
    [InlineData(400, 60, "a month after few answers before: the small past must not pass for certain")]
    [InlineData(2000, 2000, "a large company")]
    public void Without_any_true_drop_no_more_months_raise_an_alarm_than_promised(int answers, int answersPerMonthBefore, string why)
    {
        // No group has dropped, so every alarm is false, and the false discovery rate is the share of months with an alarm.
        MersenneTwister random = new(20261101);
        int replications = 400;
        int alarms = 0;
        for (int r = 0; r < replications; r++)
        {
            List<GroupScores<string>> company = Company(random, answers, answersPerMonthBefore, drop: null);
            alarms += ScoreShiftDetection.Find(company, 10, ShiftDirection.Drop).Any(s => s.QValue <= Nominal) ? 1 : 0;
        }

        Interval share = Proportion.Wilson(alarms, replications)!;
        Assert.True(share.Lower <= Nominal, $"{why}: {alarms} of {replications} months raised a false alarm, at least {share.Lower:P1}, promised {Nominal:P0}");
    }

    [Fact]
    public void An_office_whose_satisfied_customers_fall_from_four_in_five_to_two_in_five_is_found_in_nine_of_ten_months()
    {
        // 40 answers in the month, 240 before. By the share alone, R: phyper(a, a + b, 280 - a - b, 40) <= 0.05 / 94 / 2 in 92 % of draws of
        // a from rbinom(40, 0.4) and b from rbinom(240, 0.8); the mean sees some more.
        MersenneTwister random = new(5);
        int found = 0;
        for (int r = 0; r < 200; r++)
        {
            List<GroupScores<string>> company = Company(random, 800, 800, drop: 7);
            found += ScoreShiftDetection.Find(company, 10, ShiftDirection.Drop).Any(s => s.Group.Key == "office 7" && s.QValue <= Nominal) ? 1 : 0;
        }

        Assert.True(found >= 180, $"found in {found} of 200 months");
    }

    [Fact]
    public void A_rise_is_no_drop()
    {
        GroupScores<string> better = new("office", OfMarks(new int[5].With(4, 40)), OfMarks([5, 5, 20, 60, 60]));
        Assert.Equal(1, Assert.Single(ScoreShiftDetection.Find([better], 10, ShiftDirection.Drop)).PValue);
        Assert.True(Assert.Single(ScoreShiftDetection.Find([better], 10, ShiftDirection.Rise)).PValue < 0.001);
    }

    [Fact]
    public void A_group_with_too_few_answers_is_not_judged_and_does_not_cost_the_others()
    {
        GroupScores<string> small = new("small", OfMarks([9, 0, 0, 0, 0]), OfMarks([0, 0, 0, 0, 99]));
        GroupScores<string> large = new("large", OfMarks([0, 0, 10, 10, 10]), OfMarks([0, 0, 20, 40, 60]));
        ScoreShift<string> judged = Assert.Single(ScoreShiftDetection.Find([small, large], 10, ShiftDirection.Drop));
        Assert.Equal("large", judged.Group.Key);
        Assert.Equal(judged.PValue, judged.QValue);
    }

    [Fact]
    public void Moments_of_two_times_put_together_are_those_of_all_answers()
    {
        Scores both = OfMarks([1, 2, 3, 4, 5]) + OfMarks([5, 0, 1, 0, 2]);
        Scores all = OfMarks([6, 2, 4, 4, 7]);
        Assert.Equal(all.Count, both.Count);
        Assert.Equal(all.TopTwo, both.TopTwo);
        Assert.Equal(all.Mean, both.Mean, 12);
        Assert.Equal(all.StandardDeviation!.Value, both.StandardDeviation!.Value, 12);
        Assert.Equal(all, default(Scores) + all);
    }

    private static List<GroupScores<string>> Company(Random random, int answers, int answersPerMonthBefore, int? drop)
    {
        Dictionary<string, (int[] Now, int[] Before)> marks = [];
        for (int i = 0; i < answers + (6 * answersPerMonthBefore); i++)
        {
            bool now = i < answers;
            int technician = random.Next(Technicians);
            int office = technician / 3;
            int mark = Draw(random, now && office == drop ? [0.2, 0.2, 0.2, 0.2, 0.2] : Usual);
            foreach (string group in new[] { "all", $"technician {technician}", $"office {office}", $"region {office / 4}", $"series {random.Next(8)}" })
            {
                if (!marks.TryGetValue(group, out (int[] Now, int[] Before) counts))
                {
                    marks[group] = counts = (new int[5], new int[5]);
                }

                (now ? counts.Now : counts.Before)[mark]++;
            }
        }

        return [.. marks.Select(m => new GroupScores<string>(m.Key, OfMarks(m.Value.Now), OfMarks(m.Value.Before)))];
    }

    private static int Draw(Random random, double[] chances)
    {
        double at = random.NextDouble();
        int mark = 0;
        while (mark < 4 && (at -= chances[mark]) >= 0)
        {
            mark++;
        }

        return mark;
    }

    /// <summary>How many gave 1, 2, 3, 4 and 5 of 5.</summary>
    private static Scores OfMarks(int[] counts)
    {
        long n = counts.Sum();
        double mean = n == 0 ? 0 : counts.Select((count, i) => count * (i + 1) / 5.0).Sum() / n;
        double squares = counts.Select((count, i) => count * Math.Pow(((i + 1) / 5.0) - mean, 2)).Sum();
        return new(n, counts[3] + counts[4], counts[0] + counts[1], mean, squares);
    }
}

file static class Marks
{
    public static int[] With(this int[] counts, int place, int count)
    {
        counts[place] = count;
        return counts;
    }
}
