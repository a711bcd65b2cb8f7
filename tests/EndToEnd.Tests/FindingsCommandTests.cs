using System.Text.Json;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.EndToEnd.Tests;

/// <summary>The chapters' findings on the command line, over the samples with their planted truths.</summary>
public sealed class FindingsCommandTests(DemoWorkspace demo) : IClassFixture<DemoWorkspace>
{
    [Fact]
    public void Trends_name_the_planted_fault_first_and_its_tickets_are_as_many_as_it_says()
    {
        JsonElement trends = TheProgram.Json(0, "trends", "--month", "2026-10", "--workspace", demo.Folder).GetProperty("trends");
        JsonElement first = trends.GetProperty("changes")[0];
        Assert.Equal("up", first.GetProperty("direction").GetString());
        Assert.True(first.GetProperty("observed").GetInt32() > first.GetProperty("expected").GetDouble());
        Assert.Equal(first.GetProperty("observed").GetInt32(), first.GetProperty("tickets").GetArrayLength());
        Assert.Equal(trends.GetProperty("repairs").GetInt32(), trends.GetProperty("pareto").EnumerateArray().Sum(f => f.GetProperty("repairs").GetInt32()));
    }

    [Fact]
    public void The_back_test_finds_the_planted_fault_in_its_first_month_and_holds_the_false_alarms()
    {
        JsonElement test = TheProgram.Json(0, "trends", "backtest", "--month", "2026-10", "--workspace", demo.Folder).GetProperty("backtest");
        JsonElement notice = test.GetProperty("notices").EnumerateArray().Single(n => n.GetProperty("notice").GetString() == "ZG2026-012");

        // data/samples/planted.json: rate x 2.5 from July 2026; the notice of it was issued on 20 October, 80 days after July was over.
        Assert.Equal("2026-07", notice.GetProperty("found").GetString());
        Assert.Equal(80, notice.GetProperty("lead_days").GetInt32());
        Assert.InRange(test.GetProperty("shuffles_with_alarm").GetInt32(), 0, 4); // of 20: one expected, four is what chance allows (99.7 %)
        Assert.Equal(18, test.GetProperty("months").GetArrayLength()); // thirty months of history, the first twelve are only past
    }

    [Fact]
    public void The_forecast_goes_half_a_year_ahead_and_its_intervals_held_in_the_last_year()
    {
        JsonElement forecast = TheProgram.Json(0, "trends", "forecast", "--month", "2026-10", "--workspace", demo.Folder).GetProperty("forecast");
        JsonElement[] series = [.. forecast.GetProperty("series").EnumerateArray()];
        Assert.Equal(["all", .. Enumerable.Repeat("model", 8), .. Enumerable.Repeat("part", 8)], series.Select(s => s.GetProperty("of").GetString()));
        Assert.All(series, s => Assert.Equal(["2026-11", "2026-12", "2027-01", "2027-02", "2027-03", "2027-04"], s.GetProperty("months").EnumerateArray().Select(m => m.GetProperty("month").GetString())));
        Assert.All(series.SelectMany(s => s.GetProperty("months").EnumerateArray()), m => Assert.InRange(m.GetProperty("mean").GetDouble(), m.GetProperty("lower").GetInt64() - 0.5, m.GetProperty("upper").GetInt64() + 0.5));

        // 17 series, the last twelve months each; of a promised 95 % no fewer than 92 % is what chance allows, months of one series moving together.
        JsonElement test = forecast.GetProperty("backtest");
        Assert.Equal(17 * 12, test.GetProperty("months").GetInt32());
        Assert.InRange(test.GetProperty("coverage").GetDouble(), 0.92, 1);
    }

