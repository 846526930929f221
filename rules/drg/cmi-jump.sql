/*---
id: cmi-jump
title: { zh: CMI 突升, en: "Case weights that rise without other cases" }
grade: clue
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第七项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: K4
params:
  growth:
    type: decimal
    default: 0.10
    min: 0.01
    max: 5
    doc: { zh: 病例组合指数增长超过（经验值）, en: "Growth of the case mix index above this (experience, no official figure)" }
  months:
    type: integer
    default: 3
    min: 1
    max: 12
    doc: { zh: 最近几个月与此前同样长的时间相比, en: The last months against as many before them }
  min_cases:
    type: integer
    default: 30
    min: 5
    max: 100000
    doc: { zh: 两段时间各至少多少病例（经验值）, en: "Fewest cases of both (experience, no official figure)" }
requires: [drg_settlement.weight]
lookback: 24 months
population:
  SELECT count(*) FROM (SELECT fixmedins_code FROM drg_settlement WHERE weight > 0
  AND month_of(dsc) >= month_of(plus_days(getvariable('window_to'), -1) - to_months(CAST(2 * getvariable('months') - 1 AS INTEGER)))
  GROUP BY fixmedins_code HAVING bool_or(audited)
  AND min(month_of(dsc)) < month_of(plus_days(getvariable('window_to'), -1) - to_months(CAST(getvariable('months') - 1 AS INTEGER))))
key: [fixmedins_code]
message:
  zh: "{fixmedins_name} 近 {months} 个月 {cases} 例的平均权重 {recent}，此前 {earlier_cases} 例为 {earlier}（增长 {growth}%，疾病构成不变时增长 {same_mix}%）"
  en: "{fixmedins_name}: the mean weight of {cases} cases of the last months ({months}) is {recent}, of {earlier_cases} before it was {earlier} ({growth} % more; {same_mix} % with the mix of disease classes unchanged)"
false_positives:
  zh: [疾病构成变化（按病组大类扣除）, 新开科室、新技术, 权重表调整（同一病例在两段时间权重不同）, 季节]
  en: [another mix of diseases (taken off by the major class of the groups), new departments or techniques, a new table of weights, seasons]
---*/
-- Mean weight of the last months against the months before, as it is and with the shares of the major classes (first letter of the group) unchanged:
-- both must have grown. Statistics only: no money.
WITH weighed AS (
    SELECT
        d.*, left(d.drg_code, 1) AS class,
        month_of(d.dsc) >= month_of(plus_days(getvariable('window_to'), -1) - to_months(CAST(getvariable('months') - 1 AS INTEGER))) AS recent
    FROM drg_settlement d
    WHERE d.weight > 0
      AND month_of(d.dsc) >= month_of(plus_days(getvariable('window_to'), -1) - to_months(CAST(2 * getvariable('months') - 1 AS INTEGER)))
), class_of AS (
    SELECT
        fixmedins_code, class,
        count(*) FILTER (WHERE recent) AS cases, CAST(sum(weight) FILTER (WHERE recent) AS DOUBLE) AS weight,
        count(*) FILTER (WHERE NOT recent) AS earlier_cases, CAST(sum(weight) FILTER (WHERE NOT recent) AS DOUBLE) AS earlier_weight
    FROM weighed
    GROUP BY fixmedins_code, class
), compared AS (
    SELECT
        fixmedins_code, sum(cases) AS cases, sum(earlier_cases) AS earlier_cases,
        sum(weight) / nullif(sum(cases), 0) AS recent_mean,
        sum(earlier_weight) / nullif(sum(earlier_cases), 0) AS earlier_mean,
        -- the recent cases of the classes that there were before, each at its mean weight then
        sum(weight) FILTER (WHERE earlier_cases > 0)
            / nullif(sum(cases * earlier_weight / nullif(earlier_cases, 0)), 0) AS same_mix
    FROM class_of
    GROUP BY fixmedins_code
), flagged AS (
    SELECT *
    FROM compared
    WHERE cases >= getvariable('min_cases') AND earlier_cases >= getvariable('min_cases')
      AND round(recent_mean / earlier_mean - 1, 9) > getvariable('growth')
      AND round(same_mix - 1, 9) > getvariable('growth')
)
SELECT
    w.fixmedins_code, w.psn_no, w.mdtrt_id, w.setl_id,
    w.adm AS begin_date,
    w.dsc AS end_date,
    'settlement' AS row_table,
    w.setl_id AS row_id,
    0 AS claim,
    coalesce(k.fixmedins_name, f.fixmedins_code) AS fixmedins_name,
    getvariable('months') AS months,
    f.cases, f.earlier_cases,
    plain(round(f.recent_mean, 3)) AS recent,
    plain(round(f.earlier_mean, 3)) AS earlier,
    plain(round(100 * (f.recent_mean / f.earlier_mean - 1), 1)) AS growth,
    plain(round(100 * (f.same_mix - 1), 1)) AS same_mix
FROM flagged f
JOIN weighed w ON w.fixmedins_code = f.fixmedins_code AND w.recent
LEFT JOIN institution_kind k ON k.fixmedins_code = f.fixmedins_code
