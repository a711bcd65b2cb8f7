namespace ServiceAnalytics.Ingest.Tests;

/// <summary>The same exports give the same tables, in whatever order and in however many files they come.</summary>
public sealed class OrderTests
{
    private const string Headings = "报修单号,客户名称,接报时间,修复时间";

    // What counts of a row: everything but by which file it came first; a later one that says the same is only noted as confirming it.
    private const string State = "select * exclude (batch_id, row_number, export_at_utc) from service.tickets order by all";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_order_of_import_makes_no_difference(int seed)
    {
        Random random = new(seed);
        (string Name, string[] Rows)[] exports = Exports(random);
        string[] expected = Taken(exports);
        for (int shuffle = 0; shuffle < 3; shuffle++)
        {
            random.Shuffle(exports);
            Assert.Equal(expected, Taken(exports));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void One_export_in_several_files_or_all_files_twice_make_no_difference(int seed)
    {
        Random random = new(seed);
        (string Name, string[] Rows)[] exports = Exports(random);
        string[] expected = Taken(exports);
        (string Name, string[] Rows)[] split =
        [
            .. exports.SelectMany(e => e.Rows.Select((row, i) => (Row: row, Part: i % 3)).GroupBy(r => r.Part).Select(g => ($"part{g.Key}_{e.Name}", g.Select(r => r.Row).ToArray()))),
        ];
        random.Shuffle(split);
        Assert.Equal(expected, Taken(split));
        Assert.Equal(expected, Taken([.. exports, .. exports.Select(e => ("again_" + e.Name, e.Rows.Reverse().ToArray()))]));
    }

    private static string[] Taken(IEnumerable<(string Name, string[] Rows)> exports)
    {
        using ImportDesk desk = new();
        foreach ((string name, string[] rows) in exports)
        {
            ImportResult result = desk.Import(name, $"{Headings}\n{string.Join('\n', rows)}\n");
            Assert.True(result.Outcome == ImportOutcome.Imported && result.Rows.AddUp, result.Message);
        }

        return desk.Rows(State);
    }

    // Six monthly exports over a pool of forty tickets: each has some of them, with values that change, come and go.
    private static (string Name, string[] Rows)[] Exports(Random random) =>
    [
        .. Enumerable.Range(1, 6).Select(month => (
            $"t_2026-{month:00}-28.csv",
            Enumerable.Range(1, 40).Where(_ => random.Next(3) > 0)
                .Select(ticket => $"T{ticket:00},客户{random.Next(3)},2026-01-{1 + (ticket % 27):00} 08:00,{(random.Next(2) == 0 ? string.Empty : $"2026-02-{1 + random.Next(27):00} 09:00")}").ToArray())),
    ];
}
