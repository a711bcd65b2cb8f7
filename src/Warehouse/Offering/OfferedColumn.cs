using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Native;

namespace ServiceAnalytics.Warehouse;

/// <summary>Type of a column whose values the program gives to the engine.</summary>
public enum OfferedType
{
    /// <summary>VARCHAR, given as UTF-8 that is known to be valid.</summary>
    Text,

    /// <summary>BIGINT.</summary>
    Whole,

    /// <summary>DOUBLE.</summary>
    Number,

    /// <summary>DECIMAL(18, 2), given in hundredths.</summary>
    Amount,

    /// <summary>TIMESTAMP, given in microseconds since 1970-01-01 00:00:00 of the same wall clock.</summary>
    Timestamp,
}

/// <summary>
/// One column of the block of rows that the engine is being given: written straight into the engine's memory. A row that is not
/// written is NULL. Valid only while the block is being filled.
/// </summary>
public sealed unsafe class OfferedColumn
{
    private const int WordsOfValidity = OfferedRows.BlockSize / 64;

    // A text of up to 12 bytes stands in its 16 bytes itself; of a longer one there stand the length, the first four bytes and a pointer.
    private const int LongestInline = 12;
    private const int SizeOfText = 16;

    private readonly ulong[] given = new ulong[WordsOfValidity];
    private readonly List<int> longTexts = [];
    private byte[] texts = new byte[1 << 14];
    private int used;
    private nint vector;
    private byte* data;

    internal OfferedColumn(OfferedType type) => Type = type;

    /// <summary>What is given.</summary>
    public OfferedType Type { get; }

    /// <summary>False when the statement at hand doesn't use the column: nothing need be given then.</summary>
    public bool IsWanted { get; internal set; }

    /// <summary>Gives a text in UTF-8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int row, ReadOnlySpan<byte> text)
    {
        byte* place = Place(row, SizeOfText);
        ((ulong*)place)[0] = 0;
        ((ulong*)place)[1] = 0;
        *(int*)place = text.Length;
        if (text.Length <= LongestInline)
        {
            text.CopyTo(new Span<byte>(place + sizeof(int), LongestInline));
            return;
        }

        SetLong(row, place, text);
    }

    /// <summary>Gives a whole number, hundredths or microseconds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int row, long value) => *(long*)Place(row, sizeof(long)) = value;

    /// <summary>Gives a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int row, double value) => *(double*)Place(row, sizeof(double)) = value;

    internal void Begin(nint engineVector)
    {
        vector = engineVector;
        data = (byte*)NativeMethods.Vectors.DuckDBVectorGetData(engineVector);
        used = 0;
        longTexts.Clear();
        Array.Clear(given);
    }

    internal void End()
    {
        NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(vector);
        given.CopyTo(new Span<ulong>(NativeMethods.Vectors.DuckDBVectorGetValidity(vector), WordsOfValidity));
        if (longTexts.Count == 0)
        {
            return;
        }

        // All long texts together become one text of the vector's own memory, which lives as long as the vector; the rows point into it.
        byte* first = data + ((long)longTexts[0] * SizeOfText);
        (ulong head, long offset) = (*(ulong*)first, ((long*)first)[1]);
        fixed (byte* all = texts)
        {
            NativeMethods.Vectors.DuckDBUnsafeVectorAssignStringElementLength(vector, (ulong)longTexts[0], all, used);
        }

        long memory = ((long*)first)[1];
        *(ulong*)first = head;
        ((long*)first)[1] = offset;
        foreach (int row in longTexts)
        {
            ((long*)(data + ((long)row * SizeOfText)))[1] += memory;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte* Place(int row, int size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)OfferedRows.BlockSize);
        given[row >> 6] |= 1UL << row;
        return data + ((long)row * size);
    }

    private void SetLong(int row, byte* place, ReadOnlySpan<byte> text)
    {
        if (used + text.Length > texts.Length)
        {
            Array.Resize(ref texts, Math.Max(texts.Length * 2, used + text.Length));
        }

        text.CopyTo(texts.AsSpan(used));
        *(uint*)(place + sizeof(int)) = MemoryMarshal.Read<uint>(text);
        ((long*)place)[1] = used;
        longTexts.Add(row);
        used += text.Length;
    }
}
