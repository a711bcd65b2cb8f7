using ServiceAnalytics.Ingest.Mappings;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Forgetting;

/// <summary>Who is to be forgotten: what a row of the customer's is known by, and what stands in the place of their data.</summary>
internal sealed record CustomerMask
{
    private const string Gone = "***";

    // Every blank that the cleaning takes away around a value.
    private static readonly char[] Blanks = [' ', '\t', '\r', '\n', '\v', '\f', '\u00A0', '\u3000', '\u200B', '\uFEFF'];

    /// <summary>The name as stored.</summary>
    public required string Name { get; init; }

    /// <summary>What stands in its place.</summary>
    public required string Pseudonym { get; init; }

    /// <summary>Tickets of the customer, now or in an earlier state.</summary>
    public required IReadOnlySet<string> Tickets { get; init; }

    /// <summary>Their contacts' names, those of one character left out.</summary>
    public required IReadOnlyList<string> ContactNames { get; init; }

    /// <summary>Their contacts' phones as stored.</summary>
    public required IReadOnlySet<string> Phones { get; init; }

    /// <summary>True when the cell is the customer's name.</summary>
    public bool IsName(string cell) => cell.Trim(Blanks) == Name;

    /// <summary>True when the cell is the number of one of the customer's tickets.</summary>
    public bool IsTicket(string cell) => Tickets.Contains(HeadingName.HalfWidth(cell.Trim(Blanks)));

    /// <summary>True when the cell is a phone of the customer's contacts.</summary>
    public bool IsPhone(string cell) => Phones.Contains(HeadingName.HalfWidth(cell.Trim(Blanks)));

    /// <summary>Free text of one of the customer's rows without the customer's name, contacts and any phone number.</summary>
    public string InOwnRow(string text) => PersonalText.WithoutPhones(WithoutContacts(WithoutName(text, 2)));

    /// <summary>
    /// Free text of somebody else's row without the customer's name and phones: only a name of four or more characters, since a shorter one is
    /// part of many words.
    /// </summary>
    public string InOthersRow(string text)
    {
        text = WithoutName(text, 4);
        foreach (string phone in Phones.Where(p => p.Length >= 7))
        {
            text = text.Replace(phone, Gone, StringComparison.Ordinal);
        }

        return text;
    }

    private string WithoutName(string text, int least) => Name.Length >= least ? text.Replace(Name, Pseudonym, StringComparison.Ordinal) : text;

    private string WithoutContacts(string text)
    {
        foreach (string part in ContactNames.Concat(Phones.Where(p => p.Length >= 5)))
        {
            text = text.Replace(part, Gone, StringComparison.Ordinal);
        }

        return text;
    }
}
