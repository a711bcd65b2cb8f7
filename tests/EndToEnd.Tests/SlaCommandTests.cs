using System.Text.Json;

namespace ServiceAnalytics.EndToEnd.Tests;

/// <summary><c>sla</c> and what hangs below it, over the samples.</summary>
public sealed class SlaCommandTests(DemoWorkspace demo) : IClassFixture<DemoWorkspace>
{
    [Fact]
    public void Clauses_and_duties_are_the_figures_that_metrics_gives_and_what_is_not_measured_says_what_it_needs()
    {
        JsonElement sla = TheProgram.Json(0, "sla", "--month", "2026-10", "--workspace", demo.Folder);
        JsonElement[] figures = [.. TheProgram.Json(0, "metrics", "--month", "2026-10", "--workspace", demo.Folder).GetProperty("figures").EnumerateArray()];
        Assert.NotEmpty(sla.GetProperty("clauses").EnumerateArray());
        foreach ((string metric, string kind, JsonElement entry) in sla.GetProperty("clauses").EnumerateArray().Select(c => ("sla_compliance", "clause", c))
            .Concat(sla.GetProperty("duties").EnumerateArray().Select(d => ("duty_compliance", "duty", d))))
        {
            string id = entry.GetProperty(kind).GetString()!;
            JsonElement[] figure = [.. figures.Where(f => f.GetProperty("metric").GetString() == metric && f.GetProperty("group").GetString() == $"{kind}={id}" && f.GetProperty("period").GetString() == "2026-10")];
            if (figure.Length == 0)
            {
                Assert.Equal(0, entry.GetProperty("n").GetInt64() + entry.GetProperty("pending").GetInt64() + entry.GetProperty("unmeasurable").GetInt64());
                continue;
            }

            Assert.Equal(entry.GetProperty("n").GetInt64(), figure[0].GetProperty("n").GetInt64());
            Assert.Equal(entry.GetProperty("value").GetRawText(), figure[0].GetProperty("value").GetRawText());
            Assert.Equal(entry.GetProperty("met").GetInt64() + entry.GetProperty("breached").GetInt64(), entry.GetProperty("n").GetInt64());
        }

        Assert.All(sla.GetProperty("not_measured").EnumerateArray(), n => Assert.NotEmpty(n.GetProperty("needs_en").GetString()!));
    }

    [Theory]
    [InlineData("zh", "sla")]
    [InlineData("en", "sla")]
    [InlineData("zh", "sla", "--by", "product")]
    [InlineData("en", "sla", "--by", "office")]
    [InlineData("zh", "sla", "due-soon", "--hours", "72")]
    [InlineData("en", "sla", "due-soon", "--hours", "72")]
    [InlineData("zh", "sla", "questions")]
    [InlineData("en", "sla", "questions")]
    [InlineData("zh", "accounts")]
    [InlineData("en", "accounts")]
    public void Nothing_is_wider_than_a_terminal_of_80_columns(string language, params string[] command)
    {
        Outcome outcome = TheProgram.Run([.. command, "--lang", language, "--workspace", demo.Folder]);
        Assert.True(outcome.ExitCode is 0 or 1, outcome.Error);
        Assert.NotEmpty(outcome.Out);
        Assert.All(outcome.Out.Split('\n'), line => Assert.True(line.TrimEnd().Sum(c => c is >= '\u2E80' and <= '\uFFEF' ? 2 : 1) <= 80, line));
    }

    [Fact]
    public void The_account_is_made_of_the_figures_that_metrics_gives_and_adds_up()
    {
        JsonElement[] lines = [.. TheProgram.Json(0, "accounts", "--month", "2026-10", "--workspace", demo.Folder).GetProperty("accounts").EnumerateArray()];
        JsonElement[] figures = [.. TheProgram.Json(0, "metrics", "--month", "2026-10", "--workspace", demo.Folder).GetProperty("figures").EnumerateArray()
            .Where(f => f.GetProperty("metric").GetString() == "service_accounting" && f.GetProperty("period").GetString() == "2026-10")];
        Assert.Equal(
            figures.Select(f => (f.GetProperty("group").GetString()!, f.GetProperty("value").GetDouble())).Order(),
            lines.Where(l => l.GetProperty("unit").GetString() == "money").Select(l => ($"account_item={l.GetProperty("item").GetString()}", l.GetProperty("month").GetDouble())).Order());
        Dictionary<string, JsonElement> items = lines.ToDictionary(l => l.GetProperty("item").GetString()!);
        foreach (string span in new[] { "month", "previous_month", "year_to_date" })
        {
            double costs = items.Where(i => i.Key is not ("charge" or "cost" or "result" or "travel_km")).Sum(i => i.Value.GetProperty(span).GetDouble());
            Assert.Equal(costs, items["cost"].GetProperty(span).GetDouble(), 1e-6);
            Assert.Equal(items["charge"].GetProperty(span).GetDouble() - costs, items["result"].GetProperty(span).GetDouble(), 1e-6);
        }

        Assert.Equal(10, items["cost"].GetProperty("months").GetArrayLength()); // January to October
    }

    [Fact]
    public void Questions_name_their_kind_and_tickets()
    {
        Outcome outcome = TheProgram.Run("sla", "questions", "--month", "2026-10", "--json", "--workspace", demo.Folder);
        JsonElement[] questions = [.. JsonDocument.Parse(outcome.Out).RootElement.GetProperty("questions").EnumerateArray()];
        Assert.Equal(questions.Length == 0 ? 0 : 1, outcome.ExitCode);
        Assert.All(questions, q => Assert.NotEqual(0, q.GetProperty("tickets").GetArrayLength()));
    }
}
