using ServiceAnalytics.Ingest.Mappings;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Tests;

/// <summary>What a mapping can say besides headings and words; every table is a mapping's line, a file and what is stored of it.</summary>
public sealed class MappingFeaturesTests
{
    private const string Head = """
        name: acme
        kind: tickets
        headings:
          ticket_id: [Nr]
          customer: [Kunde]
          received: [Eingang]
          severity: [Klasse]
          charge: [Betrag]

        """;

    [Theory]
    [InlineData("constants: {request_type: repair}", "Nr,Kunde,Eingang\n1,A,2026-10-03\n", "request_type", "repair", "a column that the file doesn't have")]
    [InlineData("constants: {severity: general}", "Nr,Kunde,Eingang,Klasse\n1,A,2026-10-03,\n", "severity", "general", "a cell that is empty")]
    [InlineData("constants: {severity: general}", "Nr,Kunde,Eingang,Klasse\n1,A,2026-10-03,major\n", "severity", "major", "what the row says goes first")]
    [InlineData("constants: {charge: 12.5}", "Nr,Kunde,Eingang\n1,A,2026-10-03\n", "charge", "12.50", "an amount")]
    [InlineData("constants: {region: 华东}", "Nr,Kunde,Eingang\n1,A,2026-10-03\n", "region", "华东", "a text")]
    [InlineData("first_of: {repaired: [Fertig, Zu]}", "Nr,Kunde,Eingang,Zu,Fertig\n1,A,2026-10-03,2026-10-05,2026-10-04\n", "repaired_at_utc", "2026-10-04 00:00", "of several columns the first in the mapping's order")]
    [InlineData("first_of: {repaired: [Fertig, Zu]}", "Nr,Kunde,Eingang,Zu,Fertig\n1,A,2026-10-03,2026-10-05,\n", "repaired_at_utc", "2026-10-05 00:00", "the next one when that cell is empty")]
    [InlineData("first_of: {repaired: [Fertig, Zu]}", "Nr,Kunde,Eingang,Zu,Fertig\n1,A,2026-10-03,2026-10-05,-\n", "repaired_at_utc", "2026-10-05 00:00", "a dash is as good as empty")]
    [InlineData("first_of: {repaired: [Fertig, Zu]}", "Nr,Kunde,Eingang,Zu\n1,A,2026-10-03,2026-10-05\n", "repaired_at_utc", "2026-10-05 00:00", "a file with only one of them")]
    [InlineData("first_of: {fault_text: [Kurz, Lang]}\nconstants: {fault_text: none given}", "Nr,Kunde,Eingang,Kurz,Lang\n1,A,2026-10-03, ,\n", "fault_text", "none given", "a constant comes last")]
    [InlineData("date_format: '%d/%b/%y %I:%M %p'", "Nr,Kunde,Eingang\n1,A,03/Oct/26 1:05 PM\n", "received_at_utc", "2026-10-03 13:05", "months by name, as Jira writes them")]
    [InlineData("date_format: '%m/%d/%y %H:%M:%S'", "Nr,Kunde,Eingang\n1,A,10/03/26 08:05:00\n", "received_at_utc", "2026-10-03 08:05", "years of two digits")]
    [InlineData("date_format: ['%d %B %Y %H:%M', '%d %B %Y']", "Nr,Kunde,Eingang\n1,A,3 October 2026\n", "received_at_utc", "2026-10-03 00:00", "several formats")]
    [InlineData("date_format: '%d/%m/%Y'", "Nr,Kunde,Eingang\n1,A,2026-10-03 08:05\n", "received_at_utc", "2026-10-03 08:05", "a date that leaves no doubt is read all the same")]
    [InlineData("date_format: '%d/%m/%Y'", "Nr,Kunde,Eingang\n1,A,2026-10-03T08:05:00+02:00\n", "received_at_utc", "2026-10-03 06:05", "an offset behind the time counts")]
    public void A_mapping_fills_a_field(string line, string file, string column, string value, string why)
    {
        using ImportDesk desk = Desk(Head + line);
        ImportResult result = desk.Import("a.csv", file);

        Assert.True(result.Rows == new RowCounts(1, 1, 0, 0, 0, 0), $"{why}: {result.Message} {result.Rows}");
        Assert.Equal($"{value} | {why}", $"{desk.Value($"select {column} from service.tickets")} | {why}");
    }

