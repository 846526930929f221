/*---
id: stay_day
doc:
  zh: 有费用明细的住院逐日情况：当日是否收床位费、是否有实质诊疗
  en: The calendar days of stays with fee lines, the day of discharge left out; was a bed charged, was there care
depends: [stay, effective_line]
---*/
WITH renewed AS (
    -- a mistyped year must not make a million days
    SELECT
        month, mdtrt_id, adm,
        least(greatest(coalesce(dsc, plus_days(adm, los)), plus_days(adm, 1)), plus_days(adm, 3653)) AS last_day
    FROM stay
    WHERE lines > 0 AND month IN (SELECT month FROM renew_month)
), calendar AS (
    SELECT month, mdtrt_id, unnest(day_series(adm, last_day)) AS day FROM renewed
), charged AS (
    SELECT
        l.mdtrt_id, l.fee_date, count(*) AS lines,
        bool_or(l.charge_class = '01') AS bed, bool_or(l.possible_care) AS care,
        sum(l.cnt) FILTER (l.charge_class = '01') AS bed_cnt,
        sum(l.fund) FILTER (l.per_day) AS per_day_fund, sum(l.fund) AS fund
    FROM effective_line l
    JOIN renewed r ON r.mdtrt_id = l.mdtrt_id
    GROUP BY l.mdtrt_id, l.fee_date
)
SELECT
    c.month, c.mdtrt_id, c.day,
    coalesce(h.bed, false) AS bed, coalesce(h.care, false) AS care,
    CAST(coalesce(h.lines, 0) AS INTEGER) AS lines,
    CAST(coalesce(h.bed_cnt, 0) AS DECIMAL(18, 4)) AS bed_cnt,
    CAST(coalesce(h.per_day_fund, 0) AS DECIMAL(18, 2)) AS per_day_fund,
    CAST(coalesce(h.fund, 0) AS DECIMAL(18, 2)) AS fund
FROM calendar c
LEFT JOIN charged h ON h.mdtrt_id = c.mdtrt_id AND h.fee_date = c.day
