/*---
id: large-prescription
title: { zh: 大处方, en: Large prescriptions }
grade: clue
severity: low
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第二项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: D12
params:
  max_amount:
    type: decimal
    default: 2000
    min: 100
    max: 100000
    doc: { zh: 一张处方药费超过多少元, en: Yuan of drugs of one prescription }
  exempt_traits:
    type: list
    default: [special_drug, chemo, dialysis]
    doc: { zh: 不判断的医疗类别特征（特药、放化疗、透析）, en: "Traits of medical types not judged (special drugs, chemotherapy, dialysis)" }
  exempt_generics:
    type: list
    default: [XL01, XL02, XL04]
    doc: { zh: 不计入的药品编码前缀（抗肿瘤、免疫抑制）, en: "Drug code prefixes not counted (cancer drugs, immunosuppressants)" }
requires: [effective_line]
population: SELECT count(*) FROM visit WHERE audited
key: [setl_id, prescription]
message:
  zh: "{fixmedins_name} 一张门诊处方药费 {amount} 元（{items} 种）"
  en: "{fixmedins_name}: drugs for {amount} yuan ({items} items) on one prescription"
false_positives:
  zh: [肿瘤药、移植药、特药（不列）, 慢性病长期处方（12 周）]
  en: ["cancer drugs, transplants, special drugs (left out)", long prescriptions of chronic diseases (12 weeks)]
---*/
-- Drugs of one prescription (of one settlement where no number is given) outside hospital. Statistics only: no money.
WITH line AS (
    SELECT l.*, coalesce(l.rx_drord_no, '') AS prescription
    FROM effective_line l
    JOIN valid_settlement v ON v.setl_id = l.setl_id
    WHERE l.audited AND l.kind <> 'inpatient' AND l.charge_class IN ('09', '10', '11')
      AND NOT has_any_trait(v.traits, getvariable('exempt_traits'))
      AND NOT has_prefix(l.hilist_code, getvariable('exempt_generics'))
), flagged AS (
    SELECT setl_id, prescription, sum(amount) AS amount, count(DISTINCT hilist_code) AS items
    FROM line
    GROUP BY setl_id, prescription
    HAVING sum(amount) > getvariable('max_amount')
)
SELECT
    f.setl_id, f.prescription, l.fixmedins_code, l.psn_no, l.mdtrt_id,
    l.fee_date AS begin_date,
    l.fee_date AS end_date,
    'fee_line' AS row_table,
    l.feedetl_sn AS row_id,
    0 AS claim,
    coalesce(k.fixmedins_name, l.fixmedins_code) AS fixmedins_name,
    f.amount, f.items,
    f.amount / nullif(getvariable('max_amount'), 0) AS strength
FROM flagged f
JOIN line l ON l.setl_id = f.setl_id AND l.prescription = f.prescription
LEFT JOIN institution_kind k ON k.fixmedins_code = l.fixmedins_code
