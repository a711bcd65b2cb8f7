using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace DuckDB.NET.Native;

public static partial class NativeMethods
{
    /// <summary>Several statements in one text.</summary>
    public static partial class ExtractStatements
    {
        public static int DuckDBExtractStatements(DuckDBNativeConnection connection, string query, out DuckDBExtractedStatements statements) =>
            checked((int)Extract(connection, query, out statements));

        [LibraryImport(Library, EntryPoint = "duckdb_extract_statements", StringMarshalling = StringMarshalling.Utf8)]
        private static partial ulong Extract(DuckDBNativeConnection connection, string query, out DuckDBExtractedStatements statements);

        [LibraryImport(Library, EntryPoint = "duckdb_extract_statements_error")]
        [return: MarshalUsing(typeof(BorrowedText))]
        public static partial string? DuckDBExtractStatementsError(DuckDBExtractedStatements statements);

        [LibraryImport(Library, EntryPoint = "duckdb_prepare_extracted_statement")]
        public static partial DuckDBState DuckDBPrepareExtractedStatement(DuckDBNativeConnection connection, DuckDBExtractedStatements statements, long index, out DuckDBPreparedStatement statement);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_extracted")]
        internal static partial void DuckDBDestroyExtracted(ref nint statements);
    }

    /// <summary>Parameters and running.</summary>
    public static partial class PreparedStatements
    {
        [LibraryImport(Library, EntryPoint = "duckdb_prepare_error")]
        [return: MarshalUsing(typeof(BorrowedText))]
        public static partial string? DuckDBPrepareError(DuckDBPreparedStatement statement);

        [LibraryImport(Library, EntryPoint = "duckdb_nparams")]
        public static partial long DuckDBParams(DuckDBPreparedStatement statement);

        [LibraryImport(Library, EntryPoint = "duckdb_param_logical_type")]
        public static partial DuckDBLogicalType DuckDBParamLogicalType(DuckDBPreparedStatement statement, long index);

        // The engine writes 64 bits; the provider offers room for 32 only.
        public static DuckDBState DuckDBBindParameterIndex(DuckDBPreparedStatement statement, out int index, string name)
        {
            var state = BindParameterIndex(statement, out var found, name);
            index = checked((int)found);
            return state;
        }

        [LibraryImport(Library, EntryPoint = "duckdb_bind_parameter_index", StringMarshalling = StringMarshalling.Utf8)]
        private static partial DuckDBState BindParameterIndex(DuckDBPreparedStatement statement, out ulong index, string name);

        [LibraryImport(Library, EntryPoint = "duckdb_bind_value")]
        public static partial DuckDBState DuckDBBindValue(DuckDBPreparedStatement statement, long index, DuckDBValue value);

        /// <summary>
        /// Runs a statement to its end, as <c>duckdb_execute_prepared</c> does, but sleeps while the engine's own threads have all the
        /// work: the engine would keep the calling thread turning, and a statement that only one thread can work on would cost two.
        /// </summary>
        public static DuckDBState DuckDBExecutePrepared(DuckDBPreparedStatement statement, out DuckDBResult result)
        {
            const int ready = 0;
            const int notReady = 1;
            const int failed = 2;
            if (!PendingPrepared(statement, out var pending).IsSuccess())
            {
                DestroyPending(ref pending);
                return ExecutePrepared(statement, out result);
            }

            try
            {
                SpinWait idle = default;
                int state;
                while ((state = PendingExecuteTask(pending)) is not (ready or failed))
                {
                    if (state == notReady)
                    {
                        idle.Reset();
                    }
                    else
                    {
                        // After some turns this sleeps for a millisecond at a time.
                        idle.SpinOnce();
                    }
                }

                return ExecutePending(pending, out result);
            }
            finally
            {
                DestroyPending(ref pending);
            }
        }

        [LibraryImport(Library, EntryPoint = "duckdb_execute_prepared")]
        private static partial DuckDBState ExecutePrepared(DuckDBPreparedStatement statement, out DuckDBResult result);

        [LibraryImport(Library, EntryPoint = "duckdb_pending_prepared")]
        private static partial DuckDBState PendingPrepared(DuckDBPreparedStatement statement, out nint pending);

        [LibraryImport(Library, EntryPoint = "duckdb_pending_execute_task")]
        private static partial int PendingExecuteTask(nint pending);

        [LibraryImport(Library, EntryPoint = "duckdb_execute_pending")]
        private static partial DuckDBState ExecutePending(nint pending, out DuckDBResult result);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_pending")]
        private static partial void DestroyPending(ref nint pending);

        [LibraryImport(Library, EntryPoint = "duckdb_execute_prepared_streaming")]
        public static partial DuckDBState DuckDBExecutePreparedStreaming(DuckDBPreparedStatement statement, out DuckDBResult result);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_prepare")]
        internal static partial void DuckDBDestroyPrepare(ref nint statement);
    }
}
