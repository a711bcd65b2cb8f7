using System.Globalization;
using System.Text;
using System.Text.Json;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.EndToEnd.Tests;

/// <summary><c>detect</c> on other people's tables, without a workspace.</summary>
public sealed class DetectTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_fault_that_has_tripled_is_found_in_any_long_table_and_the_steady_ones_are_not()
    {
        JsonElement period = TheProgram.Json(0, "detect", Table("")).GetProperty("periods")[0];
        Assert.Equal("2026-10", period.GetProperty("period").GetString());
        Assert.Equal(3, period.GetProperty("series_judged").GetInt32());
        JsonElement alarm = Assert.Single(period.GetProperty("series").EnumerateArray(), s => s.GetProperty("alarm").GetBoolean());
        Assert.Equal("泵,轴承", alarm.GetProperty("series").GetString());
        Assert.Equal("up", alarm.GetProperty("direction").GetString());
        Assert.Equal(24, alarm.GetProperty("observed").GetInt32());
        Assert.InRange(alarm.GetProperty("expected").GetDouble(), 7, 9);
        Assert.True(alarm.GetProperty("observed").GetInt32() > alarm.GetProperty("upper_limit").GetInt32());
    }

    [Fact]
    public void The_last_periods_are_judged_each_with_what_was_known_then()
    {
        JsonElement periods = TheProgram.Json(0, "detect", Table(""), "--last", "3").GetProperty("periods");
        Assert.Equal(["2026-08", "2026-09", "2026-10"], periods.EnumerateArray().Select(p => p.GetProperty("period").GetString()!));
        Assert.Equal([false, false, true], periods.EnumerateArray().Select(p => p.GetProperty("series").EnumerateArray().Any(s => s.GetProperty("alarm").GetBoolean())));
    }

    [Fact]
    public void The_table_for_people_names_the_series_in_80_columns()
    {
        Outcome outcome = TheProgram.Run("detect", Table(""), "--lang", "zh");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("↑ 泵,轴承", outcome.Out, StringComparison.Ordinal);
        Assert.All(outcome.Out.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    [Theory]
    [InlineData("阀,2026-10,three\n", "three")]
    [InlineData("阀,October,3\n", "October")]
    [InlineData("\"泵,轴承\",2026-10,3\n", "add them up")]
    public void A_row_that_cannot_be_used_is_named_by_its_line_and_nothing_is_judged(string row, string said)
    {
        Outcome outcome = TheProgram.Run("detect", Table(row), "--lang", "en");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("line 110", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(said, outcome.Error, StringComparison.Ordinal);
    }

    /// <summary>Three series of 36 months around 8, 5 and 2; the first has 24 in the last month.</summary>
    private string Table(string more)
    {
        StringBuilder text = new("series,period,count\n");
        foreach ((string name, int level) in new[] { ("\"泵,轴承\"", 8), ("阀", 5), ("管", 2) })
        {
            for (int m = 0; m < 36; m++)
            {
                DateOnly month = new DateOnly(2023, 11, 1).AddMonths(m);
                int count = level == 8 && m == 35 ? 24 : level + ((m * 7 % 5) - 2);
                text.Append(CultureInfo.InvariantCulture, $"{name},{month:yyyy-MM},{count}\n");
            }
        }

        File.WriteAllText(folder.File("counts.csv"), text + more);
        return folder.File("counts.csv");
    }
}
