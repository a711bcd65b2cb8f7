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
    [InlineData("reliability", "zh", "维修/台")]
    [InlineData("reliability", "en", "repairs per unit")]
    public void The_tables_for_people_come_in_both_languages(string command, string language, string said)
    {
        Outcome outcome = TheProgram.Run(command, "--month", "2026-10", "--lang", language, "--workspace", demo.Folder);
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
