namespace ServiceAnalytics.Ingest;

/// <summary>A file that can't be taken in at all. The message says what was seen and what to do, in both languages; it becomes the result's.</summary>
public sealed class RefusedException : Exception
{
    /// <summary>With a message for the user, and what lies behind it.</summary>
    /// <param name="english">The message in English; also <see cref="Exception.Message"/>.</param>
    /// <param name="chinese">The same in Chinese, with full-width punctuation.</param>
    /// <param name="inner">What lies behind it; null when nothing does.</param>
    public RefusedException(string english, string chinese, Exception? inner = null)
        : base(english, inner) => Chinese = chinese;

    /// <summary>The message in Chinese.</summary>
    public string Chinese { get; }

    /// <summary>True when the file itself is sound and a mapping for its headings would let it in.</summary>
    public bool NeedsMapping { get; init; }
}
