using ServiceAnalytics.Analytics;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.App.Answers;

/// <summary>The list of answers to warnings in the warehouse. Reports don't read it: a month issued again must be the same.</summary>
internal static class WarningAnswerLedger
{
    /// <summary>Every answer, oldest first, by warning.</summary>
    public static ILookup<string, WarningAnswer> All(WarehouseConnection connection) =>
        connection.Query(SqlScript.Load<WarningAnswer>("Answers/warning_answers.sql"), SqlParameters.None, row => new WarningAnswer(
                row.Text("warning_id"),
                new ReportingMonth(row.Date("month")),
                row.Text("rule"),
                new Bilingual(row.Text("subject_zh"), row.Text("subject_en")),
                Enum.Parse<WarningState>(row.Text("answer"), ignoreCase: true),
                row.Text("answered_by"),
                row.TextOrNull("note"),
                row.Instant("answered_at_utc")))
            .ToLookup(a => a.WarningId, StringComparer.Ordinal);

    /// <summary>Adds an answer.</summary>
    public static void Add(WarehouseConnection connection, WarningAnswer answer) => connection.InTransaction(() => connection.Execute(
        """
        insert into ledger.warning_answers
        select coalesce((select max(answer_id) from ledger.warning_answers), 0) + 1,
            $warning_id, $month, $rule, $subject_zh, $subject_en, $answer, $answered_by, $note, $answered_at_utc
        """,
        new()
        {
            ["warning_id"] = answer.WarningId,
            ["month"] = answer.Month.First,
            ["rule"] = answer.Rule,
            ["subject_zh"] = answer.Subject.Zh,
            ["subject_en"] = answer.Subject.En,
            ["answer"] = answer.State.ToString().ToLowerInvariant(),
            ["answered_by"] = answer.By,
            ["note"] = answer.Note,
            ["answered_at_utc"] = answer.At,
        }));
}
