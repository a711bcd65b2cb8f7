namespace ServiceAnalytics.Ingest.Tests;

/// <summary>Columns that no mapping knows are kept with the row, whatever they are called and whatever stands in them.</summary>
public sealed class ExtraColumnsTests
{
    private const string Known = "报修单号,客户名称,接报时间";

    private static string Row(string ticket) => $"{ticket},甲,2026-10-03 08:05";

    [Fact]
    public void Columns_that_nobody_has_mapped_are_kept_by_their_own_headings()
    {
        using ImportDesk desk = new();
        desk.Import("a.csv", $"{Known},天气,楼层(层)\n{Row("T1")},晴,3\n{Row("T2")},,\n{Row("T3")}, - ,12\n");
        Assert.Equal(
            ["""T1 | {"天气":"晴","楼层(层)":"3"}""", "T2 | ∅", """T3 | {"天气":"-","楼层(层)":"12"}"""],
            desk.Rows("select ticket_id, extra from service.tickets order by ticket_id"));
    }

    [Fact]
    public void A_file_whose_columns_are_all_known_has_no_extra_data()
    {
        using ImportDesk desk = new();
        desk.Import("a.csv", $"{Known}\n{Row("T1")}\n");
        Assert.Equal("0 | false", desk.Value("select count(extra), bool_or(list_contains(columns, 'extra')) from service.tickets, import.batch_readings"));
    }

    [Fact]
    public void Hostile_headings_and_cells_are_text_and_nothing_else()
    {
        using ImportDesk desk = new();
        string text = $"{Known},\"a\"\"'; drop table service.tickets; --\",\"x\ny\",$.z[0],\"=cmd()\"\n{Row("T1")},\"\"\"}},{{\"\"\",\"line 1\nline 2\",\\u0041 \\,<script>\n";
        Assert.Equal(1, desk.Import("a.csv", text).Rows.New);
        Assert.Equal(
            ["$.z[0] | \\u0041 \\", "=cmd() | <script>", "a\"'; drop table service.tickets; -- | \"},{\"", "x\ny | line 1\nline 2"],
            desk.Rows("select e.key as k, e.value as v from (select unnest(map_entries(cast(cast(extra as json) as map(varchar, varchar)))) as e from service.tickets) order by k"));
    }

    [Fact]
    public void A_change_in_an_extra_column_is_a_new_version_and_another_order_of_columns_is_none()
    {
        using ImportDesk desk = new();
        desk.Import("t_2026-10-01.csv", $"{Known},天气,楼层\n{Row("T1")},晴,3\n{Row("T2")},雨,4\n");
        ImportResult later = desk.Import("t_2026-11-01.csv", $"楼层,{Known},天气\n3,{Row("T1")},晴\n4,{Row("T2")},雪\n");
        Assert.Equal((1, 1), (later.Rows.Unchanged, later.Rows.Changed));
        Assert.Equal([new ChangedColumn("extra", 1)], later.ChangedColumns);
    }

    [Fact]
    public void A_column_that_the_mapping_ignores_is_not_kept_and_makes_no_version()
    {
        using ImportDesk desk = new();
        Directory.CreateDirectory(desk.Workspace.Mappings);
        File.WriteAllText(Path.Combine(desk.Workspace.Mappings, "ours.yaml"), "name: ours\nkind: tickets\nheadings: {ticket_id: 报修单号, customer: 客户名称, received: 接报时间}\nignore: [浏览次数]\n");
        desk.Restart();
        desk.Import("t_2026-10-01.csv", $"{Known},浏览次数\n{Row("T1")},3\n");
        ImportResult later = desk.Import("t_2026-11-01.csv", $"{Known},浏览次数\n{Row("T1")},4\n");
        Assert.Equal((1, "ours"), (later.Rows.Unchanged, later.Mapping));
        Assert.Empty(later.UnmappedHeadings);
        Assert.Equal("∅", desk.Value("select extra from service.tickets"));
    }

    [Fact]
    public void A_file_says_nothing_about_extra_columns_that_it_lacks()
    {
        using ImportDesk desk = new();
        desk.Import("t_2026-10-01.csv", $"{Known},天气,楼层\n{Row("T1")},晴,3\n{Row("T2")},晴,3\n");
        ImportResult same = desk.Import("t_2026-11-01.csv", $"{Known},楼层\n{Row("T1")},3\n{Row("T2")},\n");
        Assert.Equal((1, 1), (same.Rows.Unchanged, same.Rows.Changed));
        Assert.Equal(
            ["""T1 | {"天气":"晴","楼层":"3"}""", """T2 | {"天气":"晴"}"""],
            desk.Rows("select ticket_id, extra from service.tickets order by ticket_id"));
        Assert.Equal(2, desk.Import("t_2026-12-01.csv", $"{Known}\n{Row("T1")}\n{Row("T2")}\n").Rows.Unchanged);
    }
}
