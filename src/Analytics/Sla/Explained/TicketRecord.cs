using System.Text.Json;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Sla;

/// <summary>Where something was read.</summary>
/// <param name="FileName">The file as it was called.</param>
/// <param name="Sha256">Of the file, lower-case hex.</param>
/// <param name="RowNumber">The row as a person counts in the sheet.</param>
public sealed record RecordSource(string FileName, string Sha256, long RowNumber);

/// <summary>A milestone as it is judged, and where it was read.</summary>
/// <param name="What">A milestone's code, or <c>reopened</c>, <c>cancelled</c>, <c>due</c>.</param>
/// <param name="At">When.</param>
/// <param name="Source">The ticket's own row, or the row of the log that it comes from.</param>
public sealed record RecordedInstant(string What, DateTimeOffset At, RecordSource Source)
{
    /// <summary>The milestone; null for reopened, cancelled and due.</summary>
    public Milestone? Milestone => Milestones.Parse(What);
}

/// <summary>A wait of the ticket.</summary>
/// <param name="From">When it began.</param>
/// <param name="To">When it ended; null = it had not.</param>
/// <param name="Reason">What for.</param>
public sealed record Wait(DateTimeOffset From, DateTimeOffset? To, WaitReason Reason);

/// <summary>All that is recorded of one ticket and bears on its clauses.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Region">As stored; null when not given.</param>
/// <param name="Office">As stored; null when not given.</param>
/// <param name="VisitCount">As stored; null when not given.</param>
/// <param name="Source">The ticket's row.</param>
/// <param name="Instants">What is judged, in the order of the milestones, then reopened, cancelled, due.</param>
/// <param name="Log">The log's state changes by the as-of instant, in order; empty when there is no log.</param>
/// <param name="Waits">By their beginning.</param>
public sealed record TicketRecord(
    string TicketId,
    string? Region,
    string? Office,
    int? VisitCount,
    RecordSource Source,
    IReadOnlyList<RecordedInstant> Instants,
    IReadOnlyList<RecordedInstant> Log,
    IReadOnlyList<Wait> Waits)
{
    private const string Reopened = "reopened", Cancelled = "cancelled", Due = "due";

    private static readonly string[] Whats = [.. Milestones.Codes, Reopened, Cancelled, Due];

    /// <summary>Columns of the row that no mapping knows, by their headings; empty when there are none. Anybody's text.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Extra { get; init; } = [];

    /// <summary>When the ticket came in.</summary>
    public DateTimeOffset ReceivedAt => At(Milestone.Received)!.Value;

    /// <summary>When it was reopened, as its row says (of a log the first time); null = never.</summary>
    public DateTimeOffset? ReopenedAt => At(Reopened);

    /// <summary>When it was withdrawn; null = never.</summary>
    public DateTimeOffset? CancelledAt => At(Cancelled);

    /// <summary>When it is due as the source system itself says; null = it doesn't.</summary>
    public DateTimeOffset? DueAt => At(Due);

    /// <summary>When a milestone was recorded, as it is judged; null when it isn't.</summary>
    public DateTimeOffset? At(Milestone milestone) => At(milestone.Code());

    /// <summary>Every time that something happened, by the row and by the log, from receipt on, in order, each once.</summary>
    public IReadOnlyList<DateTimeOffset> All(string what, DateTimeOffset until) =>
        [.. Instants.Concat(Log).Where(i => i.What == what && i.At >= ReceivedAt && i.At <= until).Select(i => i.At).Distinct().Order()];

    /// <summary>Reads it.</summary>
    /// <returns>Null when there is no such ticket as of the batch.</returns>
    internal static TicketRecord? Read(AnalysisSession session, string ticketId, CancellationToken cancel)
    {
        SqlParameters ticket = new() { ["ticket_id"] = ticketId };
        List<(string Origin, Dictionary<string, DateTimeOffset> At, string? Region, string? Office, int? Visits, RecordSource Source, string? Extra)> rows = session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Sla/Explained/explain_ticket.sql"),
            ticket,
            row => (
                row.Text("origin"),
                Whats.Where(w => !row.IsNull(w + "_at_utc")).ToDictionary(w => w, w => row.Instant(w + "_at_utc")),
                row.TextOrNull("region"),
                row.TextOrNull("office"),
                (int?)row.Int64OrNull("visit_count"),
                SourceOf(row),
                row.TextOrNull("extra")),
            cancel);
        if (rows.FirstOrDefault(r => r.Origin == "used") is not { At: not null } used)
        {
            return null;
        }

        List<RecordedInstant> log = session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Sla/Explained/explain_events.sql"), ticket, row => new RecordedInstant(row.Text("what"), row.Instant("at_utc"), SourceOf(row)), cancel);
        List<Wait> waits = session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Sla/Explained/explain_waits.sql"),
            ticket,
            row => new Wait(row.Instant("from_utc"), row.InstantOrNull("to_utc"), Enum.Parse<WaitReason>(row.Text("reason"), ignoreCase: true)),
            cancel);
        return new TicketRecord(
            ticketId,
            used.Region,
            used.Office,
            used.Visits,
            used.Source,
            [.. Whats.Where(used.At.ContainsKey).Select(w => new RecordedInstant(w, used.At[w], From(w, used.At[w])))],
            log,
            waits)
        {
            Extra = ExtraOf(used.Extra),
        };

        // The export goes before the log; of the log, the very row of the state change when it names it.
        RecordSource From(string what, DateTimeOffset at) =>
            rows.FirstOrDefault(r => r.Origin == "exported" && r.At.TryGetValue(what, out DateTimeOffset own) && own == at).Source
            ?? log.FirstOrDefault(e => e.What == what && e.At == at)?.Source
            ?? rows.FirstOrDefault(r => r.Origin == "logged").Source
            ?? used.Source;
    }

    private static IReadOnlyList<KeyValuePair<string, string>> ExtraOf(string? json)
    {
        if (json is null)
        {
            return [];
        }

        using JsonDocument document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.GetString() ?? string.Empty))];
    }

    private static RecordSource SourceOf(Row row) => new(row.Text("file_name"), row.Text("sha256"), row.Int64("row_number"));

    private DateTimeOffset? At(string what) => Instants.FirstOrDefault(i => i.What == what)?.At;
}
