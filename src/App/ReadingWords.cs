using System.Text.RegularExpressions;

namespace ServiceAnalytics.App;

/// <summary>How a file's columns and encoding were understood, in Chinese; what it has no words for stays as it is.</summary>
internal static class ReadingWords
{
    private static readonly (string Pattern, string Words)[] All =
    [
        (@"^number with decimal comma \(([\d,]+) cells show it\)$", "小数逗号的数字（$1 格可见）"),
        ("^number with decimal point$", "数字"),
        ("^word, translated by the mapping$", "代码，按映射翻译"),
        ("^yes or no$", "是或否"),
        ("^name or number of something$", "名称或编号"),
        ("^text$", "文字"),
        ("^not mapped$", "不认识的列"),
        ("^date$", "日期"),
        ("^date, year-month-day$", "日期，年-月-日"),
        ("^date, 年月日$", "日期，年月日"),
        (@"^date, year\.month\.day$", "日期，年.月.日"),
        ("^date, digits alone$", "日期，纯数字"),
        ("^date, Excel's serial numbers$", "日期，Excel 序列号"),
        ("^date, with the month's name$", "日期，月份为英文"),
        ("^date, as the mapping says$", "日期，按映射规定的格式"),
        (@"^date, day first \(([\d,]+) cells can't be read otherwise\)$", "日期，日在前（有 $1 格只能这样读）"),
        (@"^date, month first \(([\d,]+) cells can't be read otherwise\)$", "日期，月在前（有 $1 格只能这样读）"),
        (@"^date, day first \(by the file's other columns or its dots\)$", "日期，日在前（据文件的其他列或点号）"),
        (@"^date, month first \(by the file's other columns or its dots\)$", "日期，月在前（据文件的其他列或点号）"),
        (@"^date, day first \(the mapping says so\)$", "日期，日在前（映射规定）"),
        (@"^date, month first \(the mapping says so\)$", "日期，月在前（映射规定）"),
        ("^byte order mark; every byte is valid UTF-8$", "有字节序标记，且每个字节都是合法的 UTF-8"),
        ("^byte order mark FF FE$", "字节序标记 FF FE"),
        ("^byte order mark FE FF$", "字节序标记 FE FF"),
        ("^only ASCII characters$", "只有 ASCII 字符"),
        ("^every byte is valid UTF-8$", "每个字节都是合法的 UTF-8"),
        (@"^not UTF-8 \(line ([\d,]+), byte ([\d,]+) .*\), and every byte is valid GB18030; ([\d,]+) of ([\d,]+) characters are everyday Chinese$", "不是 UTF-8（第 $1 行第 $2 字节），每个字节都是合法的 GB18030，$4 个字中有 $3 个是常用汉字"),
        (@"^not UTF-8 \(line ([\d,]+), byte ([\d,]+) .*\); ([\d,]+) of ([\d,]+) bytes beyond ASCII stand alone, as western letters with accents do$", "不是 UTF-8（第 $1 行第 $2 字节），$4 个非 ASCII 字节中有 $3 个单独出现，符合西文重音字母"),
    ];

    /// <summary>The Chinese for one phrase.</summary>
    public static string Zh(string phrase)
    {
        foreach ((string pattern, string words) in All)
        {
            if (Regex.IsMatch(phrase, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)))
            {
                return Regex.Replace(phrase, pattern, words, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            }
        }

        return phrase;
    }
}
