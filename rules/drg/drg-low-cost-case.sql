/*---
id: drg-low-cost-case
title: { zh: 低倍率、高倍率病例, en: Cases that cost far less or far more than their group }
grade: clue
severity: low
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第七项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: K2
params:
  low:
    type: decimal
    default: 0.5
    min: 0
    max: 1
    doc: { zh: 费用低于病组均费的多少倍为低倍率（通行 0.5）, en: "Below this multiple of the group's mean cost it is a low case (commonly 0.5)" }
  high:
    type: decimal
    default: 2.0
    min: 1
    max: 100
    doc: { zh: 费用高于病组均费的多少倍为高倍率（通行 2.0）, en: "Above this multiple of the group's mean cost it is a high case (commonly 2.0)" }
  exempt_ways:
    type: list
    default: ['2', '4', '5']
    doc:
      zh: 低倍率不判断的离院方式（转院、非医嘱离院、死亡）
      en: "Ways of discharge whose low cases are not judged (transfer, against advice, death)"
requires: [drg_settlement.weight | drg_settlement.avg_cost, stay]
population: SELECT count(*) FROM drg_settlement WHERE audited AND (avg_cost > 0 OR weight * rate > 0)
key: [case_settlement]
message:
  zh: "{fixmedins_name} 的 {drg_code} 组病例费用 {medfee} 元，为病组均费 {standard} 元的 {multiple} 倍（{kind_zh}）"
  en: "{fixmedins_name}: a case of group {drg_code} cost {medfee} yuan, {multiple} times the group's mean of {standard} ({kind_en})"
false_positives:
  zh: [转院、非医嘱离院、死亡（低倍率不列）, 日间手术（低倍率不列）, 费用结算不全、分段结算, 并发症多的高倍率病例]
  en: ["transfers, discharge against advice, deaths (low cases are not listed)", day surgery (low cases are not listed), "costs of a part of the stay, settled in parts (not judged)", high cases with many complications]
---*/
-- Cost of a grouped stay against its group's mean cost (weight x rate where the table names none). A low case may have been grouped too high or treated
-- too little. Shows where to look and claims no money.
WITH case_of AS (
    SELECT
        d.*, s.traits, coalesce(s.dscg_way, '') AS dscg_way, coalesce(s.fixmedins_name, d.fixmedins_code) AS fixmedins_name,
        coalesce(nullif(d.avg_cost, 0), at_rate(d.rate, d.weight)) AS standard
    FROM drg_settlement d
    JOIN stay s ON s.mdtrt_id = d.mdtrt_id
    WHERE d.audited AND s.settlements = 1
), judged AS (
    SELECT
        *,
        medfee < getvariable('low') * standard
            AND NOT array_contains(getvariable('exempt_ways'), dscg_way)
            AND NOT has_trait(traits, 'day_surgery') AS is_low,
        medfee > getvariable('high') * standard AS is_high
    FROM case_of
    WHERE standard > 0
)
SELECT
    j.setl_id AS case_settlement,
    j.fixmedins_code, j.psn_no, j.mdtrt_id, j.setl_id,
    j.adm AS begin_date,
    j.dsc AS end_date,
    'settlement' AS row_table,
    j.setl_id AS row_id,
    0 AS claim,
    j.fixmedins_name, j.drg_code, j.medfee, j.standard,
    plain(round(ratio(j.medfee, j.standard), 2)) AS multiple,
    CASE WHEN j.is_low THEN '低倍率' ELSE '高倍率' END AS kind_zh,
    CASE WHEN j.is_low THEN 'low' ELSE 'high' END AS kind_en
FROM judged j
WHERE j.is_low OR j.is_high
