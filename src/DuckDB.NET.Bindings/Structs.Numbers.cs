using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>A HUGEINT: 128 bits in two's complement, low half first.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct DuckDBHugeInt(ulong Lower, long Upper)
{
    public static BigInteger HugeIntMinValue { get; } = (BigInteger)Int128.MinValue;

    public static BigInteger HugeIntMaxValue { get; } = (BigInteger)Int128.MaxValue;

    /// <exception cref="ArgumentOutOfRangeException">The number doesn't fit into 128 bits with a sign.</exception>
    public DuckDBHugeInt(BigInteger value)
        : this(Checked(value))
    {
    }

    private DuckDBHugeInt(Int128 value)
        : this((ulong)value, (long)(value >> 64))
    {
    }

    public Int128 ToInt128() => new((ulong)Upper, Lower);

    public BigInteger ToBigInteger() => (BigInteger)ToInt128();

    public override string ToString() => ToInt128().ToString(CultureInfo.InvariantCulture);

    private static Int128 Checked(BigInteger value) => value < HugeIntMinValue || value > HugeIntMaxValue
        ? throw new ArgumentOutOfRangeException(nameof(value), value, $"A HUGEINT holds {HugeIntMinValue} to {HugeIntMaxValue}.")
        : (Int128)value;
}

/// <summary>A UHUGEINT: 128 bits without a sign, low half first.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct DuckDBUHugeInt(ulong Lower, ulong Upper)
{
    public static BigInteger HugeIntMinValue { get; } = BigInteger.Zero;

    public static BigInteger HugeIntMaxValue { get; } = (BigInteger)UInt128.MaxValue;

    /// <exception cref="ArgumentOutOfRangeException">The number is negative or doesn't fit into 128 bits.</exception>
    public DuckDBUHugeInt(BigInteger value)
        : this(Checked(value))
    {
    }

    private DuckDBUHugeInt(UInt128 value)
        : this((ulong)value, (ulong)(value >> 64))
    {
    }

    public UInt128 ToUInt128() => new(Upper, Lower);

    public BigInteger ToBigInteger() => (BigInteger)ToUInt128();

    public override string ToString() => ToUInt128().ToString(CultureInfo.InvariantCulture);

    private static UInt128 Checked(BigInteger value) => value < HugeIntMinValue || value > HugeIntMaxValue
        ? throw new ArgumentOutOfRangeException(nameof(value), value, $"A UHUGEINT holds {HugeIntMinValue} to {HugeIntMaxValue}.")
        : (UInt128)value;
}

/// <summary>A DECIMAL(width, scale): a whole number to be divided by ten to the power of scale.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct DuckDBDecimal(byte Width, byte Scale, DuckDBHugeInt Value);

/// <summary>A BIGNUM: the magnitude in bytes (memory of whoever made it), its length, and whether it is below zero (C's bool: 0 or 1).</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct DuckDBBignum(nint Data, ulong Size, byte IsNegative);
