namespace ServiceAnalytics.Ingest.Tests;

/// <summary>Several different rows of one key in one file: set aside, unless the mapping says which of them counts.</summary>
public sealed class DuplicateRulesTests
{
    private const string Rows = "报修单号,客户名称,接报时间,修复时间\nT1,甲,2026-10-03 08:05,2026-10-05 09:00\nT1,乙,2026-10-03 08:05,2026-10-04 09:00\nT1,丙,2026-10-03 08:05,\nT1,丙,2026-10-03 08:05,\nT2,丁,2026-10-03 08:05,\n";

    [Theory]
    [InlineData("set_aside", "", 4, 0, "the default: none can be trusted")]
    [InlineData("first", "甲", 0, 3, "the first of the file")]
    [InlineData("last", "丙", 0, 3, "the last of the file; its copy is only a copy")]
    [InlineData("newest by repaired", "甲", 0, 3, "the greatest value of a column; an empty one is the least")]
    public void The_mapping_says_which_row_counts(string rule, string customer, long setAside, long leftOut, string why)
    {
        using ImportDesk desk = Desk($"duplicates: {rule}");
        ImportResult result = desk.Import("a.csv", Rows);
        Assert.Equal((setAside, leftOut, why), (result.Rows.SetAside, result.Rows.LeftOut, why));
        Assert.True(result.Rows.AddUp);
        Assert.Equal(customer, desk.Value("select customer from service.tickets where ticket_id = 'T1'") ?? string.Empty);
    }

    [Fact]
    public void The_rows_that_give_way_are_told_apart_from_copies()
    {
        using ImportDesk desk = Desk("duplicates: last");
        Assert.Equal(
            [new RuleCount("superseded_duplicate", string.Empty, 2), new RuleCount("identical_duplicate", string.Empty, 1)],
            desk.Import("a.csv", Rows).LeftOut);
    }

    [Theory]
    [InlineData("duplicates: newest", "none of: set_aside, first, last, newest by FIELD")]
    [InlineData("duplicates: newest by custmer", "is no date or number")]
    [InlineData("last_entry: [repaired]", "is for logs of state changes")]
    public void A_rule_that_means_nothing_is_told_with_its_line(string line, string message)
    {
        Warehouse.DocumentException failure = Assert.Throws<Warehouse.DocumentException>(() => Desk(line).Dispose());
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    private static ImportDesk Desk(string line)
    {
        ImportDesk desk = new();
        try
        {
            Directory.CreateDirectory(desk.Workspace.Mappings);
            File.WriteAllText(
                Path.Combine(desk.Workspace.Mappings, "ours.yaml"),
                $"name: ours\nkind: tickets\nheadings: {{ticket_id: 报修单号, customer: 客户名称, received: 接报时间, repaired: 修复时间}}\n{line}\n");
            desk.Restart();
            return desk;
        }
        catch
        {
            desk.Dispose();
            throw;
        }
    }
}
