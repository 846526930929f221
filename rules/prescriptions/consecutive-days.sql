/*---
id: consecutive-days
title: { zh: 连续多日等额开药, en: Drugs on day after day for the same amount }
grade: suspect
tier: 1
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第二项, checked: false }
official: { library: 两库, category: C-药品 }
catalogue: D11
params:
  min_days:
    type: integer
    default: 3
    min: 2
    max: 31
    doc: { zh: 至少连续几天, en: Fewest days running }
  treatment_words:
    type: list
    default: [注射, 输液, 针]
    doc: { zh: 药品名称含有这些词的就诊不计（输液、注射疗程）, en: "Visits with a drug whose name has one of these words do not count (infusions, courses of injections)" }
  exempt_traits:
    type: list
    default: [dialysis, chemo]
    doc: { zh: 不判断的医疗类别特征（透析、放化疗）, en: "Traits of medical types not judged (dialysis, chemotherapy)" }
requires: [visit, effective_line]
lookback: 1 month
population: SELECT count(*) FROM visit WHERE audited AND fund > 0
key: [psn_no, fixmedins_code, first_day, medfee]
message:
  zh: "{fixmedins_name} 自 {first_day} 至 {last_day} 连续 {days} 天为同一人开药，每次总费用均为 {medfee} 元"
  en: "{fixmedins_name} settled drugs for one person on {days} days running from {first_day} to {last_day}, each time {medfee} yuan"
false_positives:
  zh: [输液、换药、针灸等疗程（有治疗项目的就诊不列）, 透析、放化疗（不列）, 中药分日取药]
  en: ["infusions, dressings, acupuncture (visits with a treatment are left out)", dialysis and chemotherapy (left out), decoctions fetched day by day]
---*/
-- Fund-paid visits of one person at one institution with drugs and without treatment, on at least so many days running and of one total.
-- The first is honest; the others are claimed.
WITH drugs_only AS (
    SELECT v.setl_id, v.mdtrt_id, v.psn_no, v.fixmedins_code, v.visit_date, v.setl_time, v.medfee, v.fund
    FROM visit v
    JOIN effective_line l ON l.setl_id = v.setl_id
    WHERE v.fund > 0 AND NOT has_any_trait(v.traits, getvariable('exempt_traits'))
    GROUP BY v.setl_id, v.mdtrt_id, v.psn_no, v.fixmedins_code, v.visit_date, v.setl_time, v.medfee, v.fund
    HAVING bool_or(l.charge_class IN ('09', '10', '11'))
       AND NOT bool_or(l.charge_class IN ('05', '06') OR has_word(l.hilist_name, getvariable('treatment_words')))
), day AS (
    SELECT DISTINCT psn_no, fixmedins_code, medfee, visit_date FROM drugs_only
), island AS (
    -- days running have one distance to their number
    SELECT
        d.*,
        plus_days(d.visit_date, -row_number() OVER (PARTITION BY d.psn_no, d.fixmedins_code, d.medfee ORDER BY d.visit_date)) AS run
    FROM day d
), long_run AS (
    SELECT psn_no, fixmedins_code, medfee, run, min(visit_date) AS first_day, max(visit_date) AS last_day, count(*) AS days
    FROM island
    GROUP BY psn_no, fixmedins_code, medfee, run
    HAVING count(*) >= getvariable('min_days')
)
SELECT
    r.psn_no, r.fixmedins_code, r.first_day, r.medfee,
    v.mdtrt_id, v.setl_id,
    v.visit_date AS begin_date,
    v.visit_date AS end_date,
    'settlement' AS row_table,
    v.setl_id AS row_id,
    CASE WHEN row_number() OVER (
        PARTITION BY r.psn_no, r.fixmedins_code, r.first_day, r.medfee ORDER BY v.visit_date, v.setl_time, v.setl_id) = 1
        THEN 0 ELSE v.fund END AS claim,
    coalesce(k.fixmedins_name, r.fixmedins_code) AS fixmedins_name,
    r.last_day, r.days
FROM long_run r
JOIN drugs_only v
  ON v.psn_no = r.psn_no AND v.fixmedins_code = r.fixmedins_code AND v.medfee = r.medfee AND v.visit_date BETWEEN r.first_day AND r.last_day
LEFT JOIN institution_kind k ON k.fixmedins_code = r.fixmedins_code
