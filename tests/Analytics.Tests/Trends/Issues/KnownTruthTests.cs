using ServiceAnalytics.Analytics.Trends.Detection;
using ServiceAnalytics.Analytics.Trends.Issues;

namespace ServiceAnalytics.Analytics.Tests.Trends.Issues;

/// <summary>
/// The whole way from repairs to issues over some 1,500 series of single dimensions and pairs at once, on companies whose truth is known. The
/// series overlap as real ones do: each repair is in fifteen.
/// </summary>
public sealed class KnownTruthTests
{
    private const int Last = SimulatedCompany.Months - 1;

    [Theory]
    [InlineData(0.0, "a fleet that grows all the time")]
    [InlineData(0.5, "a season as well: the high month has two and a half times the low one")]
    public void An_undisturbed_company_raises_an_alarm_in_no_more_than_one_month_of_twenty(double season, string why)
    {
        // 40 companies: 2 with an alarm expected at most, 6 is what chance allows (binomial, 99.6 %).
        int alarms = Enumerable.Range(0, 40).Count(i => Judge(new(20261100 + i, season, (_, _, _, _) => 1, _ => 1)).Any(v => v.IsAlarm));
        Assert.True(alarms <= 6, $"{why}: {alarms} of 40 had a false alarm");
    }

    [Fact]
    public void Late_reporting_raises_no_alarm_once_it_is_allowed_for_and_would_otherwise()
    {
        // Of the last month 60 % are reported, of the one before 90 %.
        double Reported(int t) => t == Last ? 0.6 : t == Last - 1 ? 0.9 : 1;
        double[] completeness = [.. Enumerable.Range(0, SimulatedCompany.Months).Select(Reported)];
        int allowedFor = 0, ignored = 0;
        for (int i = 0; i < 20; i++)
        {
            SimulatedCompany company = new(500 + i, 0, (_, _, _, _) => 1, Reported);
            allowedFor += Judge(company, completeness).Any(v => v.IsAlarm) ? 1 : 0;
            ignored += Judge(company).Any(v => v.IsAlarm) ? 1 : 0;
        }

        Assert.True(allowedFor <= 4, $"{allowedFor} of 20 had a false alarm"); // 1 expected at most; 4 is what chance allows (99.7 %)
        Assert.True(ignored >= 10, $"only {ignored} of 20 without the allowance: the trial shows nothing");
    }

    [Fact]
    public void A_bad_batch_is_one_issue_that_names_batch_and_fault_whatever_else_it_sets_off()
    {
        // The commonest fault of one batch comes eight times as often in the last three months.
        int found = 0, others = 0, folded = 0;
        for (int i = 0; i < 12; i++)
        {
            SimulatedCompany company = new(900 + i, 0, (m, f, b, t) => m == 4 && f == 0 && b == 3 && t > Last - 3 ? 8 : 1, _ => 1);
            IReadOnlyList<SeriesVerdict<SeriesKey>> verdicts = Judge(company);
            List<SeriesVerdict<SeriesKey>> alarms = [.. verdicts.Where(v => v.IsAlarm && v.IsRising)];
            List<FoldedIssue> issues = IssueFolding.Fold(
                alarms, (a, b) => company.Shared(alarms[a].Series.Key, alarms[b].Series.Key), verdicts.Where(v => v.IsAlarm).Select(v => v.PValue).DefaultIfEmpty(0).Max(), 0.8);
            bool Names(FoldedIssue issue) => alarms[issue.Series].Series.Key is { } key && key[FaultDimension.Batch] == "M4-3";
            found += issues.Count(Names);
            others += issues.Count(x => !Names(x));
            folded += issues.Sum(x => x.Folded.Count);
        }

        Assert.InRange(found, 10, 12);
        Assert.InRange(others, 0, 2);
        Assert.True(folded >= 12, $"{folded} series were folded: the trial sets off too few");
    }

    [Fact]
    public void A_changing_mix_of_models_is_no_rise_of_a_fault()
    {
        // Model A has a tenth of B's rate of fault F; half of the fleet changes from A to B over the last year.
        SeriesTable table = new([.. Enumerable.Range(0, 48).Select(i => ReportingMonth.Parse("2022-11").Plus(i))]);
        double[] a = [.. Enumerable.Range(0, 48).Select(t => 2000.0 - (Math.Max(0, t - 36) * 80))], b = [.. a.Select(x => 2200 - x)];
        SeriesKey fault = new(new FaultTrait(FaultDimension.Fault, "F"));
        for (int t = 0; t < 48; t++)
        {
            (int fromA, int fromB) = ((int)Math.Round(a[t] / 1000), (int)Math.Round(b[t] / 100));
            table.Add(fault, t, fromA + fromB);
            table.Add(new(new FaultTrait(FaultDimension.Model, "A"), fault.First), t, fromA);
            table.Add(new(new FaultTrait(FaultDimension.Model, "B"), fault.First), t, fromB);
            table.Tickets[t] = table.Repairs[t] = fromA + fromB;
        }

        table.SetUnits(new FaultTrait(FaultDimension.Model, "A"), a);
        table.SetUnits(new FaultTrait(FaultDimension.Model, "B"), b);
        table.SetUnits(null, [.. a.Zip(b, (x, y) => x + y)]);
        SeriesVerdict<SeriesKey> verdict = Assert.Single(FaultIssues.Judge(table, 47, DetectionRules.Monthly).Found.Verdicts, v => v.Series.Key == fault);
        Assert.Equal(12, verdict.Looks[0].Observed); // three times as many as the four of the first years
        Assert.InRange(verdict.Expected, 9, 13);
        Assert.False(verdict.IsAlarm);
    }

    private static IReadOnlyList<SeriesVerdict<SeriesKey>> Judge(SimulatedCompany company, IReadOnlyList<double>? completeness = null) =>
        FaultIssues.Judge(company.Table, Last, DetectionRules.Monthly, completeness).Found.Verdicts;
}
