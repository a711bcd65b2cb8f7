namespace ServiceAnalytics.Ingest;

/// <summary>A file that can't be taken in at all. The message says what was seen and what to do; it becomes the result's message.</summary>
public sealed class RefusedException : Exception
{
    /// <summary>With a message for the user.</summary>
    public RefusedException(string message)
        : base(message)
    {
    }

    /// <summary>With a message for the user and what lies behind it.</summary>
    public RefusedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
