namespace ServiceAnalytics.App.Commands;

/// <summary>A command that can't do what was asked; the message says what was seen and what to do.</summary>
internal sealed class CommandException(string message) : Exception(message);