    [Fact]
    public void The_matrix_adds_up_to_the_months_repairs()
    {
        JsonElement matrix = TheProgram.Json(0, "trends", "matrix", "--month", "2026-10", "--workspace", demo.Folder).GetProperty("matrix");
        JsonElement trends = TheProgram.Json(0, "trends", "--month", "2026-10", "--workspace", demo.Folder).GetProperty("trends");
        Assert.Equal(trends.GetProperty("repairs").GetInt64(), matrix.GetProperty("repairs").EnumerateArray().Sum(r => r.EnumerateArray().Sum(c => c.GetInt64())));
        Assert.Equal(matrix.GetProperty("models").GetArrayLength(), matrix.GetProperty("expected").GetArrayLength());
    }

    [Fact]
    public void The_planted_batch_fails_more_often_in_its_first_six_months_than_the_other_batches_of_its_model()
    {
        JsonElement[] batches = [.. TheProgram.Json(0, "reliability", "batches", "--model", "KP150", "--month", "2026-10", "--workspace", demo.Folder).GetProperty("batches").EnumerateArray()];
        double? At6(JsonElement b) => b.GetProperty("per_thousand").EnumerateArray().Where(p => p.GetProperty("months").GetInt32() == 6).Select(p => (double?)p.GetProperty("value").GetDouble()).FirstOrDefault();
        JsonElement planted = batches.Single(b => b.GetProperty("batch").GetString() == "KP150-26A");
        Assert.All(batches.Where(b => b.GetProperty("batch").GetString() != "KP150-26A" && At6(b) is not null), b => Assert.True(At6(b) < At6(planted)));
    }

    [Fact]
    public void Repairs_of_the_nevada_table_are_those_of_units_in_their_first_months_and_none_lies_beyond_the_watched_time()
    {
        JsonElement[] rows = [.. TheProgram.Json(0, "reliability", "nevada", "--model", "KP150", "--month", "2026-10", "--workspace", demo.Folder).GetProperty("nevada").GetProperty("rows").EnumerateArray()];
        Assert.NotEmpty(rows);
        Assert.All(rows.SelectMany(r => r.GetProperty("ages").EnumerateArray()), c => Assert.True(c.GetProperty("unit_months").GetDouble() > 0));
        JsonElement young = rows.Single(r => r.GetProperty("delivered").GetString() == "2026-09");
        Assert.Equal(2, young.GetProperty("ages").GetArrayLength()); // delivered in September, watched to the end of October
    }

    [Fact]
    public void The_repeat_rate_is_the_one_that_metrics_gives()
    {
        JsonElement repeats = TheProgram.Json(0, "repeats", "--month", "2026-10", "--workspace", demo.Folder).GetProperty("repeats");
        JsonElement metrics = TheProgram.Json(0, "metrics", "--month", "2026-10", "--metric", "repeat_rate_30d", "--workspace", demo.Folder);
        Assert.Equal(
            October(metrics.GetProperty("figures")).GetProperty("value").GetDouble(),
            October(repeats.GetProperty("figures")).GetProperty("value").GetDouble());
        Assert.NotEqual(0, repeats.GetProperty("groups").GetArrayLength());

        static JsonElement October(JsonElement figures) =>
            figures.EnumerateArray().Single(f => f.GetProperty("metric").GetString() == "repeat_rate_30d" && f.GetProperty("period").GetString() == "2026-10");
    }