    [Theory]
    [InlineData("- {heading: Team, is: [Garten]}", "2 Halle; 3 ∅", "rows with a word are left out")]
    [InlineData("- {heading: Team, is: [ＧＡＲＴＥＮ]}", "2 Halle; 3 ∅", "letter case and full width don't matter")]
    [InlineData("- {heading: Team, is_not: [Garten]}", "1 Garten", "rows with any other word are left out, empty cells among them")]
    [InlineData("- {heading: Team, is: [\"\"]}", "1 Garten; 2 Halle", "rows with an empty cell are left out")]
    [InlineData("- {heading: Team, is: [Garten]}\n- {heading: Team, is: [\"\"]}", "2 Halle", "several rules")]
    [InlineData("- {heading: Abteilung, is: [Garten]}", "1 Garten; 2 Halle; 3 ∅", "a column that isn't there leaves nothing out")]
    public void Rows_that_are_none_of_ours_are_left_out_and_counted(string rules, string kept, string why)
    {
        using ImportDesk desk = Desk(Head.Replace("charge: [Betrag]", "office: [Team]", StringComparison.Ordinal) + "leave_out:\n" + string.Join('\n', rules.Split('\n').Select(r => "  " + r)));
        ImportResult result = desk.Import("a.csv", "Nr,Kunde,Eingang,Team\n1,A,2026-10-03,Garten\n2,B,2026-10-03,Halle\n\n3,C,2026-10-03,\n合计,,,\n");

        Assert.Equal($"{kept} | {why}", $"{string.Join("; ", desk.Rows("select ticket_id || ' ' || coalesce(office, '∅') as row from service.tickets order by ticket_id"))} | {why}");
        Assert.True(result.Rows.AddUp && result.Rows.Read == 4, $"{why}: {result.Rows}");
        Assert.All(result.LeftOut, l => Assert.Contains(l.Rule, (string[])["not_ours", "total_row"]));
    }

    [Fact]
    public void A_list_without_numbers_gets_keys_from_what_names_a_row_however_its_dates_are_written()
    {
        using ImportDesk desk = Desk("""
            name: acme
            kind: tickets
            key: [customer, received]
            headings: {customer: Kunde, received: Eingang, fault_text: Was}
            """);
        ImportResult first = desk.Import("a_2026-11-01.csv", "Kunde,Eingang,Was\nA,2026-10-03 08:05,leckt\nB,2026-10-03 08:05,klemmt\n,2026-10-03 09:00,?\nKunde,Eingang,Was\n");
        ImportResult second = desk.Import("a_2026-11-02.csv", "Kunde,Eingang,Was\nA,2026/10/3 8:05,leckt stark\n");

        Assert.Equal(new RowCounts(4, 2, 0, 0, 1, 1), first.Rows);
        Assert.Equal("key_missing", Assert.Single(first.Reasons).Rule);
        Assert.Equal(new RowCounts(1, 0, 1, 0, 0, 0), second.Rows);
        Assert.Equal(["A / 2026-10-03 08:05:00 | leckt stark", "B / 2026-10-03 08:05:00 | klemmt"], desk.Rows("select ticket_id, fault_text from service.tickets order by ticket_id"));
    }

