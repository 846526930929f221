/*---
id: identical-prescriptions
title: { zh: 处方雷同, en: One prescription for many people }
grade: clue
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第二项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: D15
params:
  min_persons:
    type: integer
    default: 10
    min: 3
    max: 1000
    doc: { zh: 同一医生同日至少多少人, en: Fewest persons of one doctor on one day }
  min_items:
    type: integer
    default: 2
    min: 1
    max: 50
    doc: { zh: 处方至少几种药（单一药品雷同不足为奇）, en: Fewest drugs of the prescription (one and the same drug is common) }
  exempt_words:
    type: list
    default: [疫苗, 接种]
    doc: { zh: 药品名称含有这些词的就诊不计, en: Visits with a drug whose name has one of these words do not count }
requires: [effective_line, visit]
population: SELECT count(*) FROM visit WHERE audited AND dr_code IS NOT NULL
key: [dr_code, day, pattern]
message:
  zh: "医师 {dr_code} 于 {day} 为 {persons} 人开具完全相同的处方（{items} 种药，{amount} 元）"
  en: "Doctor {dr_code} wrote one and the same prescription for {persons} people on {day} ({items} drugs, {amount} yuan)"
false_positives:
  zh: [接种日（不列）, 疫情期间的统一处方, 中药协定处方（仅中药饮片的不列）, 单一药品（不列）]
  en: [vaccination days (left out), agreed sets in an epidemic, "agreed decoctions (nothing but herbs: left out)", a single drug (left out)]
---*/
-- Visits of one doctor and day whose drugs, quantities and amount are all the same, for many persons. Statistics only: no money.
WITH busy AS (
    SELECT dr_code, visit_date FROM visit WHERE audited GROUP BY dr_code, visit_date HAVING count(DISTINCT psn_no) >= getvariable('min_persons')
), prescribed AS (
    SELECT
        v.setl_id, v.mdtrt_id, v.psn_no, v.fixmedins_code, v.dr_code, v.visit_date AS day,
        string_agg(l.hilist_code || ' x ' || plain(l.cnt), ', ' ORDER BY l.hilist_code, l.cnt) AS pattern,
        count(DISTINCT l.hilist_code) AS items,
        sum(l.amount) AS amount
    FROM visit v
    JOIN busy b ON b.dr_code = v.dr_code AND b.visit_date = v.visit_date
    JOIN effective_line l ON l.setl_id = v.setl_id
    WHERE v.audited AND l.charge_class IN ('09', '10', '11')
    GROUP BY v.setl_id, v.mdtrt_id, v.psn_no, v.fixmedins_code, v.dr_code, v.visit_date
    HAVING bool_or(l.charge_class <> '10') AND NOT bool_or(has_word(l.hilist_name, getvariable('exempt_words')))
), flagged AS (
    SELECT dr_code, day, pattern, amount, count(DISTINCT psn_no) AS persons
    FROM prescribed
    WHERE items >= getvariable('min_items')
    GROUP BY dr_code, day, pattern, amount
    HAVING count(DISTINCT psn_no) >= getvariable('min_persons')
)
SELECT
    f.dr_code, f.day, f.pattern, p.fixmedins_code, p.psn_no, p.mdtrt_id, p.setl_id,
    f.day AS begin_date,
    f.day AS end_date,
    'settlement' AS row_table,
    p.setl_id AS row_id,
    0 AS claim,
    f.persons, p.items, f.amount
FROM flagged f
JOIN prescribed p ON p.dr_code = f.dr_code AND p.day = f.day AND p.pattern = f.pattern AND p.amount = f.amount
