using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.Reports.Charts;

/// <summary>
/// Turns a chart into an Apache ECharts option: data only, no functions, so that nothing in it can run. The one place
/// that knows ECharts. Option reference: echarts.apache.org/en/option.html (version 6).
/// </summary>
public static class ChartOptions
{
    // The default encoder writes <, >, & and all that isn't ASCII as escapes: "</script>" in a label can't end the element.
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The option as JSON, safe inside a script element.</summary>
    /// <param name="chart">A chart that ECharts draws; forest plots and sparklines are components of their own.</param>
    /// <param name="format">Language and number formats of the page.</param>
    /// <exception cref="ArgumentException">A series has more or fewer values than the axis has places, or the chart isn't one that ECharts draws.</exception>
    public static string For(Chart chart, PageFormat format)
    {
        ArgumentNullException.ThrowIfNull(chart);
        ArgumentNullException.ThrowIfNull(format);
        ThrowIfUneven(chart);
        var option = chart switch
        {
            ParetoChart c => Pareto(c, format),
            ControlChart c => Control(c, format),
            BarChart c => Bars(c, format),
            LineChart c => Lines(c, format),
            Heatmap c => Heat(c, format),
            FunnelChart c => FunnelOptions.Of(c, format),
            _ => throw new ArgumentException($"{chart.GetType().Name} isn't drawn by ECharts.", nameof(chart)),
        };
        return JsonSerializer.Serialize(option, Json);
    }

    /// <summary>A value too few would shift all others onto wrong months without anybody noticing.</summary>
    private static void ThrowIfUneven(Chart chart)
    {
        var (places, series) = chart switch
        {
            BarChart c => (c.Categories.Count, c.Series.Select(s => (s.Name, s.Values.Count))),
            LineChart c => (c.Labels.Count, c.Series.Select(s => (s.Name, s.Points.Count))),
            Heatmap c => (c.Columns.Count, c.Rows.Select(r => (r.Label, r.Values.Count))),
            _ => (0, []),
        };
        foreach (var (name, count) in series)
        {
            if (count != places)
            {
                throw new ArgumentException($"\"{name}\" has {count} values for {places} places on the axis; give one for each, null where there is none.", nameof(chart));
            }
        }
    }

    private static object Pareto(ParetoChart c, PageFormat f) => new
    {
        Common(f).animation, Common(f).textStyle, tooltip = Tooltip("axis"), title = AxisTitle(c.ValueLabel),
        legend = Legend([(c.ValueLabel, "roundRect", Palette.Blue), (c.CumulativeLabel, null, Palette.Amber)]),
        grid = Grid(top: 46, right: 46),
        xAxis = CategoryAxis(c.Bars.Select(b => b.Label), everyLabel: true),
        yAxis = new[] { ValueAxis(c.Format, fromZero: true), ShareAxis() },
        series = new object[]
        {
            new
            {
                type = "bar", name = c.ValueLabel, barWidth = "62%",
                itemStyle = new { color = Palette.Blue, borderRadius = new[] { 2, 2, 0, 0 } },
                label = new { show = true, position = "insideBottom", color = "#fff", fontWeight = 500, fontSize = 11 },
                data = c.Bars.Select(b => new
                {
                    value = Scaled(b.Value, c.Format), itemStyle = new { color = b.IsVital ? Palette.Blue : Palette.Steel },
                    label = new { formatter = c.Format.Show(b.Value, f) },
                }),
            },
            new
            {
                type = "line", name = c.CumulativeLabel, yAxisIndex = 1, symbol = "circle", symbolSize = 6,
                lineStyle = new { color = Palette.Amber, width = 2 }, itemStyle = new { color = Palette.Amber },
                label = new
                {
                    show = true, position = "top", color = "#6b4600", fontSize = 10.5,
                    backgroundColor = "rgba(255,255,255,0.88)", padding = new[] { 1, 3 }, borderRadius = 2,
                },
                data = c.Bars.Select(b => new { value = Scaled(b.CumulativeShare, ValueFormat.Percent), label = new { formatter = f.Percent(b.CumulativeShare) } }),
                markLine = c.ReferenceShare is { } share ? Line(share * 100, f.Percent(share, 0), Palette.Red, showsLabel: false) : null,
            },
        },
    };

