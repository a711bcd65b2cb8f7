using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Satisfaction;
using ServiceAnalytics.Analytics.Summary;

namespace ServiceAnalytics.Analytics.Warnings;

/// <summary>Warnings that customers' answers give.</summary>
internal static class SatisfactionWarnings
{
    /// <summary>Surveys answered so many months back are still looked at for a missing call-back.</summary>
    private const int CallBackMonths = 6;

    /// <summary>A group whose satisfaction really fell against its own six months before.</summary>
    public static IEnumerable<Warning> Drops(WarningContext context, WarningRule rule)
    {
        SatisfactionRules rules = SatisfactionRules.Of(context.Policy);
        ScoreHistory history = Scores(context, rules);
        IReadOnlyList<ScoreShift<SurveyGroup>> tested = At(history, rules, context.Month);
        List<ScoreShift<SurveyGroup>> found = [.. tested.Where(s => s.QValue <= rules.FalseDiscoveryRate)];
        if (found.Count == 0)
        {
            return [];
        }

        List<HashSet<SurveyGroup>> earlier =
        [
            .. Enumerable.Range(1, WarningContext.SinceMonths)
                .Select(back => At(history, rules, context.Month.Plus(-back)).Where(s => s.QValue <= rules.FalseDiscoveryRate).Select(s => s.Group.Key).ToHashSet()),
        ];
        List<DissatisfiedCustomer> dissatisfied = SatisfactionChapter.DissatisfiedBetween(context.Session, context.Policy, context.Start, context.End, context.Cancel);
        return found.Select(shift => Drop(context, rule, rules, shift, tested.Count, earlier.TakeWhile(month => month.Contains(shift.Group.Key)).Count(), dissatisfied));
    }

    /// <summary>A key customer's dissatisfied answer in the month.</summary>
    public static IEnumerable<Warning> KeyCustomers(WarningContext context, WarningRule rule) =>
        SatisfactionChapter.DissatisfiedBetween(context.Session, context.Policy, context.Start, context.End, context.Cancel)
            .Where(d => d.IsKeyCustomer)
            .GroupBy(Caller)
            .Select(g => context.Make(
                rule,
                g.Key,
                new($"重点客户{g.Key}", $"Key customer {g.Key}"),
                new(
                    $"重点客户{g.Key}在{Wording.Month(context.Month).Zh}的回访中{g.Count()}次评价为不满意（最低{Score(g)}）。",
                    $"Key customer {g.Key} gave {Wording.Count(g.Count(), "dissatisfied answer", "dissatisfied answers")} in {Wording.Month(context.Month).En} (lowest mark {Score(g)})."),
                new(g.Count(), g.Min(d => d.Score / d.Scale)),
                Rows(g),
                context.Month));

    /// <summary>Dissatisfied customers whom nobody has called back although the time for it is over; of a key customer always an alarm.</summary>
    public static IEnumerable<Warning> NotCalledBack(WarningContext context, WarningRule rule) =>
        SatisfactionChapter.DissatisfiedBetween(context.Session, context.Policy, context.Month.Plus(1 - CallBackMonths).Start(context.Session.Zone), context.End, context.Cancel)
            .Where(d => d.CallBack == CallBackState.Overdue)
            .GroupBy(Caller)
            .Select(g => NotCalledBack(context, rule, g));

    private static Warning NotCalledBack(WarningContext context, WarningRule rule, IGrouping<string, DissatisfiedCustomer> customer)
    {
        DissatisfiedCustomer oldest = customer.MinBy(d => d.AnsweredAt)!;
        bool key = customer.Any(d => d.IsKeyCustomer);
        int days = (int)(context.Session.AsOf.Instant - oldest.DueAt!.Value).TotalDays;
        int allowed = context.Policy.Windows.CallBackWorkingDays;
        string answered = $"{TimeZoneInfo.ConvertTime(oldest.AnsweredAt, context.Session.Zone):yyyy-MM-dd}";
        return context.Make(
            rule,
            customer.Key,
            new($"{(key ? "重点客户" : "客户")}{customer.Key}", $"{(key ? "Key customer" : "Customer")} {customer.Key}"),
            new(
                $"{(key ? "重点客户" : "客户")}{customer.Key}有{customer.Count()}份不满意回访超过{allowed}个工作日仍未回电，最早一份于{answered}答复，已逾期{days}天。",
                $"{Wording.Count(customer.Count(), "dissatisfied answer", "dissatisfied answers")} of {customer.Key} not called back within {Wording.Count(allowed, "working day", "working days")}; the oldest came on {answered} and is {Wording.Count(days, "day", "days")} overdue."),
            new(customer.Count(), customer.Count()),
            Rows(customer),
            context.Since(context.MonthOf(oldest.DueAt.Value)),
            key ? WarningLevel.Alarm : null);
    }

