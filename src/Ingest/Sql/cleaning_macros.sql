-- macros:  how one cell becomes a value; the cleaning statement is composed of these
-- note:    x is a cell's text without blanks around it, null when there was nothing. Every macro gives null for what it
--          can't read, never an error. TRY_CAST alone would do three wrong things, which are handled here: it ignores a
--          zone behind the time, takes 'infinity' and year 26 for dates, and rounds 2.6 to the integer 3. That it takes
--          24:00 for the next day's midnight is right.

-- A word that says that there is no value. (A CASE, since the engine makes a join of a longer IN list.)
create or replace temp macro is_nothing(x) as
    case x
        when '-' then true when '--' then true when '—' then true when '——' then true when '/' then true when '\' then true when '无' then true
        when 'N/A' then true when 'n/a' then true when 'NA' then true when '#N/A' then true
        when 'NULL' then true when 'null' then true when 'None' then true when 'none' then true
        else false end;

create or replace temp macro identifier(x) as case when strlen(x) <= 6 and is_nothing(x) then null else x end;

-- Dates outside a service desk's life are typing errors: 2106 for 2016, 0026 for 2026.
create or replace temp macro in_range(t) as t >= timestamp '1990-01-01' and t < timestamp '2100-01-01';

-- Local wall-clock times, by the way they are written.
create or replace temp macro local_plain(x) as try_cast(x as timestamp);

create or replace temp macro local_iso(x) as
    case when regexp_full_match(x, '\d{4}[-/]\d{1,2}[-/]\d{1,2}((T| +)\d{1,2}:\d{1,2}(:\d{1,2}(\.\d{1,9})?)?)?') then try_cast(x as timestamp) end;

-- 2026年10月3日 8时05分, with or without seconds, minutes, blanks; 8点05分, 8：05.
create or replace temp macro chinese_as_iso(x) as
    regexp_replace(rtrim(translate(x, '年月日号时点：分秒', '--  :::: '), ': '), '^(\S+ +\d{1,2})$', '\1:00');
create or replace temp macro local_chinese(x) as case when contains(x, '年') then local_iso(chinese_as_iso(x)) end;

-- 2026.10.3 8:05
create or replace temp macro dotted_as_iso(x) as translate(left(x, 10), '.', '-') || substr(x, 11);
create or replace temp macro local_dotted(x) as local_iso(dotted_as_iso(x));

-- 20261003, 202610030805, 20261003080500
create or replace temp macro local_compact(x) as
    case strlen(x)
        when 14 then try_strptime(x, '%Y%m%d%H%M%S')
        when 12 then try_strptime(x, '%Y%m%d%H%M')
        when 8 then try_strptime(x, '%Y%m%d') end;

-- Days since 1899-12-30 as Excel counts, to the second.
create or replace temp macro local_serial(x) as
    case when try_cast(x as double) between 32874 and 73051
        then timestamp '1899-12-30' + to_seconds(cast(round(try_cast(x as double) * 86400) as bigint)) end;

-- 03.10.2026 8:05, 3/10/2026, 10/3/2026 8:05 PM
create or replace temp macro date_part_of(x) as translate(split_part(x, ' ', 1), './', '--');
create or replace temp macro reordered(x, day_place, month_place) as
    concat(split_part(date_part_of(x), '-', 3), '-', split_part(date_part_of(x), '-', month_place), '-',
        split_part(date_part_of(x), '-', day_place), substr(x, strlen(split_part(x, ' ', 1)) + 1));
create or replace temp macro local_half_days(x) as try_strptime(x, ['%Y-%m-%d %I:%M %p', '%Y-%m-%d %I:%M:%S %p', '%Y/%m/%d %I:%M %p', '%Y/%m/%d %I:%M:%S %p']);
create or replace temp macro local_reordered(x, day_place, month_place) as
    coalesce(local_iso(reordered(x, day_place, month_place)), local_half_days(reordered(x, day_place, month_place)));
create or replace temp macro local_day_first(x) as local_reordered(x, 1, 2);
create or replace temp macro local_month_first(x) as local_reordered(x, 2, 1);

-- A cell that isn't written like its column, brought to ISO text where there is no doubt about the order of day and month.
create or replace temp macro rescued(x) as
    case when contains(x, '年') then chinese_as_iso(x) when substr(x, 5, 1) = '.' then dotted_as_iso(x) else x end;
create or replace temp macro local_rescued(x) as coalesce(local_iso(x), local_half_days(x));

-- Instants that bring their own offset from UTC: 2026-10-03T08:05:00+08:00, 2026-10-03 00:05Z.
create or replace temp macro has_zone(x) as
    regexp_matches(x, '\d:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|z|UTC|GMT|[+-]\d{2}(:?\d{2})?)$');
create or replace temp macro zone_minutes(x) as
    case when regexp_matches(x, '(Z|z|UTC|GMT)$') then 0
        else (case when regexp_matches(x, '-\d{2}(:?\d{2})?$') then -1 else 1 end)
            * (60 * try_cast(regexp_extract(x, '[+-](\d{2})(:?\d{2})?$', 1) as integer)
                + coalesce(try_cast(regexp_extract(x, '[+-]\d{2}:?(\d{2})$', 1) as integer), 0)) end;
create or replace temp macro zoned_utc(x) as
    local_iso(regexp_replace(x, '\s*(Z|z|UTC|GMT|[+-]\d{2}(:?\d{2})?)$', '')) - to_minutes(zone_minutes(x));

-- Numbers with thousands separators, currency or unit, or full-width digits. A comma counts only between groups of three.
create or replace temp macro number_text(x) as
    nullif(replace(regexp_extract(
        translate(x, '０１２３４５６７８９．，－＋', '0123456789.,-+'),
        '^\s*(?:[¥￥$€]|RMB|CNY)?\s*([-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(?:元|圆|RMB|CNY|EUR|次|分|台|件|个|套)?\s*$', 1), ',', ''), '');
create or replace temp macro finite(n) as case when isfinite(n) then n end;
create or replace temp macro whole(n) as case when n = trunc(n) and abs(n) < 2147483648 then cast(n as integer) end;

-- A source's word as the mapping's words are compared: half width, lower case, no blanks around.
create or replace temp macro comparable_word(x) as
    lower(trim(translate(x, 'ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ０１２３４５６７８９（）／　', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789()/ ')));
