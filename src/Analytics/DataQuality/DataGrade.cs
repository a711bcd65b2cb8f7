namespace ServiceAnalytics.Analytics.DataQuality;

/// <summary>How far the month's figures can be trusted.</summary>
public enum Grade
{
    /// <summary>Good: figures can be used as they are.</summary>
    A,

    /// <summary>Usable: small gaps, no decision hangs on them.</summary>
    B,

    /// <summary>With care: gaps are large enough to move figures; read n and "unmeasurable" beside each.</summary>
    C,

    /// <summary>Not to be relied on: mend the exports first.</summary>
    D,
}

/// <summary>One of the measures that the grade is made of.</summary>
/// <param name="Key">set_aside, missing, unknown_codes, contradictions, checks.</param>
/// <param name="Title">Name on pages.</param>
/// <param name="Share">The share that is bad, 0 to 1; null when there was nothing to look at.</param>
/// <param name="Bad">How many.</param>
/// <param name="Of">Of how many.</param>
/// <param name="Grade">By the limits in <see cref="DataGrade"/>.</param>
public sealed record GradeCriterion(string Key, Bilingual Title, double? Share, long Bad, long Of, Grade Grade);

/// <summary>The rule that gives a month its grade.</summary>
public static class DataGrade
{
    /// <summary>The rule in words, for the definitions page.</summary>
    public static readonly Bilingual Definition = new(
        "数据质量等级取五项中最差的一项：最近一份报修导出中被搁置、尚未更正的行（A≤0.5%，B≤2%，C≤5%）；当月报修单关键列中应填未填的单元格（A≤5%，B≤15%，C≤30%）；"
        + "当月报修单关键列中映射表不认识的代码（A≤0.5%，B≤2%，C≤10%）；当月自相矛盾的记录（A≤1%，B≤3%，C≤10%）；最近一份报修导出整体检查未通过的项数（A为0，B为1，C为2至3；给定的行数或合计不符至少为C）。超过C的限值、或当月没有报修单，为D。",
        "The grade is the worst of five: rows set aside in the newest ticket export and not corrected since (A up to 0.5 %, B 2 %, C 5 %); cells of key columns of the month's tickets that should be filled in and aren't (A 5 %, B 15 %, C 30 %); "
        + "codes among them that the mapping doesn't know (A 0.5 %, B 2 %, C 10 %); records of the month that contradict themselves (A 1 %, B 3 %, C 10 %); checks of the newest ticket export as a whole that failed (A none, B one, C two or three; C at best when given totals don't match). Beyond C, or without any ticket in the month, it is D.");

    /// <summary>Rows set aside in the newest ticket export and not corrected since.</summary>
    public static GradeCriterion SetAside(long bad, long of) =>
        Of("set_aside", new("被搁置的行（最近一份报修导出）", "Rows set aside (newest ticket export)"), bad, of, 0.005, 0.02, 0.05);

    /// <summary>Cells of key columns that should be filled in and aren't.</summary>
    public static GradeCriterion Missing(long bad, long of) =>
        Of("missing", new("关键列应填未填", "Key cells not filled in"), bad, of, 0.05, 0.15, 0.30);

    /// <summary>Codes that the mapping doesn't know.</summary>
    public static GradeCriterion UnknownCodes(long bad, long of) =>
        Of("unknown_codes", new("映射表不认识的代码", "Codes that the mapping doesn't know"), bad, of, 0.005, 0.02, 0.10);

    /// <summary>Records that contradict themselves.</summary>
    public static GradeCriterion Contradictions(long bad, long of) =>
        Of("contradictions", new("自相矛盾的记录", "Records that contradict themselves"), bad, of, 0.01, 0.03, 0.10);

    /// <summary>Checks of the newest ticket export as a whole.</summary>
    /// <param name="failed">How many failed.</param>
    /// <param name="of">How many could be made; 0 = none, which is no fault.</param>
    /// <param name="totalsMatch">False when the rows or a sum are not what the user said they are.</param>
    public static GradeCriterion Checks(long failed, long of, bool totalsMatch) => new(
        "checks",
        new("整体检查（最近一份报修导出）", "Checks of the whole (newest ticket export)"),
        of == 0 ? null : (double)failed / of,
        failed,
        of,
        (failed, totalsMatch) switch
        {
            (0, _) => Grade.A,
            (1, true) => Grade.B,
            ( <= 3, _) => Grade.C,
            _ => Grade.D,
        });

    /// <summary>The worst of the criteria.</summary>
    public static Grade Worst(IEnumerable<GradeCriterion> criteria) => criteria.Max(c => c.Grade);

    // Nothing to look at is D: a month without tickets can't be trusted to be a month without faults.
    private static GradeCriterion Of(string key, Bilingual title, long bad, long of, double a, double b, double c)
    {
        double? share = of == 0 ? null : (double)bad / of;
        return new(key, title, share, bad, of, share switch
        {
            null => Grade.D,
            var s when s <= a => Grade.A,
            var s when s <= b => Grade.B,
            var s when s <= c => Grade.C,
            _ => Grade.D,
        });
    }
}
