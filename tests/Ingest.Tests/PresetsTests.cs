using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Ingest.Tests;

/// <summary>Small exports as known systems and forms write them: recognised by their headings alone, and stored as a person reads them.</summary>
public sealed class PresetsTests
{
    [Theory]
    [InlineData("servicenow-incidents.csv", "servicenow-incidents", "tickets", "ticket_id, customer, channel, region, office, technician, serial_no, severity, request_type, fault_code, received_at_utc, repaired_at_utc, closed_at_utc",
        "INC0010023 | Delta Water | phone | Nanjing | Field East | Chen Bo | PMP-4711 | emergency | repair | Drive | 2026-10-03 00:05 | 2026-10-03 06:20 | 2026-10-06 01:00",
        "INC0010024 | Anna Roth | email | Berlin | Field West | ∅ | PMP-4802 | general | repair | Hardware | 2026-10-04 01:30 | ∅ | ∅")]
    [InlineData("servicenow-incidents-columns.csv", "servicenow-incidents", "tickets", "ticket_id, customer, channel, serial_no, severity, received_at_utc, closed_at_utc",
        "INC0010023 | Li Wei | phone | PMP-4711 | emergency | 2026-10-03 00:05 | 2026-10-06 01:00")]
    [InlineData("jira-issues.csv", "jira-issues", "tickets", "ticket_id, customer, region, technician, serial_no, severity, request_type, received_at_utc, answered_at_utc, repaired_at_utc",
        "SUP-101 | Delta Water | East | Chen Bo | PMP-4711 | emergency | repair | 2026-10-03 00:05 | 2026-10-03 00:09 | 2026-10-03 06:20",
        "SUP-102 | Anna Roth | ∅ | ∅ | ∅ | general | consultation | 2026-10-04 01:30 | ∅ | ∅")]
    [InlineData("zendesk-tickets.csv", "zendesk-tickets", "tickets", "ticket_id, customer, channel, office, severity, request_type, received_at_utc, dispatched_at_utc, repaired_at_utc",
        "5001 | Delta Water | email | Field East | emergency | repair | 2026-10-03 00:05 | 2026-10-03 00:12 | 2026-10-03 06:20",
        "5002 | Anna Roth | web | Field West | general | consultation | 2026-10-04 01:30 | ∅ | ∅")]
    [InlineData("freshdesk-tickets.csv", "freshdesk-tickets", "tickets", "ticket_id, customer, channel, product_model, severity, request_type, received_at_utc, answered_at_utc, repaired_at_utc, closed_at_utc",
        "301 | Delta Water | phone | HX-200 | emergency | repair | 2026-10-03 00:05 | 2026-10-03 00:09 | 2026-10-03 06:20 | 2026-10-06 01:00",
        "302 | Anna Roth | web | ∅ | general | consultation | 2026-10-04 01:30 | ∅ | ∅ | ∅")]
    [InlineData("otrs-tickets.csv", "otrs-tickets", "tickets", "ticket_id, customer, office, technician, severity, received_at_utc, dispatched_at_utc, answered_at_utc, repaired_at_utc",
        "2026100310000017 | Delta Water | Field East | chenbo | emergency | 2026-10-03 00:05 | 2026-10-03 00:12 | 2026-10-03 00:09 | 2026-10-03 06:20",
        "2026100410000024 | C200 | Field West | root | general | 2026-10-04 01:30 | ∅ | ∅ | ∅")]
    [InlineData("redmine-issues.csv", "redmine-issues", "tickets", "ticket_id, customer, office, severity, request_type, fault_code, received_at_utc, repaired_at_utc",
        "812 | Li Wei | Field East | emergency | repair | Drive | 2026-10-03 00:05 | 2026-10-03 06:20",
        "813 | Anna Roth | Field West | general | consultation | ∅ | 2026-10-04 01:30 | ∅")]
    [InlineData("redmine-zh-issues.csv", "redmine-zh-issues", "tickets", "ticket_id, customer, office, severity, request_type, fault_code, received_at_utc, repaired_at_utc",
        "812 | 李伟 | 华东服务 | emergency | repair | 驱动 | 2026-10-03 00:05 | 2026-10-03 06:20",
        "813 | 张敏 | 华北服务 | general | consultation | ∅ | 2026-10-04 01:30 | ∅")]
    [InlineData("hp-service-manager-incidents.csv", "hp-service-manager-incidents", "tickets", "ticket_id, serial_no, product_model, severity, request_type, fault_code, received_at_utc, repaired_at_utc, closed_at_utc",
        "IM0000004 | PMP-4711 | HX-200 | emergency | repair | Hardware | 2026-10-03 00:05 | 2026-10-03 06:20 | 2026-10-16 01:00",
        "IM0000005 | PMP-4802 | HX-100 | general | consultation | ∅ | 2026-10-04 01:30 | ∅ | ∅")]
    [InlineData("surveymonkey-surveys.csv", "surveymonkey-surveys", "surveys", "survey_id, ticket_id, answered_at_utc, overall_score, score_scale, recommend_score, comment",
        "11870001 | T-1001 | 2026-10-03 00:09:30 | 5 | 5 | 10 | Quick, friendly",
        "11870002 | ∅ | 2026-10-14 05:02 | 2 | 5 | 4 | ∅")]
    [InlineData("qualtrics-surveys.csv", "qualtrics-surveys", "surveys", "survey_id, ticket_id, channel, sent_at_utc, answered_at_utc, overall_score, score_scale, recommend_score, comment",
        "R_1abc | T-1001 | email | 2026-10-03 00:05 | 2026-10-03 00:09:30 | 5 | 5 | 10 | Quick, friendly",
        "R_3abc | ∅ | other | 2026-10-05 02:00 | 2026-10-05 02:01 | 2 | 5 | 4 | ∅")]
    [InlineData("wenjuanxing-surveys.csv", "wenjuanxing-surveys", "surveys", "survey_id, ticket_id, customer, channel, answered_at_utc, overall_score, attitude_score, score_scale, recommend_score, comment",
        "1 | T-1001 | 江苏恒力 | wechat | 2026-10-03 00:09:30 | 5 | 5 | 5 | 10 | 服务很快",
        "2 | ∅ | 北方水务 | other | 2026-10-04 01:31 | 2 | 3 | 5 | 4 | ∅")]
    [InlineData("form-zh-call-record.csv", "form-zh-call-record", "tickets", "ticket_id, customer, channel, product_model, serial_no, severity, request_type, received_at_utc, answered_at_utc, dispatched_at_utc, arrived_at_utc, repaired_at_utc, report_submitted_at_utc",
        "BX-1001 | 江苏恒力 | phone | HX-200 | 4711 | emergency | repair | 2026-10-03 00:05 | 2026-10-03 00:07 | 2026-10-03 00:18 | 2026-10-03 00:33 | 2026-10-03 01:00 | 2026-10-03 03:30",
        "BX-1002 | 北方水务 | wechat | HX-100 | 4802 | general | repair | 2026-10-04 01:30 | ∅ | ∅ | ∅ | ∅ | ∅")]
    [InlineData("form-zh-repair-orders.csv", "manufacturer-zh-tickets", "tickets", "ticket_id, customer, request_type, service_type, severity, fault_code, received_at_utc, repaired_at_utc, parts_cost",
        "BX-1001 | 江苏恒力 | repair | free | major | E07 | 2026-10-03 00:05 | 2026-10-03 01:00 | 128.50")]
    [InlineData("form-zh-service-statistics.csv", "form-zh-service-statistics", "tickets", "ticket_id, product_model, failed_part, cause_category, service_type, resolution_mode, technician, repaired_at_utc, parts_cost, travel_cost",
        "江苏恒力 / 2026-10-03 00:00:00 / 4711 | HX-200 | 轴承 | quality | free | on_site | 陈博 | 2026-10-03 16:00 | 128.50 | 300.00",
        "江苏恒力 / 2026-10-03 00:00:00 / 4712 | HX-200 | 密封圈 | misuse | paid | part_sent | 王强 | 2026-10-05 16:00 | 35.00 | ∅")]
    [InlineData("form-zh-service-record.csv", "form-zh-service-record", "tickets", "ticket_id, customer, request_type, service_type, arrived_at_utc, repaired_at_utc, confirmed_at_utc, charge",
        "FW-77 | 江苏恒力 | repair | paid | 2026-10-03 02:00 | 2026-10-03 04:00 | 2026-10-03 15:59:59 | 1280.00",
        "FW-78 | 北方水务 | commissioning | free | 2026-10-05 01:00 | ∅ | ∅ | ∅")]
    [InlineData("form-zh-trip-report.csv", "form-zh-trip-report", "tickets", "ticket_id, customer, region, request_type, resolution_mode, received_at_utc, appointed_at_utc, arrived_at_utc, report_submitted_at_utc, technician, travel_cost",
        "CC-31 | 江苏恒力 | 南京 | repair | on_site | 2026-10-03 00:05 | 2026-10-04 01:00 | 2026-10-04 00:50 | 2026-10-05 16:00 | 陈博 | 860.00",
        "CC-32 | 北方水务 | 天津 | consultation | on_site | 2026-10-04 01:30 | 2026-10-08 01:00 | ∅ | ∅ | 王强 | ∅")]
    [InlineData("form-zh-follow-up.csv", "form-zh-follow-up", "surveys", "survey_id, ticket_id, channel, answered_at_utc, overall_score, score_scale, attitude_score, timeliness_score, quality_score, comment",
        "HF-1 | FW-77 | phone | 2026-10-04 16:00 | 4 | 5 | 5 | 4 | 3 | ∅",
        "HF-2 | FW-78 | wechat | 2026-10-05 16:00 | 2 | 5 | 4 | 2 | 4 | 等待时间太长")]
    [InlineData("form-zh-annual-satisfaction.csv", "form-zh-annual-satisfaction", "surveys", "survey_id, customer, channel, sent_at_utc, answered_at_utc, overall_score, score_scale, quality_score, price_score",
        "MY-01 | 江苏恒力 | email | 2026-10-31 16:00 | 2026-11-11 16:00 | 88.5 | 100 | 92 | 80",
        "MY-02 | 北方水务 | other | 2026-10-31 16:00 | ∅ | ∅ | 100 | ∅ | ∅")]
    [InlineData("form-zh-complaints.csv", "manufacturer-zh-complaints", "complaints", "complaint_id, ticket_id, category, severity, delivered_on, delivered_quantity, defective_quantity, is_accepted",
        "TS-9 | BX-1001 | quality | serious | 2026-08-01 | 20 | 3 | true")]
    [InlineData("form-zh-rectifications.csv", "manufacturer-zh-rectifications", "rectifications", "notice_no, product_model, fault_code, confirmed_on, issued_on, due_on, implemented_on, verification_result",
        "ZG-3 | HX-200 | E07 | 2026-10-08 | 2026-10-10 | 2026-10-31 | 2026-10-28 | pending")]
    [InlineData("form-zh-installed-units.csv", "manufacturer-zh-installed-units", "installed_units", "serial_no, product_model, batch_no, delivered_on, warranty_until_on", "4711 | HX-200 | B2607 | 2026-08-01 | 2027-07-31")]
    [InlineData("form-zh-delivery-list.csv", "form-zh-delivery-list", "installed_units", "serial_no, product_series, product_model, customer, region, delivered_on",
        "4711 | 离心泵 | HX-200 | 江苏恒力 | 江苏 | 2026-08-01",
        "4712 | 离心泵 | HX-200 | 江苏恒力 | 江苏 | 2026-08-01")]
    [InlineData("servicenow-incident-log.csv", "servicenow-incident-log", "ticket_events", "ticket_id, happened_at_utc, what, status, sequence, changed_by, office, technician, serial_no, severity",
        "INC0900001 | 2016-03-13 01:23 | received | New | 0 | Updated by 21 | Group 56 | ∅ | ∅ | general",
        "INC0900001 | 2016-03-13 01:53 | working | Active | 2 | Updated by 21 | Group 56 | ∅ | ∅ | general",
        "INC0900001 | 2016-03-13 07:00 | waiting_customer | Awaiting User Info | 3 | Updated by 21 | Group 70 | Resolver 9 | PMP-4711 | general",
        "INC0900001 | 2016-03-13 10:00 | waiting_customer | Awaiting User Info | 4 | Updated by 21 | Group 70 | Resolver 9 | PMP-4711 | general",
        "INC0900001 | 2016-03-14 00:30 | working | Active | 5 | Updated by 21 | Group 70 | Resolver 9 | PMP-4711 | general",
        "INC0900001 | 2016-03-14 03:29 | repaired | Resolved | 6 | Updated by 44 | Group 70 | Resolver 9 | PMP-4711 | major",
        "INC0900001 | 2016-03-19 04:00 | closed | Closed | 7 | Updated by 908 | Group 70 | Resolver 9 | PMP-4711 | major",
        "INC0900002 | 2016-03-13 20:57 | received | New | 0 | Updated by 21 | Group 24 | ∅ | ∅ | general",
        "INC0900002 | 2016-03-13 21:30 | waiting_supplier | Awaiting Vendor | 1 | Updated by 21 | Group 24 | ∅ | ∅ | general")]
    [InlineData("jira-issue-history.csv", "jira-issue-history", "ticket_events", "ticket_id, happened_at_utc, what, status, changed_by, customer, severity, request_type",
        "SUP-101 | 2026-10-03 00:09 | working | In Progress | Chen Bo | Delta Water | emergency | repair",
        "SUP-101 | 2026-10-03 01:00 | waiting_parts | Waiting for parts | Chen Bo | Delta Water | emergency | repair",
        "SUP-101 | 2026-10-04 01:00 | working | In Progress | Chen Bo | Delta Water | emergency | repair",
        "SUP-101 | 2026-10-04 06:20 | repaired | Resolved | Chen Bo | Delta Water | emergency | repair")]
    [InlineData("zendesk-ticket-updates.csv", "zendesk-ticket-updates", "ticket_events", "ticket_id, happened_at_utc, what, changed_by, customer, severity, received_at_utc",
        "5001 | 2026-10-03 00:05 | received | Anna Roth | Delta Water | emergency | 2026-10-03 00:05",
        "5001 | 2026-10-03 00:20 | waiting_customer | Chen Bo | Delta Water | emergency | 2026-10-03 00:05",
        "5001 | 2026-10-03 02:20 | working | Anna Roth | Delta Water | emergency | 2026-10-03 00:05",
        "5001 | 2026-10-03 06:20 | repaired | Chen Bo | Delta Water | emergency | 2026-10-03 00:05")]
    [InlineData("event-log-zh.csv", "manufacturer-zh-ticket-events", "ticket_events", "ticket_id, happened_at_utc, what, status, changed_by, customer, serial_no",
        "GD-1 | 2026-10-03 00:05 | received | 新建 | 客服甲 | 江苏恒力 | 4711",
        "GD-1 | 2026-10-03 00:20 | dispatched | 已派工 | 调度乙 | 江苏恒力 | 4711",
        "GD-1 | 2026-10-03 02:00 | arrived | 已到达 | 陈博 | 江苏恒力 | 4711",
        "GD-1 | 2026-10-03 02:30 | waiting_parts | 等待配件 | 陈博 | 江苏恒力 | 4711",
        "GD-1 | 2026-10-05 01:00 | working | 维修中 | 陈博 | 江苏恒力 | 4711",
        "GD-1 | 2026-10-05 02:00 | repaired | 已修复 | 陈博 | 江苏恒力 | 4711",
        "GD-1 | 2026-10-06 01:00 | closed | 已关闭 | 客服甲 | 江苏恒力 | 4711",
        "GD-2 | 2026-10-04 01:30 | received | 新建 | 客服甲 | 北方水务 | 4802",
        "GD-2 | 2026-10-04 01:45 | cancelled | 已取消 | 客服甲 | 北方水务 | 4802")]
    [InlineData("event-log-en.csv", "generic-en-ticket-events", "ticket_events", "ticket_id, happened_at_utc, what, status",
        "T-1 | 2026-10-03 00:05 | received | Open",
        "T-1 | 2026-10-03 00:20 | dispatched | Dispatched",
        "T-1 | 2026-10-03 01:00 | waiting_customer | Waiting for customer",
        "T-1 | 2026-10-03 03:00 | working | In progress",
        "T-1 | 2026-10-03 06:20 | repaired | Repaired",
        "T-1 | 2026-10-05 01:00 | reopened | Reopened",
        "T-1 | 2026-10-05 08:00 | repaired | Repaired")]
    [InlineData("jira-service-management.csv", "jira-service-management", "tickets", "ticket_id, customer, office, severity, request_type, received_at_utc, answered_at_utc, repaired_at_utc, due_at_utc",
        "SD-7 | Delta Water | Field East | emergency | repair | 2026-10-03 00:05 | 2026-10-03 00:09 | 2026-10-03 06:20 | 2026-10-05 10:00",
        "SD-8 | Anna Roth | Field West | general | parts | 2026-10-04 01:30 | ∅ | ∅ | ∅")]
    [InlineData("form-zh-trip-visits.csv", "form-zh-trip-visits", "visits", "visit_id, ticket_id, customer, region, kind_of_visit, technician, planned_on, departed_at_utc, arrived_at_utc, returned_at_utc, is_signed, parts_carried, parts_used, parts_returned, travel_km, lodging_cost",
        "CC-41 | BX-1001 | 江苏恒力 | 南京 | repair | 陈博 | 2026-10-04 | 2026-10-03 23:00 | 2026-10-04 01:00 | 2026-10-05 12:00 | true | 5 | 3 | 2 | 320 | 300.00",
        "CC-42 | ∅ | 北方水务 | 天津 | customer_visit | 王强 | 2026-10-08 | ∅ | ∅ | ∅ | ∅ | ∅ | ∅ | ∅ | ∅ | ∅")]
    [InlineData("form-zh-visits.csv", "manufacturer-zh-visits", "visits", "visit_id, customer, customer_grade, kind_of_visit, planned_on, arrived_at_utc, is_solved",
        "ZF-1 | 江苏恒力 | a | customer_visit | 2026-10-10 | 2026-10-11 16:00 | true",
        "ZF-2 | 北方水务 | b | inspection | 2026-11-10 | ∅ | ∅")]
    [InlineData("form-zh-part-movements.csv", "manufacturer-zh-part-movements", "part_movements", "movement_id, ticket_id, part_no, part_name, direction, quantity, unit_price, amount, moved_on, is_recoverable, due_back_on, returned_on",
        "CK-1 | BX-1001 | P-100 | 轴承 | out | 2 | 128.50 | 257.00 | 2026-10-03 | true | 2026-11-05 | 2026-10-20",
        "CK-2 | BX-1001 | P-101 | 密封圈 | returned | 1 | 35.00 | 35.00 | 2026-10-06 | false | ∅ | ∅")]
    [InlineData("form-zh-orders.csv", "manufacturer-zh-orders", "orders", "order_id, customer, office, part_no, part_name, supplier, quantity, ordered_on, promised_on, announced_on, enquired_on, arrived_on, buyer",
        "DH-261 | 江苏恒力 | 南京服务站 | P-100 | 轴承 | 华东轴承厂 | 4 | 2026-10-09 | 2026-10-20 | ∅ | 2026-10-21 | ∅ | 陈博",
        "DH-262 | 北方水务 | 天津服务站 | P-205 | 变频模块 | 北辰电子 | 1 | 2026-10-12 | ∅ | 2026-10-15 | ∅ | 2026-10-16 | 王强")]
    [InlineData("orders-en.csv", "generic-en-orders", "orders", "order_id, customer, office, part_no, quantity, ordered_on, announced_on, enquired_on, arrived_on",
        "PO-1 | Delta Water | Field East | P-100 | 4 | 2026-10-09 | ∅ | 2026-10-21 | ∅",
        "PO-2 | Anna Roth | Field West | P-205 | 1 | 2026-10-12 | 2026-10-15 | ∅ | 2026-10-16")]
    public void An_export_of_a_known_system_is_recognised_and_read_without_anything_being_said(string file, string mapping, string table, string columns, params string[] rows)
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Importer.Import(Path.Combine(Folder, file), new ImportOptions());

        Assert.Equal($"{mapping} {table}", $"{result.Mapping ?? result.Message} {result.Kind}");
        Assert.Empty(result.UnknownWords);
        Assert.Empty(result.Reasons);
        Assert.Equal(rows, desk.Rows($"select {columns} from service.{table} order by row_number"));
    }

    [Fact]
    public void Every_sample_is_in_the_table_of_presets()
    {
        string[] tested =
        [
            .. typeof(PresetsTests).GetMethod(nameof(An_export_of_a_known_system_is_recognised_and_read_without_anything_being_said))!
                .GetCustomAttributesData().Where(a => a.AttributeType == typeof(InlineDataAttribute))
                .Select(a => (string)((IReadOnlyCollection<System.Reflection.CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!).First().Value!),
        ];
        Assert.Equal(Directory.GetFiles(Folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal), tested.Order(StringComparer.Ordinal));
    }

    private static string Folder => Repository.PathOf("tests/Ingest.Tests/Presets");
}
