using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Tests.Statistics;

/// <summary>Models of counts and lives against R (expected_models.R).</summary>
public sealed class ModelTests
{
    public static IEnumerable<object[]> Regressions => ExpectedFigures.Cases("count_regression.csv");

    public static IEnumerable<object[]> Lives => ExpectedFigures.Cases("weibull.csv");

    public static IEnumerable<object[]> Segmentations => ExpectedFigures.Cases("change_points.csv");

    public static IEnumerable<object[]> Groups => ExpectedFigures.Cases("shrinkage.csv");

    [Theory]
    [MemberData(nameof(Regressions))]
    public void Counts_over_an_exposure_are_fitted_as_glm_and_glm_nb_of_R_do(ExpectedRow row)
    {
        double[][] design = [.. row.Numbers("design").Chunk((int)row.Count("columns"))];
        CountFit quasi = CountRegression.QuasiPoisson(design, row.Counts("counts"), row.Numbers("exposure"))!;
        AllClose(row.Numbers("coefficients"), quasi.Coefficients, 1e-7);
        AllClose(row.Numbers("errors"), quasi.StandardErrors, 1e-6); // R takes them from the last but one step
        ExpectedFigures.Close(row.Number("dispersion"), quasi.Dispersion!.Value, 1e-6);
        ExpectedFigures.Close(row.Number("deviance"), quasi.Deviance, 1e-7);

        CountFit negative = CountRegression.NegativeBinomial(design, row.Counts("counts"), row.Numbers("exposure"))!;
        if (row.NumberOrNone("size") is { } size)
        {
            ExpectedFigures.Close(size, negative.Size!.Value, 1e-4); // glm.nb stops its rounds a little earlier
            AllClose(row.Numbers("nb_coefficients"), negative.Coefficients, 1e-5);
            AllClose(row.Numbers("nb_errors"), negative.StandardErrors, 1e-4);
        }
        else
        {
            Assert.Null(negative.Size);
            AllClose(row.Numbers("coefficients"), negative.Coefficients, 1e-7);
        }
    }

