using ServiceAnalytics.Analytics.Sla;

namespace ServiceAnalytics.Reports.Words;

/// <content>The columns of the ticket's row that no mapping knows.</content>
public sealed partial class ExplanationText
{
    private void Extra(TicketRecord ticket)
    {
        if (ticket.Extra.Count == 0)
        {
            return;
        }

        Add(0, string.Empty);
        Add(0, Zh ? "未映射的列（原样保存）：" : "Columns that no mapping knows (kept as delivered):");
        foreach ((string heading, string value) in ticket.Extra)
        {
            Add(2, OneLine(heading) + (Zh ? "：" : ": ") + OneLine(value));
        }
    }

    // A cell may hold anything: line breaks and control characters would disturb the terminal.
    private static string OneLine(string text)
    {
        const int most = 300;
        string line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length > most ? line[..most] + "…" : line;
    }
}
