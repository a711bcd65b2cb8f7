using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>A DATE as stored: days since 1970-01-01.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct DuckDBDate
{
    public int Days { readonly get; set; }

    public readonly bool IsPositiveInfinity => Days == int.MaxValue;

    public readonly bool IsNegativeInfinity => Days == -int.MaxValue;

    public readonly bool IsInfinity => IsPositiveInfinity || IsNegativeInfinity;
}

/// <summary>A TIME as stored: microseconds since midnight.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct DuckDBTime
{
    public long Micros { readonly get; set; }
}

/// <summary>A TIME WITH TIME ZONE as stored: microseconds and offset packed into 64 bits.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct DuckDBTimeTzStruct
{
    public ulong Bits { readonly get; set; }
}

/// <summary>A TIMESTAMP as stored: microseconds since 1970-01-01 00:00 (seconds, milli- or nanoseconds in the TIMESTAMP_S, _MS and _NS types).</summary>
[StructLayout(LayoutKind.Sequential)]
public struct DuckDBTimestampStruct
{
    public long Micros { readonly get; set; }

    public readonly bool IsPositiveInfinity => Micros == long.MaxValue;

    public readonly bool IsNegativeInfinity => Micros == -long.MaxValue;

    public readonly bool IsInfinity => IsPositiveInfinity || IsNegativeInfinity;
}

/// <summary>A DATE taken apart (<c>duckdb_date_struct</c>); years reach far beyond those of <see cref="DateOnly"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct DuckDBDateOnly(int Year, byte Month, byte Day)
{
    private const int DaysPerCycle = 146_097; // the Gregorian calendar repeats itself every 400 years
    private const int YearsPerCycle = 400;

    private static readonly int UnixEpochDayNumber = new DateOnly(1970, 1, 1).DayNumber;

    public bool IsInfinity => ToDuckDBDate().IsInfinity;

    public bool IsPositiveInfinity => ToDuckDBDate().IsPositiveInfinity;

    public bool IsNegativeInfinity => ToDuckDBDate().IsNegativeInfinity;

    /// <remarks>The year before year 1 is year 0, as in the engine; an infinite date becomes the last or first day that can be stored.</remarks>
    public static DuckDBDateOnly FromDuckDBDate(DuckDBDate date)
    {
        var dayNumber = (long)date.Days + UnixEpochDayNumber;
        var cycles = (int)Math.Floor(dayNumber / (double)DaysPerCycle);
        var within = DateOnly.FromDayNumber((int)(dayNumber - ((long)cycles * DaysPerCycle)));
        return new(within.Year + (cycles * YearsPerCycle), (byte)within.Month, (byte)within.Day);
    }

    /// <exception cref="ArgumentOutOfRangeException">There is no such day.</exception>
    /// <exception cref="OverflowException">The engine's dates don't reach that far.</exception>
    public DuckDBDate ToDuckDBDate()
    {
        var cycles = (int)Math.Floor((Year - 1) / (double)YearsPerCycle);
        var within = new DateOnly(Year - (cycles * YearsPerCycle), Month, Day);
        return new() { Days = checked((int)(within.DayNumber + ((long)cycles * DaysPerCycle) - UnixEpochDayNumber)) };
    }

    public static implicit operator DuckDBDateOnly(DateOnly date) => new(date.Year, (byte)date.Month, (byte)date.Day);

    /// <exception cref="ArgumentOutOfRangeException">The year is outside 1 to 9999.</exception>
    public static implicit operator DateOnly(DuckDBDateOnly date) => new(date.Year, date.Month, date.Day);

    public static explicit operator DuckDBDateOnly(DateTime instant) => DateOnly.FromDateTime(instant);

    /// <exception cref="ArgumentOutOfRangeException">The year is outside 1 to 9999.</exception>
    public static implicit operator DateTime(DuckDBDateOnly date) => new(date.Year, date.Month, date.Day);

    public override string ToString() => FormattableString.Invariant($"{Year:0000}-{Month:00}-{Day:00}");
}

