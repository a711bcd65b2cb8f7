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
}
