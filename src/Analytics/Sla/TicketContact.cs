using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Sla;

/// <summary>Who to reach about a ticket, as the newest export says; contacts have no history.</summary>
/// <param name="Name">Null when not given.</param>
/// <param name="Phone">Null when not given.</param>
public sealed record TicketContact(string? Name, string? Phone)
{
    /// <summary>The ticket's contact; null when none is known.</summary>
    /// <param name="session">The data.</param>
    /// <param name="ticket">The ticket's key.</param>
    /// <param name="isShown">True to give it as it is; else masked.</param>
    /// <param name="cancel">Stops the engine.</param>
    public static TicketContact? Of(AnalysisSession session, string ticket, bool isShown, CancellationToken cancel = default) => session.Connection.Query(
        "select contact_name, contact_phone from service.contacts where kind = 'tickets' and row_key = $ticket",
        new() { ["ticket"] = ticket },
        r => new TicketContact(r.TextOrNull("contact_name"), r.TextOrNull("contact_phone")),
        cancel).Select(c => isShown ? c : new TicketContact(c.Name is null ? null : PersonalText.Name(c.Name), c.Phone is null ? null : PersonalText.Phone(c.Phone))).FirstOrDefault();
}
