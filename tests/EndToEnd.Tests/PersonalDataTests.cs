using System.Text;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.EndToEnd.Tests;

/// <summary>Personal data with the real program: masked unless asked for, and gone when a customer is forgotten.</summary>
public sealed class PersonalDataTests
{
    private const string Phone = "13812345678";

    [Fact]
    public void Contacts_are_masked_a_customer_is_forgotten_and_the_figures_stay()
    {
        using TemporaryFolder folder = new();
        string workspace = folder.File("w");
        Assert.Equal(0, TheProgram.Run("init", workspace, "--policy", "fluid", "--company", "X").ExitCode);
        StringBuilder csv = new("报修单号,客户名称,联系人,联系电话,业务类型,产品型号,序列号,故障代码,故障描述,接报时间,修复时间\n");
        for (int i = 0; i < 120; i++)
        {
            csv.Append($"T{i},{(i % 4 == 0 ? "华东仪表厂" : $"客户{i % 4}")},{(i % 4 == 0 ? "张三丰" : "李四")},{(i % 4 == 0 ? Phone : "13711112222")},维修,M{i % 3},S{i % 17},E0{i % 5},请打{Phone},2026-0{8 + (i / 60)}-{1 + (i % 28):00} 08:05,2026-0{8 + (i / 60)}-{1 + (i % 28):00} 12:05\n");
        }

        csv.Append($",华东仪表厂,张三丰,{Phone},维修,M1,S1,E01,无单号,2026-09-03 08:05,\n");
        File.WriteAllText(Path.Combine(workspace, "inbox", "t_2026-10-05.csv"), csv.ToString());
        Outcome taken = TheProgram.Run("import", "--workspace", workspace);
        Assert.Equal(1, taken.ExitCode);

        foreach (string[] command in (string[][])[["explain", "T0"], ["explain", "T0", "--json"], ["rejected", "list"], ["rejected", "list", "--json"]])
        {
            string masked = TheProgram.Run([.. command, "--workspace", workspace]).Out;
            Assert.DoesNotContain(Phone, masked, StringComparison.Ordinal);
            Assert.DoesNotContain("张三丰", masked, StringComparison.Ordinal);
        }

        Assert.Contains("138****5678", TheProgram.Run("explain", "T0", "--workspace", workspace).Out, StringComparison.Ordinal);
        Assert.Contains(Phone, TheProgram.Run("explain", "T0", "--show-contacts", "--workspace", workspace).Out, StringComparison.Ordinal);
        Assert.Contains(Phone, TheProgram.Run("rejected", "list", "--json", "--show-contacts", "--workspace", workspace).Out, StringComparison.Ordinal);

        // A report, which is not rewritten, has no phone number to begin with.
        Assert.Contains(TheProgram.Run("report", "--month", "2026-09", "--format", "html", "--workspace", workspace).ExitCode, (int[])[0, 1]);
        string figures = TheProgram.Run("metrics", "--month", "2026-09", "--json", "--workspace", workspace).Out;

        Assert.Equal(2, TheProgram.Run("forget", "华东仪表厂", "--workspace", workspace).ExitCode); // nobody said yes
        Assert.Equal(2, TheProgram.Run("forget", "华东仪表", "--yes", "--workspace", workspace).ExitCode); // no such customer
        Outcome forgotten = TheProgram.Run("forget", "华东仪表厂", "--yes", "--json", "--workspace", workspace);
        Assert.True(forgotten.ExitCode is 0 or 1, forgotten.Error);

        Assert.Equal(figures, TheProgram.Run("metrics", "--month", "2026-09", "--json", "--workspace", workspace).Out);
        Assert.Equal(0, TheProgram.Run("rebuild", "--workspace", workspace).ExitCode);
        Assert.Equal(figures, TheProgram.Run("metrics", "--month", "2026-09", "--json", "--workspace", workspace).Out);
        byte[][] gone = [Encoding.UTF8.GetBytes("张三丰"), Encoding.UTF8.GetBytes("华东仪表厂")];
        foreach (string file in Directory.EnumerateFiles(workspace, "*", SearchOption.AllDirectories))
        {
            byte[] bytes = File.ReadAllBytes(file);
            bool isReport = file.StartsWith(Path.Combine(workspace, "reports"), StringComparison.Ordinal);
            Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Phone)) < 0, $"{file} holds the phone number");
            Assert.All(isReport ? [] : gone, g => Assert.True(bytes.AsSpan().IndexOf(g) < 0, $"{file} holds {Encoding.UTF8.GetString(g)}"));
        }
    }
}