    private static object Control(ControlChart c, PageFormat f)
    {
        // One line per phase: where limits are computed anew they don't connect.
        var starts = c.Marks.Select(m => m.AtLabel).ToHashSet();
        var phase = 0;
        var phases = c.Points.Select(p => starts.Contains(p.Label) ? ++phase : phase).ToList();
        IEnumerable<object> Steps(string name, string colour, double width, string type, Func<ControlPoint, double?> value) =>
            Enumerable.Range(0, phase + 1).Select(part => new
            {
                type = "line", name, symbol = "none", step = "middle", connectNulls = false, z = 1, silent = true,
                lineStyle = new { color = colour, width, type }, itemStyle = new { color = colour },
                data = c.Points.Select((p, i) => phases[i] == part ? Scaled(value(p), c.Format) : null),
            });
        return new
        {
            Common(f).animation, Common(f).textStyle, tooltip = Tooltip("axis"), title = AxisTitle(c.ValueLabel),
            legend = Legend([(c.ValueLabel, null, Palette.Blue), (c.CentreLabel, "rect", Palette.Teal), (c.LimitsLabel, "rect", Palette.Red)]),
            grid = Grid(top: 44),
            xAxis = CategoryAxis(c.Points.Select(p => p.Label)),
            yAxis = ValueAxis(c.Format, c.FromZero),
            series = (object[])
            [
                .. Steps(c.LimitsLabel, Palette.Red, 1.2, "dashed", p => p.Upper),
                .. Steps(c.LimitsLabel, Palette.Red, 1.2, "dashed", p => p.Lower),
                .. Steps(c.CentreLabel, Palette.Teal, 1.6, "solid", p => p.Centre),
                new
                {
                    type = "line", name = c.ValueLabel, symbol = "circle", symbolSize = 6, connectNulls = false, z = 3,
                    lineStyle = new { color = Palette.Blue, width = 1.8 }, itemStyle = new { color = Palette.Blue },
                    data = c.Points.Select(p => new
                    {
                        value = Scaled(p.Value, c.Format),
                        symbol = p.IsSignal ? "diamond" : null,
                        symbolSize = p.IsSignal ? 13 : (int?)null,
                        itemStyle = p.IsSignal ? new { color = Palette.Red } : null,
                        label = p.IsSignal
                            ? new { show = true, position = "top", distance = 7, color = Palette.Red, fontWeight = 700, formatter = c.Format.Show(p.Value, f) }
                            : null,
                    }),
                    markLine = c.Marks.Count == 0 ? null : new
                    {
                        symbol = "none", silent = true,
                        lineStyle = new { color = Palette.Muted, width = 1.4, type = "solid" },
                        label = new { formatter = "{b}", position = "insideEndTop", rotate = 0, align = "left", padding = new[] { 0, 0, 0, 8 }, color = Palette.Ink, fontSize = 11 },
                        data = c.Marks.Select(m => new { xAxis = m.AtLabel, name = m.Text }),
                    },
                },
            ],
        };
    }

