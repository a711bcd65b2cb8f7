namespace ServiceAnalytics.Ingest.Kinds;

/// <summary>
/// The kinds of export that the warehouse has tables for. This is the one list of their columns in C#; a test holds it to
/// the tables that Warehouse makes.
/// </summary>
public static class ExportKinds
{
    /// <summary>Service requests: one row per ticket.</summary>
    public static ExportKind Tickets { get; } = new(
        "tickets",
        [
            Key("ticket_id"),
            Text("customer") with { IsImportant = true }, Code("customer_grade", "a", "b", "c"), Text("region"), Text("office"), Text("site"),
            Code("channel", "phone", "web", "wechat", "email", "sales", "other"),
            Identifier("product_model") with { IsImportant = true }, Identifier("product_series"), Identifier("serial_no") with { IsImportant = true },
            Identifier("batch_no"), Identifier("order_no"), Day("delivered"), Day("warranty_until") with { IsPromise = true },
            Code("request_type", "consultation", "repair", "exchange", "commissioning", "inspection", "parts") with { IsImportant = true },
            Code("service_type", "free", "contract", "paid", "other"),
            Code("severity", "general", "major", "emergency") with { IsImportant = true },
            Identifier("fault_code") with { IsImportant = true }, Text("fault_text"), Text("failed_part"), Text("supplier"),
            Code("cause_category", "quality", "misuse", "other"), Text("responsible_department"),
            Code("resolution_mode", "phone", "part_sent", "on_site", "factory_return", "exchange"), Text("technician"),
            Instant("received") with { IsVital = true },
            After("relayed"), After("forwarded"), After("answered") with { IsImportant = true }, After("replied"), After("planned"), After("dispatched"),
            After("appointed") with { IsPromise = true }, After("arrived") with { IsImportant = true }, After("repaired") with { IsImportant = true },
            After("confirmed"), After("report_submitted"), After("revisited"), After("archived"), After("closed"),
            After("reopened"), After("cancelled"), After("due") with { IsPromise = true },
            After("extension_told"), After("quote_accepted"), After("collected"), After("call_back_arranged"), After("progress_told"), After("part_handed_over"),
            Count("visit_count"), Money("parts_cost"), Money("labour_cost"), Money("travel_cost"), Money("freight_cost"), Money("charge"), Day("paid"),
            Extra(),
        ]);

    /// <summary>Complaints: one row per complaint.</summary>
    public static ExportKind Complaints { get; } = new(
        "complaints",
        [
            Key("complaint_id"), Identifier("ticket_id"), Text("customer") with { IsImportant = true },
            Instant("received") with { IsVital = true }, After("answered"), After("resolved") with { IsImportant = true }, After("closed"),
            Code("category", "quality", "non_quality", "other") with { IsImportant = true }, Code("severity", "minor", "serious"),
            Identifier("order_no"), Identifier("material_no"), Identifier("product_model"), Identifier("fault_code"),
            Day("delivered"), Number("delivered_quantity"), Number("defective_quantity"),
            Text("cause"), Text("responsible_department"), Text("resolution"), new Field("is_accepted", FieldType.Flag),
            Extra(),
        ]);

    /// <summary>Satisfaction surveys: one row per survey, answered or not.</summary>
    public static ExportKind Surveys { get; } = new(
        "surveys",
        [
            Key("survey_id"), Identifier("ticket_id"), Text("customer"), Code("channel", "phone", "wechat", "sms", "email", "other"),
            Instant("sent"), Instant("answered") with { IsImportant = true },
            Score("overall_score") with { IsImportant = true }, Number("score_scale"),
            Score("attitude_score"), Score("timeliness_score"), Score("skill_score"), Score("quality_score"), Score("price_score"),
            Count("recommend_score") with { Most = 10 }, Text("comment"), Instant("called_back"),
            Extra(),
        ]);

    /// <summary>Rectification notices: one row per notice.</summary>
    public static ExportKind Rectifications { get; } = new(
        "rectifications",
        [
            Key("notice_no"), Text("problem"), Identifier("product_model") with { IsImportant = true }, Identifier("fault_code") with { IsImportant = true },
            Identifier("batch_no"), Day("confirmed"), Day("issued") with { IsImportant = true }, Day("due") with { IsPromise = true },
            Day("implemented") with { IsImportant = true }, Day("verified"),
            Text("responsible_department"), Text("owner"), Text("measure"), Code("verification_result", "effective", "not_effective", "pending"),
            Extra(),
        ]);

    /// <summary>The installed base: one row per unit.</summary>
    public static ExportKind InstalledUnits { get; } = new(
        "installed_units",
        [
            Key("serial_no"), Identifier("product_model") with { IsImportant = true }, Identifier("product_series"), Identifier("batch_no"),
            Text("customer"), Text("region"), Day("produced"), Day("delivered") with { IsImportant = true }, Day("warranty_until") with { IsPromise = true },
            Extra(),
        ]);

