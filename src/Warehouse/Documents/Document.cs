using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ServiceAnalytics.Warehouse.Documents;

/// <summary>
/// A YAML file that a user writes (settings, policy, mapping), read as written: every problem is collected with its line,
/// and all of them are told at once by <see cref="ThrowIfProblems"/>.
/// </summary>
public sealed class Document
{
    private readonly List<(long Line, string English, string Chinese)> problems = [];

    private Document(string file) => File = file;

    /// <summary>The file's name for messages.</summary>
    public string File { get; }

    /// <summary>The outermost mapping.</summary>
    public DocumentMap Root { get; private set; } = null!;

    /// <summary>Reads a file.</summary>
    /// <exception cref="DocumentException">The file is not there, not YAML, or no mapping.</exception>
    public static Document Load(string path) => System.IO.File.Exists(path)
        ? Parse(path, System.IO.File.ReadAllText(path))
        : throw DocumentException.NotThere(path);

    /// <summary>Reads a text; <paramref name="file"/> is its name in messages.</summary>
    /// <exception cref="DocumentException">The text is not YAML, or no mapping.</exception>
    public static Document Parse(string file, string yaml)
    {
        Document document = new(file);
        YamlMappingNode root = [];
        try
        {
            YamlStream stream = [];
            stream.Load(new StringReader(yaml));
            if (stream.Documents.Count > 0 && stream.Documents[0].RootNode is YamlMappingNode map)
            {
                root = map;
            }
            else
            {
                document.Add(1, "the file is empty or is not made of \"key: value\" lines.", "文件为空，或不是由“key: value”形式的各行组成。");
            }
        }
        catch (YamlException failure)
        {
            string words = failure.Message.TrimEnd('.', ' ');
            document.Add(failure.Start.Line, $"not readable as YAML: {words}.", $"不能按 YAML 读取：{words}。");
        }
        catch (InvalidOperationException)
        {
            // The parser's way of saying that a list or group was not closed; it doesn't say where.
            document.Add(1, "not readable as YAML: a bracket, brace or quote is not closed.", "不能按 YAML 读取：有括号或引号没有闭合。");
        }

        // Nothing more can be said of a text that isn't readable: every key would be told as missing.
        document.ThrowIfProblems();
        document.Root = new DocumentMap(document, root, string.Empty);
        return document;
    }

    /// <summary>Adds a problem found by whoever reads the document, in both languages.</summary>
    public void Add(long line, string english, string chinese) => problems.Add((line, english, chinese));

    /// <summary>Tells every problem at once, in the order of their lines.</summary>
    /// <exception cref="DocumentException">There is at least one problem.</exception>
    public void ThrowIfProblems()
    {
        if (problems.Count > 0)
        {
            throw new DocumentException(File, [.. problems.OrderBy(p => p.Line).Select(p => ($"Line {p.Line}: {p.English}", $"第 {p.Line} 行：{p.Chinese}"))]);
        }
    }
}
