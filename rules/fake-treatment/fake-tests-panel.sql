/*---
id: fake-tests-panel
title: { zh: 检验组合雷同, en: "The same panel of tests for everybody" }
grade: suspect
tier: 3
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第二项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第四十条第二项, checked: false }
official: { library: 两库, category: C-项目 }
catalogue: G2
params:
  share: { type: decimal, default: 0.90, min: 0.5, max: 1, doc: { zh: "相同组合占住院人次的比例达到此值", en: "Share of the stays that have the very same panel" } }
  min_stays: { type: integer, default: 30, min: 5, max: 10000, doc: { zh: "机构至少多少次有检查检验的住院", en: "Fewest stays with tests of an institution" } }
  min_items: { type: integer, default: 6, min: 2, max: 100, doc: { zh: "组合至少多少项", en: "Fewest items of a panel" } }
  min_diagnoses: { type: integer, default: 5, min: 2, max: 100, doc: { zh: "涉及至少多少种诊断（前三位）", en: "Fewest different diagnoses (three characters)" } }
  first_days: { type: integer, default: 2, min: 1, max: 7, doc: { zh: "入院后几天内的检查检验", en: "Days from admission whose tests count" } }
requires: [stay, effective_line]
population: SELECT count(DISTINCT mdtrt_id) FROM stay WHERE audited AND lines > 0
key: [fixmedins_code]
apart: true
message:
  zh: "{fixmedins_name} {stays} 次住院中 {same} 次（{diagnoses} 种诊断）入院检查检验组合完全相同，共 {items} 项"
  en: "{fixmedins_name}: {same} of {stays} stays ({diagnoses} diagnoses) have the very same {items} tests at admission"
false_positives:
  zh: [医院规定的基本入院检查（少于最低项数的不列）, 专科机构诊断单一（诊断种数不足的不列）, 体检或筛查项目]
  en: [a routine set of tests at admission (below the fewest items it is left alone), special hospitals with few diagnoses (left alone), screening programmes]
---*/
-- The set of examinations and tests within the first days of each stay. One set with enough items in nearly all stays, whatever the diagnosis,
-- is suspicious. Which tests were needed the records must show, so no money is claimed.
WITH test_item AS (
    SELECT DISTINCT s.mdtrt_id, l.hilist_code
    FROM stay s
    JOIN effective_line l ON l.mdtrt_id = s.mdtrt_id
    WHERE s.audited AND l.charge_class IN ('03', '04') AND l.fee_date < plus_days(s.adm, getvariable('first_days'))
), panel AS (
    SELECT mdtrt_id, joined(array_agg(hilist_code), ',') AS panel, count(*) AS items
    FROM test_item
    GROUP BY mdtrt_id
), tested AS (
    SELECT
        s.mdtrt_id, s.psn_no, s.fixmedins_code, s.fixmedins_name, s.adm, s.dsc, s.dx3, s.setl_id, p.panel, p.items,
        count(*) OVER (PARTITION BY s.fixmedins_code) AS stays,
        count(*) OVER (PARTITION BY s.fixmedins_code, p.panel) AS same
    FROM panel p
    JOIN stay s ON s.mdtrt_id = p.mdtrt_id
), flagged AS (
    SELECT fixmedins_code, panel, count(DISTINCT dx3) AS diagnoses
    FROM tested
    WHERE items >= getvariable('min_items') AND stays >= getvariable('min_stays') AND ratio(same, stays) >= getvariable('share')
    GROUP BY fixmedins_code, panel
    HAVING count(DISTINCT dx3) >= getvariable('min_diagnoses')
)
SELECT
    t.fixmedins_code, t.psn_no, t.mdtrt_id, t.setl_id,
    t.adm AS begin_date,
    coalesce(t.dsc, t.adm) AS end_date,
    'encounter' AS row_table,
    t.mdtrt_id AS row_id,
    0 AS claim,
    coalesce(t.fixmedins_name, t.fixmedins_code) AS fixmedins_name,
    t.stays, t.same, f.diagnoses, t.items
FROM tested t
JOIN flagged f ON f.fixmedins_code = t.fixmedins_code AND f.panel = t.panel
