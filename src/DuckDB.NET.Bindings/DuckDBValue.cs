using System.Numerics;
using Microsoft.Win32.SafeHandles;

namespace DuckDB.NET.Native;

/// <summary>One value, as handed to a table function.</summary>
public interface IDuckDBValueReader
{
    bool IsNull();

    /// <returns>The value, converted by the engine to the type asked for; null or the type's default when the value is null.</returns>
    /// <exception cref="NotSupportedException">Values can't be read as that type.</exception>
    T GetValue<T>();
}

/// <summary>One value of any type (<c>duckdb_value</c>): a parameter to bind or to read.</summary>
public sealed class DuckDBValue() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true), IDuckDBValueReader
{
    public bool IsNull() => NativeMethods.Value.DuckDBIsNullValue(this);

    public T GetValue<T>() => IsNull() ? default! : (T)Read(Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T));

    protected override bool ReleaseHandle()
    {
        NativeMethods.Value.DuckDBDestroyValue(ref handle);
        return true;
    }

    private object Read(Type type) => type switch
    {
        _ when type == typeof(bool) => NativeMethods.Value.DuckDBGetBool(this),
        _ when type == typeof(sbyte) => NativeMethods.Value.DuckDBGetInt8(this),
        _ when type == typeof(short) => NativeMethods.Value.DuckDBGetInt16(this),
        _ when type == typeof(int) => NativeMethods.Value.DuckDBGetInt32(this),
        _ when type == typeof(long) => NativeMethods.Value.DuckDBGetInt64(this),
        _ when type == typeof(byte) => NativeMethods.Value.DuckDBGetUInt8(this),
        _ when type == typeof(ushort) => NativeMethods.Value.DuckDBGetUInt16(this),
        _ when type == typeof(uint) => NativeMethods.Value.DuckDBGetUInt32(this),
        _ when type == typeof(ulong) => NativeMethods.Value.DuckDBGetUInt64(this),
        _ when type == typeof(float) => NativeMethods.Value.DuckDBGetFloat(this),
        _ when type == typeof(double) => NativeMethods.Value.DuckDBGetDouble(this),
        _ when type == typeof(decimal) => ReadDecimal(),
        _ when type == typeof(string) => NativeMethods.Value.DuckDBGetVarchar(this) ?? string.Empty,
        _ when type == typeof(BigInteger) => NativeMethods.Value.DuckDBGetHugeInt(this).ToBigInteger(),
        _ when type == typeof(Int128) => NativeMethods.Value.DuckDBGetHugeInt(this).ToInt128(),
        _ when type == typeof(UInt128) => NativeMethods.Value.DuckDBGetUHugeInt(this).ToUInt128(),
        _ when type == typeof(Guid) => ReadGuid(),
        _ when type == typeof(DateOnly) => (DateOnly)DuckDBDateOnly.FromDuckDBDate(NativeMethods.Value.DuckDBGetDate(this)),
        _ when type == typeof(TimeOnly) => (TimeOnly)NativeMethods.DateTimeHelpers.DuckDBFromTime(NativeMethods.Value.DuckDBGetTime(this)),
        _ when type == typeof(DateTime) => DuckDBTimestamp.FromDuckDBTimestampStruct(NativeMethods.Value.DuckDBGetTimestamp(this)).ToDateTime(),
        _ when type == typeof(DateTimeOffset) => new DateTimeOffset(
            DuckDBTimestamp.FromDuckDBTimestampStruct(NativeMethods.Value.DuckDBGetTimestampTz(this)).ToDateTime(), TimeSpan.Zero),
        _ when type == typeof(TimeSpan) => (TimeSpan)NativeMethods.Value.DuckDBGetInterval(this),
        _ when type == typeof(DuckDBInterval) => NativeMethods.Value.DuckDBGetInterval(this),
        _ => throw new NotSupportedException($"A parameter of a table function can't be read as {type}; ask for a number, text, bool, Guid or a date and time type."),
    };

    /// <remarks>C#'s decimal holds 28 digits for certain; a longer DECIMAL overflows rather than losing digits.</remarks>
    private decimal ReadDecimal()
    {
        var number = NativeMethods.Value.DuckDBGetDecimal(this);
        var whole = (decimal)number.Value.ToBigInteger();
        for (var place = 0; place < number.Scale; place++)
        {
            whole /= 10;
        }

        return whole;
    }

    /// <remarks>The C API gives the 128 bits in the order in which the UUID is written.</remarks>
    private Guid ReadGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        ((IBinaryInteger<UInt128>)NativeMethods.Value.DuckDBGetUuid(this).ToUInt128()).WriteBigEndian(bytes);
        return new Guid(bytes, bigEndian: true);
    }
}
