using System.CommandLine;
using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Reports.Formatting;
using ServiceAnalytics.Reports.Words;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>policy check|show|diff</c>: what the rules say, if they can be read, and what another version would change.</summary>
internal static class PolicyCommand
{
    private const int Width = 80;

    public static Command Create(CommandScope scope)
    {
        Command command = scope.Command(
            "policy",
            new Bilingual("服务政策：检查、用文字列出、比较两个版本及其影响。", "The service policy: check it, read it in words, compare two versions and what the change would do."));
        command.Subcommands.Add(Check(scope));
        command.Subcommands.Add(Show(scope));
        command.Subcommands.Add(Diff(scope));
        return command;
    }

    private static Command Check(CommandScope scope)
    {
        Argument<string?> file = FileArgument(scope, "FILE");
        Command command = scope.Command(
            "check",
            new Bilingual("检查政策文件，所有问题连同行号一次说完。", "Checks a policy file; every problem is told at once with its line."),
            "policy check",
            "policy check new-policy.yaml");
        command.Arguments.Add(file);
        command.SetAction((parsed, _) =>
        {
            Policy policy = Load(scope, parsed, parsed.GetValue(file));
            bool zh = LanguageOf(scope, parsed, policy) == Language.Zh;
            string range = string.Join(zh ? "、" : ", ", policy.Calendars.Select(c => $"{c.Id} {c.First:yyyy-MM-dd}–{c.Last:yyyy-MM-dd}"));
            scope.Terminal.Out.WriteLine(zh
                ? $"{policy.Id}：没有问题。条款 {policy.ClauseIds.Count} 条，预警规则 {policy.Warnings.Count} 条；工作日历 {range}。\n政策 {policy.Hash}\n日历 {policy.CalendarHash}"
                : $"{policy.Id}: no problems. {policy.ClauseIds.Count} clauses, {policy.Warnings.Count} warning rules; calendars {range}.\npolicy    {policy.Hash}\ncalendars {policy.CalendarHash}");
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Command Show(CommandScope scope)
    {
        Argument<string?> file = FileArgument(scope, "FILE");
        Option<bool> json = scope.JsonOption();
        Command command = scope.Command("show", new Bilingual("用文字列出政策的全部内容。", "Says in words all that a policy contains."), "policy show", "policy show new-policy.yaml --json");
        command.Arguments.Add(file);
        command.Options.Add(json);
        command.SetAction((parsed, _) =>
        {
            Policy policy = Load(scope, parsed, parsed.GetValue(file));
            IReadOnlyList<PolicyLine> lines = PolicyWords.Lines(policy, LanguageOf(scope, parsed, policy));
            if (parsed.GetValue(json))
            {
                scope.Terminal.Out.WriteLine(Json.Text(new JsonObject
                {
                    ["policy"] = policy.Id,
                    ["policy_hash"] = policy.Hash,
                    ["calendar_hash"] = policy.CalendarHash,
                    ["lines"] = new JsonArray([.. lines.Select(l => (JsonNode)new JsonObject { ["part"] = l.Part.Trim(), ["title"] = l.PartTitle, ["label"] = l.Label, ["text"] = l.Text })]),
                }));
            }
            else
            {
                foreach (IGrouping<string, PolicyLine> part in lines.GroupBy(l => l.Part))
                {
                    scope.Terminal.Out.WriteLine(part.First().PartTitle);
                    foreach (PolicyLine line in part)
                    {
                        Wrapped(scope, 2, LanguageOf(scope, parsed, policy) == Language.Zh ? $"{line.Label}：{line.Text}" : $"{line.Label}: {line.Text}");
                    }
                }
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Command Diff(CommandScope scope)
    {
        Argument<string> first = new("A") { Description = scope.Say("政策文件；只给一个时，与工作区现行政策比较", "A policy file; given alone, it is compared with the workspace's policy"), HelpName = "A" };
        Argument<string?> second = FileArgument(scope, "B");
        Option<string?> month = scope.MonthOption();
        month.Description = scope.Say("再列出该月哪些结论和数字会改变（需要工作区）", "Also which verdicts and figures of this month would change (needs a workspace)");
        Option<string?> asOf = scope.AsOfOption();
        Option<bool> json = scope.JsonOption();
        Command command = scope.Command(
            "diff",
            new Bilingual("比较两个政策文件：哪些条款变了，怎么变；采用之前先看某月的结论和数字会变多少。", "Compares two policies: which clauses change and how; and what a month's verdicts and figures would become, before the policy is taken."),
            "policy diff new-policy.yaml",
            "policy diff old.yaml new.yaml",
            "policy diff new-policy.yaml --month 2026-10");
        command.Arguments.Add(first);
        command.Arguments.Add(second);
        command.Options.Add(month);
        command.Options.Add(asOf);
        command.Options.Add(json);
        command.SetAction((parsed, cancel) =>
        {
            string? other = parsed.GetValue(second);
            Policy before = Load(scope, parsed, other is null ? null : parsed.GetValue(first));
            Policy after = Load(scope, parsed, other ?? parsed.GetValue(first));
            Language language = LanguageOf(scope, parsed, before);
            IReadOnlyList<PolicyDifference> differences = PolicyWords.Compare(before, after, language);
            PolicyEffect? effect = parsed.GetValue(month) is { } asked ? Effect(scope, parsed, before, after, asked, parsed.GetValue(asOf), cancel) : null;
            if (parsed.GetValue(json))
            {
                scope.Terminal.Out.WriteLine(Json.Text(AsJson(before, after, differences, effect)));
            }
            else
            {
                Write(scope, language, differences, effect);
            }

            return Task.FromResult(differences.Count == 0 ? ExitCode.Done : ExitCode.DoneWithRemarks);
        });
        return command;
    }

    private static PolicyEffect Effect(CommandScope scope, ParseResult parsed, Policy before, Policy after, string asked, string? asOf, CancellationToken cancel)
    {
        if (before.ZoneId != after.ZoneId)
        {
            throw new CommandException($"The policies' zones differ ({before.ZoneId}, {after.ZoneId}): their months are not the same stretch of time. Compare without --month.",
                $"两份政策的时区不同（{before.ZoneId}、{after.ZoneId}），月份不是同一段时间。请去掉 --month 再比较。");
        }

        using OpenWorkspace open = OpenWorkspace.Open(parsed.GetValue(scope.WorkspaceOption)!, "policy diff", scope.Clock, cancel);
        AsOf state = open.AsOf(asOf);
        return PolicyEffect.Of(open.Warehouse, state, before, after, open.Month(asked, state), cancel);
    }

    private static void Write(CommandScope scope, Language language, IReadOnlyList<PolicyDifference> differences, PolicyEffect? effect)
    {
        bool zh = language == Language.Zh;
        TextWriter output = scope.Terminal.Out;
        if (differences.Count == 0)
        {
            output.WriteLine(zh ? "两个政策的内容相同。" : "The two policies say the same.");
        }

        foreach (IGrouping<string, PolicyDifference> part in differences.GroupBy(d => d.PartTitle))
        {
            output.WriteLine(part.Key);
            foreach (PolicyDifference d in part)
            {
                Wrapped(scope, 2, (d.Label, d.Before, d.After, zh) switch
                {
                    (null, null, _, true) => $"新增：{d.After}",
                    (null, null, _, _) => $"new: {d.After}",
                    (null, _, _, true) => $"取消：{d.Before}",
                    (null, _, _, _) => $"gone: {d.Before}",
                    (_, _, _, true) => $"{d.Label}：{d.Before ?? "（无）"} → {d.After ?? "（无）"}",
                    _ => $"{d.Label}: {d.Before ?? "(none)"} → {d.After ?? "(none)"}",
                });
            }
        }

        if (effect is null)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine(zh ? $"{effect.Month} 会改变的结论：" : $"Verdicts of {effect.Month} that would change:");
        foreach (ChangedVerdicts c in effect.Verdicts)
        {
            string from = c.From is { } f ? ClauseWords.Verdict(f, language) : (zh ? "不计入" : "not judged");
            string to = c.To is { } t ? ClauseWords.Verdict(t, language) : (zh ? "不计入" : "not judged");
            Wrapped(scope, 2, $"{c.ClauseId}: {from} → {to} {c.Count}{(zh ? "，如 " : ", e.g. ")}{string.Join(' ', c.Examples)}");
        }

        if (effect.Verdicts.Count == 0)
        {
            output.WriteLine(zh ? "  没有" : "  none");
        }

        foreach (NoticeEffect notice in effect.Notices.Where(n => n.Cases > 0))
        {
            Wrapped(scope, 0, NoticeWords.Of(notice, language));
        }

        output.WriteLine(zh ? $"{effect.Month} 会改变的数字：" : $"Figures of {effect.Month} that would change:");
        FigureFormat format = new(new PageFormat(language));
        foreach (ChangedFigure c in effect.Figures)
        {
            Figure any = c.After ?? c.Before!;
            MetricDefinition metric = MetricCatalog.Find(any.Metric);
            string group = any.Group.Dimension is null ? string.Empty : $" {any.Group.Name}";
            Wrapped(scope, 2, $"{metric.Title.In(language)}{group}: {Shown(c.Before)} → {Shown(c.After)}");

            string Shown(Figure? f) => f is null ? PageFormat.Absent : $"{format.Number(f.Value, metric.Unit)} (n {f.N})";
        }

        if (effect.Figures.Count == 0)
        {
            output.WriteLine(zh ? "  没有" : "  none");
        }
    }

    private static JsonObject AsJson(Policy before, Policy after, IReadOnlyList<PolicyDifference> differences, PolicyEffect? effect) => new()
    {
        ["policy_hash"] = new JsonArray(before.Hash, after.Hash),
        ["calendar_hash"] = new JsonArray(before.CalendarHash, after.CalendarHash),
        ["differences"] = new JsonArray([.. differences.Select(d => (JsonNode)new JsonObject { ["part"] = d.PartTitle, ["label"] = d.Label, ["before"] = d.Before, ["after"] = d.After })]),
        ["month"] = effect?.Month.ToString(),
        ["verdicts"] = effect is null ? null : new JsonArray([.. effect.Verdicts.Select(c => (JsonNode)new JsonObject
        {
            ["clause"] = c.ClauseId,
            ["before"] = c.From,
            ["after"] = c.To,
            ["n"] = c.Count,
            ["examples"] = new JsonArray([.. c.Examples.Select(t => (JsonNode)t)]),
        })]),
        ["notices"] = effect is null ? null : SlaJson.Notices(effect.Notices),
        ["figures"] = effect is null ? null : new JsonArray([.. effect.Figures.Select(c => (JsonNode)new JsonObject
        {
            ["metric"] = (c.After ?? c.Before)!.Metric,
            ["group"] = (c.After ?? c.Before)!.Group.ToString(),
            ["before"] = c.Before?.Value,
            ["after"] = c.After?.Value,
            ["n_before"] = c.Before?.N,
            ["n_after"] = c.After?.N,
        })]),
    };

    private static void Wrapped(CommandScope scope, int indent, string text)
    {
        foreach (string line in TextWidth.Wrap(text, Width - indent, hanging: 2))
        {
            scope.Terminal.Out.WriteLine(new string(' ', indent) + line);
        }
    }

    private static Argument<string?> FileArgument(CommandScope scope, string name) => new(name)
    {
        Description = scope.Say("政策文件（默认：工作区的 policy.yaml）", "A policy file (default: the workspace's policy.yaml)"),
        Arity = ArgumentArity.ZeroOrOne,
    };

    // A file is checked against the workspace's calendars when there is a workspace, else against those that come with the program.
    private static Policy Load(CommandScope scope, ParseResult parsed, string? file)
    {
        string folder = parsed.GetValue(scope.WorkspaceOption)!;
        if (file is null)
        {
            Workspace workspace = Workspace.Open(folder);
            return Policy.Load(workspace.PolicyFile, workspace.Calendars);
        }

        return Policy.Load(file, File.Exists(Path.Combine(folder, "settings.yaml")) ? Workspace.Open(folder).Calendars : Shipped.Calendars);
    }

    private static Language LanguageOf(CommandScope scope, ParseResult parsed, Policy policy) =>
        scope.LanguageOf(parsed, policy.Language == Language.Zh ? "zh" : "en");
}
