using System.Globalization;

namespace ServiceAnalytics.Warehouse;

/// <summary>
/// What <c>as_of.tickets</c> is made of. A database that has never seen a log of state changes reads the ticket exports alone and
/// pays for nothing else; from the first log on the view joins what the log tells.
/// </summary>
public static class TicketView
{
    /// <summary>Lets the view see the logs, if there are any and it doesn't yet. Part of the caller's transaction, if there is one.</summary>
    /// <param name="connection">To a database at the newest schema.</param>
    public static void Settle(WarehouseConnection connection)
    {
        bool isNeeded = Convert.ToBoolean(
            connection.Scalar(
                """
                select (exists (from service.ticket_events) or exists (from service.ticket_events_history))
                    and not exists (from duckdb_views() where database_name = current_database() and schema_name = 'as_of' and view_name = 'tickets' and contains(sql, 'logged_tickets'))
                """),
            CultureInfo.InvariantCulture);
        if (isNeeded)
        {
            connection.Execute(SqlScript.Load<SqlScript>("Sql/tickets_with_logs.sql"));
        }
    }
}