    private static object Bars(BarChart c, PageFormat f)
    {
        // A label that doesn't fit its piece is left out; the table or the tooltip has the number.
        var tallest = c.Categories.Select((_, i) => c.IsStacked ? c.Series.Sum(s => s.Values[i] ?? 0) : c.Series.Select(s => s.Values[i] ?? 0).DefaultIfEmpty().Max()).DefaultIfEmpty().Max();
        var smallestWritten = tallest * (c.IsStacked ? 0.045 : 0);
        var categories = CategoryAxis(c.Categories, everyLabel: c.IsHorizontal || c.Categories.Count <= 12, isHorizontalBar: c.IsHorizontal);
        var values = ValueAxis(c.Format, fromZero: true);
        return new
        {
            Common(f).animation, Common(f).textStyle, tooltip = Tooltip("axis"), title = c.IsHorizontal ? null : AxisTitle(c.ValueLabel),
            legend = c.Series.Count > 1 ? Legend(c.Series.Select(s => (s.Name, (string?)"roundRect", Palette.Of(s.Tone)))) : null,
            grid = c.IsHorizontal ? Grid(top: c.Series.Count > 1 ? 34 : c.Reference is null ? 8 : 22, right: 44) : Grid(top: 44),
            xAxis = c.IsHorizontal ? values : categories,
            yAxis = c.IsHorizontal ? categories : values,
            series = c.Series.Select((s, index) => new
            {
                type = "bar", name = s.Name, stack = c.IsStacked ? "all" : null, barMaxWidth = 34, barGap = "12%",
                barCategoryGap = c.IsHorizontal ? "34%" : "42%",
                itemStyle = new { color = Palette.Of(s.Tone), borderColor = "#fff", borderWidth = c.IsStacked ? 1 : 0, borderRadius = c.IsStacked ? 0 : 2 },
                label = c.ShowsValues ? new
                {
                    show = true, fontSize = 10.5,
                    position = c.IsStacked ? "inside" : c.IsHorizontal ? "right" : "top",
                    color = c.IsStacked ? Palette.TextOn(s.Tone) : Palette.Ink,
                    backgroundColor = c.Reference is null ? null : "rgba(255,255,255,0.88)",
                } : null,
                data = s.Values.Select(v => new
                {
                    value = Scaled(v, c.Format),
                    label = !c.ShowsValues ? null : v is { } x && x > smallestWritten ? (object)new { formatter = c.Format.Show(v, f) } : new { show = false },
                }),
                markLine = index == 0 && c.Reference is { } r ? Line(Scaled(r.Value, c.Format), r.Text, Palette.Red, showsLabel: true, isUpright: c.IsHorizontal) : null,
            }),
        };
    }

    private static object Lines(LineChart c, PageFormat f)
    {
        var series = new List<object>();
        foreach (var (s, index) in c.Series.Select((s, i) => (s, i)))
        {
            var colour = Palette.Of(s.Tone);
            var step = c.IsStepped ? "end" : null;
            if (s.Points.Any(p => p.Lower is not null && p.Upper is not null))
            {
                // The band is a transparent line at the lower end and the rest stacked on it.
                series.Add(Band(index, step, "transparent", 0, s.Points.Select(p => Scaled(p.Lower, c.Format))));
                series.Add(Band(index, step, colour, 0.14, s.Points.Select(p => Scaled(p.Upper - p.Lower, c.Format))));
            }

            series.Add(new
            {
                type = "line", name = s.Name, step, connectNulls = false, z = 3,
                symbol = c.IsStepped ? "none" : "circle", symbolSize = 6, showAllSymbol = true,
                lineStyle = new { color = colour, width = 2 }, itemStyle = new { color = colour },
                data = s.Points.Select(p => new
                {
                    value = Scaled(p.Value, c.Format),
                    symbolSize = p.IsProvisional ? 7 : (int?)null,
                    itemStyle = p.IsProvisional ? new { color = "#ffffff", borderColor = colour, borderWidth = 1.8 } : null,
                }),
                markLine = index == 0 && c.Reference is { } r ? Line(Scaled(r.Value, c.Format), r.Text, Palette.Muted, showsLabel: true) : null,
            });
        }

        var hasProvisional = c.ProvisionalNote is not null && c.Series.Any(s => s.Points.Any(p => p.IsProvisional));
        return new
        {
            Common(f).animation, Common(f).textStyle, tooltip = Tooltip("axis"), title = AxisTitle(c.ValueLabel),
            legend = Legend(c.Series.Select(s => (s.Name, c.IsStepped ? "rect" : null, Palette.Of(s.Tone)))),
            grid = Grid(top: 44, bottom: hasProvisional ? 24 : c.HorizontalLabel is null ? 6 : 24),
            graphic = !hasProvisional ? null : new object[]
            {
                new { type = "circle", right = 4, bottom = 5, shape = new { r = 3.2 }, style = new { fill = "#fff", stroke = Palette.Blue, lineWidth = 1.6 } },
                new { type = "text", right = 16, bottom = 2, style = new { text = c.ProvisionalNote, fill = Palette.Muted, font = $"400 11px {FontStack(f)}" } },
            },
            xAxis = CategoryAxis(c.Labels, everyLabel: c.Labels.Count <= 12, isBetweenTicks: false, name: c.HorizontalLabel),
            yAxis = ValueAxis(c.Format, c.FromZero),
            series,
        };
    }

