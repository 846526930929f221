/*---
id: {id}
title: { zh: 规则名称（说明问题，不说明做法）, en: The problem in a few words }
grade: clue
severity: medium
status: draft
since: {version}
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第三项, checked: false }
params:
  most:
    type: decimal
    default: 10000
    min: 0
    doc: { zh: 一次结算医疗费用的上限（元）, en: Most yuan that one settlement may cost }
requires: [valid_settlement]
population: SELECT count(*) FROM valid_settlement WHERE audited
key: [setl_id]
message:
  zh: "一次结算医疗费用 {medfee} 元"
  en: "One settlement of {medfee} yuan"
false_positives:
  zh: [列出看似违规而并非违规的情形]
  en: [what looks like it and is not]
---*/
-- What exactly is compared, and what is claimed.
SELECT
    s.setl_id, s.fixmedins_code, s.psn_no, s.mdtrt_id,
    s.begndate AS begin_date,
    s.enddate AS end_date,
    'settlement' AS row_table,
    s.setl_id AS row_id,
    0 AS claim,
    s.medfee
FROM valid_settlement s
WHERE s.audited AND s.medfee > getvariable('most')
