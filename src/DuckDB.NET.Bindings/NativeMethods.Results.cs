using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace DuckDB.NET.Native;

public static partial class NativeMethods
{
    /// <summary>What a statement gave back.</summary>
    public static partial class Query
    {
        [LibraryImport(Library, EntryPoint = "duckdb_destroy_result")]
        internal static partial void DuckDBDestroyResult(ref DuckDBResult result);

        [LibraryImport(Library, EntryPoint = "duckdb_column_name")]
        [return: MarshalUsing(typeof(BorrowedText))]
        public static partial string? DuckDBColumnName(ref DuckDBResult result, long column);

        [LibraryImport(Library, EntryPoint = "duckdb_column_logical_type")]
        public static partial DuckDBLogicalType DuckDBColumnLogicalType(ref DuckDBResult result, long column);

        [LibraryImport(Library, EntryPoint = "duckdb_column_count")]
        public static partial ulong DuckDBColumnCount(ref DuckDBResult result);

        [LibraryImport(Library, EntryPoint = "duckdb_rows_changed")]
        public static partial long DuckDBRowsChanged(ref DuckDBResult result);

        // An error of a statement run step by step comes wrapped in another one; what is inside is what execute would have said.
        private const string Wrapping = "Invalid Input Error: Attempting to execute an unsuccessful or closed pending query result\nError: ";

        public static string? DuckDBResultError(ref DuckDBResult result)
        {
            var text = ResultError(ref result);
            return text?.StartsWith(Wrapping, StringComparison.Ordinal) == true ? text[Wrapping.Length..] : text;
        }

        public static DuckDBErrorType DuckDBResultErrorType(ref DuckDBResult result)
        {
            if (ResultError(ref result) is { } text && text.StartsWith(Wrapping, StringComparison.Ordinal))
            {
                var kind = text[Wrapping.Length..].Split(" Error: ", 2)[0].Replace(" ", string.Empty, StringComparison.Ordinal);
                return kind == "TransactionContext" ? DuckDBErrorType.Transaction
                    : Enum.TryParse(kind, ignoreCase: true, out DuckDBErrorType known) ? known
                    : DuckDBErrorType.Invalid;
            }

            return ResultErrorType(ref result);
        }

        [LibraryImport(Library, EntryPoint = "duckdb_result_error")]
        [return: MarshalUsing(typeof(BorrowedText))]
        private static partial string? ResultError(ref DuckDBResult result);

        [LibraryImport(Library, EntryPoint = "duckdb_result_error_type")]
        private static partial DuckDBErrorType ResultErrorType(ref DuckDBResult result);

        [LibraryImport(Library, EntryPoint = "duckdb_result_return_type")]
        public static partial DuckDBResultType DuckDBResultReturnType(DuckDBResult result);

        // An invalid handle means: no more rows, or an error in the middle of a stream.
        [LibraryImport(Library, EntryPoint = "duckdb_fetch_chunk")]
        public static partial DuckDBDataChunk DuckDBFetchChunk(DuckDBResult result);
    }

    /// <summary>Results that are computed while they are read.</summary>
    public static partial class StreamingResult
    {
        [LibraryImport(Library, EntryPoint = "duckdb_stream_fetch_chunk")]
        public static partial DuckDBDataChunk DuckDBStreamFetchChunk(DuckDBResult result);
    }

    /// <summary>Results, older functions.</summary>
    public static partial class Types
    {
        [LibraryImport(Library, EntryPoint = "duckdb_result_is_streaming")]
        public static partial byte DuckDBResultIsStreaming(DuckDBResult result);

        [LibraryImport(Library, EntryPoint = "duckdb_result_get_chunk")]
        public static partial DuckDBDataChunk DuckDBResultGetChunk(DuckDBResult result, long index);
    }

    /// <summary>Results in the Arrow C data interface; reached only by the provider's ExecuteArrow methods.</summary>
    public static partial class Arrow
    {
        [LibraryImport(Library, EntryPoint = "duckdb_result_get_arrow_options")]
        public static partial DuckDBArrowOptions DuckDBResultGetArrowOptions(ref DuckDBResult result);

        [LibraryImport(Library, EntryPoint = "duckdb_to_arrow_schema")]
        public static partial DuckDBErrorData DuckDBToArrowSchema(DuckDBArrowOptions options, nint types, nint names, ulong columnCount, nint schema);

        [LibraryImport(Library, EntryPoint = "duckdb_data_chunk_to_arrow")]
        public static partial DuckDBErrorData DuckDBDataChunkToArrow(DuckDBArrowOptions options, DuckDBDataChunk chunk, nint array);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_arrow_options")]
        internal static partial void DuckDBDestroyArrowOptions(ref nint options);
    }
}
