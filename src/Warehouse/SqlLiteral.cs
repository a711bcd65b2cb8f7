using System.Collections;
using System.Globalization;

namespace ServiceAnalytics.Warehouse;

/// <summary>
/// Writes a value as a SQL literal, for the places where the engine takes no parameter: <c>set variable</c>, settings,
/// <c>read_csv</c>'s options. Everywhere else values are parameters.
/// </summary>
public static class SqlLiteral
{
    /// <summary>The literal of a text, number, instant, date, boolean, null, or list of these.</summary>
    /// <exception cref="ArgumentException">A value of another type, or a text with a NUL character, which no literal can hold.</exception>
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text when text.Contains('\0', StringComparison.Ordinal) =>
            throw new ArgumentException("A text with a NUL character can't be written as a SQL literal.", nameof(value)),
        string text => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'",
        bool flag => flag ? "true" : "false",
        int or long or short or byte or uint => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        double number => number.ToString("R", CultureInfo.InvariantCulture) + "::double",
        decimal number => number.ToString(CultureInfo.InvariantCulture),
        DateTimeOffset instant => $"timestamp '{instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}'",
        DateOnly day => $"date '{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'",
        IEnumerable items => "[" + string.Join(", ", items.Cast<object?>().Select(Of)) + "]",
        _ => throw new ArgumentException($"A {value.GetType().Name} can't be written as a SQL literal.", nameof(value)),
    };

    /// <summary>A name in double quotes, so that any heading can be a column's name.</summary>
    public static string Name(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
