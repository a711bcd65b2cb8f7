namespace ServiceAnalytics.Testing;

/// <summary>What becomes of a YAML file in the hands of people and editors: lines lost, doubled, cut, pushed aside, letters gone, signs put in.</summary>
public static class SpoiltText
{
    private static readonly string[] Signs = ["\0", "{", "[", ":", "- ", "\t", "\"", "&x ", "*x", "!!int ", "|", "999999999999", "-1", "null", "："];

    /// <summary>The lines with one to three things wrong, joined by newlines; the same seed spoils them in the same way.</summary>
    public static string Of(IReadOnlyList<string> lines, Random random)
    {
        List<string> text = [.. lines];
        for (int change = random.Next(1, 4); change > 0; change--)
        {
            int at = random.Next(text.Count);
            string line = text[at];
            int place = random.Next(line.Length + 1);
            switch (random.Next(9))
            {
                case 0: text.RemoveAt(at); break;
                case 1: text.Insert(random.Next(text.Count), line); break;
                case 2: text[at] = line[..place]; break;
                case 3: text[at] = line.Insert(place, Signs[random.Next(Signs.Length)]); break;
                case 4: text[at] = new string(' ', random.Next(12)) + line.TrimStart(); break;
                case 5: text[at] = line.IndexOf(':') is > 0 and var colon ? line[..(colon + 1)] : line; break;
                case 6: text[at] = line.IndexOf(':') is > 0 and var end ? line[..(end + 1)] + " [" + line[(end + 1)..] + "]" : line; break;
                case 7: text[at] = string.Concat(line.Select(c => char.IsDigit(c) ? '9' : c)); break;
                default: text[at] = line.Length == 0 ? line : line.Remove(Math.Min(place, line.Length - 1), 1); break;
            }
        }

        return string.Join('\n', text);
    }
}
