using System.Globalization;

namespace ServiceAnalytics.Warehouse;

/// <summary>Brings a database file up to the schema that this program knows: numbered migrations, forward only.</summary>
internal static class SchemaVersion
{
    private const string Folder = "Sql/schema/";

    public static void BringUpToDate(WarehouseConnection connection)
    {
        connection.Execute("create schema if not exists import; create table if not exists import.schema_versions (version integer not null);");
        int found = Convert.ToInt32(connection.Scalar("select coalesce(max(version), 0) from import.schema_versions"), CultureInfo.InvariantCulture);
        (int Number, SqlScript Script)[] migrations =
        [
            .. SqlScript.NamesIn(typeof(SchemaVersion).Assembly)
                .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
                .Select(name => (int.Parse(name.AsSpan(Folder.Length, 4), CultureInfo.InvariantCulture), SqlScript.Load<SqlScript>(name))),
        ];

        int known = migrations[^1].Number;
        if (found > known)
        {
            throw new WarehouseException(
                $"The database was made by a newer version of this program (schema {found}; this version knows {known}). Use that version, or a newer one.",
                $"该数据库由本程序的更新版本生成（结构版本 {found}，本版本只认识到 {known}）。请使用该版本或更新的版本。");
        }

        foreach ((int number, SqlScript script) in migrations.Where(m => m.Number > found))
        {
            connection.InTransaction(() =>
            {
                connection.Execute(script);
                connection.Execute("insert into import.schema_versions values ($version)", new() { ["version"] = number });
            });
        }

        // A migration that wrote the view anew knows nothing of logs.
        if (found < known)
        {
            TicketView.Settle(connection);
        }
    }
}