    private static object Band(int index, string? step, string colour, double opacity, IEnumerable<double?> data) => new
    {
        type = "line", name = $"band-{index}", stack = $"band-{index}", stackStrategy = "all", step, symbol = "none", silent = true, z = 1,
        lineStyle = new { opacity = 0 }, areaStyle = new { color = colour, opacity }, tooltip = new { show = false }, data,
    };

    private static object Heat(Heatmap c, PageFormat f)
    {
        var middle = c.Lightest + (0.55 * (c.Darkest - c.Lightest));
        return new
        {
            Common(f).animation, Common(f).textStyle, tooltip = Tooltip("item"),
            grid = new { left = 4, right = 56, top = 4, bottom = 4, outerBoundsMode = "same", outerBoundsContain = "axisLabel" },
            xAxis = new
            {
                type = "category", position = "top", data = c.Columns, axisLine = new { show = false }, axisTick = new { show = false },
                splitArea = new { show = false }, axisLabel = new { interval = 0, color = Palette.Ink, fontSize = 11, hideOverlap = false },
            },
            yAxis = new
            {
                type = "category", inverse = true, data = c.Rows.Select(r => Short(r.Label, 24)), axisLine = new { show = false }, axisTick = new { show = false },
                axisLabel = new { interval = 0, color = Palette.Ink, fontSize = 11 },
            },
            visualMap = new
            {
                type = "continuous", min = Scaled(c.Lightest, c.Format), max = Scaled(c.Darkest, c.Format), calculable = false, orient = "vertical", right = 6, top = "middle",
                itemWidth = 9, itemHeight = 130, text = new[] { c.DarkText, c.LightText }, textStyle = new { color = Palette.Muted, fontSize = 10.5 },
                inRange = new { color = Palette.Shades },
            },
            series = new[]
            {
                new
                {
                    type = "heatmap", itemStyle = new { borderColor = "#fff", borderWidth = 2, borderRadius = 2 },
                    label = new { show = true, fontSize = 11 },
                    data = c.Rows.SelectMany((row, y) => row.Values.Select((v, x) => (v, x, y))).Where(cell => cell.v is not null).Select(cell => new
                    {
                        value = new object?[] { cell.x, cell.y, Scaled(cell.v, c.Format) },
                        label = new { formatter = c.Format.Show(cell.v, f), color = cell.v > middle ? "#ffffff" : Palette.Ink },
                    }),
                },
            },
        };
    }

    internal static (bool animation, object textStyle) Common(PageFormat f) =>
        (false, new { fontFamily = FontStack(f), fontSize = 11.5, color = Palette.Ink });

    private static string FontStack(PageFormat f) =>
        f.Language == Language.Zh
            ? "\"Inter Zh\",\"Noto Sans SC\",\"PingFang SC\",\"Microsoft YaHei\",sans-serif"
            : "Inter,\"Noto Sans SC\",\"Segoe UI\",Helvetica,Arial,\"PingFang SC\",\"Microsoft YaHei\",sans-serif";

    // Rich text is drawn as SVG text: a name can't become markup as in the HTML tooltip.
    internal static object Tooltip(string trigger) => new
    {
        trigger, renderMode = "richText", confine = true, backgroundColor = "#ffffff", borderColor = Palette.Axis, borderWidth = 1, padding = 8,
        textStyle = new { color = Palette.Ink, fontSize = 11.5 }, axisPointer = trigger == "axis" ? new { type = "line", lineStyle = new { color = Palette.Axis } } : null,
    };

    internal static object Legend(IEnumerable<(string Name, string? Icon, string Colour)> entries)
    {
        var all = entries.ToList();
        return new
        {
            top = 2, right = 4, itemGap = 16, itemWidth = 16, itemHeight = 8, selectedMode = false,
            textStyle = new { color = Palette.Muted, fontSize = 11.5 },
            data = all.Select(e => new
            {
                name = e.Name,
                icon = e.Icon == "rect" ? "path://M0,0 H16 V2.4 H0 Z" : e.Icon,
                itemStyle = new { color = e.Colour, borderWidth = 0 },
                lineStyle = new { color = e.Colour, width = 2, type = "solid" },
            }),
        };
    }

