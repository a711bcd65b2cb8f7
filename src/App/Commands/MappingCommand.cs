using System.CommandLine;
using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Ingest;
using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Ingest.Mappings;
using ServiceAnalytics.Warehouse;
using ServiceAnalytics.Warehouse.Documents;
using Spectre.Console;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>mapping list|show|suggest</c>: how exports of which systems are read, and a draft for one that isn't known.</summary>
internal static class MappingCommand
{
    public static Command Create(CommandScope scope)
    {
        Command command = scope.Command(
            "mapping",
            new Bilingual("表头映射：列出、查看、为新的导出文件起草。", "Mappings: which exports are known, how one is read, and a draft for a new one."));
        command.Subcommands.Add(List(scope));
        command.Subcommands.Add(Show(scope));
        command.Subcommands.Add(Suggest(scope));
        return command;
    }

    private static Command List(CommandScope scope)
    {
        Option<bool> json = scope.JsonOption();
        Command command = scope.Command(
            "list",
            new Bilingual("列出可识别的导出文件；工作区 mappings 文件夹中的映射优先。", "Lists the exports that are recognised; those of the workspace's mappings folder go first."),
            "mapping list",
            "mapping list --json");
        command.Options.Add(json);
        command.SetAction((parsed, _) =>
        {
            MappingSet mappings = Load(scope, parsed);
            if (parsed.GetValue(json))
            {
                scope.Terminal.Out.WriteLine(Json.Text(new JsonObject { ["mappings"] = new JsonArray([.. mappings.All.Select(AsJson)]) }));
            }
            else
            {
                WriteTable(scope.Terminal, scope.LanguageOf(parsed, LanguageName(scope)), mappings);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Command Show(CommandScope scope)
    {
        Argument<string> name = new("NAME") { Description = scope.Say("映射名称（见 mapping list）", "The mapping's name (see mapping list)") };
        Command command = scope.Command(
            "show",
            new Bilingual("输出一个映射的全文，可另存后修改。", "Writes a mapping's file, to be copied and changed."),
            "mapping show servicenow-incidents",
            "mapping show jira-issues > mappings/our-jira.yaml");
        command.Arguments.Add(name);
        command.SetAction((parsed, _) =>
        {
            MappingSet mappings = Load(scope, parsed);
            string asked = parsed.GetValue(name)!;
            Mapping mapping = mappings.All.FirstOrDefault(m => m.Name == asked)
                ?? throw new CommandException($"There is no mapping \"{asked}\".{Spelling.DidYouMean(asked, mappings.All.Select(m => m.Name))} See: service-analytics mapping list",
                    $"没有映射“{asked}”。所有映射见：service-analytics mapping list");
            scope.Terminal.Out.WriteLine(mapping.Source.TrimEnd());
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Command Suggest(CommandScope scope)
    {
        Argument<string> file = new("FILE") { Description = scope.Say("导出文件", "The export") };
        Option<string?> kind = new("--kind") { Description = scope.Say("导出类型（默认：按表头判断）：", "The kind of export (default: by its headings): ") + string.Join(", ", ExportKinds.All.Select(k => k.Name)), HelpName = "KIND" };
        kind.AcceptOnlyFromAmong([.. ExportKinds.All.Select(k => k.Name)]);
        Option<string?> name = new("--name") { Description = scope.Say("新映射的名称（默认：文件名）", "The new mapping's name (default: the file's)"), HelpName = "NAME" };
        Option<string?> target = new("--out", "-o") { Description = scope.Say("写入此文件（不覆盖已有文件；默认：标准输出）", "Write to this file (never over an existing one; default: standard output)"), HelpName = "FILE" };
        Command command = scope.Command(
            "suggest",
            new Bilingual("为一个导出文件起草映射：按表头与内容推测字段，存疑的注明，待人工修改。", "Drafts a mapping for an export: fields by likeness of headings and by what the cells hold; what is doubtful is marked, for a person to correct."),
            "mapping suggest export.csv",
            "mapping suggest export.xlsx --kind tickets --out after-sales/mappings/our-system.yaml");
        command.Arguments.Add(file);
        command.Options.Add(kind);
        command.Options.Add(name);
        command.Options.Add(target);
        command.SetAction((parsed, cancel) =>
        {
            string path = parsed.GetValue(file)!;
            string? to = parsed.GetValue(target);
            if (!File.Exists(path))
            {
                throw new CommandException($"{path} is not there. Name a file to draft a mapping for.", $"没有文件 {path}。请写出要起草映射的文件。");
            }

            if (to is not null && File.Exists(to))
            {
                throw new CommandException(
                    $"{to} is there already; nothing was written. Name another file with --out, or move that one away.",
                    $"{to} 已存在，未写入任何内容。请用 --out 另指定文件，或移走原文件。");
            }

            MappingDraft draft = Draft(path, parsed.GetValue(name) ?? NameOf(path), parsed.GetValue(kind), Load(scope, parsed), cancel);
            if (to is null)
            {
                scope.Terminal.Out.WriteLine(draft.Yaml.TrimEnd());
            }
            else
            {
                File.WriteAllText(to, draft.Yaml);
            }

            Summary(scope, draft, to);
            return Task.FromResult(draft.MissingVital.Count == 0 ? ExitCode.Done : ExitCode.DoneWithRemarks);
        });
        return command;
    }

    private static MappingDraft Draft(string path, string name, string? kind, MappingSet mappings, CancellationToken cancel)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("service-analytics-");
        try
        {
            return MappingDraft.Of(path, name, kind is null ? null : ExportKinds.Find(kind), mappings, folder.FullName, cancel);
        }
        catch (RefusedException refusal)
        {
            throw new CommandException($"{Path.GetFileName(path)}: {refusal.Message}", $"{Path.GetFileName(path)}：{refusal.Chinese}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Beside the draft, not in it: standard output may go straight into a file.
    private static void Summary(CommandScope scope, MappingDraft draft, string? to)
    {
        int sure = draft.Columns.Count(c => c.Likeness >= 1);
        int alike = draft.Columns.Count(c => c.Field is not null) - sure;
        int open = draft.Columns.Count - sure - alike;
        string kind = KindTitles.Of(draft.Kind.Name, scope.Help);
        scope.Terminal.Error.WriteLine(scope.Say(
            $"按“{kind}”起草，表头在第 {draft.HeadingRow} 行：{draft.Columns.Count} 列中，{sure} 列表头已知，{alike} 列相近（待核对），{open} 列未识别。",
            $"Drafted as {kind}, headings in row {draft.HeadingRow}: of {draft.Columns.Count} columns {sure} are known, {alike} are only alike (check them), {open} are left open."));
        if (draft.MissingVital.Count > 0)
        {
            string fields = string.Join(", ", draft.MissingVital.Select(f => f.Name));
            scope.Terminal.Error.WriteLine(scope.Say($"必须补上：{fields}；否则任何一行都不能使用。", $"Must be given: {fields}; without it no row can be used."));
        }

        if (to is not null)
        {
            scope.Terminal.Error.WriteLine(scope.Say($"草稿已写入 {to}。", $"The draft is in {to}."));
        }
    }

    private static string NameOf(string path)
    {
        string name = new([.. Path.GetFileNameWithoutExtension(path).Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')]);
        return name.Trim('-') is { Length: > 0 } trimmed ? trimmed : "new-mapping";
    }

    // Also of use before there is a workspace: then only what is shipped.
    private static MappingSet Load(CommandScope scope, ParseResult parsed)
    {
        string folder = parsed.GetValue(scope.WorkspaceOption)!;
        return File.Exists(Path.Combine(folder, "settings.yaml")) ? MappingSet.Load(Workspace.Open(folder).Mappings) : MappingSet.Shipped();
    }

    private static string LanguageName(CommandScope scope) => scope.Help == Language.Zh ? "zh" : "en";

    private static string TitleOf(Mapping mapping, Language language) =>
        (language, mapping) switch
        {
            (Language.Zh, { TitleZh.Length: > 0 }) => mapping.TitleZh,
            (_, { TitleEn.Length: > 0 }) => mapping.TitleEn,
            _ => mapping.TitleZh,
        };

    // Two lines a mapping: name and title side by side don't fit 80 columns once titles are Chinese.
    private static void WriteTable(Terminal terminal, Language language, MappingSet mappings)
    {
        bool zh = language == Language.Zh;
        Table table = new Table().Border(TableBorder.SimpleHeavy).Expand();
        table.AddColumn(zh ? "映射" : "Mapping");
        table.AddColumn(zh ? "类型" : "Kind");
        table.AddColumn(zh ? "来源" : "From");
        foreach (Mapping mapping in mappings.All)
        {
            string title = TitleOf(mapping, language);
            table.AddRow(
                Markup.Escape(title.Length == 0 ? mapping.Name : $"{mapping.Name}\n  {title}"),
                Markup.Escape(KindTitles.Of(mapping.Kind.Name, language)),
                mapping.IsUsers ? (zh ? "工作区" : "workspace") : (zh ? "内置" : "shipped"));
        }

        terminal.Tables.Write(table);
    }

    private static JsonNode AsJson(Mapping mapping) => new JsonObject
    {
        ["name"] = mapping.Name,
        ["kind"] = mapping.Kind.Name,
        ["title_zh"] = mapping.TitleZh,
        ["title_en"] = mapping.TitleEn,
        ["shipped"] = !mapping.IsUsers,
        ["required"] = new JsonArray([.. mapping.Required.Select(r => (JsonNode)r)]),
        ["fields"] = new JsonArray([.. mapping.Kind.Fields.Where(f => mapping.HeadingsOf(f).Count > 0).Select(f => (JsonNode)f.Name)]),
    };
}
