using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Analytics.Sla.Contribution;
using ServiceAnalytics.Analytics.Sla.Groups;
using ServiceAnalytics.Reports.Formatting;
using ServiceAnalytics.Reports.Words;

namespace ServiceAnalytics.App.Commands;

/// <summary>What <c>sla --by</c> writes: each clause by group, which groups stand out, what changed and which groups made the change.</summary>
internal static class SlaGroups
{
    /// <summary>With more groups only those that stand out or changed are listed; JSON has all.</summary>
    private const int MostGroups = 12;

    private const int Width = 80, PartsShown = 3;

    /// <summary>Above this p-value a change of the whole is not called one.</summary>
    private const double Noise = 0.05;

    public static void Write(Terminal terminal, Policy policy, GroupFindings findings, Language language)
    {
        PageFormat page = new(language);
        bool zh = language == Language.Zh;
        string dimension = ClauseWords.Attribute(findings.Dimension, language);
        foreach (GroupedClause clause in findings.Clauses.Concat(findings.Duties))
        {
            string title = clause.Title.In(language);
            bool isDuty = findings.Duties.Contains(clause);
            string late = (isDuty, zh) switch { (true, true) => "逾期", (true, _) => "late", (_, true) => "超时", _ => "breached" };
            Line(0, zh
                ? $"{title}（{findings.Month}，按{dimension}）：{page.Percent(clause.Whole.Share)}，n {page.Count(clause.Whole.N)}"
                : $"{title} ({findings.Month}, by {dimension}): {page.Percent(clause.Whole.Share)}, n {page.Count(clause.Whole.N)}");
            ClauseGroup[] shown = [.. clause.Groups.Where(g => clause.Groups.Count <= MostGroups || StandsOut(g))];
            int width = shown.Length == 0 ? 0 : Math.Min(24, shown.Max(g => TextWidth.Of(Name(g.Name))));
            foreach (ClauseGroup g in shown)
            {
                Verdicts v = g.Current;
                string counts = zh
                    ? $"达标 {page.Count(v.Met)}、{late} {page.Count(v.Breached)}、未到期 {page.Count(v.Pending)}、不可计量 {page.Count(v.Unmeasurable)}"
                    : $"met {page.Count(v.Met)}, {late} {page.Count(v.Breached)}, pending {page.Count(v.Pending)}, unmeasurable {page.Count(v.Unmeasurable)}";
                terminal.Out.WriteLine($"  {TextWidth.Pad(Name(g.Name), width)}  {page.Percent(v.Share),6}  {page.PercentInterval(v.Interval?.Lower, v.Interval?.Upper),-13}  {PlaceWord(g.Place, zh)}".TrimEnd());
                Line(4, counts);
                foreach (GroupChange change in new[] { g.OnPreviousMonth, g.OnYearBefore }.OfType<GroupChange>().Where(c => c.IsReal))
                {
                    Line(4, zh
                        ? $"比 {change.Change.Earlier} {page.PointsChange(change.Change.Difference.Value)}（q {page.Significance(change.QValue)}）"
                        : $"{page.PointsChange(change.Change.Difference.Value)} on {change.Change.Earlier} (q {page.Significance(change.QValue)})");
                }
            }

            if (shown.Length < clause.Groups.Count)
            {
                Line(2, zh ? $"其余 {clause.Groups.Count - shown.Length} 组都在随机波动范围之内（全部见 --json）" : $"the other {clause.Groups.Count - shown.Length} groups lie within what chance gives (all of them: --json)");
            }

            Change(clause.SincePreviousMonth, findings.Month.Previous, clause.OnPreviousMonth?.Test.PValue, Name);
        }

        if (findings.NotSplit.Count > 0)
        {
            string titles = string.Join(zh ? "；" : "; ", findings.NotSplit.Select(t => t.In(language)));
            Line(0, zh ? $"以下职责没有“{dimension}”，不能这样分组：{titles}" : $"Duties that know no {dimension} and can't be split by it: {titles}");
        }

        Line(0, zh ? "各条款合计（不含按日计的职责）" : "All clauses together (without what is owed by day)");
        Change(findings.ByClause, findings.Month.Previous, null, id => policy.Clauses.First(c => c.Id == id).Title.In(language));
        Line(0, zh
            ? $"“偏低”“偏高”：超出 99.8% 漏斗界限，同等规模的组很难只因偶然而如此；其余各组的先后没有意义。变化只列错误发现率 5% 以内的。"
            : "\"low\", \"high\": outside the 99.8 % funnel limits, where chance hardly puts a group of that size; the order of the others means nothing. Changes are listed at a false discovery rate of 5 %.");

        void Line(int indent, string text)
        {
            foreach (string line in TextWidth.Wrap(text, Width - indent, hanging: 2))
            {
                terminal.Out.WriteLine(new string(' ', indent) + line);
            }
        }

        string Name(string name) => CodeWords.Of(findings.Dimension, name, language);

        void Change(ShareChangeParts? parts, ReportingMonth earlier, double? p, Func<string, string> name)
        {
            if (parts is null)
            {
                return;
            }

            string most = string.Join(zh ? "、" : ", ", parts.Parts.OrderByDescending(p => Math.Abs(p.Total)).ThenBy(p => p.Name, StringComparer.Ordinal).Take(PartsShown)
                .Select(p => $"{name(p.Name)} {page.Signed(p.Total * 100)}"));
            string noise = p > Noise ? (zh ? $"（p {page.Significance(p)}，可能只是波动）" : $" (p {page.Significance(p)}, may be noise)") : string.Empty;
            Line(2, zh
                ? $"比 {earlier} {page.PointsChange(parts.Change)}{noise} = 各组本身 {page.Signed(parts.Rate * 100)} + 构成变化 {page.Signed(parts.Mix * 100)}；其中 {most}"
                : $"{page.PointsChange(parts.Change)} on {earlier}{noise} = groups themselves {page.Signed(parts.Rate * 100)}, their mix {page.Signed(parts.Mix * 100)}; most of it: {most}");
        }
    }

