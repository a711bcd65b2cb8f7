using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ServiceAnalytics.Ingest.Reading;

/// <summary>
/// Values of the plainest cells, read from their bytes: <c>2026-10-03 08:05</c>, <c>1079.50</c>, <c>3</c>. What is written in any other
/// way is left to the cleaning statement as text; what is read here it would read alike.
/// </summary>
internal static class QuickCell
{
    /// <summary>
    /// The first year that is ever read here, as <see cref="LastYear"/> is the last: a year within what counts as a date at all, so that in
    /// no zone an instant lies outside it.
    /// </summary>
    public const int FirstYear = 1991;

    private const int LastYear = 2098;

    // Where the digits of "2026-10-03 08:05" stand.
    private const uint Digits = 0b1101_1011_0110_1111;

    private static readonly int[] FirstDays = [.. Months().Select(m => m.DayNumber - new DateOnly(1970, 1, 1).DayNumber)];
    private static readonly byte[] Lengths = [.. Months().Select(m => (byte)DateTime.DaysInMonth(m.Year, m.Month))];

    /// <summary>A date with or without time of day, to the minute or second, as microseconds since 1970-01-01 of its own wall clock.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryTimestamp(ReadOnlySpan<byte> text, int firstYear, out long microseconds)
    {
        microseconds = 0;
        if (text.Length is not (10 or 16 or 19))
        {
            return false;
        }

        int hour = 0, minute = 0, second = 0;
        if (text.Length == 10)
        {
            if (!(IsDigit(text[0]) && IsDigit(text[1]) && IsDigit(text[2]) && IsDigit(text[3]) && IsDigit(text[5]) && IsDigit(text[6]) && IsDigit(text[8]) && IsDigit(text[9])))
            {
                return false;
            }
        }
        else
        {
            Vector128<byte> digits = Vector128.LessThanOrEqual(Vector128.Create(text) - Vector128.Create((byte)'0'), Vector128.Create((byte)9));
            if ((digits.ExtractMostSignificantBits() & Digits) != Digits || text[10] is not ((byte)' ' or (byte)'T') || text[13] != ':')
            {
                return false;
            }

            hour = Two(text, 11);
            minute = Two(text, 14);
            if (text.Length == 19)
            {
                if (text[16] != ':' || !IsDigit(text[17]) || !IsDigit(text[18]))
                {
                    return false;
                }

                second = Two(text, 17);
            }
        }

        int year = (Two(text, 0) * 100) + Two(text, 2);
        int month = Two(text, 5);
        int day = Two(text, 8);
        if (text[4] != text[7] || text[4] is not ((byte)'-' or (byte)'/') || year < firstYear || year > LastYear || month is < 1 or > 12 || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        int at = ((year - FirstYear) * 12) + month - 1;
        if (day < 1 || day > Lengths[at])
        {
            return false;
        }

        microseconds = (((FirstDays[at] + day - 1) * 86_400L) + (hour * 3_600) + (minute * 60) + second) * 1_000_000;
        return true;
    }

    /// <summary>An amount without sign and with at most two decimals, in hundredths.</summary>
    public static bool TryAmount(ReadOnlySpan<byte> text, out long hundredths)
    {
        int point = text.IndexOf((byte)'.');
        int decimals = point < 0 ? 0 : text.Length - point - 1;
        if (!TryWhole(point < 0 ? text : text[..point], out hundredths) || (point >= 0 && decimals is not (1 or 2)))
        {
            return false;
        }

        hundredths *= 100;
        if (decimals == 0)
        {
            return true;
        }

        if (!TryWhole(text[(point + 1)..], out long rest))
        {
            return false;
        }

        hundredths += decimals == 1 ? rest * 10 : rest;
        return true;
    }

    /// <summary>A whole number without sign, of up to 15 digits.</summary>
    public static bool TryWhole(ReadOnlySpan<byte> text, out long number)
    {
        number = 0;
        if (text.Length is 0 or > 15)
        {
            return false;
        }

        foreach (byte b in text)
        {
            if (!IsDigit(b))
            {
                return false;
            }

            number = (number * 10) + b - '0';
        }

        return true;
    }

    private static IEnumerable<DateOnly> Months() =>
        Enumerable.Range(0, (LastYear - FirstYear + 1) * 12).Select(m => new DateOnly(FirstYear, 1, 1).AddMonths(m));

    private static int Two(ReadOnlySpan<byte> text, int at) => ((text[at] - '0') * 10) + text[at + 1] - '0';

    private static bool IsDigit(byte b) => (uint)(b - '0') <= 9;
}
