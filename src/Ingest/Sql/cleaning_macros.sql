-- macros:  how one cell becomes a value; the cleaning statement is composed of these
-- note:    x is a cell's text without blanks around it, null when there was nothing. Every macro gives null for what it
--          can't read, never an error. TRY_CAST alone would do three wrong things, which are handled here: it ignores a
--          zone behind the time, takes 'infinity' and year 26 for dates, and rounds 2.6 to the integer 3. That it takes
--          24:00 for the next day's midnight is right.

-- Full-width letters, digits and marks of a number or a code as half-width ones. Brackets and commas of a name stay.
create or replace temp macro half_width(x) as
    translate(x, 'ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ０１２３４５６７８９－＿．／＃：＋', 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./#:+');
create or replace temp macro half_width_all(x) as
    translate(x, 'ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ０１２３４５６７８９－＿．／＃：＋，％（）　￥', 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./#:+,%() ¥');

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

-- 03/Oct/26 8:05 AM, 3 October 2026, Oct 3, 2026 8:05 AM; a day of the week before it doesn't matter.
create or replace temp macro named_parts(x) as
    regexp_replace(regexp_replace(regexp_replace(x, '^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? ', ''), '[/,. -]+', ' ', 'g'), '([A-Z][a-z]{2})[a-z]*', '\1');
create or replace temp macro local_named(x) as
    case when regexp_matches(x, '(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)') then try_strptime(named_parts(x), [
        '%d %b %y', '%d %b %y %I:%M %p', '%d %b %y %I:%M:%S %p', '%d %b %y %H:%M', '%d %b %y %H:%M:%S',
        '%d %b %Y', '%d %b %Y %I:%M %p', '%d %b %Y %I:%M:%S %p', '%d %b %Y %H:%M', '%d %b %Y %H:%M:%S',
        '%b %d %Y', '%b %d %Y %I:%M %p', '%b %d %Y %I:%M:%S %p', '%b %d %Y %H:%M', '%b %d %Y %H:%M:%S']) end;

-- A cell that isn't written like its column, brought to ISO text where there is no doubt about the order of day and month:
-- full width to half width, the day of the week dropped, 上午 and 下午 as AM and PM.
create or replace temp macro undressed(x) as
    case when strlen(x) = length(x) then x
        else regexp_replace(half_width_all(x), '\s*[(]?(星期|周)[一二三四五六日天][)]?', '') end;
create or replace temp macro half_day_behind(x) as
    case when contains(x, '午') then regexp_replace(regexp_replace(regexp_replace(x, '\s*上午\s*(.*)$', ' \1 AM'), '\s*下午\s*(.*)$', ' \1 PM'), ' +', ' ', 'g') else x end;
create or replace temp macro rescued(x) as
    half_day_behind(case when contains(x, '年') then chinese_as_iso(undressed(x)) when substr(undressed(x), 5, 1) = '.' then dotted_as_iso(undressed(x)) else undressed(x) end);
create or replace temp macro local_rescued(x) as
    coalesce(local_iso(x), local_half_days(x), local_named(x),
        case when regexp_full_match(x, '\d{5}(\.\d+)?') then local_serial(x) when regexp_full_match(x, '(19|20)\d{6}(\d{4}(\d{2})?)?') then local_compact(x) end);

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

-- Numbers with thousands separators, currency or unit, full-width digits, or in 万. Which of comma and dot is the decimal one
-- is known for the column; a separator of thousands counts only between groups of three.
create or replace temp macro number_tidied(x) as translate(half_width_all(x), chr(160) || chr(8239) || chr(8201), '   ');
create or replace temp macro number_scale(x) as
    case when contains(x, '亿') then 100000000.00::decimal(12, 2) when contains(x, '百万') then 1000000.00::decimal(12, 2) when contains(x, '万') then 10000.00::decimal(12, 2)
        when contains(x, '千') then 1000.00::decimal(12, 2) when contains(x, '%') then 0.01::decimal(12, 2) else 1.00::decimal(12, 2) end;
create or replace temp macro number_with_point(x) as
    try_cast(nullif(translate(regexp_extract(number_tidied(x),
        '^\s*(?:[¥$€£]|RMB|CNY|EUR|USD|人民币)?\s*([-+]?(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:\.\d+)?)\s*(百万|万|千|亿|%)?\s*(?:元整?|圆|RMB|CNY|EUR|USD|[$€£]|次|分|台|件|个|套)?\s*$', 1), ', ', ''), '') as decimal(24, 8)) * number_scale(number_tidied(x));
create or replace temp macro number_with_comma(x) as
    try_cast(nullif(translate(regexp_extract(number_tidied(x),
        '^\s*(?:[¥$€£]|RMB|CNY|EUR|USD|人民币)?\s*([-+]?(?:\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:,\d+)?)\s*(百万|万|千|亿|%)?\s*(?:元整?|圆|RMB|CNY|EUR|USD|[$€£]|次|分|台|件|个|套)?\s*$', 1), ',. ', '.'), '') as decimal(24, 8)) * number_scale(number_tidied(x));
create or replace temp macro finite(n) as case when isfinite(n) then n end;
create or replace temp macro whole(n) as case when n = trunc(n) and abs(n) < 2147483648 then cast(n as integer) end;

-- A source's word as the mapping's words are compared: half width, lower case, no blanks around.
create or replace temp macro comparable_word(x) as
    lower(trim(translate(x, 'ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ０１２３４５６７８９（）／　', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789()/ ')));
