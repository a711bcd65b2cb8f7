using System.Buffers;
using System.Runtime.CompilerServices;
using ServiceAnalytics.Ingest.Cleaning;

namespace ServiceAnalytics.Ingest.Reading;

/// <summary>What a column's cells will become, as far as the pass over the file must look for it.</summary>
internal enum ColumnRole
{
    /// <summary>Text, or a column that no field takes.</summary>
    Text,

    /// <summary>Something's name or a code.</summary>
    Name,

    /// <summary>A number or an amount.</summary>
    Number,

    /// <summary>An instant or a day.</summary>
    Date,
}

/// <summary>What is known of one column after the pass over the file: what decides how it is read, and what the cleaning may leave out.</summary>
internal sealed class ColumnFacts(ColumnRole role)
{
    private const int MostSamples = 2_000;

    private static readonly SearchValues<byte> PlainNumber = SearchValues.Create("0123456789."u8);
    private static readonly SearchValues<byte> PlainDate = SearchValues.Create("0123456789-/:. T"u8);

    private static ReadOnlySpan<byte> NoBreakSpace => [0xC2, 0xA0];

    private static ReadOnlySpan<byte> FullWidthSpace => [0xE3, 0x80, 0x80];

    /// <summary>What the cells will become.</summary>
    public ColumnRole Role => role;

    /// <summary>Cells with something in them.</summary>
    public long Filled { get; private set; }

    /// <summary>True when a cell begins or ends with a blank of any kind.</summary>
    public bool NeedsTrimming { get; private set; }

    /// <summary>True when a cell is not as plain as a date or number can be: another ending than a digit, an offset such as +08, letters in a date.</summary>
    public bool EndsOddly { get; private set; }

    /// <summary>True when a cell may be a word for nothing.</summary>
    public bool HasNothing { get; private set; }

    /// <summary>True when a name or code has full-width characters.</summary>
    public bool HasFullWidth { get; private set; }

    /// <summary>True when a number is written with anything but digits and dots.</summary>
    public bool HasOddNumbers { get; private set; }

    /// <summary>Cells such as 23/10/2026, which can only be read day first.</summary>
    public long DayFirst { get; private set; }

    /// <summary>Cells such as 10/23/2026, which can only be read month first.</summary>
    public long MonthFirst { get; private set; }

    /// <summary>Numbers whose comma can only be a decimal one: 12,5 or 1.234,50.</summary>
    public long DecimalCommas { get; private set; }

    /// <summary>Numbers whose dot can only be a decimal one: 12.5 or 1,234.50.</summary>
    public long DecimalPoints { get; private set; }

    /// <summary>True when the numbers of the column are written with a decimal comma.</summary>
    public bool HasDecimalComma => DecimalCommas > 0 && DecimalPoints == 0;

    /// <summary>Some of the column's texts: those of the first records and of every thousandth after them.</summary>
    public List<string> Samples { get; } = [];

    /// <summary>True while more samples are wanted.</summary>
    public bool WantsSamples => Samples.Count < (role == ColumnRole.Date ? MostSamples : 1);

    /// <summary>The facts of a field that several columns fill; of a field without a column those of an empty one.</summary>
    public static ColumnFacts Together(IReadOnlyList<ColumnFacts> columns)
    {
        if (columns.Count == 1)
        {
            return columns[0];
        }

        ColumnFacts all = new(columns.Count == 0 ? ColumnRole.Text : columns[0].Role)
        {
            Filled = columns.Sum(c => c.Filled),
            NeedsTrimming = columns.Any(c => c.NeedsTrimming),
            EndsOddly = columns.Any(c => c.EndsOddly),
            HasNothing = columns.Any(c => c.HasNothing),
            HasFullWidth = columns.Any(c => c.HasFullWidth),
            HasOddNumbers = columns.Any(c => c.HasOddNumbers),
            DayFirst = columns.Sum(c => c.DayFirst),
            MonthFirst = columns.Sum(c => c.MonthFirst),
            DecimalCommas = columns.Sum(c => c.DecimalCommas),
            DecimalPoints = columns.Sum(c => c.DecimalPoints),
        };
        all.Samples.AddRange(columns.SelectMany(c => c.Samples));
        return all;
    }

    /// <summary>Facts of some records of a table of which all facts are known: which mark is the decimal one is told by the whole column.</summary>
    public static ColumnFacts OfSome(ColumnFacts whole) => new(whole.Role) { DecimalCommas = whole.DecimalCommas, DecimalPoints = whole.DecimalPoints };

