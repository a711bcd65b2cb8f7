namespace ServiceAnalytics.Analytics.Metrics;

/// <summary>
/// What a rate would be if every row that can't be measured had come out badly, or well. The two say how much the gaps in the data could
/// matter at most; they are no interval of chance.
/// </summary>
/// <param name="Worst">All unmeasurable rows at the bad end, by whether more or less of the metric is better.</param>
/// <param name="Best">All of them at the good end.</param>
public readonly record struct FigureBounds(double Worst, double Best)
{
    private const double HundredPoints = 100;

    /// <summary>
    /// The bounds of a figure: of shares (a mean of scores as a share of their scale among them) and of scores in points from −100 to 100, where one
    /// end is the better one; null for other metrics, and when there is no row at all. Without unmeasurable rows both are the value.
    /// </summary>
    /// <remarks>
    /// A share of n rows with u unmeasurable ones lies between value·n ÷ (n + u) and (value·n + u) ÷ (n + u); of an immature cohort the value is
    /// the Kaplan–Meier estimate. Points lie between (value·n − 100 u) ÷ (n + u) and (value·n + 100 u) ÷ (n + u).
    /// </remarks>
    public static FigureBounds? Of(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        MetricDefinition metric = MetricCatalog.Find(figure.Metric);
        double rows = (double)figure.N + figure.Unmeasurable;
        if (metric.Better == Better.Neither || metric.Unit is not (Unit.Share or Unit.Points) || rows == 0 || (figure.Value is null && figure.N > 0))
        {
            return null;
        }

        double measured = (figure.Value ?? 0) * figure.N;
        double low = (measured - (metric.Unit == Unit.Points ? HundredPoints * figure.Unmeasurable : 0)) / rows;
        double high = (measured + ((metric.Unit == Unit.Points ? HundredPoints : 1) * figure.Unmeasurable)) / rows;

        // Without gaps both are the value itself, to the last digit.
        return figure.Unmeasurable == 0 ? new(figure.Value!.Value, figure.Value.Value)
            : metric.Better == Better.WhenHigher ? new(low, high) : new(high, low);
    }
}