    [Fact]
    public void A_model_without_a_finite_answer_is_none()
    {
        double[][] twoGroups = [[1, 0], [1, 0], [1, 0], [1, 1], [1, 1], [1, 1]];
        Assert.Null(CountRegression.QuasiPoisson(twoGroups, [3, 4, 5, 0, 0, 0])); // separation: the second group never fails
        Assert.Null(CountRegression.QuasiPoisson(twoGroups, [0, 0, 0, 0, 0, 0]));
        Assert.Null(CountRegression.QuasiPoisson([[1, 2], [1, 2], [1, 2]], [3, 4, 5])); // a column that says nothing new
        Assert.Throws<ArgumentException>(() => CountRegression.QuasiPoisson([[1, 2], [1]], [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => CountRegression.QuasiPoisson([[1]], [1], [0]));
    }

    [Fact]
    public void Constant_counts_have_no_dispersion_and_no_error()
    {
        CountFit fit = CountRegression.QuasiPoisson([[1], [1], [1], [1]], [7, 7, 7, 7])!;
        Assert.Equal(0, fit.Dispersion!.Value, 1e-12);
        Assert.Equal(Math.Log(7), fit.Coefficients[0], 1e-12);
        Assert.Null(CountRegression.NegativeBinomial([[1], [1], [1], [1]], [7, 7, 7, 7])!.Size);
    }

    [Fact]
    public void The_cumulative_hazard_is_that_of_survfit()
    {
        foreach (var set in ExpectedFigures.Rows("nelson_aalen.csv").GroupBy(row => row.Text("set")))
        {
            var steps = NelsonAalen.Estimate(ExpectedFigures.Rows("survival_cases.csv").Where(row => row.Text("set") == set.Key)
                .Select(row => new FollowUp(row.Number("time"), row.Number("event") == 1, row.Count("count"))));
            Assert.All(set, row =>
            {
                HazardStep step = steps.Single(s => Math.Abs(s.Time - row.Number("time")) < 1e-9);
                ExpectedFigures.Close(row.Number("hazard"), step.Hazard, 1e-9);
                ExpectedFigures.Close(row.Number("error"), step.StandardError, 1e-9);
                Assert.InRange(step.Hazard, step.Interval.Lower, step.Interval.Upper);
            });
        }

        Assert.Empty(NelsonAalen.Estimate([]));
        Assert.Equal(0, Assert.Single(NelsonAalen.Estimate([new(5, false, 3)])).Hazard);
    }

    [Theory]
    [InlineData("bladder", "recurrences of one patient hang together")]
    [InlineData("late", "units that came under watch late")]
    public void Repairs_per_unit_by_age_and_their_robust_error_are_those_of_survfit(string set, string why)
    {
        List<UnitLife> units =
        [
            .. ExpectedFigures.Rows("cumulative_units.csv").Where(row => row.Text("set") == set)
                .Select(row => new UnitLife(row.Number("from"), row.Number("to"), row.Text("events") == "NA" ? [] : row.Numbers("events"))),
        ];
        var steps = MeanCumulativeFunction.Estimate(units);
        var expected = ExpectedFigures.Rows("cumulative.csv").Where(row => row.Text("set") == set).ToList();
        Assert.True(expected.Count == steps.Count, why);
        Assert.All(expected.Zip(steps), pair =>
        {
            Assert.Equal(pair.First.Number("age"), pair.Second.Age, 1e-9);
            ExpectedFigures.Close(pair.First.Number("mean"), pair.Second.Mean, 1e-9);
            ExpectedFigures.Close(pair.First.Number("error"), pair.Second.StandardError, 1e-7);
        });
    }

    [Fact]
    public void Units_that_never_failed_have_no_steps_and_two_like_groups_no_difference()
    {
        Assert.Empty(MeanCumulativeFunction.Estimate([new(0, 10, []), new(0, 5, [])]));
        var one = MeanCumulativeFunction.Estimate([new(0, 10, [3, 6]), new(0, 10, [])]);
        var (difference, interval) = MeanCumulativeFunction.Difference(one, one, 7);
        Assert.Equal(0, difference);
        Assert.True(interval is { Lower: < 0, Upper: > 0 });
        Assert.Equal(1, one.At(7)!.Mean, 1e-12);
        Assert.Null(one.At(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => MeanCumulativeFunction.Estimate([new(0, 10, [11])]));
    }

    [Theory]
    [MemberData(nameof(Lives))]
    public void Weibull_shape_and_scale_and_their_limits_are_those_of_R(ExpectedRow row)
    {
        double[] ages = row.Numbers("ages"), events = row.Numbers("events"), from = row.Numbers("from");
        WeibullFit fit = Weibull.Fit(ages.Select((a, i) => new Life(a, events[i] == 1, from[i])))!;
        foreach ((string name, double value) in new[] { ("shape", fit.Shape), ("shape_lower", fit.ShapeInterval.Lower), ("shape_upper", fit.ShapeInterval.Upper), ("scale", fit.Scale), ("scale_lower", fit.ScaleInterval.Lower), ("scale_upper", fit.ScaleInterval.Upper) })
        {
            ExpectedFigures.Close(row.Number(name), value, from.Any(f => f > 0) ? 1e-4 : 1e-6); // with truncation R's side is an optimizer's
        }
    }

    [Fact]
    public void A_shape_whose_interval_spans_one_is_not_read()
    {
        Assert.Equal(WeibullReading.NotTold, Weibull.Fit([new(4, true), new(9, true), new(12, false, 0, 2)])!.Reading);
        Assert.Equal(WeibullReading.WearOut, Weibull.Fit([.. Enumerable.Range(0, 20).Select(i => new Life(90 + i, true))])!.Reading);
        Assert.Equal(WeibullReading.EarlyFailures, Weibull.Fit([.. Enumerable.Range(1, 12).Select(i => new Life(i, true)), new(100, false, 0, 100)])!.Reading);
        Assert.Null(Weibull.Fit([new(4, true), new(9, false)]));
        Assert.Null(Weibull.Fit([new(9, false, 0, 50)]));
        Assert.Null(Weibull.Fit([new(4, true, 0, 3)])); // all at one age: any sharpness fits
        Assert.Throws<ArgumentOutOfRangeException>(() => Weibull.Fit([new(0, true)]));
    }

    [Theory]
    [MemberData(nameof(Segmentations))]
    public void The_stretches_of_one_rate_are_the_best_of_all_segmentations(ExpectedRow row)
    {
        var found = ChangePoints.Find(row.Counts("counts"), row.Numbers("exposure"), row.Number("dispersion"));
        Assert.Equal(row.Counts("firsts"), found.Select(s => (long)s.First));
        Assert.Equal(row.Counts("counts").Sum(), found.Sum(s => s.Count));
        Assert.All(found.Skip(1), s => Assert.True(s.Evidence > 0));
    }

    [Fact]
    public void A_gap_without_exposure_belongs_to_the_stretch_before_it()
    {
        Assert.Equal([0, 4], ChangePoints.Find([3, 2, 0, 3, 20, 22], [1, 1, 0, 1, 1, 1]).Select(s => s.First));
        Assert.Empty(ChangePoints.Find([0, 0], [0, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChangePoints.Find([1], [0.0]));
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void Rare_rates_are_drawn_to_what_all_groups_have_in_common(ExpectedRow row)
    {
        double[] exposure = row.Numbers("exposure");
        ShrunkRates all = RateShrinkage.Estimate([.. row.Counts("counts").Select((c, i) => (c, exposure[i]))])!;
        ExpectedFigures.Close(row.Number("shape"), all.Shape, 1e-3);
        ExpectedFigures.Close(row.Number("mean"), all.Mean, 1e-5);
        AllClose(row.Numbers("rates"), [.. all.Rates.Select(r => r.Value)], 1e-4);
        AllClose(row.Numbers("lower"), [.. all.Rates.Select(r => r.Interval.Lower)], 1e-3);
        AllClose(row.Numbers("upper"), [.. all.Rates.Select(r => r.Interval.Upper)], 1e-3);
    }

    [Fact]
    public void Groups_that_do_not_differ_have_one_rate()
    {
        ShrunkRates all = RateShrinkage.Estimate([(10, 100), (9, 100), (11, 100), (0, 0)])!;
        Assert.True(double.IsInfinity(all.Shape));
        Assert.All(all.Rates, r => Assert.Equal(0.1, r.Value, 1e-12));
        Assert.Null(RateShrinkage.Estimate([(0, 100)]));
    }

    private static void AllClose(double[] expected, IReadOnlyList<double> actual, double relative)
    {
        Assert.Equal(expected.Length, actual.Count);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(actual[i] - expected[i]) <= (Math.Abs(expected[i]) * relative) + 1e-9, $"{i}: expected {expected[i]:R}, was {actual[i]:R}");
        }
    }
}
