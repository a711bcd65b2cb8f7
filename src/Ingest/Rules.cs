namespace ServiceAnalytics.Ingest;

/// <summary>
/// The stable codes of what can be wrong with a row or a value, as stored and shown. docs/importing.md explains each.
/// </summary>
public static class Rules
{
    /// <summary>Set aside: the row has no key.</summary>
    public const string KeyMissing = "key_missing";

    /// <summary>Set aside: the row has no instant of receipt.</summary>
    public const string ReceivedMissing = "received_missing";

    /// <summary>Set aside: the instant of receipt is no date, or lies outside 1990 to 2099.</summary>
    public const string ReceivedImpossible = "received_impossible";

    /// <summary>Set aside: the row has a key and nothing else, as a footer under a list has.</summary>
    public const string NothingButKey = "nothing_but_key";

    /// <summary>Set aside: more or fewer cells than headings.</summary>
    public const string CellCount = "cell_count";

    /// <summary>Set aside: a quoted cell is not closed, or goes on behind its closing quote.</summary>
    public const string BrokenQuotes = "broken_quotes";

    /// <summary>Set aside: the row has bytes that are no characters in the file's encoding.</summary>
    public const string UndecodableBytes = "undecodable_bytes";

    /// <summary>Set aside: the line is no JSON object.</summary>
    public const string BrokenJson = "broken_json";

    /// <summary>Set aside: the key stands in the file more than once, with different values.</summary>
    public const string ContradictingDuplicate = "contradicting_duplicate";

    /// <summary>Left out: the row stands in the file more than once with the same values; the first one counts.</summary>
    public const string IdenticalDuplicate = "identical_duplicate";

    /// <summary>Left out: another row of the key counts, as the mapping's <c>duplicates</c> says.</summary>
    public const string SupersededDuplicate = "superseded_duplicate";

    /// <summary>Left out: a line of totals.</summary>
    public const string TotalRow = "total_row";

    /// <summary>Left out: a note below the table, such as 备注：… or 制表人：….</summary>
    public const string NoteRow = "note_row";

    /// <summary>Left out: the headings once more, as printed at the top of each page.</summary>
    public const string RepeatedHeading = "repeated_heading";

    /// <summary>Left out: the mapping says that such rows are none of ours.</summary>
    public const string NotOurs = "not_ours";

    /// <summary>Left out: what is stored comes from a newer export and says otherwise.</summary>
    public const string OlderExport = "older_export";

    /// <summary>Remark: not a date, or outside 1990 to 2099; the value is not used.</summary>
    public const string NotADate = "not_a_date";

    /// <summary>Remark: before the row's receipt; the value is not used.</summary>
    public const string BeforeReceived = "before_received";

    /// <summary>Remark: a day without time on the day of receipt; it stands for the end of that day.</summary>
    public const string DayAlone = "day_alone";

    /// <summary>Remark: text where a number belongs; the value is not used.</summary>
    public const string NumberIsText = "number_is_text";

    /// <summary>Remark: a negative amount; the value is not used.</summary>
    public const string NegativeCost = "negative_cost";

    /// <summary>Remark: a number that can't be: negative, or above the top of its scale; the value is not used.</summary>
    public const string OutOfRange = "out_of_range";

    /// <summary>Remark: a word that the mapping doesn't know; the value counts as unknown.</summary>
    public const string UnknownCode = "unknown_code";
}
