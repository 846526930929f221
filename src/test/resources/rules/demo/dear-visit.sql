/*---
id: dear-visit
title: { zh: 单次费用偏高, en: Dear visit }
grade: violation
tier: 5
severity: low
status: trial
since: 0.1.0
legal: [ { cite: 条例 第三十八条第七项 } ]
params:
  limit_amount: { type: decimal, default: '50.00', min: '0', max: '1000', doc: { zh: 限额, en: the limit } }
  spared: { type: list, default: ['14'], doc: { zh: 不适用的医疗类别, en: medical types that are exempt } }
requires: [visit]
lookback: 31 days
population: SELECT count(*) FROM visit WHERE audited;
key: [setl_id]
message:
  zh: "{visit_date} 费用 {medfee}，超过 {limit_amount}"
  en: "{medfee} on {visit_date}, above {limit_amount}"
false_positives: { zh: [急诊], en: [emergencies] }
---*/
SELECT setl_id, fixmedins_code, psn_no, mdtrt_id, visit_date, medfee, getvariable('limit_amount') AS limit_amount,
    visit_date AS begin_date, visit_date AS end_date, 'settlement' AS row_table, setl_id AS row_id,
    medfee - getvariable('limit_amount') AS claim, acct_pay AS account,
    CASE WHEN kind = 'emergency' THEN 'suspect' ELSE 'violation' END AS grade
FROM visit
WHERE medfee > getvariable('limit_amount') AND NOT list_contains(getvariable('spared'), med_type);
-- the end