    public static JsonArray AsJson(IReadOnlyList<GroupedClause> clauses, string kind) =>
    [
        .. clauses.Select(c => (JsonNode)new JsonObject
        {
            [kind] = c.Id,
            ["funnel_dispersion"] = c.Dispersion,
            ["value"] = c.Whole.Share,
            ["n"] = c.Whole.N,
            ["groups"] = new JsonArray([.. c.Groups.Select(g => (JsonNode)new JsonObject
            {
                ["group"] = g.Name,
                ["met"] = g.Current.Met,
                ["breached"] = g.Current.Breached,
                ["pending"] = g.Current.Pending,
                ["unmeasurable"] = g.Current.Unmeasurable,
                ["n"] = g.Current.N,
                ["value"] = g.Current.Share,
                ["lower"] = g.Current.Interval?.Lower,
                ["upper"] = g.Current.Interval?.Upper,
                ["funnel"] = g.Place.ToString().ToLowerInvariant(),
                ["on_previous_month"] = SlaJson.Change(g.OnPreviousMonth),
                ["on_year_before"] = SlaJson.Change(g.OnYearBefore),
            })]),
            ["since_previous_month"] = Parts(c.SincePreviousMonth),
            ["since_year_before"] = Parts(c.SinceYearBefore),
        }),
    ];

    public static JsonObject? Parts(ShareChangeParts? parts) => parts is null ? null : new JsonObject
    {
        ["change"] = parts.Change,
        ["rate"] = parts.Rate,
        ["mix"] = parts.Mix,
        ["parts"] = new JsonArray([.. parts.Parts.Select(p => (JsonNode)new JsonObject { ["group"] = p.Name, ["rate"] = p.Rate, ["mix"] = p.Mix })]),
    };

    private static bool StandsOut(ClauseGroup g) =>
        g.Place is FunnelPlace.Above or FunnelPlace.Below || g.OnPreviousMonth?.IsReal == true || g.OnYearBefore?.IsReal == true;

    private static string PlaceWord(FunnelPlace place, bool zh) => place switch
    {
        FunnelPlace.Below => zh ? "偏低" : "low",
        FunnelPlace.Above => zh ? "偏高" : "high",
        _ => string.Empty,
    };
}
