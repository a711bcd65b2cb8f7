using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>A result (<c>duckdb_result</c>): five fields that the C API keeps for its past, and the engine's own pointer.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct DuckDBResult
{
    private readonly ulong columnCount;
    private readonly ulong rowCount;
    private readonly ulong rowsChanged;
    private readonly nint columns;
    private readonly nint errorMessage;
    private readonly nint internalData;

    /// <summary>Frees what the engine holds for this result. Chunks already fetched live on.</summary>
    public void Close() => NativeMethods.Query.DuckDBDestroyResult(ref this);
}

/// <summary>How far a running query is (<c>duckdb_query_progress_type</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DuckDBQueryProgress
{
    /// <summary>0 to 100; -1 while the engine can't tell.</summary>
    public double Percentage { get; }

    public ulong RowsProcessed { get; }

    public ulong TotalRowsToProcess { get; }
}

/// <summary>Where a row's list starts in the child vector and how many elements it has (<c>duckdb_list_entry</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct DuckDBListEntry(ulong Offset, ulong Length);

/// <summary>
/// A text or blob in a vector (<c>duckdb_string_t</c>, 16 bytes): up to 12 bytes stand in the struct itself, longer ones behind a pointer.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct DuckDBString
{
    private const int InlineCapacity = 12;

    public _value_e__Union value;

    /// <summary>Bytes, not characters.</summary>
    public readonly int Length => checked((int)value.inlined.length);

    /// <summary>UTF-8 or raw bytes, not ended by NUL. Points into this very struct for short values: the struct must not move while it is used.</summary>
    public readonly unsafe sbyte* Data => Length <= InlineCapacity
        ? (sbyte*)Unsafe.AsPointer(ref Unsafe.AsRef(in value.inlined.inlined[0]))
        : (sbyte*)value.pointer.ptr;

    [StructLayout(LayoutKind.Explicit)]
    public struct _value_e__Union
    {
        [FieldOffset(0)]
        public DuckDBStringPointer pointer;

        [FieldOffset(0)]
        public DuckDBStringInlined inlined;

        [StructLayout(LayoutKind.Sequential)]
        public unsafe struct DuckDBStringPointer
        {
            public uint length;
            public fixed sbyte prefix[4];
            public nint ptr;
        }

        [StructLayout(LayoutKind.Sequential)]
        public unsafe struct DuckDBStringInlined
        {
            public uint length;
            public fixed sbyte inlined[InlineCapacity];
        }
    }
}
