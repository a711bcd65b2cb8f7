using ServiceAnalytics.Samples.Output;

namespace ServiceAnalytics.Samples.Company;

/// <summary>What a division makes decides how its products are repaired.</summary>
internal enum Division
{
    Fluid,
    Power,
    Instruments,
    Vehicles,
}

/// <summary>One fault code of a series.</summary>
/// <param name="Code">As on the ticket.</param>
/// <param name="Text">What the agent writes.</param>
/// <param name="Part">The part that fails.</param>
/// <param name="Department">Who answers for it as a rule.</param>
/// <param name="PartPrice">Yuan, median.</param>
/// <param name="Weight">Share among the faults of its series, to no scale.</param>
internal sealed record Fault(Word Code, Word Text, Word Part, Word Department, int PartPrice, int Weight);

/// <summary>A product series with its six faults.</summary>
internal sealed record Series(Word Name, Division Division, int WarrantyMonths, int SummerPercent, IReadOnlyList<Fault> Faults);

/// <summary>A model; its weight is its share of the deliveries in 1/1000.</summary>
internal sealed record Model(Word Name, Series Series, int Weight);

/// <summary>
/// The catalogue of the invented manufacturer 澜川装备: ten series of four divisions, sixty fault codes, thirty-two models.
/// </summary>
internal static class Products
{
    private static readonly Word Design = "研发中心";
    private static readonly Word Purchasing = "采购部";
    private static readonly Word Production = "生产制造部";
    private static readonly Word Quality = "质量部";
    private static readonly Word Service = "售后服务部";

    public static readonly IReadOnlyList<Series> AllSeries =
    [
        Make("KP离心泵系列", Division.Fluid, 24, 125, "KP",
            ("机械密封泄漏", "机械密封", Purchasing, 680, 26), ("轴承异响发热", "轴承", Purchasing, 420, 22), ("叶轮磨损，扬程不足", "叶轮", Production, 1350, 14),
            ("电机过载跳闸", "电机", Purchasing, 2600, 12), ("泵体振动超标", "联轴器", Production, 510, 12), ("密封圈老化渗水", "密封圈", Purchasing, 65, 14)),
        Make("KS潜水排污泵系列", Division.Fluid, 18, 140, "KS",
            ("电缆进水绝缘下降", "防水电缆", Purchasing, 380, 22), ("叶轮堵塞缠绕", "叶轮", Design, 900, 24), ("浮球开关失灵", "浮球开关", Purchasing, 120, 20),
            ("油室进水", "机械密封", Production, 560, 16), ("热保护误动作", "热保护器", Design, 210, 10), ("耦合装置漏水", "耦合底座", Production, 740, 8)),
        Make("KD计量泵系列", Division.Fluid, 12, 105, "KD",
            ("隔膜破裂", "隔膜", Purchasing, 460, 28), ("流量不稳定", "单向阀", Production, 240, 26), ("冲程调节卡滞", "冲程机构", Design, 830, 14),
            ("电控板无输出", "控制板", Purchasing, 950, 14), ("安全阀起跳", "安全阀", Quality, 310, 10), ("接头渗液", "管接头", Production, 45, 8)),
        Make("PU不间断电源系列", Division.Power, 36, 120, "PU",
            ("逆变模块过温告警", "逆变模块", Design, 4200, 20), ("电池组容量不足", "蓄电池组", Purchasing, 5600, 26), ("旁路切换失败", "静态开关", Design, 2300, 12),
            ("风扇停转", "散热风扇", Purchasing, 160, 22), ("显示屏无显示", "显示屏", Purchasing, 340, 12), ("通信中断", "通信板", Production, 520, 8)),
        Make("PD直流电源屏系列", Division.Power, 36, 105, "PD",
            ("整流模块不均流", "整流模块", Design, 1900, 24), ("绝缘监测误报", "绝缘监测仪", Purchasing, 780, 20), ("充电机无输出", "充电模块", Purchasing, 2100, 20),
            ("馈线开关跳闸", "馈线开关", Production, 260, 14), ("监控装置死机", "监控主机", Design, 1700, 14), ("母线电压偏低", "调压硅链", Quality, 640, 8)),
        Make("PV光伏逆变器系列", Division.Power, 60, 135, "PV",
            ("并网继电器粘连", "并网继电器", Purchasing, 290, 20), ("直流侧绝缘故障", "直流端子", Production, 90, 22), ("机内温度过高降额", "散热组件", Design, 620, 20),
            ("采集棒离线", "采集棒", Purchasing, 150, 18), ("功率板炸机", "功率板", Design, 3300, 10), ("防雷器失效", "防雷模块", Purchasing, 180, 10)),
        Make("MF电磁流量计系列", Division.Instruments, 12, 100, "MF",
            ("信号漂移", "电极", Quality, 380, 24), ("励磁线圈断路", "励磁线圈", Production, 520, 18), ("转换器黑屏", "转换器", Purchasing, 1450, 18),
            ("衬里鼓包", "衬里", Production, 1100, 14), ("输出电流偏差", "输出板", Design, 430, 16), ("接线盒进水", "密封圈", Production, 30, 10)),
        Make("MA在线水质分析仪系列", Division.Instruments, 12, 100, "MA",
            ("量程校准失败", "比色池", Quality, 760, 24), ("蠕动泵管破裂", "蠕动泵管", Purchasing, 85, 26), ("试剂报警误报", "液位传感器", Design, 190, 16),
            ("数据上传中断", "通信模块", Production, 430, 14), ("加热消解不升温", "加热器", Purchasing, 680, 12), ("测量值偏高", "光源组件", Quality, 980, 8)),
        Make("VS吸污车系列", Division.Vehicles, 18, 110, "VS",
            ("真空泵吸力不足", "真空泵", Purchasing, 5200, 26), ("罐门密封不严", "罐门密封条", Production, 240, 24), ("液压油管爆裂", "液压油管", Purchasing, 310, 18),
            ("取力器异响", "取力器", Purchasing, 2400, 14), ("液位指示失灵", "液位计", Design, 160, 10), ("举升油缸内泄", "举升油缸", Purchasing, 3600, 8)),
        Make("VC高空作业车系列", Division.Vehicles, 18, 105, "VC",
            ("臂架下沉", "平衡阀", Purchasing, 1250, 24), ("支腿软腿报警", "支腿油缸", Production, 2900, 20), ("力矩限制器误报", "力矩限制器", Design, 1800, 18),
            ("回转支承异响", "回转支承", Quality, 6800, 12), ("工作斗调平失效", "调平油缸", Design, 1600, 14), ("应急泵不工作", "应急泵", Purchasing, 900, 12)),
    ];

