/*---
id: nursing-days-exceed
title: { zh: 护理费、诊查费天数超过住院天数, en: More nursing or ward-round days charged than stayed }
grade: violation
tier: 4
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第三项, checked: false }
official: { library: 两库, category: P-项目 }
catalogue: C13
params:
  tolerance_days:
    type: integer
    default: 1
    min: 0
    max: 3
    doc: { zh: 允许多出的天数（出院当日可收护理、诊查费的口径为 1）, en: Days allowed beyond the stay (1 where the day of discharge may be charged) }
  nursing_words:
    type: list
    default: [级护理]
    doc: { zh: 按日护理的名称用词（特级、一级、二级、三级护理）, en: Words in the names of nursing by the day (special care and classes I to III) }
  round_words:
    type: list
    default: [住院诊查]
    doc: { zh: 按日诊查的名称用词, en: Words in the names of ward rounds by the day }
  not_by_day:
    type: list
    default: [小时, 新生儿, 婴儿, 陪护]
    doc: { zh: 名称含有这些词的不是患者本人按日的收费, en: Lines whose name has one of these words are not the patient's own by the day }
requires: [stay, encounter.endtime | stay.dsc, effective_line]
lookback: 12 months
population: SELECT count(*) FROM stay WHERE audited AND settlements > 0 AND dsc IS NOT NULL AND lines > 0
key: [mdtrt_id, service]
message:
  zh: "{fixmedins_name} 住院 {los} 天，收取{service_zh} {billed_days} 天，超出 {excess_days} 天"
  en: "{fixmedins_name} charged {billed_days} days of {service_en} for a stay of {los} days, {excess_days} too many"
false_positives:
  zh: [同日护理级别变更, 出院当日收费, 按小时计的特级护理（计时项目）, 随母新生儿护理, 跨年分段结算（按整次住院计算）]
  en: [the class of nursing changed within a day, the day of discharge charged, special care charged by the hour (items by the hour), a newborn's nursing under the mother, a stay settled in parts over the new year (the stay is taken as a whole)]
---*/
-- Nursing and ward rounds each against the nights of the stay and the tolerance; what is charged by the hour is left out. Claimed are the
-- units too many, the cheapest first, which is in the institution's favour; of one price first those of an item charged before on the same date,
-- as other rules name them too, then the latest.
WITH daily AS (
    SELECT
        l.mdtrt_id, l.setl_id, l.feedetl_sn, l.hilist_code, l.fee_date, l.fee_ocur_time, l.cnt, l.pric, l.fund,
        s.psn_no, s.fixmedins_code, s.adm, s.dsc, s.los, coalesce(s.fixmedins_name, s.fixmedins_code) AS fixmedins_name,
        CASE WHEN l.charge_class = '02' THEN 'round' ELSE 'nursing' END AS service
    FROM stay s
    JOIN effective_line l ON l.mdtrt_id = s.mdtrt_id
    WHERE s.audited
      AND s.settlements > 0
      AND s.dsc IS NOT NULL
      AND NOT is_yes(s.nwb_flag)
      AND l.amount > 0
      AND ((l.charge_class = '02' AND has_word(l.hilist_name, getvariable('round_words')))
        OR (l.charge_class = '07' AND has_word(l.hilist_name, getvariable('nursing_words'))))
      AND NOT has_word(l.hilist_name, getvariable('not_by_day'))
      AND NOT EXISTS (
          SELECT 1 FROM hourly_item h
          WHERE h.hilist_code = l.hilist_code AND in_region(h.region, l.admdvs) AND in_force(h.valid_from, h.valid_to, l.fee_date))
), kinds_of_date AS (
    SELECT mdtrt_id, service, fee_date, count(DISTINCT hilist_code) AS kinds FROM daily GROUP BY mdtrt_id, service, fee_date
), changed AS (
    -- two classes on one date beside a date with one: the class was changed; two on every date is no change
    SELECT mdtrt_id, service, kinds - 1 AS days
    FROM kinds_of_date
    WINDOW dates AS (PARTITION BY mdtrt_id, service ORDER BY fee_date)
    QUALIFY kinds > 1
        AND (lag(kinds) OVER dates = 1 OR lead(kinds) OVER dates = 1 OR count(*) OVER (PARTITION BY mdtrt_id, service) = 1)
), allowed AS (
    SELECT mdtrt_id, service, sum(days) AS days FROM changed GROUP BY mdtrt_id, service
), charged AS (
    SELECT
        d.mdtrt_id, d.service, sum(d.cnt) AS billed,
        sum(d.cnt) - coalesce(max(a.days), 0) - max(d.los) - getvariable('tolerance_days') AS excess
    FROM daily d
    LEFT JOIN allowed a ON a.mdtrt_id = d.mdtrt_id AND a.service = d.service
    GROUP BY d.mdtrt_id, d.service
), numbered AS (
    -- again: what of a line goes beyond the first of its item on its date; a copy stands in the minute of another
    SELECT
        d.*, c.billed, c.excess,
        greatest(0, least(d.cnt, sum(d.cnt) OVER on_date - 1)) AS again,
        row_number() OVER (
            PARTITION BY d.mdtrt_id, d.hilist_code, date_trunc('minute', d.fee_ocur_time) ORDER BY d.fee_ocur_time, d.feedetl_sn) > 1 AS copied
    FROM daily d
    JOIN charged c ON c.mdtrt_id = d.mdtrt_id AND c.service = d.service
    WHERE c.excess > 0
    WINDOW on_date AS (
        PARTITION BY d.mdtrt_id, d.hilist_code, d.fee_date ORDER BY d.fee_ocur_time, d.feedetl_sn ROWS UNBOUNDED PRECEDING)
), piece AS (
    SELECT *, again AS days, CASE WHEN copied THEN 1 ELSE 2 END AS turn FROM numbered
    UNION ALL
    SELECT *, cnt - again, 3 FROM numbered
), too_many AS (
    -- the cheapest; of one price copies, then other second ones of a date, then the latest
    SELECT
        *,
        greatest(0, least(days, excess - coalesce(sum(days) OVER (
            PARTITION BY mdtrt_id, service ORDER BY pric, turn, fee_ocur_time DESC, feedetl_sn DESC
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))) AS days_too_many
    FROM piece
), row_of AS (
    SELECT mdtrt_id, service, setl_id, fee_date AS begin_date, fee_date AS end_date, 'fee_line' AS row_table, feedetl_sn AS row_id,
        money_part(fund, sum(days_too_many), cnt) AS claim
    FROM too_many
    GROUP BY mdtrt_id, service, setl_id, fee_date, feedetl_sn, fund, cnt
    UNION ALL
    SELECT DISTINCT mdtrt_id, service, NULL, adm, dsc, 'encounter', mdtrt_id, 0 FROM numbered
), flagged AS (
    SELECT DISTINCT mdtrt_id, service, psn_no, fixmedins_code, fixmedins_name, los, billed, excess FROM numbered
)
SELECT
    f.mdtrt_id, f.service, f.fixmedins_code, f.psn_no, r.setl_id, r.begin_date, r.end_date, r.row_table, r.row_id, r.claim,
    f.fixmedins_name, f.los, plain(f.billed) AS billed_days, plain(f.excess) AS excess_days,
    CASE f.service WHEN 'round' THEN '诊查费' ELSE '护理费' END AS service_zh,
    CASE f.service WHEN 'round' THEN 'ward rounds' ELSE 'nursing' END AS service_en
FROM flagged f
JOIN row_of r ON r.mdtrt_id = f.mdtrt_id AND r.service = f.service