    [Theory]
    [InlineData("Nr,Kunde,Eingang\nNumber,\"Name of\ncustomer\",When\n{id1},{id2},{id3}\n1,A,2026-10-03\n", 3, 5, "three rows, one with a line break inside a cell")]
    [InlineData("Nr,Kunde,Eingang\nNumber,Name of customer,When\n1,A,2026-10-03\n", 2, 3, "an export with one row fewer keeps its data")]
    [InlineData("Nr,Kunde,Eingang\n1,A,2026-10-03\n", 1, 2, "an export with one row of headings keeps its data")]
    public void Further_rows_of_headings_are_no_data(string file, int headingRow, int line, string why)
    {
        using ImportDesk desk = Desk(Head + "heading_rows: 3");
        ImportResult result = desk.Import("a.csv", file);

        Assert.True(result.Rows == new RowCounts(1, 1, 0, 0, 0, 0), $"{why}: {result.Rows}");
        Assert.Equal(headingRow, result.HeadingRow);
        Assert.Equal($"{(line == 5 ? 4 : line)}", desk.Value("select row_number from service.tickets"));
    }

    [Fact]
    public void A_mapping_fits_only_files_with_the_headings_that_it_requires()
    {
        using ImportDesk desk = Desk(Head + "required: [Filiale]");
        ImportResult without = desk.Import("a.csv", "Nr,Kunde,Eingang\n1,A,2026-10-03\n");
        ImportResult named = desk.Import("b.csv", "Nr,Kunde,Eingang\n1,A,2026-10-03\n", new ImportOptions { As = "acme" });
        ImportResult with = desk.Import("c.csv", "Nr,Kunde,Eingang,Filiale\n1,A,2026-10-03,Nord\n");

        Assert.Equal(ImportOutcome.Refused, without.Outcome);
        Assert.Equal(ImportOutcome.Refused, named.Outcome);
        Assert.Contains("no column for \"Filiale\"", named.Message, StringComparison.Ordinal);
        Assert.Equal("acme", with.Mapping);
    }

    [Fact]
    public void Columns_used_and_headings_not_known_are_told_each_once()
    {
        using ImportDesk desk = Desk(Head);
        ImportResult result = desk.Import("a.csv", "Nr,Kunde,Eingang,Notiz,Notiz,\n1,A,2026-10-03,x,y,\n");

        Assert.Equal((3, 5), (result.UsedColumns, result.NamedColumns));
        Assert.Equal(["Notiz"], result.UnmappedHeadings);
    }

    [Theory]
    [InlineData("constants: {received: 2026-10-03}", "can't be the same for all")]
    [InlineData("constants: {ticket_id: X}", "can't be the same for all")]
    [InlineData("constants: {severity: serious}", "\"serious\" is not known")]
    [InlineData("constants: {charge: viel}", "\"viel\" is not a number")]
    [InlineData("constants: {colour: red}", "no such field")]
    [InlineData("first_of: {customer: [Wer, Firma]}", "stands under headings, too")]
    [InlineData("first_of: {office: [Kunde, Firma]}", "already stands for customer")]
    [InlineData("key: [customer]", "ticket_id has a heading, too")]
    [InlineData("key: [custmer]", "Did you mean \"customer\"?")]
    [InlineData("leave_out: [{heading: X}]", "write either is:")]
    [InlineData("leave_out: [{heading: X, is: [a], is_not: [b]}]", "write either is:")]
    [InlineData("leave_out: [{column: X, is: [a]}]", "heading is missing")]
    [InlineData("date_format: '%d/%Q/%Y'", "%Q")]
    [InlineData("date_format: '%H:%M'", "lacks the year")]
    [InlineData("heading_rows: 0", "out of bounds")]
    [InlineData("title: {de: Liste}", "no such key")]
    public void What_a_mapping_cannot_mean_is_told_with_its_line(string line, string problem)
    {
        DocumentException failure = Assert.Throws<DocumentException>(() => Mapping.Parse("acme.yaml", Head + line));
        Assert.Contains(failure.Problems, p => p.StartsWith("Line 9: ", StringComparison.Ordinal) && p.Contains(problem, StringComparison.Ordinal));
    }

    private static ImportDesk Desk(string mapping)
    {
        ImportDesk desk = new("UTC");
        File.WriteAllText(Path.Combine(desk.Workspace.Mappings, "acme.yaml"), mapping);
        desk.Restart();
        return desk;
    }
}