    [Fact]
    public void A_warning_is_acknowledged_and_closed_with_who_and_what_and_a_report_issued_again_stays_the_same()
    {
        string first = Warnings()[0].GetProperty("id").GetString()!;
        Assert.All(Warnings(), w => Assert.Equal("new", w.GetProperty("state").GetString()));

        Assert.Equal(0, TheProgram.Run("warnings", "acknowledge", first, "--by", "李工", "--workspace", demo.Folder).ExitCode);
        Assert.Equal("acknowledged", Warnings()[0].GetProperty("state").GetString());
        Outcome closed = TheProgram.Run("warnings", "close", first, "--by", "李工", "--note", "=cmd|'[red]已换泵'", "--lang", "zh", "--workspace", demo.Folder);
        Assert.Contains("关闭：李工，=cmd|'[red]已换泵'", closed.Out, StringComparison.Ordinal);

        JsonElement[] history = [.. Warnings()[0].GetProperty("history").EnumerateArray()];
        Assert.Equal(["acknowledged", "closed"], history.Select(h => h.GetProperty("answer").GetString()));
        Assert.Equal("closed", Warnings()[0].GetProperty("state").GetString());
        string table = TheProgram.Run("warnings", "--lang", "zh", "--workspace", demo.Folder).Out;
        Assert.Contains("[red]已换泵", string.Concat(table.Where(c => !char.IsWhiteSpace(c))), StringComparison.Ordinal); // the cell breaks its lines
        Assert.Equal(2, TheProgram.Json(0, "warnings", "history", first, "--workspace", demo.Folder).GetProperty("answers").GetArrayLength());

        Outcome unknown = TheProgram.Run("warnings", "close", "nosuchwarning", "--by", "李工", "--workspace", demo.Folder);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("has no warning nosuchwarning", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("the same bytes as issue", TheProgram.Run("report", "--month", "2026-10", "--lang", "en", "--workspace", demo.Folder).Out, StringComparison.Ordinal);
    }

    private JsonElement[] Warnings() => [.. TheProgram.Json(1, "warnings", "--month", "2026-10", "--workspace", demo.Folder).GetProperty("warnings").EnumerateArray()];

    [Theory]
    [InlineData("trends", "zh", "何处")]
    [InlineData("trends", "en", "Where")]
    [InlineData("repeats", "zh", "重复率")]
    [InlineData("repeats", "en", "Repeated within")]
    [InlineData("trends forecast", "zh", "回测")]
    [InlineData("trends forecast", "en", "Back-test")]
    [InlineData("trends matrix", "zh", "型号")]
    [InlineData("trends matrix", "en", "Model")]
    [InlineData("reliability batches", "zh", "每千台")]
    [InlineData("reliability batches", "en", "per 1,000")]
    [InlineData("reliability nevada", "zh", "发货月")]
    [InlineData("reliability nevada", "en", "month delivered")]
    [InlineData("reliability", "zh", "维修/台")]
    [InlineData("reliability", "en", "repairs per unit")]
    public void The_tables_for_people_come_in_both_languages(string command, string language, string said)
    {
        Outcome outcome = TheProgram.Run([.. command.Split(' '), "--month", "2026-10", "--lang", language, "--workspace", demo.Folder]);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains(said, outcome.Out, StringComparison.Ordinal);
        Assert.All(command == "trends" ? [] : outcome.Out.Split('\n'), line => Assert.True(line.TrimEnd().Sum(c => c is >= '\u2E80' and <= '\uFFEF' ? 2 : 1) <= 80, line));
    }

    [Fact]
    public void The_batch_with_the_planted_fault_has_more_repairs_per_unit_than_the_rest_of_its_model()
    {
        JsonElement planted = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("data/samples/planted.json"))).RootElement.GetProperty("emerging_fault");
        string model = planted.GetProperty("product_model").GetString()!, batch = planted.GetProperty("batch_no").GetString()!;
        JsonElement found = TheProgram.Json(0, "reliability", "--month", "2026-10", "--model", model, "--batch", batch, "--workspace", demo.Folder).GetProperty("reliability");
        Assert.Equal(batch, found.GetProperty("batch").GetProperty("batch").GetString());
        Assert.True(found.GetProperty("difference").GetProperty("lower").GetDouble() > 0);
        JsonElement first = found.GetProperty("models")[0].GetProperty("batches")[0];
        Assert.Equal((batch, "worse"), (first.GetProperty("batch").GetString(), first.GetProperty("verdict").GetString()));
        JsonElement curve = found.GetProperty("models")[0];
        Assert.Equal(
            curve.GetProperty("repairs").GetInt64(),
            curve.GetProperty("batches").EnumerateArray().Sum(b => b.GetProperty("repairs").GetInt64()));
    }
}
