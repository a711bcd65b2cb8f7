using System.CommandLine;
using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Ingest;
using ServiceAnalytics.Ingest.Forgetting;
using ServiceAnalytics.Ingest.Mappings;
using ServiceAnalytics.Reports.Words;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>forget CUSTOMER</c>: a customer's name and contacts out of tables, history, rows set aside and archive copies.</summary>
internal static class ForgetCommand
{
    public static Command Create(CommandScope scope)
    {
        Argument<string> customer = new("CUSTOMER") { Description = scope.Say("客户名称，与数据中完全一致", "The customer's name, exactly as in the data") };
        Option<bool> yes = new("--yes") { Description = scope.Say("不再询问", "Don't ask") };
        Option<bool> json = scope.JsonOption();
        Command command = scope.Command(
            "forget",
            new Bilingual(
                "删除一个客户的个人数据：客户名称以代号替换，联系人、电话及自由文本中的电话一并删除；改写归档副本并据此重建数据库，数字不变；记入台账。自由文本中只能认出客户名称、该客户联系人的姓名与电话，以及其他电话号码；别的人名认不出来。已签发的报告与备份不改动，并逐一列出。",
                "Removes a customer's personal data: a pseudonym in place of the name; contacts, phones and phone numbers in free text gone. Copies in the archive are rewritten and the database is made anew from them; figures stay; the ledger keeps the fact. In free text only the customer's name, the names and phones of their contacts, and other phone numbers can be found; any other name can't. Reports issued and backups are not touched, and are named."),
            "forget 华东某公司 --yes");
        command.Arguments.Add(customer);
        command.Options.Add(yes);
        command.Options.Add(json);
        command.SetAction((parsed, cancel) =>
        {
            string name = parsed.GetValue(customer)!.Trim();
            string folder = parsed.GetValue(scope.WorkspaceOption)!;
            CustomerData data;
            Language language;
            using (OpenWorkspace open = OpenWorkspace.Open(folder, "forget", scope.Clock, cancel))
            {
                language = scope.LanguageOf(parsed, open.Settings.Language);
                data = CustomerForgetting.Look(open.Warehouse, name, cancel);
            }

            bool zh = language == Language.Zh;
            if (data.IsNothing)
            {
                bool isAlike = data.Alike.Count > 0;
                throw new CommandException(
                    $"There is no customer \"{name}\" in the data; nothing was changed.{(isAlike ? $" There are: {string.Join(", ", data.Alike)}." : string.Empty)}",
                    $"数据中没有客户“{name}”，未作任何改动。{(isAlike ? $"相近的有：{string.Join("、", data.Alike)}。" : string.Empty)}");
            }

            TextWriter said = parsed.GetValue(json) ? scope.Terminal.Error : scope.Terminal.Out;
            said.WriteLine(zh
                ? $"“{name}”：各表及历史中 {data.Rows:N0} 行，搁置 {data.RowsSetAside:N0} 行，联系人 {data.Contacts:N0} 条。此操作不可撤销。"
                : $"\"{name}\": {data.Rows:N0} rows in tables and history, {data.RowsSetAside:N0} rows set aside, {data.Contacts:N0} contacts. This can't be undone.");
            if (!parsed.GetValue(yes) && !IsConfirmed(scope, said, zh))
            {
                said.WriteLine(zh ? "未作任何改动。确认删除请加 --yes。" : "Nothing was changed. Say --yes to go ahead.");
                return Task.FromResult(ExitCode.NotDone);
            }

            ForgetResult result = Run(scope, folder, name, cancel);
            if (parsed.GetValue(json))
            {
                scope.Terminal.Out.WriteLine(Json.Text(new JsonObject
                {
                    ["pseudonym"] = result.Pseudonym,
                    ["rows_masked"] = result.RowsMasked,
                    ["files_masked"] = result.FilesMasked,
                    ["remaining"] = new JsonArray([.. result.Remaining.Select(r => (JsonNode)r)]),
                }));
            }
            else
            {
                Write(scope.Terminal.Out, result, zh);
            }

            return Task.FromResult(result.Remaining.Count > 0 ? ExitCode.DoneWithRemarks : ExitCode.Done);
        });
        return command;
    }

