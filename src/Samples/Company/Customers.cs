using ServiceAnalytics.Samples.Output;
using ServiceAnalytics.Samples.Randomness;

namespace ServiceAnalytics.Samples.Company;

/// <summary>A customer; grade A is a key customer and has more units.</summary>
internal sealed record Customer(Word Name, Word Grade, int Office, int Weight);

/// <summary>Invented customers: about four hundred for a small company, more for a large one; one in fourteen is a key customer.</summary>
internal sealed class Customers
{
    private static readonly string[] FirstSyllables = ["启", "澜", "恒", "瑞", "嘉", "泓", "钧", "拓", "盛", "铭", "沅", "晟", "砺", "岳", "淳", "骏", "榕", "翊", "朗", "禾", "昱", "珩", "霁", "屹"];
    private static readonly string[] SecondSyllables = ["衡", "川", "源", "峰", "泰", "宁", "达", "程", "远", "科", "能", "辉", "原", "舟", "睿", "安", "岭", "越", "陵", "野"];
    private static readonly string[] Trades = ["水务", "化工", "环境", "电力", "制药", "食品", "钢铁", "纺织", "市政", "新能源", "造纸", "数据"];
    private static readonly string[] Forms = ["有限公司", "股份有限公司", "集团有限公司"];
    private static readonly string[] KeyOffices = ["北京服务站", "上海服务站", "杭州服务站"];
    private static readonly Word[] Grades = Word.List("A", "B", "C");

    public Customers(int count, ulong seed)
    {
        var random = new SeededGenerator(seed, "customers");
        var officeWeights = Places.Offices.Select(office => office.Weight).ToArray();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var all = new List<Customer>(count);
        while (all.Count < count)
        {
            var office = random.Weighted(officeWeights);
            office = all.Count < KeyOffices.Length ? Places.OfficeIndex(KeyOffices[all.Count]) : office;
            var city = Places.Offices[office].City;
            var name = $"{city}{FirstSyllables[random.Below(FirstSyllables.Length)]}{SecondSyllables[random.Below(SecondSyllables.Length)]}{Trades[random.Below(Trades.Length)]}{Forms[random.Below(Forms.Length)]}";
            if (!taken.Add(name))
            {
                continue;
            }

            // Grades go round in fourteens; the first few are key customers, about whom the scenario has something to tell.
            var grade = all.Count < KeyOffices.Length ? 0 : (all.Count % 14) switch { 0 => 0, < 5 => 1, _ => 2 };
            var weight = grade switch { 0 => random.Between(8, 16), 1 => random.Between(3, 6), _ => random.Between(1, 3) };
            all.Add(new Customer(name, Grades[grade], office, weight));
        }

        All = all;
    }

    public IReadOnlyList<Customer> All { get; }
}
