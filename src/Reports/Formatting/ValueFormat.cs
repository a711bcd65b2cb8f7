namespace ServiceAnalytics.Reports.Formatting;

/// <summary>How a kind of value is shown; charts and tables take it with their numbers.</summary>
public enum ValueKind
{
    /// <summary>How many.</summary>
    Count,

    /// <summary>A share from 0 to 1, shown as percent.</summary>
    Share,

    /// <summary>Any other number.</summary>
    Number,

    /// <summary>Minutes.</summary>
    Minutes,

    /// <summary>Yuan.</summary>
    Money,
}

/// <summary>A kind of value with the decimals it is shown with.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Decimals">Decimals shown; for a share, of its percent.</param>
public readonly record struct ValueFormat(ValueKind Kind, int Decimals)
{
    /// <summary>Whole numbers.</summary>
    public static ValueFormat Count { get; } = new(ValueKind.Count, 0);

    /// <summary>Percent with one decimal.</summary>
    public static ValueFormat Percent { get; } = new(ValueKind.Share, 1);

    /// <summary>A number with one decimal.</summary>
    public static ValueFormat Number { get; } = new(ValueKind.Number, 1);

    /// <summary>Minutes as hours and minutes.</summary>
    public static ValueFormat Minutes { get; } = new(ValueKind.Minutes, 0);

    /// <summary>Whole yuan.</summary>
    public static ValueFormat Money { get; } = new(ValueKind.Money, 0);

    /// <summary>The value in words; null is a dash.</summary>
    public string Show(double? value, PageFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return Kind switch
        {
            ValueKind.Share => format.Percent(value, Decimals),
            ValueKind.Minutes => format.Minutes(value),
            ValueKind.Money => format.Money((decimal?)value, Decimals),
            _ => format.Number(value, Decimals),
        };
    }
}
