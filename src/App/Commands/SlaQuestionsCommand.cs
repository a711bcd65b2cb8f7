using System.CommandLine;
using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Sla.Questions;
using ServiceAnalytics.Reports.Words;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>sla questions</c>: what green figures don't tell, as questions with the tickets to look at.</summary>
internal static class SlaQuestionsCommand
{
    private const int TicketsShown = 8, Width = 80;

    public static Command Create(CommandScope scope)
    {
        Option<string?> month = scope.MonthOption();
        Option<string?> asOf = scope.AsOfOption();
        Option<bool> json = scope.JsonOption();
        Command command = scope.Command(
            "questions",
            new Bilingual(
                "达标数字背后值得问一问的地方：时限前扎堆、响应后无动作、关闭后重开、暂停偏多、批量填写、达标而客户不满意或重复报修；只提问并列出报修单，不作指责。",
                "What to ask about green figures: stops that bunch before the limit, answers without action, closed and reopened, many pauses, times entered in bulk, kept clauses with dissatisfied customers or repeats. Questions with their tickets, not accusations."),
            "sla questions --month 2026-10",
            "sla questions --month 2026-10 --json");
        command.Options.Add(month);
        command.Options.Add(asOf);
        command.Options.Add(json);
        command.SetAction((parsed, cancel) =>
        {
            using OpenWorkspace open = OpenWorkspace.Open(parsed.GetValue(scope.WorkspaceOption)!, "sla questions", scope.Clock, cancel);
            AsOf state = open.AsOf(parsed.GetValue(asOf));
            ReportingMonth asked = open.Month(parsed.GetValue(month), state);
            using AnalysisSession session = AnalysisSession.Open(open.Warehouse, state, open.Policy);
            SlaQuestions questions = SlaQuestions.Compute(session, open.Policy, asked, cancel);
            if (parsed.GetValue(json))
            {
                JsonObject basis = Json.Basis(open.Policy, asked, state);
                basis["months"] = SlaQuestions.Months;
                basis["too_coarse"] = new JsonArray([.. questions.TooCoarse.Select(c => (JsonNode)c)]);
                Json.Write(scope.Terminal, basis, "questions", AsJson(questions));
            }
            else
            {
                Write(scope.Terminal, open, questions, scope.LanguageOf(parsed, open.Settings.Language));
            }

            return Task.FromResult(questions.Questions.Count == 0 ? ExitCode.Done : ExitCode.DoneWithRemarks);
        });
        return command;
    }

    private static void Write(Terminal terminal, OpenWorkspace open, SlaQuestions questions, Language language)
    {
        bool zh = language == Language.Zh;
        ReportingMonth first = questions.Month.Plus(1 - SlaQuestions.Months);
        Line(0, zh
            ? $"{first} 至 {questions.Month} 值得问一问的地方：{questions.Questions.Count} 处"
            : $"To be asked about {first} to {questions.Month}: {questions.Questions.Count}");
        foreach (Question question in questions.Questions)
        {
            Line(0, "• " + question.Text.In(language));
            if (question.Tickets.Count > 0)
            {
                string more = question.Count > TicketsShown ? (zh ? " 等" : " …") : string.Empty;
                Line(2, string.Join(' ', question.Tickets.Take(TicketsShown)) + more);
            }
        }

        if (questions.TooCoarse.Count > 0)
        {
            string clauses = string.Join(zh ? "、" : ", ", questions.TooCoarse.Select(id => open.Policy.Clauses.First(c => c.Id == id).Title.In(language)));
            Line(0, zh
                ? $"时限的 5% 不足记录步长的十倍，看不出时限前是否扎堆：{clauses}。"
                : $"5 % of the limit is less than ten steps of recording, so that bunching before the limit can't be told: {clauses}.");
        }

        Line(0, zh
            ? "每一类问题中，预计至多二十分之一只是偶然；答案可能完全正当。"
            : "Of the questions of a kind at most one in twenty is expected to be chance; the answer may be perfectly good.");

        void Line(int indent, string text)
        {
            foreach (string line in TextWidth.Wrap(text, Width - indent, hanging: 2))
            {
                terminal.Out.WriteLine(new string(' ', indent) + line);
            }
        }
    }

    private static JsonArray AsJson(SlaQuestions questions) =>
    [
        .. questions.Questions.Select(q => (JsonNode)new JsonObject
        {
            ["kind"] = Word(q.Kind),
            ["clause"] = q.ClauseId,
            ["office"] = q.Office,
            ["text_zh"] = q.Text.Zh,
            ["text_en"] = q.Text.En,
            ["count"] = q.Count,
            ["n"] = q.N,
            ["expected"] = q.Expected,
            ["q"] = q.QValue,
            ["tickets"] = new JsonArray([.. q.Tickets.Select(t => (JsonNode)t)]),
        }),
    ];

    private static string Word(QuestionKind kind) => kind switch
    {
        QuestionKind.JustBeforeTheLimit => "just_before_the_limit",
        QuestionKind.AnsweredWithoutAction => "answered_without_action",
        QuestionKind.ReopenedInADay => "reopened_in_a_day",
        QuestionKind.OftenPaused => "often_paused",
        QuestionKind.EnteredInBulk => "entered_in_bulk",
        QuestionKind.GreenButDissatisfied => "green_but_dissatisfied",
        _ => "green_but_repeated",
    };
}
