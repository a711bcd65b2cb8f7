using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.Reports.Charts;

/// <summary>Shares of groups by their size between limits that narrow with size.</summary>
public sealed record FunnelChart : Chart
{
    /// <summary>What the points show, for the axis.</summary>
    public required string ValueLabel { get; init; }

    /// <summary>What the size counts, below the axis.</summary>
    public required string SizeLabel { get; init; }

    /// <summary>Name of the points in the legend.</summary>
    public required string PointsLabel { get; init; }

    /// <summary>Name of the centre line.</summary>
    public required string CentreLabel { get; init; }

    /// <summary>Name of the inner limits.</summary>
    public required string InnerLabel { get; init; }

    /// <summary>Name of the outer limits.</summary>
    public required string OuterLabel { get; init; }

    /// <summary>Share of all groups together.</summary>
    public required double Centre { get; init; }

    /// <summary>The limits, by ascending size.</summary>
    public required IReadOnlyList<FunnelLimit> Limits { get; init; }

    /// <summary>The groups.</summary>
    public required IReadOnlyList<FunnelPoint> Points { get; init; }
}

/// <summary>The limits at one size.</summary>
/// <param name="Size">The size.</param>
/// <param name="InnerLower">Inner limits …</param>
/// <param name="InnerUpper">… as shares.</param>
/// <param name="OuterLower">Outer limits …</param>
/// <param name="OuterUpper">… as shares.</param>
public sealed record FunnelLimit(double Size, double InnerLower, double InnerUpper, double OuterLower, double OuterUpper);

/// <summary>One group.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">Its size.</param>
/// <param name="Value">Its share.</param>
/// <param name="Tone">Its colour.</param>
/// <param name="IsNamed">True writes its name beside the point.</param>
public sealed record FunnelPoint(string Name, double Size, double Value, Tone Tone, bool IsNamed);

/// <summary>A funnel chart as an ECharts option.</summary>
internal static class FunnelOptions
{
    // With groups of 20 and of 2,000 on one straight axis the small ones would lie on top of each other.
    private const double WideRange = 20;

    public static object Of(FunnelChart c, PageFormat f)
    {
        var isWide = c.Limits[^1].Size > WideRange * c.Limits[0].Size;
        return new
        {
            ChartOptions.Common(f).animation, ChartOptions.Common(f).textStyle, tooltip = ChartOptions.Tooltip("item"), title = ChartOptions.AxisTitle(c.ValueLabel),
            legend = ChartOptions.Legend([(c.PointsLabel, "circle", Palette.Axis), (c.CentreLabel, "rect", Palette.Teal), (c.InnerLabel, "rect", Palette.Amber), (c.OuterLabel, "rect", Palette.Red)]),
            grid = ChartOptions.Grid(top: 44, right: 16, bottom: 24),
            xAxis = new
            {
                type = isWide ? "log" : "value", name = c.SizeLabel, nameLocation = "middle", nameGap = 26, nameTextStyle = new { color = Palette.Muted, fontSize = 11.5 },
                min = isWide ? c.Limits[0].Size : 0, max = Math.Ceiling(c.Limits[^1].Size),
                axisLine = new { lineStyle = new { color = Palette.Axis, width = 1 } }, axisTick = new { show = false }, splitLine = new { show = false },
                axisLabel = new { color = Palette.Muted, fontSize = 11, hideOverlap = true, showMaxLabel = false },
            },
            yAxis = ChartOptions.ValueAxis(ValueFormat.Percent, fromZero: true),
            series = (object[])
            [
                Line(c.OuterLabel, Palette.Red, "dashed", c.Limits.Select(l => (l.Size, l.OuterUpper))),
                Line(c.OuterLabel, Palette.Red, "dashed", c.Limits.Select(l => (l.Size, l.OuterLower))),
                Line(c.InnerLabel, Palette.Amber, "dashed", c.Limits.Select(l => (l.Size, l.InnerUpper))),
                Line(c.InnerLabel, Palette.Amber, "dashed", c.Limits.Select(l => (l.Size, l.InnerLower))),
                Line(c.CentreLabel, Palette.Teal, "solid", c.Limits.Select(l => (l.Size, c.Centre))),
                new
                {
                    type = "scatter", name = c.PointsLabel, z = 3,
                    data = c.Points.OrderBy(p => p.IsNamed).Select(p => new
                    {
                        name = p.Name,
                        value = new[] { p.Size, Percent(p.Value) },
                        symbolSize = p.IsNamed ? 10 : 7,
                        itemStyle = new { color = Palette.Of(p.Tone), opacity = p.IsNamed ? 1 : 0.75 },
                        label = p.IsNamed
                            ? new { show = true, position = p.Size > 0.7 * c.Limits[^1].Size ? "left" : "right", distance = 6, color = Palette.Of(p.Tone), fontWeight = 700, fontSize = 11, formatter = "{b}", backgroundColor = "rgba(255,255,255,0.88)", padding = new[] { 1, 3 } }
                            : null,
                    }),
                },
            ],
        };
    }

    private static object Line(string name, string colour, string type, IEnumerable<(double Size, double Share)> points) => new
    {
        type = "line", name, symbol = "none", silent = true, z = 1,
        lineStyle = new { color = colour, width = type == "solid" ? 1.6 : 1.2, type }, itemStyle = new { color = colour },
        data = points.Select(p => new[] { p.Size, Percent(p.Share) }),
    };

    private static double Percent(double share) => Math.Round(share * 100, 6);
}
