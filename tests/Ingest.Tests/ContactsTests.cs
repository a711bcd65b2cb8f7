namespace ServiceAnalytics.Ingest.Tests;

/// <summary>Who the customer's contact is stands in one table, and nowhere else that is read by chance.</summary>
public sealed class ContactsTests
{
    private const string Headings = "报修单号,客户名称,联系人,联系电话,接报时间";

    private static string[] Contacts(ImportDesk desk) => desk.Rows("select kind, row_key, contact_name, contact_phone, batch_id from service.contacts order by row_key");

    [Fact]
    public void Contact_and_phone_stand_in_the_table_of_contacts_and_in_no_other()
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("t_2026-10-01.csv", $"{Headings}\nT1,甲,张三丰,13812345678,2026-09-03 08:05\nT2,乙,无,/,2026-09-04 08:05\nT3,丙,-,010-62345678,2026-09-04 08:05\n");

        Assert.Equal(["tickets | T1 | 张三丰 | 13812345678 | 1", "tickets | T3 | ∅ | 010-62345678 | 1"], Contacts(desk));
        Assert.Empty(result.UnmappedHeadings);
        string[] others = [.. desk.Rows("select schema_name || '.' || table_name as t from duckdb_tables() where database_name = 'warehouse' and table_name <> 'contacts'")];
        Assert.All(others, table => Assert.Equal("0", desk.Value($"select count(*) as n from {table} as t where contains(t::varchar, '13812345678') or contains(t::varchar, '张三丰')")));
    }

    [Fact]
    public void Another_contact_is_no_change_of_the_row_and_the_later_export_says_who_it_is()
    {
        foreach (string[] order in (string[][])[["10-01", "10-02", "10-03"], ["10-03", "10-02", "10-01"], ["10-02", "10-01", "10-03"]])
        {
            using ImportDesk desk = new();
            foreach (string day in order)
            {
                ImportResult result = desk.Import($"t_2026-{day}.csv", $"{Headings}\nT1,甲,联系人{day},138123456{day[^2..]},2026-09-03 08:05\n");
                Assert.Equal(0, result.Rows.Changed);
            }

            Assert.Equal("联系人10-03 | 13812345603", desk.Value("select contact_name, contact_phone from service.contacts"));
        }
    }

    [Fact]
    public void An_export_without_the_columns_says_nothing_and_an_empty_cell_takes_the_contact_away()
    {
        using ImportDesk desk = new();
        desk.Import("t_2026-10-01.csv", $"{Headings}\nT1,甲,张三,13812345678,2026-09-03 08:05\n");
        desk.Import("t_2026-10-02.csv", "报修单号,客户名称,接报时间\nT1,甲甲,2026-09-03 08:05\n");
        Assert.Equal("tickets | T1 | 张三 | 13812345678 | 1", Assert.Single(Contacts(desk)));

        desk.Import("t_2026-10-03.csv", $"{Headings}\nT1,甲甲,,,2026-09-03 08:05\n");
        Assert.Empty(Contacts(desk));
    }

    [Theory]
    [InlineData("Ticket;Customer;Received;Caller;Phone Number", "English headings")]
    [InlineData("报修单号;客户名称;接报时间;报修人;手机", "the form's own words")]
    [InlineData("报修单号;客户名称;接报时间;联系人（必填）;联系方式", "a note in brackets")]
    public void Usual_headings_of_contacts_are_known_in_every_export(string headings, string why)
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("t_2026-10-01.csv", headings.Replace("Ticket;", "Ticket No;") + "\nT1;甲;2026-09-03 08:05;张三;13812345678\n");
        Assert.True(result.Outcome == ImportOutcome.Imported, why + ": " + result.Message);
        Assert.Equal("张三 | 13812345678", desk.Value("select contact_name, contact_phone from service.contacts"));
    }

    [Fact]
    public void A_row_set_aside_shows_its_contact_masked_unless_asked_for()
    {
        using ImportDesk desk = new();
        desk.Import("t_2026-10-01.csv", $"{Headings},故障描述\n,甲,张三丰,13812345678,2026-09-03 08:05,请打13987654321\nT2,乙,李四,13912345678,2026-09-03 08:05\n");
        RejectedRows rejected = new(desk.Warehouse);

        Assert.Equal(["张*", "138****5678", "请打139****4321"], rejected.List(new RejectedFilter(Rule: Rules.KeyMissing)).Single().Cells.Where((_, i) => i is 2 or 3 or 5).Select(c => c.Value));
        Assert.Equal(["张三丰", "13812345678"], rejected.List(new RejectedFilter(Rule: Rules.KeyMissing), showContacts: true).Single().Cells.Where((_, i) => i is 2 or 3).Select(c => c.Value));

        string path = desk.Write("out.xlsx", []);
        rejected.Export(path, new RejectedFilter(), r => r.Rule);
        Assert.DoesNotContain("13812345678", Sheet(path), StringComparison.Ordinal);
        Assert.DoesNotContain("张三丰", Sheet(path), StringComparison.Ordinal);
        rejected.Export(path, new RejectedFilter(), r => r.Rule, showContacts: true);
        Assert.Contains("13812345678", Sheet(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_heading_that_only_the_users_mapping_knows_as_the_contacts_is_masked_too()
    {
        using ImportDesk desk = new();
        File.WriteAllText(
            Path.Combine(desk.Workspace.Mappings, "m.yaml"),
            "name: m\nkind: tickets\nheadings:\n  ticket_id: Nummer\n  received: Eingang\n  customer: Kunde\n  contact_name: Wer\n  contact_phone: Rückruf\n");
        desk.Restart();
        desk.Import("t_2026-10-01.csv", "Nummer;Kunde;Wer;Rückruf;Eingang\n;ACME;John Smith;0911 4711;2026-09-03 08:05\n1;ACME;Jane Roe;0911 4712;2026-09-03 08:05\n", new ImportOptions { As = "m" });

        RejectedRow row = new RejectedRows(desk.Warehouse, Mappings.MappingSet.Load(desk.Workspace.Mappings)).List(new RejectedFilter()).Single();
        Assert.Equal(["J* S*", "091* **11"], row.Cells.Where((_, i) => i is 2 or 3).Select(c => c.Value));
        Assert.Equal("Jane Roe | 0911 4712", desk.Value("select contact_name, contact_phone from service.contacts"));
    }

    [Fact]
    public void A_file_that_cannot_be_taken_in_shows_no_phone_number_in_its_message_or_its_note()
    {
        using ImportDesk desk = new();
        string path = desk.PutIntoInbox("x.csv", System.Text.Encoding.UTF8.GetBytes("甲,13812345678,2026-09-03\n乙,13912345678,2026-09-04\n"));
        ImportResult result = Assert.Single(desk.Importer.ImportInbox(new ImportOptions()));
        Assert.Equal(ImportOutcome.Refused, result.Outcome);
        Assert.DoesNotContain("13812345678", result.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("13812345678", File.ReadAllText(Path.Combine(desk.Workspace.Rejected, "x.csv.txt")), StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void What_is_said_of_a_file_before_it_is_taken_in_shows_no_contact()
    {
        using ImportDesk desk = new();
        FileExplanation said = desk.Importer.Explain(desk.Write("t_2026-10-01.csv", $"{Headings},备忘\nT1,甲,张三丰,13812345678,2026-09-03 08:05,打13987654321\n"), new ImportOptions());
        Assert.Equal(["张*", "138****5678", "打139****4321"], said.Columns.Where(c => c.Heading is "联系人" or "联系电话" or "备忘").Select(c => c.Example));
    }

    private static string Sheet(string path)
    {
        using System.IO.Compression.ZipArchive archive = System.IO.Compression.ZipFile.OpenRead(path);
        return string.Concat(archive.Entries.Where(e => e.FullName.Contains("sheet", StringComparison.OrdinalIgnoreCase)).Select(e =>
        {
            using StreamReader reader = new(e.Open());
            return reader.ReadToEnd();
        }));
    }
}
