using System.Globalization;
using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Storing;

/// <summary>Row accounting over all files: what the batches say was stored, superseded, set aside and left out is what the tables hold.</summary>
internal static class RowAccounting
{
    /// <summary>Compares; within a batch's transaction, after its entry in <c>import.batches</c>.</summary>
    /// <exception cref="WarehouseException">They differ: the batch must not be stored.</exception>
    public static void Check(WarehouseConnection connection, ExportKind kind, CancellationToken cancel)
    {
        string stored = $"service.{kind.Name}";
        string[] wrong = [.. connection.Query(
            $"""
            with said as (
                select
                    coalesce(sum(rows_new) filter (kind = $kind), 0)::bigint as rows_new,
                    coalesce(sum(rows_changed) filter (kind = $kind), 0)::bigint as rows_changed,
                    coalesce(sum(rows_set_aside), 0)::bigint as rows_set_aside,
                    coalesce(sum(rows_left_out), 0)::bigint as rows_left_out
                from import.batches
            )
            select '{stored}' as place, (select count(*) from {stored}) as held, rows_new as said from said
            union all
            select '{stored}_history', (select count(*) from {stored}_history), rows_changed from said
            union all
            select 'import.rejected_rows', (select count(*) from import.rejected_rows), rows_set_aside from said
            union all
            select 'import.left_out_rows', (select count(*) from import.left_out_rows), rows_left_out from said
            """,
            new() { ["kind"] = kind.Name },
            r => (Place: r.Text("place"), Held: r.Int64("held"), Said: r.Int64("said")),
            cancel)
            .Where(r => r.Held != r.Said)
            .Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Place} holds {r.Held:N0} rows, the batches say {r.Said:N0}"))];
        if (wrong.Length > 0)
        {
            throw new WarehouseException(
                $"The rows of all files don't add up and nothing was stored: {string.Join("; ", wrong)}. Rows were changed in the database by other means than this program; `rebuild` makes it anew from the archive.",
                $"各文件的行数对不上，没有写入任何数据：{string.Join("; ", wrong)}。数据库中的行被本程序以外的方式改动过；`rebuild` 可从存档重新生成。");
        }
    }
}
