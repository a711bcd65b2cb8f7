using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Warehouse;

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

    /// <summary>What went wrong below the commands, in one language; in English where there is nothing else.</summary>
    public static string Words(Exception failure, Language language) => language == Language.En
        ? failure.Message
        : failure switch
        {
            WarehouseException warehouse => warehouse.Chinese,
            DocumentException document => document.Chinese,
            CalendarRangeException calendar => calendar.Chinese,
            _ => failure.Message,
        };
}