    /// <summary>Logs of state changes: one row per change, with what the log shows of the ticket at that moment.</summary>
    public static ExportKind TicketEvents { get; } = new(
        "ticket_events",
        [
            Key("event_id"), Identifier("ticket_id") with { IsVital = true, IsImportant = true }, Instant("happened") with { IsVital = true },
            Code("what", TicketSteps) with { IsImportant = true }, Text("status") with { CopyOf = "what" }, Count("sequence"),
            new Field("entry", FieldType.Text) { IsMade = true }, Text("changed_by"),
            .. Tickets.Fields.Skip(1).Select(f => f with { IsVital = false, IsImportant = false, FollowsReceipt = false }),
        ]);

    /// <summary>Visits to customers: trips for repairs, inspections, commissioning, training, courtesy visits; planned or done.</summary>
    public static ExportKind Visits { get; } = new(
        "visits",
        [
            Key("visit_id"), Identifier("ticket_id"), Identifier("serial_no"), Text("customer") with { IsImportant = true }, Code("customer_grade", "a", "b", "c"),
            Text("region"), Text("office"), Text("site"), Identifier("product_model"),
            Code("kind_of_visit", "repair", "inspection", "commissioning", "training", "customer_visit", "other") with { IsImportant = true },
            Text("technician"), Day("planned") with { IsPromise = true }, Instant("departed"), Instant("arrived") with { IsImportant = true }, Instant("left"),
            Instant("returned"), Instant("reported"),
            Text("task"), Text("findings"), new Field("is_solved", FieldType.Flag), new Field("is_signed", FieldType.Flag),
            Text("parts_text"), Number("parts_carried"), Number("parts_used"), Number("parts_returned"),
            Number("travel_km"), Money("travel_cost"), Money("meals_cost"), Money("lodging_cost"),
            Extra(),
        ]);

    /// <summary>Parts that left the store or came back: one row per movement.</summary>
    public static ExportKind PartMovements { get; } = new(
        "part_movements",
        [
            Key("movement_id"), Identifier("ticket_id"), Identifier("visit_id"), Text("customer"), Text("region"), Text("office"),
            Identifier("product_model"), Identifier("serial_no"), Identifier("part_no"), Text("part_name") with { IsImportant = true }, Identifier("batch_no"), Text("supplier"),
            Code("direction", "out", "returned") with { IsImportant = true }, Number("quantity") with { IsImportant = true }, Money("unit_price"), Money("amount"),
            Day("moved") with { IsImportant = true }, new Field("is_recoverable", FieldType.Flag), Day("due_back") with { IsPromise = true }, Day("returned"),
            Text("technician"), Text("remark"),
            Extra(),
        ]);

    /// <summary>Goods and parts that were ordered: one row per order.</summary>
    public static ExportKind Orders { get; } = new(
        "orders",
        [
            Key("order_id"), Text("customer"), Text("region"), Text("office"), Identifier("product_model"), Identifier("part_no"), Text("part_name"), Text("supplier"),
            Number("quantity"), Day("ordered") with { IsImportant = true }, Day("promised") with { IsPromise = true },
            Day("announced") with { IsImportant = true }, Day("enquired") with { IsImportant = true }, Day("arrived"),
            Text("buyer"), Text("remark"),
            Extra(),
        ]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ExportKind> All { get; } = [Tickets, Complaints, Surveys, Rectifications, InstalledUnits, TicketEvents, Visits, PartMovements, Orders];

    // What a ticket can come to, by its own milestones; and what it can wait for.
    private static string[] TicketSteps =>
    [
        .. Tickets.Fields.Where(f => f.Type == FieldType.Instant && !f.IsPromise).Select(f => f.Name),
        "waiting_customer", "waiting_parts", "waiting_supplier", "waiting_other", "working",
    ];

    /// <summary>Finds a kind by its name; null when there is none.</summary>
    public static ExportKind? Find(string name) => All.FirstOrDefault(k => k.Name == name);

    private static Field Key(string name) => new(name, FieldType.Identifier) { IsVital = true };

    private static Field Text(string name) => new(name, FieldType.Text);

    private static Field Identifier(string name) => new(name, FieldType.Identifier);

    private static Field Code(string name, params string[] codes) => new(name, FieldType.Code) { Codes = codes };

    private static Field Instant(string name) => new(name, FieldType.Instant);

    private static Field After(string name) => Instant(name) with { FollowsReceipt = true };

    private static Field Day(string name) => new(name, FieldType.Day);

    private static Field Money(string name) => new(name, FieldType.Money);

    private static Field Number(string name) => new(name, FieldType.Number);

    private static Field Score(string name) => Number(name) with { MostField = "score_scale" };

    private static Field Count(string name) => new(name, FieldType.Count);

    private static Field Extra() => new("extra", FieldType.Extra) { IsMade = true };
}
