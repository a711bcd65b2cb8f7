namespace ServiceAnalytics.Analytics.Sla.Questions;

/// <summary>What a question is about.</summary>
public enum QuestionKind
{
    /// <summary>More stops just before a clause's limit than beside it.</summary>
    JustBeforeTheLimit,

    /// <summary>Answered, and then nothing happened for long.</summary>
    AnsweredWithoutAction,

    /// <summary>Closed and reopened within a day.</summary>
    ReopenedInADay,

    /// <summary>Clocks stood still on more tickets than elsewhere.</summary>
    OftenPaused,

    /// <summary>Many tickets with the same minute of the same milestone.</summary>
    EnteredInBulk,

    /// <summary>A clause is kept and its customers are dissatisfied.</summary>
    GreenButDissatisfied,

    /// <summary>A clause is kept and its repairs don't last.</summary>
    GreenButRepeated,
}

/// <summary>
/// Something in the figures that somebody should be asked about, with the tickets to look at. It is a question and not an accusation:
/// customs of work, a batch of visits, a slow system can all explain it.
/// </summary>
/// <param name="Kind">What it is about.</param>
/// <param name="ClauseId">The clause; null when it is about no clause.</param>
/// <param name="Office">As stored; <c>(none)</c> for tickets without one.</param>
/// <param name="Text">The finding and the question, one or two sentences; holds users' text.</param>
/// <param name="Count">Tickets seen.</param>
/// <param name="N">Tickets looked at.</param>
/// <param name="Expected">Tickets that one would expect among as many: from the neighbouring bins, from the other offices, from an even spread.</param>
/// <param name="QValue">The expected share of false ones if this and all that are as clear are asked; over all clauses and offices of the kind.</param>
/// <param name="Tickets">Some of the tickets, at most <see cref="SlaQuestions.TicketsNamed"/>.</param>
public sealed record Question(QuestionKind Kind, string? ClauseId, string Office, Bilingual Text, long Count, long N, double Expected, double QValue, IReadOnlyList<string> Tickets);
