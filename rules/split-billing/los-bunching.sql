/*---
id: los-bunching
title: { zh: 临界出院, en: Discharges bunched just below a quota }
grade: clue
severity: low
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第一项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: B4
params:
  quota_days:
    type: integer
    default: 15
    min: 5
    max: 90
    doc: { zh: 住院天数的考核界限（各地不同，常见 15 天）, en: "Length of stay at which a quota ends (differs by region, commonly 15 days)" }
  ratio:
    type: decimal
    default: 2
    min: 1
    max: 20
    doc:
      zh: 界限前一段的密度至少为再前一段的几倍（经验值）
      en: "Smallest multiple of the density just below the quota to that before it (experience, no official figure)"
  min_cases:
    type: integer
    default: 10
    min: 2
    max: 10000
    doc: { zh: 界限前一段至少几例（经验值）, en: "Fewest cases just below the quota (experience, no official figure)" }
  exempt_traits:
    type: list
    default: [day_surgery, per_diem, psychiatric, rehab]
    doc: { zh: 不适用的医疗类别特征, en: Traits of medical types that are exempt }
requires: [stay, encounter.endtime | stay.dsc]
lookback: 12 months
population: SELECT count(DISTINCT fixmedins_code) FROM stay WHERE audited AND settlements > 0
key: [fixmedins_code, measure]
message:
  zh: "{fixmedins_name} 有 {near} 次住院的{measure_zh}恰在界限 {quota} 之前，密度为其前一段（{below} 次）的 {times} 倍"
  en: "{fixmedins_name}: {near} stays end just below the quota of {quota} {measure_en}, {times} times as dense as before it ({below} stays)"
false_positives:
  zh: [临床路径规定的天数]
  en: [lengths that a clinical pathway sets]
---*/
-- Lengths of stay at [quota - 1, quota] against [quota - 4, quota - 2], each by its number of days; bills in the last twentieth below the quota per case
-- of table policy (stay_quota) against the three twentieths before. Statistics only: no money.
WITH settled AS (
    SELECT * FROM stay
    WHERE settlements > 0 AND dsc IS NOT NULL AND NOT has_any_trait(traits, getvariable('exempt_traits'))
), quota AS (
    SELECT s.mdtrt_id, q.value
    FROM settled s
    JOIN policy q
      ON q.policy_key = 'stay_quota' AND in_region(q.region, s.admdvs) AND in_force(q.valid_from, q.valid_to, s.dsc)
     AND (q.hosp_lv IS NULL OR q.hosp_lv = s.hosp_lv)
     AND (q.med_type IS NULL OR starts_with(s.med_type, q.med_type))
    QUALIFY row_number() OVER (
        PARTITION BY s.mdtrt_id
        ORDER BY length(rtrim(coalesce(q.region, ''), '0')) DESC, q.hosp_lv IS NULL, length(coalesce(q.med_type, '')) DESC, q.valid_from DESC NULLS LAST) = 1
), banded AS (
    SELECT
        mdtrt_id, psn_no, fixmedins_code, adm, dsc, audited, 'days' AS measure, CAST(getvariable('quota_days') AS DECIMAL(18, 2)) AS quota,
        CASE WHEN los BETWEEN getvariable('quota_days') - 1 AND getvariable('quota_days') THEN 'near'
             WHEN los BETWEEN getvariable('quota_days') - 4 AND getvariable('quota_days') - 2 THEN 'below' END AS band,
        1.5 AS width
    FROM settled
    UNION ALL
    SELECT
        s.mdtrt_id, s.psn_no, s.fixmedins_code, s.adm, s.dsc, s.audited, 'bill', q.value,
        CASE WHEN s.medfee > 0.95 * q.value AND s.medfee <= q.value THEN 'near'
             WHEN s.medfee > 0.80 * q.value AND s.medfee <= 0.95 * q.value THEN 'below' END,
        3
    FROM settled s
    JOIN quota q ON q.mdtrt_id = s.mdtrt_id
), counted AS (
    SELECT
        fixmedins_code, measure, quota,
        count(*) FILTER (WHERE band = 'near') AS near, count(*) FILTER (WHERE band = 'below') AS below,
        bool_or(audited AND band = 'near') AS audited, max(width) AS width
    FROM banded
    WHERE band IS NOT NULL
    GROUP BY fixmedins_code, measure, quota
), flagged AS (
    -- with nothing before the quota as if there were one
    SELECT *, ratio(near * width, greatest(below, 1)) AS times
    FROM counted
    WHERE audited AND near >= getvariable('min_cases') AND near * width >= getvariable('ratio') * greatest(below, 1)
)
SELECT
    f.fixmedins_code, f.measure, b.psn_no, b.mdtrt_id,
    text_of(NULL) AS setl_id,
    b.adm AS begin_date,
    b.dsc AS end_date,
    'encounter' AS row_table,
    b.mdtrt_id AS row_id,
    0 AS claim,
    coalesce(k.fixmedins_name, f.fixmedins_code) AS fixmedins_name,
    f.near, f.below, plain(f.quota) AS quota, plain(round(f.times, 1)) AS times,
    CASE f.measure WHEN 'days' THEN '天数' ELSE '费用（元）' END AS measure_zh,
    CASE f.measure WHEN 'days' THEN 'days' ELSE 'yuan' END AS measure_en
FROM flagged f
JOIN banded b ON b.fixmedins_code = f.fixmedins_code AND b.measure = f.measure AND b.quota = f.quota AND b.band = 'near'
LEFT JOIN institution_kind k ON k.fixmedins_code = f.fixmedins_code