    internal static object Grid(int top, int right = 10, int bottom = 6) =>
        new { left = 6, right, top, bottom, outerBoundsMode = "same", outerBoundsContain = "axisLabel" };

    private static object CategoryAxis(IEnumerable<string> labels, bool everyLabel = false, bool isHorizontalBar = false, bool isBetweenTicks = true, string? name = null)
    {
        var all = labels.ToList();
        // Upright bars share the width of the page; their labels wrap to three lines and no more.
        var slot = 575 / Math.Max(1, all.Count);
        var data = all.Select(l => Short(l, isHorizontalBar ? 26 : everyLabel ? Math.Max(12, slot / 2) : 40)).ToList();
        return new
        {
            type = "category", name, nameLocation = "middle", nameGap = 26, nameTextStyle = new { color = Palette.Muted, fontSize = 11.5 }, data, inverse = isHorizontalBar ? true : (bool?)null, boundaryGap = isBetweenTicks ? (bool?)null : data.Count < 2,
            axisLine = new { lineStyle = new { color = Palette.Axis, width = 1 } }, axisTick = new { show = false },
            axisLabel = new
            {
                color = everyLabel ? Palette.Ink : Palette.Muted, fontSize = everyLabel && !isHorizontalBar ? 10.5 : 11, interval = everyLabel ? 0 : (int?)null,
                hideOverlap = !everyLabel, margin = 9, lineHeight = 15,
                width = isHorizontalBar || !everyLabel ? null : (int?)Math.Max(30, slot - 2),
                overflow = isHorizontalBar || !everyLabel ? null : "break",
            },
        };
    }

    /// <summary>A label cut to a width counted in Latin letters; a Chinese character takes two.</summary>
    private static string Short(string label, int letters)
    {
        var taken = 0;
        for (var i = 0; i < label.Length; i++)
        {
            taken += label[i] >= '\u2e80' ? 2 : 1;
            if (taken > letters)
            {
                return string.Concat(label.AsSpan(0, char.IsLowSurrogate(label[i]) ? i - 1 : i), "…");
            }
        }

        return label;
    }

    // Written above the plot's left edge; an axis' own name would be cut off where the axis labels are narrow.
    internal static object AxisTitle(string text) => new
    {
        text, left = 4, top = 20, padding = 0, textStyle = new { color = Palette.Muted, fontSize = 11.5, fontWeight = 400, width = 300, overflow = "truncate" },
    };

    internal static object ValueAxis(ValueFormat format, bool fromZero) => new
    {
        type = "value", scale = !fromZero, splitNumber = 5,
        axisLine = new { show = false }, axisTick = new { show = false },
        splitLine = new { lineStyle = new { color = Palette.Grid } },
        axisLabel = new { color = Palette.Muted, fontSize = 11, formatter = format.Kind == ValueKind.Share ? "{value}%" : null },
    };

    private static object ShareAxis() => new
    {
        type = "value", min = 0, max = 100, interval = 20, axisLine = new { show = false }, axisTick = new { show = false },
        splitLine = new { show = false }, axisLabel = new { color = Palette.Muted, fontSize = 11, formatter = "{value}%" },
    };

    private static object Line(double? at, string text, string colour, bool showsLabel, bool isUpright = false) => new
    {
        symbol = "none", silent = true, lineStyle = new { color = colour, width = 1.2, type = "dashed" },
        label = new { show = showsLabel, formatter = "{b}", position = isUpright ? "start" : "insideEndTop", color = colour, fontSize = 11 },
        data = new object[] { isUpright ? new { xAxis = at, name = text } : new { yAxis = at, name = text } },
    };

    /// <summary>The number that stands on the axis: percent for shares, else as given; what isn't a number is left out.</summary>
    private static double? Scaled(double? value, ValueFormat format) =>
        value is not { } v || !double.IsFinite(v) ? null : format.Kind == ValueKind.Share ? Math.Round(v * 100, 6) : v;
}