    private static Warning Drop(
        WarningContext context, WarningRule rule, SatisfactionRules rules, ScoreShift<SurveyGroup> shift, int tested, int monthsBefore, List<DissatisfiedCustomer> dissatisfied)
    {
        (Scores now, Scores before) = (shift.Group.Now, shift.Group.Before);
        double share = (double)now.TopTwo / now.Count;
        double past = (double)before.TopTwo / before.Count;
        Bilingual group = Wording.Group(shift.Group.Key.Dimension, shift.Group.Key.Name);
        Bilingual month = Wording.Month(context.Month);
        string zh = $"{group.Zh}{month.Zh}满意率为{Wording.Percent(share)}（{now.Count}份答复中{now.TopTwo}份满意），此前{rules.BaseMonths}个月为{Wording.Percent(past)}（{before.Count}份），"
            + $"{(share < past ? "下降" : "变化")}{Wording.Points(share - past)}个百分点（变化量的95%区间{Signed(shift.TopTwo.Interval.Lower)}～{Signed(shift.TopTwo.Interval.Upper)}）；"
            + $"平均得分率由{Wording.Percent(before.Mean)}变为{Wording.Percent(now.Mean)}。下降超出随机波动（q{Wording.PValue(shift.QValue).Zh}；本月同时检验{tested}个组，误报比例控制在{Wording.Percent(rules.FalseDiscoveryRate)}以内）。";
        string en = $"{Capital(group.En)}: {Wording.Percent(share)} of customers satisfied in {month.En} ({now.TopTwo} of {now.Count} answers), {Wording.Percent(past)} in the {rules.BaseMonths} months before (n = {before.Count}): "
            + $"{(share < past ? "down" : "a change of")} {Wording.Points(share - past)} points (95 % interval of the change {Signed(shift.TopTwo.Interval.Lower)} to {Signed(shift.TopTwo.Interval.Upper)}); "
            + $"mean score {Wording.Percent(before.Mean)} then, {Wording.Percent(now.Mean)} now. More than noise (q {Wording.PValue(shift.QValue).En}; {tested} groups tested together, share of false alarms held at {Wording.Percent(rules.FalseDiscoveryRate)} or less).";
        return context.Make(
            rule,
            shift.Group.Key.Dimension + "\n" + shift.Group.Key.Name,
            group,
            new(zh, en),
            new(now.Count, share, past, shift.TopTwo.Interval, shift.QValue),
            Rows(dissatisfied.Where(d => IsIn(shift.Group.Key, d))),
            context.Month.Plus(-monthsBefore));
    }

    private static ScoreHistory Scores(WarningContext context, SatisfactionRules rules)
    {
        List<ReportingMonth> before = context.Session.Months;
        context.Session.UseMonths(Enumerable.Range(0, rules.BaseMonths + WarningContext.SinceMonths + 1).Select(back => context.Month.Plus(-back)));
        try
        {
            return ScoreHistory.Read(context.Session, context.Cancel);
        }
        finally
        {
            context.Session.UseMonths(before);
        }
    }

    private static IReadOnlyList<ScoreShift<SurveyGroup>> At(ScoreHistory history, SatisfactionRules rules, ReportingMonth month) =>
        ScoreShiftDetection.Find(history.At(month, rules.BaseMonths), rules.MinimumAnswers, ShiftDirection.Drop);

    private static bool IsIn(SurveyGroup group, DissatisfiedCustomer customer) => group.Dimension switch
    {
        "region" => customer.Region == group.Name,
        "office" => customer.Office == group.Name,
        "technician" => customer.Technician == group.Name,
        "all" => true,
        _ => false,
    };

    private static string Caller(DissatisfiedCustomer customer) => customer.Customer ?? customer.SurveyId;

    private static string Score(IEnumerable<DissatisfiedCustomer> answers) =>
        answers.MinBy(d => d.Score / d.Scale) is { } lowest ? $"{Wording.Number(lowest.Score)}/{Wording.Number(lowest.Scale)}" : string.Empty;

    private static WarningRows Rows(IEnumerable<DissatisfiedCustomer> answers)
    {
        List<DissatisfiedCustomer> named = [.. answers.Take(WarningContext.RowsNamed)];
        return WarningRows.None with { Tickets = [.. named.Select(d => d.TicketId).OfType<string>().Distinct()], Surveys = [.. named.Select(d => d.SurveyId)] };
    }

    private static string Signed(double difference) => (difference < 0 ? "−" : "+") + Wording.Points(difference);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
