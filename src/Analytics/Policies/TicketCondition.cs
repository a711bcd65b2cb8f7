using System.Text.Json.Serialization;

namespace ServiceAnalytics.Analytics.Policies;

/// <summary>What a ticket must be like for a clause to apply. Three-valued: an attribute that is unknown or missing on the ticket can't be judged.</summary>
[JsonDerivedType(typeof(All), "all")]
[JsonDerivedType(typeof(Any), "any")]
[JsonDerivedType(typeof(Not), "not")]
[JsonDerivedType(typeof(OneOf), "one_of")]
[JsonDerivedType(typeof(Amount), "amount")]
[JsonDerivedType(typeof(Between), "between")]
[JsonDerivedType(typeof(Is), "is")]
[JsonDerivedType(typeof(Recorded), "recorded")]
public abstract record TicketCondition
{
    /// <summary>All parts hold; without parts true.</summary>
    public sealed record All(IReadOnlyList<TicketCondition> Parts) : TicketCondition;

    /// <summary>At least one part holds.</summary>
    public sealed record Any(IReadOnlyList<TicketCondition> Parts) : TicketCondition;

    /// <summary>The part doesn't hold; what can't be judged can't be judged the other way round either.</summary>
    public sealed record Not(TicketCondition Part) : TicketCondition;

    /// <summary>The attribute is one of the values; of the company's own words a value that ends in <c>*</c> stands for all that begin so.</summary>
    public sealed record OneOf(string Attribute, IReadOnlyList<string> Values) : TicketCondition;

    /// <summary>A number within bounds; null = unbounded.</summary>
    /// <param name="Attribute">A number of <see cref="TicketAttributes"/>.</param>
    /// <param name="AtLeast">In.</param>
    /// <param name="MoreThan">Out.</param>
    /// <param name="AtMost">In.</param>
    /// <param name="LessThan">Out.</param>
    public sealed record Amount(string Attribute, double? AtLeast, double? MoreThan, double? AtMost, double? LessThan) : TicketCondition;

    /// <summary>A day from the first to the last, both in; null = unbounded.</summary>
    public sealed record Between(string Attribute, DateOnly? From, DateOnly? To) : TicketCondition;

    /// <summary>A yes-or-no attribute has the value.</summary>
    public sealed record Is(string Attribute, bool Value) : TicketCondition;

    /// <summary>A milestone is recorded by the as-of instant (an appointment may lie ahead). Never in doubt.</summary>
    public sealed record Recorded(Milestone Milestone) : TicketCondition;

    /// <summary>The part when there is one, else all of them together.</summary>
    internal static TicketCondition Together(IReadOnlyList<TicketCondition> parts) => parts.Count == 1 ? parts[0] : new All(parts);
}

/// <summary>The attributes of a ticket that conditions may name.</summary>
public static class TicketAttributes
{
    /// <summary>Codes, with the words that are known.</summary>
    public static readonly IReadOnlyList<(string Attribute, IReadOnlyList<string> Codes)> Codes =
    [
        ("severity", ["general", "major", "emergency", "unknown"]),
        ("resolution_mode", ["phone", "part_sent", "on_site", "factory_return", "exchange", "unknown"]),
        ("channel", ["phone", "web", "wechat", "email", "sales", "other", "unknown"]),
        ("service_type", ["free", "contract", "paid", "other", "unknown"]),
        ("request_type", ["consultation", "repair", "exchange", "commissioning", "inspection", "parts", "unknown"]),
        ("customer_grade", ["a", "b", "c", "unknown"]),
        ("cause_category", ["quality", "misuse", "other", "unknown"]),
    ];

    /// <summary>The company's own words.</summary>
    public static readonly IReadOnlyList<string> Words =
    [
        "region", "office", "customer", "site", "product_series", "product_model", "serial_no", "batch_no", "order_no", "fault_code", "failed_part",
        "supplier", "responsible_department", "technician",
    ];

    /// <summary>Numbers: how many visits, and yuan.</summary>
    public static readonly IReadOnlyList<string> Numbers = ["visit_count", "charge", "parts_cost", "labour_cost", "travel_cost", "freight_cost"];

    /// <summary>Days.</summary>
    public static readonly IReadOnlyList<string> Days = ["delivered_on", "warranty_until_on", "paid_on"];

    /// <summary>
    /// Yes or no: a failed part or a cost of parts is given (unknown when neither is); received no later than the last day of the warranty
    /// (unknown without one).
    /// </summary>
    public static readonly IReadOnlyList<string> Flags = ["needs_part", "in_warranty"];

    /// <summary>Every name, in this order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Codes.Select(c => c.Attribute), .. Words, .. Numbers, .. Days, .. Flags];
}
