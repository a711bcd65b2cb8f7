namespace ServiceAnalytics.Ingest.Tests;

/// <summary>Exports with different columns of the same rows: of every column the newest export that has it wins, in whatever order they come.</summary>
public sealed class PartialExportsTests
{
    private const string State = "select * exclude (batch_id, row_number) from service.tickets order by all";

    [Fact]
    public void An_older_export_that_arrives_late_fills_what_the_newer_one_did_not_say()
    {
        using ImportDesk desk = new();
        desk.Import("t_2026-11-01.csv", "报修单号,接报时间,客户名称\nT1,2026-09-03 08:05,甲公司\nT2,2026-09-04 08:05,乙\n");
        ImportResult older = desk.Import("t_2026-10-01.csv", "报修单号,接报时间,客户名称,修复时间,天气\nT1,2026-09-03 08:05,甲,2026-09-04 09:00,晴\nT2,2026-09-04 08:05,乙错,,\n");

        // T1 gains what was not said; T2 has nothing to add.
        Assert.Equal(new RowCounts(Read: 2, New: 0, Changed: 1, Unchanged: 0, SetAside: 0, LeftOut: 1), older.Rows);
        Assert.Equal(
            ["""T1 | 甲公司 | 2026-09-04 01:00 | {"天气":"晴"} | 2 | 2026-11-01 16:00""", "T2 | 乙 | ∅ | ∅ | 1 | 2026-11-01 16:00"],
            desk.Rows("select ticket_id, customer, repaired_at_utc, extra, batch_id, export_at_utc from service.tickets order by ticket_id"));
        Assert.Equal("T1 甲公司", desk.Value("select ticket_id || ' ' || customer from service.tickets_history"));
    }

    [Fact]
    public void What_a_newer_export_has_emptied_stays_empty()
    {
        using ImportDesk desk = new();
        desk.Import("t_2026-12-01.csv", "报修单号,接报时间,客户名称\nT1,2026-09-03 08:05,甲\n");
        desk.Import("t_2026-11-01.csv", "报修单号,接报时间,客户名称,修复时间\nT1,2026-09-03 08:05,甲,\n");
        desk.Import("t_2026-10-01.csv", "报修单号,接报时间,客户名称,修复时间\nT1,2026-09-03 08:05,甲,2026-09-04 09:00\n");
        Assert.Equal("∅", desk.Value("select repaired_at_utc from service.tickets"));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public void Exports_with_different_columns_give_the_same_table_in_any_order(int seed)
    {
        Random random = new(seed);
        (string Name, string Text)[] exports = [.. Enumerable.Range(1, 6).Select(month => Export(random, month))];
        string[] expected = Taken(exports);
        for (int shuffle = 0; shuffle < 4; shuffle++)
        {
            random.Shuffle(exports);
            Assert.Equal(expected, Taken(exports));
        }
    }

    // Each export has some of the columns and some of the tickets.
    private static (string Name, string Text) Export(Random random, int month)
    {
        (string Heading, Func<string> Cell)[] columns =
        [
            ("客户名称", () => $"客户{random.Next(3)}"), ("区域", () => random.Next(3) == 0 ? string.Empty : $"区{random.Next(3)}"),
            ("修复时间", () => random.Next(2) == 0 ? string.Empty : $"2026-02-{1 + random.Next(9):00} 09:00"),
            ("天气", () => random.Next(3) == 0 ? string.Empty : $"天{random.Next(3)}"), ("楼层", () => $"{random.Next(3)}"),
        ];
        (string Heading, Func<string> Cell)[] had = [columns[0], .. columns[1..].Where(_ => random.Next(2) == 0)];
        string[] rows =
        [
            .. Enumerable.Range(1, 25).Where(_ => random.Next(3) > 0)
                .Select(ticket => $"T{ticket:00},2026-01-{ticket:00} 08:00,{string.Join(',', had.Select(c => c.Cell()))}"),
        ];
        return ($"t_2026-{month:00}-28.csv", $"报修单号,接报时间,{string.Join(',', had.Select(c => c.Heading))}\n{string.Join('\n', rows)}\n");
    }

    private static string[] Taken((string Name, string Text)[] exports)
    {
        using ImportDesk desk = new();
        foreach ((string name, string text) in exports)
        {
            ImportResult result = desk.Import(name, text);
            Assert.True(result.Outcome == ImportOutcome.Imported && result.Rows.AddUp, result.Message);
        }

        return desk.Rows(State.Replace("(batch_id, row_number)", "(batch_id, row_number, export_at_utc, content_hash)", StringComparison.Ordinal));
    }
}
