using System.Text;
using System.Text.RegularExpressions;

namespace ServiceAnalytics.Warehouse;

/// <summary>
/// How personal data are shown unless the user asks to see them: a phone as <c>138****1234</c>, a name as <c>张*</c>. In free text only phone
/// numbers can be told from the rest: mobile numbers of the mainland, numbers with an area code, and those with a plus before them.
/// </summary>
public static partial class PersonalText
{
    /// <summary>A text with its phone numbers masked; everything else as it is.</summary>
    public static string Phones(string text) => text.Length < 8 ? text : AnyPhone().Replace(text, m => Masked(m.Value));

    /// <summary>A text with its phone numbers taken out altogether.</summary>
    public static string WithoutPhones(string text) => text.Length < 8 ? text : AnyPhone().Replace(text, "***");

    /// <summary>A contact's phone; of a cell that holds no number the first letter.</summary>
    public static string Phone(string phone) =>
        phone.Length == 0 ? phone : AnyPhone().IsMatch(phone) ? Phones(phone) : phone.Count(char.IsDigit) >= 5 ? Masked(phone) : Name(phone);

    /// <summary>A contact's name: the first letter of each word, of a Chinese name the first character.</summary>
    public static string Name(string name)
    {
        StringBuilder masked = new();
        foreach (string word in name.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Rune first = word.EnumerateRunes().First();
            masked.Append(masked.Length > 0 ? " " : string.Empty).Append(Rune.IsDigit(first) ? "*" : first.ToString() + "*");
        }

        return masked.ToString();
    }

    // The first three and the last four digits of a mobile number; of shorter ones the last two. A country's code stays before it.
    private static string Masked(string phone)
    {
        int digits = phone.Count(char.IsDigit);
        int country = phone.TrimStart().StartsWith('+') ? Math.Max(0, digits - 11) : 0;
        int last = digits - country >= 11 ? 4 : 2;
        int place = 0;
        StringBuilder masked = new(phone.Length);
        foreach (char c in phone)
        {
            if (!char.IsDigit(c))
            {
                masked.Append(c);
                continue;
            }

            masked.Append(place < country + 3 || place >= digits - last ? c : '*');
            place++;
        }

        return masked.ToString();
    }

    // Bounded by what is no letter, digit or point of another number: hashes, serial numbers and decimals hold digits, too.
    [GeneratedRegex(
        @"(?<![A-Za-z0-9_.])(?:(?:\+|00)86[- ]?)?[1１][3-9３-９]\d[- ]?\d{4}[- ]?\d{4}(?![A-Za-z0-9_])"
        + @"|(?<![A-Za-z0-9_.\-])[(（]?[0０]\d{2,3}(?:[-－ ]|[)）][- ]?)\d{7,8}(?:-\d{1,6})?(?![A-Za-z0-9_])"
        + @"|(?<![A-Za-z0-9_.+])\+\d{1,3}(?:[ \-./]?[(]?\d[)]?){7,12}(?![A-Za-z0-9_])",
        RegexOptions.CultureInvariant, 2000)]
    private static partial Regex AnyPhone();
}
