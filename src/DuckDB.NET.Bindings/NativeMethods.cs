namespace DuckDB.NET.Native;

/// <summary>
/// DuckDB's C API, one nested class per area, each method named as the provider calls it. What each function does is said in
/// https://duckdb.org/docs/stable/clients/c/api; comments here only say who frees what and where the provider's types differ from C's.
/// </summary>
/// <remarks>
/// Handles that the engine hands over come back as owning safe handles. C's idx_t is 64 bits without a sign; where the provider
/// says long instead, the bits are the same.
/// </remarks>
public static partial class NativeMethods
{
    private const string Library = "duckdb";
}
