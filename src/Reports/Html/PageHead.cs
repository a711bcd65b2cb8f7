using System.Text;
using System.Text.RegularExpressions;
using ServiceAnalytics.Reports.Components;

namespace ServiceAnalytics.Reports.Html;

/// <summary>What stands in a page's head: policy, styles, typefaces, scripts. Everything here is our own; texts come in only as CSS strings.</summary>
internal static partial class PageHead
{
    /// <summary>The head's elements behind the title.</summary>
    public static string Elements(ReportContents contents, AssetPlacement placement, ReportAssets assets)
    {
        var head = new StringBuilder();
        if (placement.BaseAddress is { } address)
        {
            head.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src data:; base-uri 'none'; form-action 'none'\">");
            foreach (var sheet in ReportAssets.FontSheets)
            {
                head.Append("<link rel=\"stylesheet\" href=\"").Append(address).Append(sheet).Append("\">");
            }

            foreach (var script in ReportAssets.Scripts)
            {
                head.Append("<script defer src=\"").Append(address).Append(script).Append("\"></script>");
            }
        }
        else
        {
            // Only these very scripts may run: their hashes are named, so that no other script could, whatever the page holds.
            var hashes = string.Join(' ', ReportAssets.Scripts.Select(s => ReportAssets.HashForPolicy(InlineScript(assets, s))));
            head.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src ").Append(hashes)
                .Append("; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'\">");
            head.Append("<style>").Append(InlineFonts(assets)).Append("</style>");
        }

        head.Append("<style>").Append(ReportAssets.StyleSheet).Append(PageRules(contents)).Append("</style>");
        return head.ToString();
    }

    /// <summary>Scripts at the end of the body, when they are written into the page.</summary>
    public static string EndOfBody(AssetPlacement placement, ReportAssets assets) =>
        placement.BaseAddress is not null
            ? ""
            : string.Concat(ReportAssets.Scripts.Select(s => $"<script>{InlineScript(assets, s)}</script>"));

    /// <summary>Running header and foot: one named page per chapter, because Chromium has neither string-set nor running elements.</summary>
    private static string PageRules(ReportContents contents)
    {
        var rules = new StringBuilder();
        rules.Append("@page{@top-left{content:").Append(CssString(contents.Title)).Append("}@bottom-left{content:").Append(CssString(contents.Footer ?? ""))
            .Append("}@bottom-right{content:").Append(PageTexts.PageOfPages(contents.Language)).Append("}}");
        rules.Append("@page contents{@top-right{content:").Append(CssString(PageTexts.Contents.In(contents.Language))).Append("}}");
        foreach (var chapter in contents.Numbered())
        {
            rules.Append("@page ").Append(chapter.Id).Append("{@top-right{content:").Append(CssString($"{chapter.Number}  {chapter.Chapter.Title}")).Append("}}");
            rules.Append('#').Append(chapter.Id).Append("{page:").Append(chapter.Id).Append('}');
        }

        return rules.ToString();
    }

    /// <summary>A CSS string that nothing in the text can end. An escape takes a blank after its digits.</summary>
    internal static string CssString(string text)
    {
        var css = new StringBuilder("\"");
        foreach (var character in text)
        {
            if (character is '"' or '\\' or '<' or '>' or '&' or '/' || char.IsControl(character))
            {
                css.Append('\\').Append(((int)character).ToString("x6", System.Globalization.CultureInfo.InvariantCulture)).Append(' ');
            }
            else
            {
                css.Append(character);
            }
        }

        return css.Append('"').ToString();
    }

    private static string InlineScript(ReportAssets assets, string path) =>
        assets.Text(path).Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase);

    private static string InlineFonts(ReportAssets assets) =>
        FontAddress().Replace(assets.Text("inter.css"), match =>
            $"url(\"data:font/woff2;base64,{Convert.ToBase64String(assets.Find(match.Groups[1].Value)!.Bytes)}\")");

    [GeneratedRegex("url\\(\"([^\"]+)\"\\)", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex FontAddress();
}
