using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;

namespace ServiceAnalytics.Reports.Words;

/// <content>One verdict in few lines, for a page.</content>
public sealed partial class ExplanationText
{
    /// <summary>One clause of a ticket for a page: ticket and row, then the arithmetic, a long clock by its first and last two days.</summary>
    /// <inheritdoc cref="Lines"/>
    public static IReadOnlyList<string> Short(TicketExplanation ticket, Policy policy, AsOf asOf, Language language)
    {
        ExplanationText text = new(policy, asOf, language, isShort: true) { due = ticket.Ticket.DueAt };
        text.Add(0, text.Zh
            ? $"报修单 {ticket.Ticket.TicketId}（{ticket.Ticket.Source.FileName} 第 {ticket.Ticket.Source.RowNumber} 行）"
            : $"Ticket {ticket.Ticket.TicketId} ({ticket.Ticket.Source.FileName}, row {ticket.Ticket.Source.RowNumber})");
        text.Clause(ticket.Clauses[0], ticket.Ticket);
        text.lines.RemoveAll(l => l.Length == 0);
        return text.lines;
    }
}
