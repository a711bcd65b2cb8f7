using ServiceAnalytics.Samples.Company;
using ServiceAnalytics.Samples.Output;
using ServiceAnalytics.Samples.Tickets;
using ServiceAnalytics.Samples.Time;

namespace ServiceAnalytics.Samples.Followups;

/// <summary>One rectification notice.</summary>
internal sealed record Notice(
    string Number, string Problem, string Model, string Fault, string? Batch, DateOnly Confirmed, DateOnly Issued, DateOnly Due, DateOnly? Implemented, DateOnly? Verified,
    string Department, string Owner, string Measure, string Result);

/// <summary>The rectifications register 技术整改通知, an Excel sheet as departments keep it: a title above the headings, a total below.</summary>
internal static class Rectifications
{
    public static readonly string[] Headings =
        ["通知编号", "问题描述", "产品型号", "故障代码", "生产批次", "确认日期", "下发日期", "要求完成日期", "实施日期", "验证日期", "责任部门", "责任人", "整改措施", "验证结果"];

    /// <summary>The notices of the scenario (emerging fault, cure, measure without effect) among nine others.</summary>
    public static IReadOnlyList<Notice> Make(SampleOptions options, PlantPlan plan)
    {
        var end = options.EndMonth;
        var cure = LocalMinutes.FirstOf(plan.CureMonth);
        var vain = LocalMinutes.FirstOf(plan.IneffectiveMonth);
        var batch = UnitSheet.Batch(plan.Emerging.Model, plan.Emerging.Batch.Year, plan.Emerging.Batch.Quarter).Text;
        var notices = new List<Notice>
        {
            Of(end.AddMonths(-24), 6, 2, 30, 25, 80, "KS80", "KS-03", "浮球开关改用双密封型号", "有效"),
            Of(end.AddMonths(-21), 3, 3, 45, 52, 96, "PU10K", "PU-04", "风扇更换为长寿命滚珠轴承型", "有效"),
            Of(end.AddMonths(-18), 10, 1, 40, 33, 90, "VS8", "VS-02", "罐门密封条加厚并调整锁紧力矩", "无效"),
            Of(cure.AddMonths(-1), 4, 2, 45, 41, 90, plan.Cured.ModelName, plan.Cured.FaultCode, "逆变模块散热片加大，风道重新设计，升级控制程序", "有效"),
            Of(vain.AddMonths(-1), 6, 1, 45, 39, 92, plan.Ineffective.ModelName, plan.Ineffective.FaultCode, "电极出厂前增加一道清洗工序", "有效"),
            Of(end.AddMonths(-12), 11, 6, 60, 74, 100, "MA2000", "MA-02", "蠕动泵管更换供应商", "有效"),
            Of(end.AddMonths(-6), 8, 2, 60, 47, 91, "KD240", "KD-02", "单向阀材质改为陶瓷球", "基本有效"),
            Of(end.AddMonths(-5), 14, 2, 60, 66, null, "PD220", "PD-02", "绝缘监测仪软件升级，调整告警门限", "待验证"),
            Of(end.AddMonths(-3), 9, 3, 45, 40, null, "VC20", "VC-03", "力矩限制器接插件改为防水型", "待验证"),
            Of(end.AddMonths(-2), 3, 2, 50, null, null, "PV110", "PV-02", "直流端子改用镀银件，全部在库品返工", "待验证"),
            Of(end.AddMonths(-1), 7, 4, 50, null, null, "KS100", "KS-02", "叶轮改为涡流式，重新做通过性试验", "待验证"),
            Of(end, 12, 8, 40, null, null, plan.Emerging.ModelName, plan.Emerging.FaultCode, "隔离该批机械密封，启动来料复检，更换供应商批次", "待验证") with { Batch = batch },
        };
        return [.. notices.OrderBy(notice => notice.Confirmed).Select((notice, i) => notice with { Number = $"ZG{notice.Confirmed.Year}-{i + 1:000}" })];
    }

    public static void Write(string path, SampleOptions options, IReadOnlyList<Notice> notices)
    {
        var rows = new List<IReadOnlyList<object?>>
        {
            new object?[] { $"技术整改通知台账（截至{options.ExportDay:yyyy年M月d日}）" },
            Headings,
        };
        rows.AddRange(notices.Select(n => new object?[]
        {
            n.Number, n.Problem, n.Model, n.Fault, n.Batch, n.Confirmed, n.Issued, n.Due, n.Implemented, n.Verified, n.Department, n.Owner, n.Measure, n.Result,
        }));
        rows.Add([]);
        rows.Add([$"合计：{notices.Count}份"]);
        Workbook.Write(path, "整改台账", rows);
    }

    private static Notice Of(DateOnly month, int day, int issuedAfter, int dueAfter, int? implementedAfter, int? verifiedAfter, string model, string fault, string measure, string result)
    {
        var confirmed = month.AddDays(day - 1);
        var known = Products.Models[Products.ModelIndex(model)].Series.Faults.Single(f => f.Code.Text == fault);
        var implemented = implementedAfter is { } days ? confirmed.AddDays(days) : (DateOnly?)null;
        return new Notice(
            "", $"{model}{known.Text}偏多", model, fault, null, confirmed, confirmed.AddDays(issuedAfter), confirmed.AddDays(dueAfter), implemented,
            verifiedAfter is { } later ? implemented?.AddDays(later) : null,
            known.Department.Text, Owners[(model.Length + day) % Owners.Length], measure, result);
    }

    private static readonly string[] Owners = ["沈工", "陆建平", "方文静", "顾海波", "邵敏", "戴俊"];
}
