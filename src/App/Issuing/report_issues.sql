-- result:  reports as they were issued
-- grain:   one row per file of an issue
-- params:  none
-- columns: issue_id         from 1, in the order of issue
--          month            first day of the reported month
--          edition          management, quality, technical
--          language         zh, en
--          policy_hash      of the policy's content
--          calendar_hash    of the calendars' content
--          as_of_batch      the last import batch that the figures rest on
--          as_of_utc        up to when open cases had run
--          program_version  that issued it
--          issued_at_utc    clock of the issue
--          output_format    pdf, html
--          output_path      below the workspace
--          output_sha256    of the file's bytes
with issue_files as (
    select
        issue_id, month, edition, language, policy_hash, calendar_hash, as_of_batch, as_of_utc, program_version, issued_at_utc,
        unnest(outputs) as output
    from ledger.report_issues
)
select
    issue_id, month, edition, language, policy_hash, calendar_hash, as_of_batch, as_of_utc, program_version, issued_at_utc,
    output.format as output_format, output.path as output_path, output.sha256 as output_sha256
from issue_files
order by issue_id, output_format;
