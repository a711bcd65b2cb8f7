using ServiceAnalytics.Analytics.DataQuality;
using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Rectification;
using ServiceAnalytics.Analytics.Reliability;
using ServiceAnalytics.Analytics.Repeats;
using ServiceAnalytics.Analytics.Satisfaction;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Analytics.Sla.Duties;
using ServiceAnalytics.Analytics.Sla.Questions;
using ServiceAnalytics.Analytics.Summary;
using ServiceAnalytics.Analytics.Trends;
using ServiceAnalytics.Analytics.Trends.Backtest;
using ServiceAnalytics.Analytics.Trends.Forecasting;
using ServiceAnalytics.Analytics.Warnings;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics;

/// <summary>Everything that a month's reports show: a function of month, policy and as-of, and of nothing else.</summary>
public sealed record MonthFindings
{
    private const int FigureMonths = 25;
    private const int BacktestMonths = 12;
    private const int BacktestShuffles = 3;

    private static readonly IReadOnlyList<string> OptionalKinds = ["installed_units", "surveys", "complaints", "rectifications"];

    /// <summary>The reported month.</summary>
    public required ReportingMonth Month { get; init; }

    /// <summary>The state of knowledge.</summary>
    public required AsOf AsOf { get; init; }

    /// <summary>The policy by which cases are judged.</summary>
    public required Policy Policy { get; init; }

    /// <summary>All catalogue figures of the month and the 24 months before.</summary>
    public required FigureTable Figures { get; init; }

    /// <summary>The chapter on promises kept and not kept.</summary>
    public required SlaFindings Sla { get; init; }

    /// <summary>What is owed by day: visits, reports, payments, complaints.</summary>
    public required DutyFindings Duties { get; init; }

    /// <summary>Which changes of clauses and duties are real.</summary>
    public required ComplianceChanges Compliance { get; init; }

    /// <summary>What to ask about the figures of clauses.</summary>
    public required SlaQuestions Questions { get; init; }

    /// <summary>The chapter on repeated repairs.</summary>
    public required RepeatFindings Repeats { get; init; }

    /// <summary>The chapter on satisfaction.</summary>
    public required SatisfactionFindings Satisfaction { get; init; }

    /// <summary>The chapter on faults.</summary>
    public required TrendFindings Trends { get; init; }

    /// <summary>Breaches of the month worked out step by step.</summary>
    public required IReadOnlyList<TicketExplanation> Examples { get; init; }

    /// <summary>How units last, by months in service.</summary>
    public required ReliabilityFindings Reliability { get; init; }

    /// <summary>The detection of fault trends on the company's own history: the last twelve months, three shuffles.</summary>
    public required TrendBacktest Backtest { get; init; }

    /// <summary>Tickets by model and failed parts of the coming months.</summary>
    public required DemandForecast Forecast { get; init; }

    /// <summary>What someone must look into.</summary>
    public required WarningList Warnings { get; init; }

    /// <summary>The chapter on rectification.</summary>
    public required RectificationFindings Rectification { get; init; }

    /// <summary>Every change on the month before that pages show.</summary>
    public required MonthlyChanges Changes { get; init; }

    /// <summary>Whether the figures can be trusted.</summary>
    public required DataQualityFindings DataQuality { get; init; }

    /// <summary>The files that the figures rest on.</summary>
    public required Provenance Provenance { get; init; }

    /// <summary>The first page.</summary>
    public required KeyFindings Summary { get; init; }

    /// <summary>What the quality department looks into first: the largest excess first.</summary>
    public IReadOnlyList<InvestigationLead> Leads => InvestigationLead.Of(this);

    /// <summary>Kinds of export that were never taken in, of installed_units, surveys, complaints, rectifications: what depends on them is said to be missing.</summary>
    public IReadOnlyList<string> MissingKinds => Figures.MissingKinds;

    /// <summary>Computes all of a month's findings.</summary>
    /// <param name="session">The state of knowledge, opened by the same policy; its months are set here.</param>
    /// <param name="policy">Clauses, windows, targets and warning rules.</param>
    /// <param name="month">The reported month.</param>
    /// <param name="cancel">Stops the engine.</param>
    public static MonthFindings Compute(AnalysisSession session, Policy policy, ReportingMonth month, CancellationToken cancel = default)
    {
        HashSet<string> taken =
        [
            .. session.Connection.Query(SqlScript.Load<AnalysisSession>("Sql/kinds_taken_in.sql"), SqlParameters.None, row => row.Text("kind"), cancel),
        ];
        SlaQuestions questions = SlaQuestions.Compute(session, policy, month, cancel); // first: it judges other months than the chapters
        IReadOnlyList<Figure> all = MonthFigures.Compute(session, policy, Enumerable.Range(0, FigureMonths).Select(i => month.Plus(-i)), cancel: cancel);
        FigureTable figures = new(month, all, [.. OptionalKinds.Where(kind => !taken.Contains(kind))]);
        SlaJudge.Judge(session, policy, cancel); // what follows shows single cases; figures only count them
        SlaFindings sla = SlaFindings.Compute(session, policy, month, cancel);
        DutyFindings duties = DutyFindings.Compute(session, policy, month, cancel);
        IReadOnlyList<TicketExplanation> examples = WorkedExamples.Of(session, policy, sla, cancel);
        TrendFindings trends = TrendFindings.Compute(session, policy, month, cancel);
        SatisfactionFindings satisfaction = SatisfactionFindings.Compute(session, policy, month, cancel);
        RectificationFindings rectification = RectificationFindings.Compute(session, policy, month, cancel);
        MonthlyChanges changes = MonthlyChanges.Test(
            figures,
            [
                .. KeyFigures.Keys.Select(key => KeyFigures.Newest(figures, key)).OfType<Figure>(),
                .. satisfaction.Changes.Select(c => c.Now),
                .. policy.ClauseIds.Select(id => figures.Find("sla_compliance", new FigureGroup("clause", id))).OfType<Figure>(),
                .. policy.Duties.Select(d => figures.Find("duty_compliance", new FigureGroup("duty", d.Id))).OfType<Figure>(),
            ],
            satisfaction);
        MonthFindings findings = new()
        {
            Month = month,
            AsOf = session.AsOf,
            Policy = policy,
            Figures = figures,
            Sla = sla,
            Duties = duties,
            Compliance = ComplianceChanges.Of(sla, duties),
            Questions = questions,
            Examples = examples,
            Repeats = RepeatFindings.Compute(session, policy, month, cancel),
            Trends = trends,
            Backtest = TrendBacktest.Compute(session, policy, month, BacktestMonths, BacktestShuffles, cancel),
            Forecast = DemandForecast.Compute(session, month, cancel),
            Reliability = ReliabilityFindings.Compute(session, policy, month, cancel),
            Satisfaction = satisfaction,
            Rectification = rectification,
            Changes = changes,
            DataQuality = DataQualityFindings.Compute(session, policy, month, cancel),
            Provenance = Provenance.Compute(session, cancel),
            Warnings = WarningList.Compute(session, policy, trends, rectification, cancel),
            Summary = new([], [], []),
        };
        return findings with { Summary = KeyFindings.Of(findings) };
    }
}