/// <summary>A TIME taken apart (<c>duckdb_time_struct</c>); 24:00:00 is allowed, which <see cref="TimeOnly"/> can't hold.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct DuckDBTimeOnly(byte Hour, byte Min, byte Sec, int Microsecond = 0)
{
    public long Ticks => (((((Hour * 60L) + Min) * 60L) + Sec) * TimeSpan.TicksPerSecond) + (Microsecond * TimeSpan.TicksPerMicrosecond);

    public static implicit operator DuckDBTimeOnly(TimeOnly time) => FromTicks(time.Ticks);

    /// <exception cref="ArgumentOutOfRangeException">The time is 24:00:00.</exception>
    public static implicit operator TimeOnly(DuckDBTimeOnly time) => new(time.Ticks);

    public static explicit operator DuckDBTimeOnly(DateTime instant) => FromTicks(instant.TimeOfDay.Ticks);

    public static implicit operator DateTime(DuckDBTimeOnly time) => new(time.Ticks);

    /// <param name="ticks">Since midnight; what is finer than a microsecond is cut off.</param>
    internal static DuckDBTimeOnly FromTicks(long ticks) => new(
        (byte)(ticks / TimeSpan.TicksPerHour),
        (byte)(ticks / TimeSpan.TicksPerMinute % 60),
        (byte)(ticks / TimeSpan.TicksPerSecond % 60),
        (int)(ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond));

    public override string ToString() => FormattableString.Invariant($"{Hour:00}:{Min:00}:{Sec:00}.{Microsecond:000000}");
}

/// <summary>A TIME WITH TIME ZONE taken apart (<c>duckdb_time_tz_struct</c>); the offset is in seconds east of UTC.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct DuckDBTimeTz(DuckDBTimeOnly Time, int Offset);

/// <summary>A TIMESTAMP taken apart (<c>duckdb_timestamp_struct</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct DuckDBTimestamp(DuckDBDateOnly Date, DuckDBTimeOnly Time)
{
    private const long MicrosecondsPerDay = 24L * 60 * 60 * 1_000_000;

    public bool IsInfinity => ToDuckDBTimestampStruct().IsInfinity;

    public bool IsPositiveInfinity => ToDuckDBTimestampStruct().IsPositiveInfinity;

    public bool IsNegativeInfinity => ToDuckDBTimestampStruct().IsNegativeInfinity;

    /// <param name="timestamp">Microseconds since 1970-01-01 00:00; before it, the time of day still counts from midnight.</param>
    public static DuckDBTimestamp FromDuckDBTimestampStruct(DuckDBTimestampStruct timestamp)
    {
        var (days, microseconds) = Math.DivRem(timestamp.Micros, MicrosecondsPerDay);
        if (microseconds < 0)
        {
            days--;
            microseconds += MicrosecondsPerDay;
        }

        return new(
            DuckDBDateOnly.FromDuckDBDate(new DuckDBDate { Days = (int)days }),
            DuckDBTimeOnly.FromTicks(microseconds * TimeSpan.TicksPerMicrosecond));
    }

    /// <exception cref="OverflowException">The engine's timestamps don't reach that far.</exception>
    /// <remarks>In 128 bits: midnight of the very first day lies outside 64, its afternoon inside.</remarks>
    public DuckDBTimestampStruct ToDuckDBTimestampStruct() => new()
    {
        Micros = checked((long)(((Int128)Date.ToDuckDBDate().Days * MicrosecondsPerDay) + (Time.Ticks / TimeSpan.TicksPerMicrosecond))),
    };

    /// <exception cref="ArgumentOutOfRangeException">The year is outside 1 to 9999.</exception>
    public DateTime ToDateTime() => new DateTime(Date.Year, Date.Month, Date.Day).AddTicks(Time.Ticks);
}

/// <summary>An INTERVAL: months, days and microseconds are kept apart, for a month and a day (summer time) have no fixed length.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct DuckDBInterval(int Months, int Days, long Micros)
{
    /// <summary>Whole days and the rest; what is finer than a microsecond is cut off.</summary>
    public static implicit operator DuckDBInterval(TimeSpan duration) =>
        new(0, duration.Days, duration.Ticks % TimeSpan.TicksPerDay / TimeSpan.TicksPerMicrosecond);

    /// <exception cref="InvalidCastException">The interval has months.</exception>
    /// <exception cref="OverflowException">The interval is longer than a TimeSpan can be.</exception>
    public static explicit operator TimeSpan(DuckDBInterval interval) => interval.Months != 0
        ? throw new InvalidCastException(FormattableString.Invariant(
            $"An interval of {interval.Months} month(s) has no fixed length; read it as DuckDBInterval, or subtract instants in SQL instead."))
        : TimeSpan.FromTicks(checked((interval.Days * TimeSpan.TicksPerDay) + (interval.Micros * TimeSpan.TicksPerMicrosecond)));

    public override string ToString() => FormattableString.Invariant($"{Months} months {Days} days {Micros} microseconds");
}
