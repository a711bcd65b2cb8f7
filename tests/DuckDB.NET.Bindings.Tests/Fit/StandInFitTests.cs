using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace ServiceAnalytics.Bindings.Tests.Fit;

public sealed class StandInFitTests : IDisposable
{
    private const string StandInName = "DuckDB.NET.Bindings";

    private static readonly string Folder = AppContext.BaseDirectory;
    private static readonly string ProviderPath = Path.Combine(Folder, "DuckDB.NET.Data.dll");
    private static readonly string StandInPath = Path.Combine(Folder, StandInName + ".dll");
    private static readonly string EnginePath = Path.Combine(Folder, "libduckdb.so");

    private readonly AssemblyMetadata provider = new(ProviderPath);
    private readonly AssemblyMetadata standIn = new(StandInPath);

    public void Dispose()
    {
        provider.Dispose();
        standIn.Dispose();
    }

    [Fact]
    public void Every_type_and_member_that_the_provider_looks_for_is_there_with_the_same_signature()
    {
        var wanted = provider.ReferencesInto(StandInName);
        var offered = standIn.PublicSurface();

        var missing = wanted.SelectMany(type => offered.TryGetValue(type.Key, out var members)
            ? type.Value.Where(member => !members.Contains(member)).Select(member => $"{type.Key}: {member}")
            : [$"{type.Key}: no such public type"]);

        Assert.Equal(57, wanted.Count);
        Assert.Equal(206, wanted.Sum(type => type.Value.Count));
        Assert.Empty(missing);
    }

    [Fact]
    public void The_runtime_resolves_every_reference_of_the_provider()
    {
        var module = typeof(DuckDBConnection).Assembly.ManifestModule;
        var tokens = provider.TokensInto(StandInName);

        var failures = tokens.Select(token => Resolve(module, token)).Where(failure => failure is not null);

        Assert.Equal(57 + 206, tokens.Count);
        Assert.Empty(failures);
    }

    [Fact]
    public void Every_function_that_is_called_is_exported_by_the_engine()
    {
        var imports = standIn.NativeImports();
        var engine = NativeLibrary.Load(EnginePath);

        var missing = imports.Where(import => !NativeLibrary.TryGetExport(engine, import.EntryPoint, out _));

        Assert.True(imports.Count > 190, $"only {imports.Count} functions were found in the stand-in");
        Assert.All(imports, import => Assert.Equal("duckdb", import.Library));
        Assert.Empty(missing);
    }

    [Fact]
    public void Enums_are_32_bits_wide_as_in_C()
    {
        var enums = standIn.PublicEnums();

        Assert.Equal(
            ["DuckDBErrorType", "DuckDBResultType", "DuckDBState", "DuckDBType"],
            enums.Keys.Select(name => name.Split('.')[^1]).Order(StringComparer.Ordinal));
        Assert.All(enums.Values, storage => Assert.Equal("Int32", storage));
    }

    [Theory] // sizes by duckdb.h on a 64-bit machine
    [InlineData(typeof(DuckDBResult), 48)]
    [InlineData(typeof(DuckDBString), 16)]
    [InlineData(typeof(DuckDBHugeInt), 16)]
    [InlineData(typeof(DuckDBUHugeInt), 16)]
    [InlineData(typeof(DuckDBDecimal), 24)]
    [InlineData(typeof(DuckDBBignum), 24)]
    [InlineData(typeof(DuckDBInterval), 16)]
    [InlineData(typeof(DuckDBDate), 4)]
    [InlineData(typeof(DuckDBDateOnly), 8)]
    [InlineData(typeof(DuckDBTime), 8)]
    [InlineData(typeof(DuckDBTimeOnly), 8)]
    [InlineData(typeof(DuckDBTimeTzStruct), 8)]
    [InlineData(typeof(DuckDBTimeTz), 12)]
    [InlineData(typeof(DuckDBTimestampStruct), 8)]
    [InlineData(typeof(DuckDBTimestamp), 16)]
    [InlineData(typeof(DuckDBListEntry), 16)]
    [InlineData(typeof(DuckDBQueryProgress), 24)]
    public void A_struct_is_as_large_as_in_C(Type type, int bytes) => Assert.Equal(bytes, Marshal.SizeOf(type));

    [Fact]
    public void The_identity_is_the_one_that_the_provider_asks_for()
    {
        var asked = typeof(DuckDBConnection).Assembly.GetReferencedAssemblies().Single(reference => reference.Name == StandInName);
        var given = typeof(DuckDBResult).Assembly.GetName();

        Assert.Equal(asked.GetPublicKeyToken(), given.GetPublicKeyToken());
        Assert.True(given.Version >= asked.Version, $"asked for {asked.Version}, given {given.Version}");
    }

    [Theory]
    [InlineData("DuckDB.NET.Data.dll", "f23447740bf42fe227ac3695829f753dfed59a40cf8c71bcf949a0cfdb087eca")] // package DuckDB.NET.Data.Full 1.5.6.1
    [InlineData("libduckdb.so", "3f4962cdd266eab2b479a5b5a4a6d063d279b2954ae814ed00385d553b747633")] // package @duckdb/node-bindings-linux-x64 1.5.6-r.1
    public void The_files_are_those_that_the_stand_in_was_written_for(string file, string hash)
    {
        using var content = File.OpenRead(Path.Combine(Folder, file));

        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    private static string? Resolve(System.Reflection.Module module, int token)
    {
        try
        {
            return module.ResolveMember(token) is null ? $"{token:x8}: nothing" : null;
        }
        catch (Exception failure) when (failure is TypeLoadException or MissingMemberException or FileLoadException)
        {
            return $"{token:x8}: {failure.Message}";
        }
    }
}
