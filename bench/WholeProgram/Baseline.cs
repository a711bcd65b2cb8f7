using DuckDB.NET.Data;

namespace ServiceAnalytics.Bench;

/// <summary>
/// What the engine needs at the least for the same file: one typed <c>create table as select … from read_csv</c> with checkpoint,
/// bad values ignored; nothing checked, nothing set aside, no lineage, no history.
/// </summary>
internal static class Baseline
{
    public static void Load(string file, string database)
    {
        using StreamReader reader = new(file);
        string[] headings = reader.ReadLine()!.Split(',');
        string columns = string.Join(", ", headings.Select(h => $"'{h.Replace("'", "''", StringComparison.Ordinal)}': '{TypeOf(h)}'"));
        using DuckDBConnection connection = new($"DataSource={database}");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"""
            set memory_limit = '2GB';
            create table baseline as
            select * from read_csv('{file.Replace("'", "''", StringComparison.Ordinal)}', header = true, delim = ',', quote = '"', escape = '"', ignore_errors = true, columns = {"{" + columns + "}"});
            checkpoint;
            """;
        command.ExecuteNonQuery();
    }

    private static string TypeOf(string heading) => heading switch
    {
        _ when heading.EndsWith("时间", StringComparison.Ordinal) => "TIMESTAMP",
        _ when heading.EndsWith("日期", StringComparison.Ordinal) || heading == "保修截止" => "DATE",
        _ when heading.Contains('元', StringComparison.Ordinal) => "DECIMAL(18, 2)",
        "上门次数" => "INTEGER",
        _ => "VARCHAR",
    };
}
