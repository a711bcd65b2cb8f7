using ServiceAnalytics.Analytics.Trends.Detection;
using ServiceAnalytics.Analytics.Trends.Issues;

namespace ServiceAnalytics.Analytics.Tests.Trends.Issues;

/// <summary>Which of the series that one cause sets off is named, and which are folded into it. Window of three months; counts of the month are a third.</summary>
public sealed class IssueFoldingTests
{
    [Fact]
    public void A_bad_batch_is_named_and_its_model_fault_and_parents_are_folded_into_it()
    {
        // Batch: 36 seen, 6 expected. Model × fault: these and 18 of other batches, 24 expected in all. Model: 66 more at its usual rate.
        SeriesVerdict<SeriesKey>[] alarms =
        [
            Alarm(Key(FaultDimension.Model, "M"), 120, 90),
            Alarm(Key(FaultDimension.Model, "M", FaultDimension.Fault, "F"), 54, 24),
            Alarm(Key(FaultDimension.Fault, "F", FaultDimension.Batch, "B"), 36, 6),
        ];
        long[,] shared = { { 120, 54, 36 }, { 54, 54, 36 }, { 36, 36, 36 } };
        FoldedIssue issue = Assert.Single(Fold(alarms, shared));
        Assert.Equal(2, issue.Series);
        Assert.Equal([0, 1], issue.Folded.Order());
    }

    [Fact]
    public void A_rise_in_all_children_alike_is_their_parents()
    {
        SeriesVerdict<SeriesKey>[] alarms =
        [
            Alarm(Key(FaultDimension.Model, "M"), 90, 45),
            .. "ABC".Select(f => Alarm(Key(FaultDimension.Model, "M", FaultDimension.Fault, f.ToString()), 30, 15)),
        ];
        long[,] shared = { { 90, 30, 30, 30 }, { 30, 30, 0, 0 }, { 30, 0, 30, 0 }, { 30, 0, 0, 30 } };
        FoldedIssue issue = Assert.Single(Fold(alarms, shared));
        Assert.Equal(0, issue.Series);
        Assert.Equal(3, issue.Folded.Count);
    }

    [Fact]
    public void Two_causes_are_two_issues_even_when_they_share_a_model()
    {
        SeriesVerdict<SeriesKey>[] alarms =
        [
            Alarm(Key(FaultDimension.Model, "M"), 130, 70),
            Alarm(Key(FaultDimension.Model, "M", FaultDimension.Fault, "F"), 40, 10),
            Alarm(Key(FaultDimension.Model, "M", FaultDimension.Fault, "G"), 45, 15),
        ];
        long[,] shared = { { 130, 40, 45 }, { 40, 40, 0 }, { 45, 0, 45 } };
        Assert.Equal([1, 2], Fold(alarms, shared).Select(i => i.Series).Order());
    }

    [Fact]
    public void What_an_issue_leaves_unexplained_stands_for_itself()
    {
        // The region shares 12 repairs with the batch, and has some 90 more than expected besides.
        SeriesVerdict<SeriesKey>[] alarms = [Alarm(Key(FaultDimension.Fault, "F", FaultDimension.Batch, "B"), 40, 5), Alarm(Key(FaultDimension.Region, "R"), 190, 90)];
        long[,] shared = { { 40, 12 }, { 12, 190 } };
        Assert.Equal(2, Fold(alarms, shared).Count);
    }

    [Fact]
    public void Of_series_that_hold_the_very_same_repairs_model_and_fault_give_the_name()
    {
        SeriesVerdict<SeriesKey>[] alarms =
        [
            Alarm(Key(FaultDimension.Fault, "F"), 40, 10),
            Alarm(Key(FaultDimension.Series, "S", FaultDimension.Fault, "F"), 40, 10),
            Alarm(Key(FaultDimension.Model, "M", FaultDimension.Fault, "F"), 40, 10.5),
        ];
        long[,] shared = { { 40, 40, 40 }, { 40, 40, 40 }, { 40, 40, 40 } };
        FoldedIssue issue = Assert.Single(Fold(alarms, shared));
        Assert.Equal(2, issue.Series);
    }

    private static List<FoldedIssue> Fold(SeriesVerdict<SeriesKey>[] alarms, long[,] shared) =>
        IssueFolding.Fold(alarms, (a, b) => new SharedRepairs(shared[a, b] / 3, shared[a, b], shared[a, b], Past(alarms, shared, a, b)), 0.001, 0.8);

    // The past splits as the expectations do: of two that share repairs, the smaller lies within the larger as far as it does now.
    private static long Past(SeriesVerdict<SeriesKey>[] alarms, long[,] shared, int a, int b)
    {
        int small = shared[a, a] <= shared[b, b] ? a : b;
        return (long)(4 * Math.Floor(alarms[small].WindowExpected) * shared[a, b] / shared[small, small]);
    }

    private static SeriesKey Key(FaultDimension first, string value, FaultDimension? second = null, string? other = null) =>
        new(new FaultTrait(first, value), second is { } d ? new FaultTrait(d, other!) : null);

    private static SeriesVerdict<SeriesKey> Alarm(SeriesKey key, long seen, double expected)
    {
        Foretold together = new(expected, 0.01, 1.1);
        (double up, _) = WindowTest.Tails(seen, together);
        return new(new(key, []), expected / 3, 0, up / 0.8, 0, true, true, 3, seen, expected, seen / expected, new(0, 1), 1.1)
        {
            Looks = [new(1, seen / 3, together with { Mean = expected / 3 }), new(3, seen, together)],
        };
    }
}