    /// <summary>All models; the weights add up to 1,000.</summary>
    public static readonly IReadOnlyList<Model> Models =
    [
        In(0, "KP80", 30), In(0, "KP100", 40), In(0, "KP150", 180), In(0, "KP200", 30),
        In(1, "KS50", 35), In(1, "KS80", 40), In(1, "KS100", 25),
        In(2, "KD120", 25), In(2, "KD240", 30), In(2, "KD600", 15),
        In(3, "PU10K", 30), In(3, "PU20K", 80), In(3, "PU40K", 25), In(3, "PU80K", 15),
        In(4, "PD110", 20), In(4, "PD220", 30), In(4, "PD380", 15),
        In(5, "PV50", 25), In(5, "PV110", 30),
        In(6, "MF50", 25), In(6, "MF80", 80), In(6, "MF100", 30), In(6, "MF200", 15),
        In(7, "MA1000", 20), In(7, "MA2000", 25), In(7, "MA3000", 15),
        In(8, "VS5", 15), In(8, "VS8", 15), In(8, "VS12", 10),
        In(9, "VC16", 12), In(9, "VC20", 10), In(9, "VC28", 8),
    ];

    /// <summary>Who supplies parts; a unit's part comes from one of three that fit its name.</summary>
    public static readonly IReadOnlyList<Word> Suppliers = Word.List(
        "宁砺密封科技", "弘砺轴承制造", "科榕电子", "苏榕机电", "澄岭铸造", "远砺液压", "启榕电源技术", "钧岭传感器", "浦砺电缆", "甬榕阀业", "皖岭橡塑", "川砺精工");

    private static Series Make(string name, Division division, int warrantyMonths, int summerPercent, string prefix, params (string Text, string Part, Word Department, int Price, int Weight)[] faults) =>
        new(name, division, warrantyMonths, summerPercent,
            [.. faults.Select((fault, i) => new Fault($"{prefix}-{i + 1:00}", fault.Text, fault.Part, fault.Department, fault.Price, fault.Weight))]);

    private static Model In(int series, string name, int weight) => new(name, AllSeries[series], weight);

    /// <summary>The model of that name.</summary>
    public static int ModelIndex(string name) => Models.Select((model, i) => (model, i)).Single(m => m.model.Name.Text == name).i;

    /// <summary>The department that answers for misuse and for what nobody made wrong.</summary>
    public static Word OutsideDepartment => Service;
}
