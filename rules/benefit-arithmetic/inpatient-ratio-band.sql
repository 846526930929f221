/*---
id: inpatient-ratio-band
title: { zh: 住院政策范围内支付比例偏离, en: "Inpatient share paid outside its band" }
grade: clue
severity: low
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第十六条, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: H4
params:
  band: { type: decimal, default: 0.05, min: 0.01, max: 0.50, doc: { zh: "与参考值相差超过此值的列为线索", en: "Distance from the reference that makes a clue" } }
  min_settlements: { type: integer, default: 30, min: 2, max: 100000, doc: { zh: "险种住院结算至少多少笔", en: "Fewest inpatient settlements of an insurance" } }
requires: [valid_settlement.inscp, settlement_policy.inpatient_share]
population: SELECT count(*) FROM valid_settlement v JOIN settlement_policy p ON p.setl_id = v.setl_id WHERE v.audited AND v.kind = 'inpatient' AND p.inpatient_share IS NOT NULL
key: [insutype]
message:
  zh: "险种 {insutype} 住院政策范围内支付比例 {share}（{settlements} 笔），参考值 {reference}"
  en: "Insurance {insutype}: the fund paid {share} of in-policy inpatient costs ({settlements} settlements), reference {reference}"
false_positives:
  zh: [政策参数未更新, 数据只含部分机构或月份, 大病较多的月份]
  en: [policy parameters out of date, data of a part of the institutions or months, months with many severe cases]
---*/
-- A check of the export and of the policy parameters, not of a case: sum of the fund / sum of in-policy amounts of all stays of an insurance,
-- against the reference of the policy. Shown with the largest settlement of each institution.
WITH settled AS (
    SELECT v.*, p.inpatient_share
    FROM valid_settlement v
    JOIN settlement_policy p ON p.setl_id = v.setl_id
    WHERE v.audited AND v.kind = 'inpatient' AND p.inpatient_share IS NOT NULL AND v.inscp > 0 AND v.fund >= 0
), summed AS (
    SELECT insutype, count(*) AS settlements, ratio(sum(fund), sum(inscp)) AS share, max(inpatient_share) AS reference
    FROM settled
    GROUP BY insutype
), largest AS (
    SELECT * FROM settled
    QUALIFY row_number() OVER (PARTITION BY insutype, fixmedins_code ORDER BY inscp DESC, setl_id) = 1
)
SELECT
    u.insutype, l.fixmedins_code, l.psn_no, l.mdtrt_id, l.setl_id,
    l.begndate AS begin_date,
    coalesce(l.enddate, l.begndate) AS end_date,
    'settlement' AS row_table,
    l.setl_id AS row_id,
    0 AS claim,
    plain(u.share * 100) || '%' AS share,
    plain(u.reference * 100) || '%' AS reference,
    u.settlements
FROM summed u
JOIN largest l ON coalesce(l.insutype, '') = coalesce(u.insutype, '')
WHERE u.settlements >= getvariable('min_settlements') AND abs(u.share - u.reference) > getvariable('band')
