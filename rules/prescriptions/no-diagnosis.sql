/*---
id: no-diagnosis
title: { zh: 无诊断结算, en: Settled without any diagnosis }
grade: violation
tier: 5
severity: low
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十九条, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第十六条, checked: false }
official: { library: 两库, category: M-数据 }
catalogue: D13
params:
  exempt_traits:
    type: list
    default: [registration]
    doc: { zh: 不需要诊断的医疗类别特征（挂号）, en: Traits of medical types that need no diagnosis (registration) }
  exempt_kinds:
    type: list
    default: [pharmacy]
    doc: { zh: 仅由个人账户支付时不需要诊断的就诊种类, en: Kinds of visit that need no diagnosis when only the account paid }
requires: [effective_line, settlement_dx]
population: SELECT count(*) FROM valid_settlement WHERE audited AND fund > 0
key: [setl_id]
message:
  zh: "{fixmedins_name} 结算检查、治疗或药品 {items} 项，没有任何诊断"
  en: "{fixmedins_name} settled {items} items of tests, treatment or drugs without any diagnosis"
false_positives:
  zh: [个人账户在药店购药（不列）, 挂号（不列）, 导出时漏列诊断字段（全部无诊断时不适用）]
  en: [account-only purchases at a pharmacy (left out), registration (left out), an export without any diagnosis column (not applicable)]
---*/
-- Tests, treatment or drugs paid for, and no diagnosis in the settlement, the encounter or the settlement list, neither code nor words.
-- A fault of the data: no money is claimed.
WITH cared AS (
    SELECT setl_id, count(*) AS items
    FROM effective_line
    WHERE audited AND setl_id IS NOT NULL AND charge_class IN ('03', '04', '05', '06', '09', '10', '11')
    GROUP BY setl_id
)
SELECT
    v.setl_id, v.fixmedins_code, v.psn_no, v.mdtrt_id,
    v.begndate AS begin_date,
    coalesce(v.enddate, v.begndate) AS end_date,
    'settlement' AS row_table,
    v.setl_id AS row_id,
    0 AS claim,
    coalesce(k.fixmedins_name, v.fixmedins_code) AS fixmedins_name,
    c.items
FROM valid_settlement v
JOIN cared c ON c.setl_id = v.setl_id
LEFT JOIN settlement_dx x ON x.setl_id = v.setl_id
LEFT JOIN institution_kind k ON k.fixmedins_code = v.fixmedins_code
WHERE v.audited
  AND x.setl_id IS NULL
  AND NOT has_any_trait(v.traits, getvariable('exempt_traits'))
  AND NOT (v.fund <= 0 AND array_contains(getvariable('exempt_kinds'), v.kind))
