using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests;

/// <summary>A small policy: Shanghai, Monday to Friday 9 to 12 and 13 to 18, China's public holidays, every warning of surveys and faults.</summary>
internal static class TestPolicy
{
    public static readonly Policy Small = Policy.Parse(
        "small.yaml",
        """
        id: small
        title: {zh: 测试政策, en: A small policy}
        zone: Asia/Shanghai
        calendars:
          - id: office
            hours: {workdays: ["09:00-12:00", "13:00-18:00"]}
            public_holidays: cn
        clauses:
          - id: answered_in_time
            title: {zh: 及时响应, en: Answered in time}
            start: received
            stop: answered
            limit: 30 minutes
            calendar: office
        warnings:
          - {rule: satisfaction_drop, level: warning, owner: {zh: 客服部, en: Customer service}, due_working_days: 5, q_value: 0.05, minimum_answers: 10}
          - {rule: key_customer_dissatisfied, level: warning, owner: {zh: 客服部, en: Customer service}, due_working_days: 3}
          - {rule: dissatisfied_not_called_back, level: warning, owner: {zh: 客服部, en: Customer service}, due_working_days: 2}
          - {rule: several_complaints, level: warning, owner: {zh: 品质部, en: Quality}, due_working_days: 5, complaints: 3, within_days: 90}
          - {rule: customer_at_risk, level: notice, owner: {zh: 售后服务部, en: After-sales}, due_working_days: 5, open_breaches: 3, repeats: 2, within_days: 90}
          - {rule: key_customer_breach, level: alarm, owner: {zh: 售后服务部, en: After-sales}, due_working_days: 1}
          - {rule: emerging_fault, level: warning, owner: {zh: 品质部, en: Quality}, due_working_days: 5, q_value: 0.05, ratio: 1.5}
          - {rule: fault_came_back, level: alarm, owner: {zh: 技术部, en: Technical}, due_working_days: 3, q_value: 0.05}
        """,
        Repository.PathOf("data/calendars"));
}