    private static ForgetResult Run(CommandScope scope, string folder, string name, CancellationToken cancel)
    {
        Workspace workspace = Workspace.Open(folder);
        WorkspaceSettings settings = workspace.LoadSettings();
        Policy policy = Policy.Load(workspace.PolicyFile, workspace.Calendars);
        ImportPace pace = new(scope.Clock, scope.Help);
        try
        {
            return LongWork.Run(scope.Terminal, scope.Clock, scope.Say("正在改写归档并重建数据库 …", "Rewriting the archive and making the database anew …"), tell => CustomerForgetting.Run(
                workspace,
                OpenWorkspace.Options(workspace, settings, "forget"),
                policy.ZoneId,
                MappingSet.Load(workspace.Mappings),
                name,
                scope.Clock,
                new SameThreadProgress<ImportProgress>(p => tell(pace.Line(p))),
                cancel));
        }
        catch (RefusedException refusal)
        {
            throw new CommandException(refusal.Message, refusal.Chinese);
        }
    }

    private static bool IsConfirmed(CommandScope scope, TextWriter said, bool zh)
    {
        if (!scope.Terminal.IsInteractive || Console.IsInputRedirected)
        {
            return false;
        }

        said.Write(zh ? "确认删除吗？输入 yes：" : "Go ahead? Type yes: ");
        return string.Equals(Console.ReadLine()?.Trim(), "yes", StringComparison.OrdinalIgnoreCase);
    }

    private static void Write(TextWriter output, ForgetResult result, bool zh)
    {
        output.WriteLine(zh
            ? $"已改写归档中 {result.FilesMasked:N0} 个文件的 {result.RowsMasked:N0} 行，名称以“{result.Pseudonym}”代替；数据库已据此重建，台账已记录。"
            : $"{result.RowsMasked:N0} rows in {result.FilesMasked:N0} files of the archive rewritten, \"{result.Pseudonym}\" stands in the name's place; the database was made anew from them and the ledger keeps the fact.");
        if (result.Remaining.Count > 0)
        {
            output.WriteLine(zh ? "以下位置仍含该名称或电话，未改动（请自行处理）：" : "The name or a phone still stands here, untouched (yours to deal with):");
            foreach (string place in result.Remaining)
            {
                output.WriteLine("  " + place);
            }
        }

        foreach (string line in TextWidth.Wrap(
            zh
                ? "查找范围：数据库各表及其历史、搁置的行、归档副本和工作区内的文件。在该客户各行的自由文本中，删除了客户名称、其联系人的姓名与电话（与联系人表完全一致者）以及所有电话号码；"
                    + "在其他客户的行中，只删除客户名称（四字及以上）与其电话。联系人表中没有的人名、写法不同的姓名无法辨认，仍留在自由文本中：如有疑虑请查看这些行的原文。"
                : "What was searched: every table and its history, rows set aside, copies in the archive and the workspace's files. In the free text of the customer's rows their name, the names and phones of "
                    + "their contacts (exactly as in the table of contacts) and every phone number were removed; in other customers' rows only the customer's name (from four characters) and their phones. Names of "
                    + "people who are no contacts, or spelt otherwise, can't be told from other words and stand in free text still: read the texts of these rows if in doubt.",
            79))
        {
            output.WriteLine(line);
        }

        output.WriteLine(zh
            ? "工作区以外的备份、邮件与打印件不在检查范围内；今后的导出若再次包含该客户，导入时会提示，需再次运行 forget。"
            : "Backups, mails and prints outside this workspace were not looked at. A later export that names the customer again is told at import; run `forget` once more then.");
    }
}
