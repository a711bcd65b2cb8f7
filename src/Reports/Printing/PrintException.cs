namespace ServiceAnalytics.Reports.Printing;

/// <summary>Why a report could not be printed.</summary>
public enum PrintFailure
{
    /// <summary>No Chromium, Chrome or Edge on this machine, or the one named by the setting is not there.</summary>
    NoBrowser,

    /// <summary>The browser did not start or ended while printing.</summary>
    BrowserEnded,

    /// <summary>The report's own typefaces or the fallback typeface are missing.</summary>
    NoFont,

    /// <summary>The browser said it was done, but there is no page or no text.</summary>
    BlankPage,

    /// <summary>A script of the page failed, or the browser reported an error in the page.</summary>
    ScriptError,

    /// <summary>The page asked for something that is not part of the report.</summary>
    OutsideRequest,

    /// <summary>Not done within the time allowed.</summary>
    TimedOut,

    /// <summary>The same page came out with other bytes each time.</summary>
    Unsteady,
}

/// <summary>A report could not be printed; the message says what was seen and what to do next.</summary>
public sealed class PrintException : Exception
{
    /// <summary>Names the kind of failure and says it in words.</summary>
    public PrintException(PrintFailure failure, string message, Exception? innerException = null)
        : base(message, innerException) => Failure = failure;

    /// <summary>The kind of failure.</summary>
    public PrintFailure Failure { get; }
}
