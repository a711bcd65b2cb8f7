using System.Globalization;
using System.Text;
using ServiceAnalytics.Ingest;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.App.Tests;

/// <summary>
/// A log in the shape of the public "Incident management process enriched event log" (UCI Machine Learning Repository, dataset 498): its 36 headings,
/// its dates, its question marks for nothing. The incidents are made here, from a fixed seed; what must come out is counted while they are made.
/// </summary>
public sealed class IncidentLogTests
{
    private const string Headings =
        "number,incident_state,active,reassignment_count,reopen_count,sys_mod_count,made_sla,caller_id,opened_by,opened_at,sys_created_by,sys_created_at,sys_updated_by,sys_updated_at,"
        + "contact_type,location,category,subcategory,u_symptom,cmdb_ci,impact,urgency,priority,assignment_group,assigned_to,knowledge,u_priority_confirmation,notify,problem_id,rfc,vendor,"
        + "caused_by,closed_code,resolved_by,resolved_at,closed_at";

    private const int Incidents = 400;

    private readonly Dictionary<string, (DateTime Opened, DateTime? Resolved)> incidents = [];
    private readonly List<string> waits = [];
    private int rows;
    private int oddStates;

    [Fact]
    public void It_needs_no_mapping_and_its_incidents_are_counted_not_its_rows()
    {
        string log = Log(new Random(20160302));
        using FilledWorkspace workspace = new();
        ImportResult result = workspace.Import("incident_event_log.csv", log);

        Assert.Equal(("servicenow-incident-log", "ticket_events"), (result.Mapping, result.Kind));
        Assert.True(rows > 3 * Incidents, $"only {rows} rows were made");
        Assert.Equal(new RowCounts(Read: rows, New: rows, Changed: 0, Unchanged: 0, SetAside: 0, LeftOut: 0), result.Rows);

        // -100 is what the public file has for a state that got lost; it is told, and nothing else is.
        Assert.True(oddStates > 0);
        Assert.Equal([new UnknownWord("what", "-100", oddStates)], result.UnknownWords);

        string[] months = [.. incidents.Values.Select(i => i.Opened.ToString("yyyy-MM", CultureInfo.InvariantCulture)).Distinct().Order(StringComparer.Ordinal)];
        Assert.True(months.Length > 1);
        Assert.Equal(
            months.Select(m => $"{m} {incidents.Values.Count(i => i.Opened.ToString("yyyy-MM", CultureInfo.InvariantCulture) == m)}"),
            workspace.Figures(months).Where(f => f.Metric == "ticket_count" && f.Group.Dimension is null).Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Month} {f.Value:F0}")));

        using OpenWorkspace open = workspace.Open();
        using WarehouseConnection connection = open.Warehouse.Connect();
        connection.SetVariable("as_of_batch", 1);
        Assert.Equal(
            incidents.Select(i => $"{i.Key} {Shown(i.Value.Opened)} {(i.Value.Resolved is { } at ? Shown(at) : "-")}").Order(StringComparer.Ordinal),
            connection.Query(
                "select ticket_id || ' ' || strftime(received_at_utc + interval 8 hour, '%Y-%m-%d %H:%M') || ' ' || coalesce(strftime(repaired_at_utc + interval 8 hour, '%Y-%m-%d %H:%M'), '-') as r from as_of.tickets order by r",
                SqlParameters.None,
                r => r.Text("r")));
        Assert.Equal(
            waits.Order(StringComparer.Ordinal),
            connection.Query(
                "select ticket_id || ' ' || reason || ' ' || strftime(from_utc + interval 8 hour, '%Y-%m-%d %H:%M') || ' ' || coalesce(strftime(to_utc + interval 8 hour, '%Y-%m-%d %H:%M'), '-') as r from service.ticket_waits order by r",
                SqlParameters.None,
                r => r.Text("r")));
    }

    // An incident: New, some working and waiting states (each in one or two rows), perhaps a lost state, Resolved in most, Closed at the end.
    private string Log(Random random)
    {
        StringBuilder text = new(Headings + "\n");
        for (int i = 1; i <= Incidents; i++)
        {
            string number = $"INC{i:0000000}";
            DateTime opened = new DateTime(2016, 2, 29).AddMinutes(random.Next(60 * 24 * 60));
            bool isResolved = random.Next(10) > 0;
            List<(string State, DateTime At)> updates = [("New", opened.AddMinutes(random.Next(8)))];
            DateTime at = updates[0].At;
            for (int step = random.Next(1, 5); step > 0; step--)
            {
                string state = random.Next(9) switch { 0 => "Awaiting User Info", 1 => "Awaiting Vendor", 2 => "Awaiting Problem", 3 => "Awaiting Evidence", 4 when random.Next(8) == 0 => "-100", _ => "Active" };
                for (int again = random.Next(1, 3); again > 0; again--)
                {
                    updates.Add((state, at = at.AddMinutes(random.Next(1, 2000))));
                }
            }

            DateTime? resolved = isResolved ? at.AddMinutes(random.Next(1, 500)) : null;
            if (resolved is { } done)
            {
                updates.Add(("Resolved", done));
                updates.Add(("Closed", at = done.AddDays(5)));
            }

            incidents.Add(number, (opened, resolved));
            Waits(number, updates);
            for (int n = 0; n < updates.Count; n++)
            {
                (string state, DateTime updated) = updates[n];
                rows++;
                oddStates += state == "-100" ? 1 : 0;
                text.AppendJoin(',',
                    number, state, state == "Closed" ? "false" : "true", n / 3, 0, n, "true", $"Caller {random.Next(900)}", "Opened by 8", Said(opened), "Created by 6", Said(updates[0].At), $"Updated by {random.Next(90)}", Said(updated),
                    "Phone", $"Location {random.Next(200)}", $"Category {i % 40}", random.Next(9) == 0 ? "?" : $"Subcategory {i % 150}", random.Next(3) == 0 ? "?" : $"Symptom {i % 300}", "?",
                    "2 - Medium", "2 - Medium", "3 - Moderate", random.Next(8) == 0 ? "?" : $"Group {random.Next(70)}", random.Next(6) == 0 ? "?" : $"Resolver {random.Next(200)}", "true", "false", "Do Not Notify",
                    "?", "?", "?", "?", "code 6", "Resolved by 149", resolved is { } r ? Said(r) : "?", resolved is { } c ? Said(c.AddDays(5)) : "?").Append('\n');
            }
        }

        return text.ToString();
    }

    // A wait begins with the first row of a waiting state and ends with the first row of another state; without one it is still open.
    private void Waits(string number, List<(string State, DateTime At)> updates)
    {
        for (int n = 0; n < updates.Count; n++)
        {
            (string state, DateTime from) = updates[n];
            if (state.StartsWith("Awaiting", StringComparison.Ordinal) && updates[n - 1].State != state)
            {
                string reason = state switch { "Awaiting User Info" => "customer", "Awaiting Vendor" => "supplier", _ => "other" };
                int end = updates.FindIndex(n, u => Reason(u.State) != reason);
                if (n == 0 || Reason(updates[n - 1].State) != reason)
                {
                    waits.Add($"{number} {reason} {Shown(from)} {(end < 0 ? "-" : Shown(updates[end].At))}");
                }
            }
        }

        static string Reason(string state) => state switch { "Awaiting User Info" => "customer", "Awaiting Vendor" => "supplier", "Awaiting Problem" or "Awaiting Evidence" => "other", _ => string.Empty };
    }

    private static string Said(DateTime at) => at.ToString("d/M/yyyy HH:mm", CultureInfo.InvariantCulture);

    private static string Shown(DateTime at) => at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
