namespace ServiceAnalytics.Analytics.Policies;

/// <summary>How loud a warning is.</summary>
public enum WarningLevel
{
    /// <summary>To be known.</summary>
    Notice,

    /// <summary>To be looked into.</summary>
    Warning,

    /// <summary>To be acted on at once.</summary>
    Alarm,
}

/// <summary>When a warning is given, how loud, to whom and until when it is to be answered. A rule that a policy doesn't list is off.</summary>
/// <param name="Id">One of <see cref="Known"/>.</param>
/// <param name="Level">How loud.</param>
/// <param name="Owner">Who answers it: a department or a person.</param>
/// <param name="DueWorkingDays">Working days to answer it, on the policy's first calendar.</param>
/// <param name="Thresholds">Every threshold that <see cref="Known"/> names for the rule.</param>
public sealed record WarningRule(string Id, WarningLevel Level, Bilingual Owner, int DueWorkingDays, IReadOnlyDictionary<string, double> Thresholds)
{
    /// <summary>Rule → the thresholds that it must be given, with what they mean and their bounds.</summary>
    public static readonly IReadOnlyList<(string Rule, IReadOnlyList<(string Name, double Least, double Most)> Thresholds)> Known =
    [
        // A group's satisfaction fell by more than noise: largest q-value, fewest answers in the month.
        ("satisfaction_drop", [("q_value", 0, 1), ("minimum_answers", 1, 10_000)]),
        ("key_customer_dissatisfied", []),
        ("dissatisfied_not_called_back", []),
        // So many complaints of one customer in so many days.
        ("several_complaints", [("complaints", 2, 1_000), ("within_days", 1, 3_650)]),
        // A customer with so many breaches on open tickets, or so many repeated repairs in so many days.
        ("customer_at_risk", [("open_breaches", 1, 1_000), ("repeats", 1, 1_000), ("within_days", 1, 3_650)]),
        ("key_customer_breach", []),
        // A clause's share is below its target by more than noise: the upper limit of the interval lies below.
        ("clause_below_target", []),
        ("repeat_rate_up", [("p_value", 0, 1)]),
        // A fault above what its past led one to expect: largest q-value, least ratio observed ÷ expected.
        ("emerging_fault", [("q_value", 0, 1), ("ratio", 1, 1_000)]),
        ("rectification_overdue", []),
        // A verified cure that didn't last: largest q-value over all verified notices.
        ("fault_came_back", [("q_value", 0, 1)]),
        // Less than this share of a clause's cases could be measured.
        ("coverage_low", [("coverage", 0, 1)]),
    ];

    /// <summary>A threshold's value.</summary>
    /// <exception cref="ArgumentException">The rule has no such threshold (a mistake in code: policy files are checked).</exception>
    public double Threshold(string name) => Thresholds.TryGetValue(name, out double value)
        ? value
        : throw new ArgumentException($"Warning rule {Id} has no threshold \"{name}\"; it has: {string.Join(", ", Thresholds.Keys)}.", nameof(name));
}
