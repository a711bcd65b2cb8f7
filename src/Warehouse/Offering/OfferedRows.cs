using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace ServiceAnalytics.Warehouse;

/// <summary>
/// Rows that the program makes while a statement reads them, block by block, as if they stood in a table: <c>select … from</c>
/// <see cref="Sql"/>. The engine asks for them in order and on one thread at a time. Dispose it when the statements are done.
/// </summary>
public sealed unsafe class OfferedRows : IDisposable
{
    /// <summary>Most rows of one block; the engine's vector size.</summary>
    public const int BlockSize = 2048;

    private const string Function = "offered_rows";

    private static readonly ConcurrentDictionary<long, OfferedRows> Open = new();
    private static long last;

    private readonly long number = Interlocked.Increment(ref last);
    private readonly IReadOnlyList<string> names;
    private readonly OfferedColumn[] columns;
    private readonly Func<IReadOnlyList<OfferedColumn>, int> fill;
    private int[] wanted = [];
    private bool isBegun;

    /// <summary>Offers rows to every connection of this process.</summary>
    /// <param name="columns">Their columns, in order.</param>
    /// <param name="fill">Gives the next block: writes up to <see cref="BlockSize"/> rows and returns how many; 0 = there are no more.</param>
    public OfferedRows(IReadOnlyList<(string Name, OfferedType Type)> columns, Func<IReadOnlyList<OfferedColumn>, int> fill)
    {
        names = [.. columns.Select(c => c.Name)];
        this.columns = [.. columns.Select(c => new OfferedColumn(c.Type))];
        this.fill = fill;
        Open[number] = this;
    }

    /// <summary>What stands behind <c>from</c>. The rows can be read once.</summary>
    public string Sql => $"{Function}({number.ToString(CultureInfo.InvariantCulture)})";

    /// <summary>What went wrong in giving a block; null = nothing. The statement then failed, too.</summary>
    public Exception? Failure { get; private set; }

    /// <inheritdoc/>
    public void Dispose() => Open.TryRemove(number, out _);

    /// <summary>Makes the function known to an engine.</summary>
    internal static void Register(DuckDBConnection connection)
    {
        nint function = NativeMethods.TableFunction.DuckDBCreateTableFunction();
        try
        {
            NativeMethods.TableFunction.DuckDBTableFunctionSetName(function, Function);
            using DuckDBLogicalType key = NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.BigInt);
            NativeMethods.TableFunction.DuckDBTableFunctionAddParameter(function, key);
            NativeMethods.TableFunction.DuckDBTableFunctionSetBind(function, &Bind);
            NativeMethods.TableFunction.DuckDBTableFunctionSetInit(function, &Begin);
            NativeMethods.TableFunction.DuckDBTableFunctionSetFunction(function, &Give);
            NativeMethods.TableFunction.DuckDBTableFunctionSupportsProjectionPushdown(function, pushdown: true);
            if (!NativeMethods.TableFunction.DuckDBRegisterTableFunction(connection.NativeConnection, function).IsSuccess())
            {
                throw new InvalidOperationException($"The engine refused the function {Function}.");
            }
        }
        finally
        {
            NativeMethods.TableFunction.DuckDBDestroyTableFunction(ref function);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Bind(nint info)
    {
        try
        {
            using DuckDBValue parameter = NativeMethods.TableFunction.DuckDBBindGetParameter(info, 0);
            long number = parameter.GetValue<long>();
            if (!Open.TryGetValue(number, out OfferedRows? rows))
            {
                NativeMethods.TableFunction.DuckDBBindSetError(info, $"No rows are offered under the number {number}.");
                return;
            }

            foreach ((string name, OfferedColumn column) in rows.names.Zip(rows.columns))
            {
                using DuckDBLogicalType type = TypeOf(column.Type);
                NativeMethods.TableFunction.DuckDBBindAddResultColumn(info, name, type);
            }

            // A number, not a pointer: the engine may hold a statement longer than its rows are offered.
            NativeMethods.TableFunction.DuckDBBindSetBindData(info, (nint)number, null);
        }
        catch (Exception failure)
        {
            NativeMethods.TableFunction.DuckDBBindSetError(info, failure.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Begin(nint info)
    {
        try
        {
            OfferedRows rows = Open[NativeMethods.TableFunction.DuckDBInitGetBindData(info)];
            if (rows.isBegun)
            {
                NativeMethods.TableFunction.DuckDBInitSetError(info, "These rows have been read; they are given once only.");
                return;
            }

            rows.isBegun = true;
            rows.wanted = new int[NativeMethods.TableFunction.DuckDBInitGetColumnCount(info)];
            for (int i = 0; i < rows.wanted.Length; i++)
            {
                // A statement that only counts asks for a column that isn't there.
                ulong column = NativeMethods.TableFunction.DuckDBInitGetColumnIndex(info, (ulong)i);
                rows.wanted[i] = column < (ulong)rows.columns.Length ? (int)column : -1;
                if (rows.wanted[i] >= 0)
                {
                    rows.columns[rows.wanted[i]].IsWanted = true;
                }
            }
        }
        catch (Exception failure)
        {
            NativeMethods.TableFunction.DuckDBInitSetError(info, failure.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Give(nint info, nint output)
    {
        OfferedRows? rows = null;
        try
        {
            rows = Open[NativeMethods.TableFunction.DuckDBFunctionGetBindData(info)];
            rows.Give(output);
        }
        catch (Exception failure)
        {
            // Nothing may be thrown into the engine; the statement ends with an error, and the caller finds the cause here.
            rows?.Failure ??= failure;
            NativeMethods.TableFunction.DuckDBFunctionSetError(info, failure.Message);
        }
    }

    private void Give(nint output)
    {
        // The chunk is the engine's; releasing the handle must not destroy it.
        using DuckDBDataChunk chunk = new(output);
        foreach ((int column, int place) in wanted.Select((c, i) => (c, i)).Where(w => w.c >= 0))
        {
            columns[column].Begin(NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, place));
        }

        int count = fill(columns);
        foreach (int column in wanted.Where(c => c >= 0))
        {
            columns[column].End();
        }

        NativeMethods.DataChunks.DuckDBDataChunkSetSize(chunk, (ulong)count);
    }

    private static DuckDBLogicalType TypeOf(OfferedType type) => type switch
    {
        OfferedType.Text => NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.Varchar),
        OfferedType.Whole => NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.BigInt),
        OfferedType.Number => NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.Double),
        OfferedType.Amount => NativeMethods.LogicalType.DuckDBCreateDecimalType(18, 2),
        _ => NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.Timestamp),
    };
}