    /// <summary>Takes note of a cell that isn't empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Note(ReadOnlySpan<byte> text)
    {
        Filled++;
        byte first = text[0];
        byte last = text[^1];
        bool endsInDigit = (uint)(last - '0') <= 9;

        if (first <= ' ' || last <= ' ' || (first is 0xC2 or 0xE3 && (text.StartsWith(NoBreakSpace) || text.StartsWith(FullWidthSpace)))
            || (last is 0xA0 or 0x80 && (text.EndsWith(NoBreakSpace) || text.EndsWith(FullWidthSpace))))
        {
            NeedsTrimming = HasNothing = true;
        }

        if (!endsInDigit || (text.Length > 10 && (IsSign(text[^3]) || IsSign(text[^5]) || IsSign(text[^6]))))
        {
            bool isNothing = (!HasNothing || role is ColumnRole.Date or ColumnRole.Number) && NothingWords.Contains(text);
            HasNothing |= isNothing;
            EndsOddly |= !isNothing;
            if (isNothing)
            {
                return;
            }
        }

        switch (role)
        {
            case ColumnRole.Name:
                // Full-width letters, digits and marks are U+FF01 to U+FF5E.
                HasFullWidth = HasFullWidth || text.IndexOf((byte)0xEF) >= 0;
                break;
            case ColumnRole.Number:
                NoteNumber(text);
                break;
            case ColumnRole.Date when IsPlainIso(text):
                break;
            case ColumnRole.Date:
                EndsOddly = EndsOddly || text.ContainsAnyExcept(PlainDate) || text.IndexOfAny((byte)'-', (byte)'/') < 0;
                NoteDate(text);
                break;
            default:
                break;
        }
    }

    // 2026-10-03, 2026-10-03 08:05 and so on: nothing about it is odd, and nothing is told about the order of day and month.
    private static bool IsPlainIso(ReadOnlySpan<byte> text) =>
        text.Length is 10 or 16 or 19 && text[4] == '-' && IsDigit(text[0]) && IsDigit(text[1]) && IsDigit(text[2]) && IsDigit(text[3]) && !text.ContainsAnyExcept(PlainDate);

    private static bool IsSign(byte b) => b is (byte)'+' or (byte)'-';

    private static bool IsDigit(byte b) => (uint)(b - '0') <= 9;

    private void NoteDate(ReadOnlySpan<byte> text)
    {
        int at = 0;
        if (Number(text, ref at) is { } first and <= 31 && at < text.Length && text[at] is (byte)'/' or (byte)'.' or (byte)'-')
        {
            at++;
            int start = at;
            if (Number(text, ref at) is { } second and <= 31 && at - start <= 2 && at < text.Length && text[at] is (byte)'/' or (byte)'.' or (byte)'-')
            {
                DayFirst += first > 12 && second is <= 12 and > 0 ? 1 : 0;
                MonthFirst += second > 12 && first is <= 12 and > 0 ? 1 : 0;
            }
        }
    }

    private static int? Number(ReadOnlySpan<byte> text, ref int at)
    {
        int start = at;
        int number = 0;
        while (at < text.Length && at - start < 3 && IsDigit(text[at]))
        {
            number = (number * 10) + text[at++] - '0';
        }

        return at == start ? null : number;
    }

    // What is told by the last comma or dot: 1,234 and 1.234 tell nothing, everything else does.
    private void NoteNumber(ReadOnlySpan<byte> text)
    {
        HasOddNumbers = HasOddNumbers || text.ContainsAnyExcept(PlainNumber);
        int mark = text.LastIndexOfAny((byte)',', (byte)'.');
        if (mark < 1 || !IsDigit(text[mark - 1]))
        {
            return;
        }

        int digits = 0;
        while (mark + 1 + digits < text.Length && IsDigit(text[mark + 1 + digits]))
        {
            digits++;
        }

        if (digits == 0)
        {
            return;
        }

        byte other = text[mark] == ',' ? (byte)'.' : (byte)',';
        bool isOnlyMark = text[..mark].IndexOfAny((byte)',', (byte)'.') < 0;
        bool isDecimal = (isOnlyMark && digits != 3) || (text[..mark].Contains(other) && !text[..mark].Contains(text[mark]));
        if (isDecimal)
        {
            DecimalCommas += text[mark] == ',' ? 1 : 0;
            DecimalPoints += text[mark] == '.' ? 1 : 0;
        }
    }
}
