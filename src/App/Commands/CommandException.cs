using ServiceAnalytics.Analytics;

namespace ServiceAnalytics.App.Commands;

/// <summary>A command that can't do what was asked; the message says what was seen and what to do.</summary>
internal sealed class CommandException(string english, string chinese) : Exception(english)
{
    /// <summary>With a message that was written in the language asked for already.</summary>
    public CommandException(string message)
        : this(message, message)
    {
    }

    /// <summary>The message in one language.</summary>
    public string In(Language language) => language == Language.Zh ? chinese : Message;
}
