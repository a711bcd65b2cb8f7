using ServiceAnalytics.Samples.Output;

namespace ServiceAnalytics.Samples.Company;

/// <summary>A service office; its weight is its share of the customers in percent.</summary>
internal sealed record Office(Word Name, Word Region, string City, int Weight, IReadOnlyList<Word> Technicians);

/// <summary>Nine regions with twenty-one offices and their technicians (all names invented).</summary>
internal static class Places
{
    private static readonly string[] Surnames = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗"];
    private static readonly string[] GivenNames = ["志远", "建军", "海涛", "文斌", "国强", "晓峰", "俊杰", "立新", "永康", "春生", "宏伟", "少华", "庆林", "子昂", "振宇", "明辉", "德胜"];

    public static readonly IReadOnlyList<Office> Offices = Make(
        ("上海", "华东", 8), ("苏州", "华东", 11), ("杭州", "华东", 6),
        ("广州", "华南", 10), ("深圳", "华南", 8), ("南宁", "华南", 2),
        ("北京", "华北", 6), ("天津", "华北", 3), ("石家庄", "华北", 2),
        ("武汉", "华中", 14), ("长沙", "华中", 4), ("郑州", "华中", 2),
        ("济南", "山东", 4), ("青岛", "山东", 3),
        ("成都", "西南", 4), ("重庆", "西南", 3), ("昆明", "西南", 1),
        ("沈阳", "东北", 2), ("哈尔滨", "东北", 1),
        ("西安", "西北", 3),
        ("海外", "海外", 3));

    public static int OfficeIndex(string name) => Offices.Select((office, i) => (office, i)).Single(o => o.office.Name.Text == name).i;

    private static Office[] Make(params (string City, string Region, int Weight)[] offices)
    {
        var made = new Office[offices.Length];
        var person = 0;
        for (var i = 0; i < offices.Length; i++)
        {
            var technicians = new Word[2 + (offices[i].Weight / 2)];
            for (var t = 0; t < technicians.Length; t++, person++)
            {
                technicians[t] = Surnames[person % Surnames.Length] + GivenNames[person % GivenNames.Length]; // 20 and 17 have no common factor
            }

            made[i] = new Office(offices[i].City == "海外" ? "海外服务中心" : offices[i].City + "服务站", offices[i].Region, offices[i].City, offices[i].Weight, technicians);
        }

        return made;
    }
}
