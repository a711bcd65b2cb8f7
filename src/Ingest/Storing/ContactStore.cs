using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Ingest.Reading;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Storing;

/// <summary>
/// Keeps the contacts of a batch's usable rows in <c>service.contacts</c>, whether the rows themselves are new or not: of two exports
/// the one exported later says who the contact is. A file without such columns says nothing.
/// </summary>
internal sealed class ContactStore(WarehouseConnection connection, TableLayout layout)
{
    /// <summary>Stores them; to be called within the batch's transaction, while <c>incoming</c> and <c>repeated</c> are there.</summary>
    public void Store(int batchId, DateTimeOffset exportedAt, CancellationToken cancel)
    {
        Field[] given = [.. ExportKind.Personal.Where(layout.Match.Fills)];
        if (given.Length == 0)
        {
            return;
        }

        SqlParameters kind = new() { ["kind"] = layout.Kind.Name, ["exported_at_utc"] = exportedAt };
        string columns = string.Concat(ExportKind.Personal.Select(f => $", {(given.Contains(f) ? "incoming" : "stored")}.{f.Column}"));
        connection.Execute(
            $"""
            create or replace temp table given_contacts as
            select incoming.row_key, incoming.record{columns}
            from incoming
            left join (select * from service.contacts where kind = $kind) as stored on stored.row_key = incoming.row_key
            where incoming.state = 0
              and incoming.record not in (select record from repeated)
              and (stored.row_key is null or stored.export_at_utc <= $exported_at_utc)
            """,
            kind,
            cancel);
        connection.Execute(
            "delete from service.contacts where kind = $kind and row_key in (select row_key from given_contacts)",
            new() { ["kind"] = layout.Kind.Name },
            cancel);
        connection.Execute(
            """
            insert into service.contacts (kind, row_key, contact_name, contact_phone, export_at_utc, batch_id, row_number)
            select $kind, row_key, contact_name, contact_phone, $exported_at_utc, $batch_id, record + $heading_row + 1
            from given_contacts
            where contact_name is not null or contact_phone is not null
            order by record
            """,
            new() { ["kind"] = layout.Kind.Name, ["exported_at_utc"] = exportedAt, ["batch_id"] = batchId, ["heading_row"] = layout.SheetHeadingRow },
            cancel);
        connection.Execute("drop table given_contacts", cancel: cancel);
    }
}
