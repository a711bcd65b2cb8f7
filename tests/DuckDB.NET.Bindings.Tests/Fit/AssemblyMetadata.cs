using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ServiceAnalytics.Bindings.Tests.Fit;

/// <summary>What an assembly's metadata says about types and members, as texts that can be compared between assemblies.</summary>
internal sealed class AssemblyMetadata : IDisposable
{
    private readonly PEReader file;
    private readonly MetadataReader reader;
    private readonly SignatureText signatures = new();

    public AssemblyMetadata(string path)
    {
        file = new PEReader(File.OpenRead(path));
        reader = file.GetMetadataReader();
    }

    /// <summary>The types that this assembly looks for in another one, as <c>Namespace.Outer/Nested</c>, each with its members that it uses.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ReferencesInto(string assemblyName)
    {
        var types = reader.TypeReferences
            .Where(handle => Scope(handle) == assemblyName)
            .ToDictionary(handle => signatures.NameOf(reader, handle), _ => new List<string>(), StringComparer.Ordinal);
        foreach (var member in reader.MemberReferences.Select(reader.GetMemberReference))
        {
            if (member.Parent.Kind == HandleKind.TypeReference && Scope((TypeReferenceHandle)member.Parent) == assemblyName)
            {
                types[signatures.NameOf(reader, (TypeReferenceHandle)member.Parent)].Add(member.GetKind() == MemberReferenceKind.Field
                    ? SignatureText.Field(member.DecodeFieldSignature(signatures, null), reader.GetString(member.Name))
                    : SignatureText.Method(member.DecodeMethodSignature(signatures, null), reader.GetString(member.Name)));
            }
        }

        return types.ToDictionary(pair => pair.Key, IReadOnlyList<string> (pair) => pair.Value, StringComparer.Ordinal);
    }

    /// <summary>The types that anybody may use, each with its public members in the same form as <see cref="ReferencesInto"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<string>> PublicSurface()
    {
        var surface = new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);
        foreach (var handle in reader.TypeDefinitions.Where(IsPublic))
        {
            var type = reader.GetTypeDefinition(handle);
            var fields = type.GetFields().Select(reader.GetFieldDefinition)
                .Where(field => (field.Attributes & FieldAttributes.FieldAccessMask) == FieldAttributes.Public)
                .Select(field => SignatureText.Field(field.DecodeSignature(signatures, null), reader.GetString(field.Name)));
            var methods = type.GetMethods().Select(reader.GetMethodDefinition)
                .Where(method => (method.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public)
                .Select(method => SignatureText.Method(method.DecodeSignature(signatures, null), reader.GetString(method.Name)));
            surface[signatures.NameOf(reader, handle)] = fields.Concat(methods).ToHashSet(StringComparer.Ordinal);
        }

        return surface;
    }

    /// <summary>Public enums and the number type that each is stored as.</summary>
    public IReadOnlyDictionary<string, string> PublicEnums() => reader.TypeDefinitions
        .Where(IsPublic)
        .Where(handle => reader.GetTypeDefinition(handle).BaseType is { Kind: HandleKind.TypeReference } parent
            && signatures.NameOf(reader, (TypeReferenceHandle)parent) == "System.Enum")
        .ToDictionary(
            handle => signatures.NameOf(reader, handle),
            handle => reader.GetTypeDefinition(handle).GetFields().Select(reader.GetFieldDefinition)
                .Single(field => reader.GetString(field.Name) == "value__").DecodeSignature(signatures, null),
            StringComparer.Ordinal);

    /// <summary>Every function called in a native library, as library and entry point.</summary>
    public IReadOnlyList<(string Library, string EntryPoint)> NativeImports() => [.. reader.MethodDefinitions
        .Select(reader.GetMethodDefinition)
        .Where(method => method.Attributes.HasFlag(MethodAttributes.PinvokeImpl))
        .Select(method => method.GetImport())
        .Select(import => (reader.GetString(reader.GetModuleReference(import.Module).Name), reader.GetString(import.Name)))];

    /// <summary>Tokens of every type and member reference into another assembly, for the runtime to resolve.</summary>
    public IReadOnlyList<int> TokensInto(string assemblyName) =>
    [
        .. reader.TypeReferences.Where(handle => Scope(handle) == assemblyName).Select(handle => MetadataTokensOf(handle)),
        .. reader.MemberReferences
            .Where(handle => reader.GetMemberReference(handle).Parent is { Kind: HandleKind.TypeReference } parent
                && Scope((TypeReferenceHandle)parent) == assemblyName)
            .Select(handle => MetadataTokensOf(handle)),
    ];

    public void Dispose() => file.Dispose();

    private static int MetadataTokensOf(EntityHandle handle) => System.Reflection.Metadata.Ecma335.MetadataTokens.GetToken(handle);

    private string? Scope(TypeReferenceHandle handle) => reader.GetTypeReference(handle).ResolutionScope switch
    {
        { Kind: HandleKind.AssemblyReference } scope => reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name),
        { Kind: HandleKind.TypeReference } outer => Scope((TypeReferenceHandle)outer),
        _ => null,
    };

    private bool IsPublic(TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        return (type.Attributes & TypeAttributes.VisibilityMask) switch
        {
            TypeAttributes.Public => true,
            TypeAttributes.NestedPublic => IsPublic(type.GetDeclaringType()),
            _ => false,
        };
    }
}
