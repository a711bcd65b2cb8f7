using System.Data.Common;
using System.Globalization;
using System.Numerics;

namespace ServiceAnalytics.Warehouse;

/// <summary>
/// One row of a result while it is being read. Columns are asked for by name; a missing name is an
/// <see cref="ArgumentException"/> that lists the columns there are. Not valid after the mapping function returns.
/// </summary>
public sealed class Row
{
    private readonly DbDataReader reader;
    private readonly Dictionary<string, int> ordinals;

    internal Row(DbDataReader reader)
    {
        this.reader = reader;
        ordinals = new Dictionary<string, int>(reader.FieldCount, StringComparer.Ordinal);
        for (int i = 0; i < reader.FieldCount; i++)
        {
            ordinals[reader.GetName(i)] = i;
        }
    }

    /// <summary>The value as the provider gives it; null for NULL.</summary>
    public object? Value(string column)
    {
        int ordinal = Ordinal(column);
        return reader.IsDBNull(ordinal) ? null : reader.GetValue(ordinal);
    }

    /// <summary>True when the column is NULL.</summary>
    public bool IsNull(string column) => reader.IsDBNull(Ordinal(column));

    /// <summary>Text; NULL is an <see cref="InvalidOperationException"/> naming the column.</summary>
    public string Text(string column) => TextOrNull(column) ?? throw Null(column);

    /// <summary>Text or null.</summary>
    public string? TextOrNull(string column) => Value(column)?.ToString();

    /// <summary>Text that people wrote freely, its phone numbers masked as <see cref="PersonalText"/> says; null for NULL.</summary>
    public string? FreeTextOrNull(string column) => TextOrNull(column) is { } text ? PersonalText.Phones(text) : null;

    /// <summary>A whole number of any integer type (HUGEINT sums included); NULL is an error.</summary>
    public long Int64(string column) => Int64OrNull(column) ?? throw Null(column);

    /// <summary>A whole number or null.</summary>
    public long? Int64OrNull(string column) => Value(column) switch
    {
        null => null,
        BigInteger big => (long)big,
        object value => Convert.ToInt64(value, CultureInfo.InvariantCulture),
    };

    /// <summary>A whole number that fits 32 bits; NULL is an error.</summary>
    public int Int32(string column) => checked((int)Int64(column));

    /// <summary>A number; NULL is an error.</summary>
    public double Double(string column) => DoubleOrNull(column) ?? throw Null(column);

    /// <summary>A number or null.</summary>
    public double? DoubleOrNull(string column) => Value(column) switch
    {
        null => null,
        BigInteger big => (double)big,
        object value => Convert.ToDouble(value, CultureInfo.InvariantCulture),
    };

    /// <summary>An amount of money or null.</summary>
    public decimal? DecimalOrNull(string column) =>
        Value(column) is { } value ? Convert.ToDecimal(value, CultureInfo.InvariantCulture) : null;

    /// <summary>True or false; NULL is an error.</summary>
    public bool Boolean(string column) => (bool)(Value(column) ?? throw Null(column));

    /// <summary>A calendar day; NULL is an error.</summary>
    public DateOnly Date(string column) => DateOrNull(column) ?? throw Null(column);

    /// <summary>A calendar day or null.</summary>
    public DateOnly? DateOrNull(string column) => Value(column) switch
    {
        null => null,
        DateOnly day => day,
        DateTime instant => DateOnly.FromDateTime(instant),
        object other => throw new InvalidOperationException($"Column {column} is a {other.GetType().Name}, not a date."),
    };

    /// <summary>An instant stored as UTC TIMESTAMP; NULL is an error.</summary>
    public DateTimeOffset Instant(string column) => InstantOrNull(column) ?? throw Null(column);

    /// <summary>An instant or null.</summary>
    public DateTimeOffset? InstantOrNull(string column) => Value(column) switch
    {
        null => null,
        DateTime instant => new DateTimeOffset(DateTime.SpecifyKind(instant, DateTimeKind.Utc)),
        object other => throw new InvalidOperationException($"Column {column} is a {other.GetType().Name}, not a timestamp."),
    };

    private static InvalidOperationException Null(string column) =>
        new($"Column {column} is NULL in a row that must have a value.");

    private int Ordinal(string column) => ordinals.TryGetValue(column, out int ordinal)
        ? ordinal
        : throw new ArgumentException($"The result has no column \"{column}\"; it has {string.Join(", ", ordinals.Keys)}.", nameof(column));
}
