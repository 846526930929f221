/*---
id: fund-layer-order
title: { zh: 未达大病起付线支付大病保险, en: "Serious-illness insurance paid before its deductible" }
grade: suspect
tier: 5
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第十六条, checked: false }
official: { library: 两库, category: M-数据 }
catalogue: H9
params:
  tolerance: { type: decimal, default: 0.00, min: 0, max: 1000, doc: { zh: "不超过此金额（元）的不列", en: "Payments of no more than this (yuan) are left out" } }
requires: [valid_settlement.hifmi_pay, settlement_policy.serious_illness_deductible]
lookback: 12 months
population:
  SELECT count(*) FROM valid_settlement v JOIN settlement_policy p ON p.setl_id = v.setl_id
  WHERE v.audited AND v.hifmi_pay > 0 AND p.serious_illness_deductible IS NOT NULL
  AND v.benefit_year IN (SELECT left(month, 4) FROM valid_settlement GROUP BY left(month, 4)
  HAVING count(DISTINCT month) = max(CAST(right(month, 2) AS INTEGER)))
key: [claimed_settlement]
message:
  zh: "{fixmedins_name} 结算支付大病保险 {layer} 元，个人年内自负合规费用累计 {burden} 元，未超过起付线 {deductible} 元"
  en: "{fixmedins_name} settled {layer} yuan of serious-illness insurance; the person bore {burden} yuan of the year, the deductible is {deductible}"
false_positives:
  zh: [年初月份未导入（不判断）, 特药另有起付线（不判断）, 异地与手工报销的费用不在数据中, 困难人员起付线减半]
  en: [months missing since January (not judged), special drugs with a deductible of their own (not judged), costs elsewhere or reimbursed by hand that are not in the data, a halved deductible for the poor]
---*/
-- Serious-illness insurance (hifmi_pay) pays once the in-policy costs that the person bears over the year exceed its deductible. All settlements
-- of the person up to this one count. Persons with medical aid are left out. Claimed is the layer. Only judged when the data hold the whole year.
WITH whole_year AS (
    -- whether the data hold every month of the year so far: without it nobody knows what was paid before
    SELECT left(month, 4) AS year, count(DISTINCT month) = max(CAST(right(month, 2) AS INTEGER)) AS complete
    FROM valid_settlement
    GROUP BY left(month, 4)
), borne AS (
    SELECT
        v.*,
        sum(greatest(coalesce(v.inscp, v.medfee) - coalesce(v.hifp_pay, 0), 0)) OVER (
            PARTITION BY v.psn_no, v.benefit_year ORDER BY v.setl_time, v.setl_id ROWS UNBOUNDED PRECEDING) AS burden,
        bool_or(coalesce(v.maf_pay, 0) > 0) OVER (PARTITION BY v.psn_no, v.benefit_year) AS helped
    FROM valid_settlement v
)
SELECT
    b.setl_id AS claimed_settlement,
    b.fixmedins_code, b.psn_no, b.mdtrt_id, b.setl_id,
    b.begndate AS begin_date,
    coalesce(b.enddate, b.begndate) AS end_date,
    'settlement' AS row_table,
    b.setl_id AS row_id,
    b.hifmi_pay AS claim,
    coalesce(k.fixmedins_name, b.fixmedins_code) AS fixmedins_name,
    b.hifmi_pay AS layer, b.burden, p.serious_illness_deductible AS deductible
FROM borne b
JOIN settlement_policy p ON p.setl_id = b.setl_id
JOIN whole_year w ON w.year = b.benefit_year AND w.complete
LEFT JOIN institution_kind k ON k.fixmedins_code = b.fixmedins_code
WHERE b.audited
  AND b.hifmi_pay > getvariable('tolerance')
  AND b.burden <= p.serious_illness_deductible
  AND NOT b.helped
  AND NOT has_trait(b.traits, 'special_drug')
