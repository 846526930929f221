/*---
id: day_charge
doc:
  zh: 按日收取的住院费用（床位、护理、诊察等），每行确属哪几天、合几个单位
  en: Charges of a stay by the day (bed, nursing, rounds and the like), the days that each line is surely for, and in how many units it is for them
depends: [stay, effective_line]
---*/
WITH line AS (
    SELECT
        s.month, s.adm, plus_days(s.adm, s.los - 1) AS last_day,
        l.feedetl_sn, l.mdtrt_id, l.setl_id, l.fee_date, l.cnt, l.fund, coalesce(l.hilist_code, l.hilist_name, '') AS item
    FROM stay s
    JOIN effective_line l ON l.mdtrt_id = s.mdtrt_id AND l.per_day
    WHERE s.month IN (SELECT month FROM renew_month)
), posted AS (
    SELECT mdtrt_id, item, fee_date, adm, last_day, sum(cnt) AS cnt
    FROM line
    GROUP BY mdtrt_id, item, fee_date, adm, last_day
), between_postings AS (
    -- the days of the stay that have no other posting of the item
    SELECT
        *,
        greatest(adm, plus_days(lag(fee_date) OVER one, 1)) AS first_free,
        least(last_day, plus_days(lead(fee_date) OVER one, -1)) AS last_free
    FROM posted
    WINDOW one AS (PARTITION BY mdtrt_id, item ORDER BY fee_date)
), covering AS (
    SELECT
        *,
        greatest(first_free, least(fee_date, last_free)) AS posted_on,
        CASE WHEN last_day IS NULL THEN 1
             ELSE greatest(1, least(CAST(ceil(cnt) AS INTEGER), days_between(first_free, last_free) + 1)) END AS days
    FROM between_postings
)
-- Of several days in one posting nobody knows whether they end or begin with it: surely meant are those that it is for either way, all of a
-- whole stay
SELECT
    l.month, l.feedetl_sn, l.mdtrt_id, l.setl_id, l.fee_date, l.fund,
    CASE WHEN c.days = 1 THEN c.fee_date ELSE least(c.posted_on, plus_days(c.last_free, 1 - c.days)) END AS from_day,
    CASE WHEN c.days = 1 THEN c.fee_date ELSE plus_days(greatest(c.first_free, plus_days(c.posted_on, 1 - c.days)), c.days - 1) END AS to_day,
    CAST(CASE WHEN c.days = 1 THEN 1 ELSE greatest(c.cnt, c.days) END AS DECIMAL(18, 4)) AS units
FROM line l
JOIN covering c ON c.mdtrt_id = l.mdtrt_id AND c.item = l.item AND c.fee_date = l.fee_date
