-- insert:  one row per month whose report is owed into duty_spans; the month of the day by which it is owed decides
-- note:    session variables duty_by_day, duty_edition (null = any). Reads the ledger of issued reports as it stood at the as-of instant: of states
--          before the one in hand, so that a report which judges its own issue is the same when it is issued again.
--          Before the first issue in the ledger nobody knows whether a report went out by another way: unmeasurable.
insert into duty_spans
with issues as (
    select month, duty_day(issued_at_utc) as issued_on
    from ledger.report_issues
    where as_of_batch < getvariable('as_of_batch') and issued_at_utc <= getvariable('as_of_utc')
      and (getvariable('duty_edition') is null or edition = getvariable('duty_edition'))
),
begun as (
    select min(issued_on) as begun_on from issues
),
owed as (
    select
        (month - interval 1 month)::date                         as reported,
        month + getvariable('duty_by_day')::integer - 1          as due_on
    from mart_months
),
firsts as (
    select month, min(issued_on) as issued_on from issues group by month
),
matched as (
    select
        o.reported, o.due_on, f.issued_on as done_on,
        case when b.begun_on is null or (b.begun_on > o.due_on and f.issued_on is null) then 'ledger_not_begun' end as reason
    from owed as o
    cross join begun as b
    left join firsts as f on f.month = o.reported
),
final as (
    select
        strftime(reported, '%Y-%m') as subject, null as ticket_id, null as customer, null as office, false as is_key_customer,
        due_on as axis_on, (reported + interval 1 month)::date as start_on, due_on, done_on,
        duty_verdict(reason, due_on, done_on) as verdict, reason
    from matched
)
select * from final;
