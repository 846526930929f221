/*---
id: cost-shift-around-stay
title: { zh: 住院费用转嫁门诊, en: Costs of a stay moved to a visit beside it }
grade: suspect
tier: 1
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第一项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第七项, checked: false }
official: { library: 两库, category: M-行为主体 }
catalogue: B6
params:
  pre_days:
    type: integer
    default: 3
    min: 0
    max: 14
    doc: { zh: 入院前几天内的门诊（经验值）, en: "Days before admission (experience, no official figure)" }
  post_days:
    type: integer
    default: 1
    min: 0
    max: 14
    doc: { zh: 出院后几天内的门诊（经验值）, en: "Days after discharge (experience, no official figure)" }
  high_value:
    type: decimal
    default: 500.00
    min: 1
    max: 1000000
    doc: { zh: 单价达到此金额（元）的耗材视为高值, en: Materials at this unit price (yuan) or more are of high value }
  usual_share:
    type: decimal
    default: 0.5
    min: 0.1
    max: 1
    doc:
      zh: 同机构同诊断住院中有此比例使用的项目视为该病种常用（经验值）
      en: "Share of the institution's stays with the diagnosis that have an item which makes it usual (experience, no official figure)"
  min_stays:
    type: integer
    default: 5
    min: 2
    max: 1000
    doc: { zh: 同机构同诊断至少几次住院才判断常用项目, en: Fewest stays with the diagnosis from which usual items are told }
  min_price:
    type: decimal
    default: 50.00
    min: 0
    max: 100000
    doc: { zh: 常用项目的单价下限（元），低于此的不列, en: Usual items below this unit price (yuan) are left out }
  exempt_traits:
    type: list
    default: [chronic, dialysis, chemo, special_drug, maternity, injury]
    doc:
      zh: 不适用的门诊医疗类别特征（慢特病、透析、放化疗、特药等）
      en: "Traits of visits that are exempt (chronic disease, dialysis, chemotherapy, special drugs and the like)"
requires: [stay, encounter.endtime | stay.dsc, visit, effective_line]
lookback: 3 months
population: |
  SELECT count(*) FROM visit v WHERE v.kind = 'outpatient' AND v.fund > 0 AND (v.audited OR EXISTS (
    SELECT 1 FROM stay s
    WHERE s.audited AND s.psn_no = v.psn_no AND s.fixmedins_code = v.fixmedins_code
      AND v.visit_date BETWEEN plus_days(s.adm, -getvariable('pre_days')) AND plus_days(s.dsc, getvariable('post_days'))))
key: [visit_setl]
message:
  zh: "{fixmedins_name} 在住院（{adm} 至 {dsc}）前后于 {visit_date} 的门诊收取 {items}（{reason_zh}）"
  en: "{fixmedins_name} charged {items} to a visit on {visit_date}, beside the stay from {adm} to {dsc} ({reason_en})"
false_positives:
  zh: [急诊后收住院（急诊不判断）, 院前门诊检查、术前准备政策允许的地区, 住院中也做了同一项目（不列）, 慢特病购药、透析、放化疗]
  en: [admitted through emergency (not judged), regions that allow preparation as an outpatient, the item is in the stay too (not listed), "chronic drugs, dialysis, chemotherapy"]
---*/
-- Visits at the institution of a stay shortly before, during or after it. Something was moved when they hold an operation, a material of high value, or an
-- item that the institution's stays with that diagnosis usually have and this one has not. Claimed is the whole fund of the visit.
WITH beside AS (
    SELECT
        v.setl_id AS visit_setl, v.mdtrt_id AS visit_id, v.psn_no, v.fixmedins_code, v.visit_date, v.fund, v.acct_pay,
        s.mdtrt_id AS stay_id, s.adm, s.dsc, s.dx3, coalesce(s.fixmedins_name, s.fixmedins_code) AS fixmedins_name
    FROM visit v
    JOIN stay s ON s.psn_no = v.psn_no AND s.fixmedins_code = v.fixmedins_code
    WHERE (v.audited OR s.audited)
      AND v.kind = 'outpatient'
      AND v.fund > 0
      AND s.settlements > 0
      AND s.lines > 0
      AND v.visit_date >= plus_days(s.adm, -getvariable('pre_days'))
      AND v.visit_date <= plus_days(s.dsc, getvariable('post_days'))
      AND NOT has_any_trait(v.traits, getvariable('exempt_traits'))
    QUALIFY row_number() OVER (PARTITION BY v.setl_id ORDER BY s.adm, s.mdtrt_id) = 1
), same_dx AS (
    SELECT s.fixmedins_code, s.dx3, s.mdtrt_id, count(*) OVER (PARTITION BY s.fixmedins_code, s.dx3) AS stays
    FROM stay s
    WHERE s.settlements > 0 AND s.lines > 0 AND (s.fixmedins_code, s.dx3) IN (SELECT (fixmedins_code, dx3) FROM beside)
), usual AS (
    SELECT d.fixmedins_code, d.dx3, l.hilist_code
    FROM same_dx d
    JOIN effective_line l ON l.mdtrt_id = d.mdtrt_id
    WHERE d.stays >= getvariable('min_stays') AND l.charge_class IN ('03', '04', '05', '06', '08', '09', '10', '11')
    GROUP BY d.fixmedins_code, d.dx3, l.hilist_code
    HAVING count(DISTINCT d.mdtrt_id) >= getvariable('usual_share') * max(d.stays)
), visit_line AS (
    SELECT
        b.visit_setl, b.stay_id, b.fixmedins_code, b.dx3, l.feedetl_sn, l.hilist_code, coalesce(l.hilist_name, l.hilist_code) AS item,
        l.charge_class = '06' AS operation,
        l.charge_class = '08' AND l.pric >= getvariable('high_value') AS material,
        l.pric >= getvariable('min_price') AS dear
    FROM beside b
    JOIN effective_line l ON l.setl_id = b.visit_setl
), moved AS (
    SELECT
        v.visit_setl, v.feedetl_sn, v.item,
        CASE WHEN v.operation THEN 1 WHEN v.material THEN 2 ELSE 3 END AS reason
    FROM visit_line v
    LEFT JOIN usual u ON u.fixmedins_code = v.fixmedins_code AND u.dx3 = v.dx3 AND u.hilist_code = v.hilist_code
    WHERE (v.operation OR v.material OR (v.dear AND u.hilist_code IS NOT NULL))
      AND NOT EXISTS (SELECT 1 FROM effective_line l WHERE l.mdtrt_id = v.stay_id AND l.hilist_code = v.hilist_code)
), about AS (
    SELECT visit_setl, joined(array_agg(DISTINCT item), '、') AS items, min(reason) AS reason FROM moved GROUP BY visit_setl
), row_of AS (
    SELECT visit_setl, 'settlement' AS row_table, visit_setl AS row_id, greatest(0, fund) AS claim, greatest(0, coalesce(acct_pay, 0)) AS account
    FROM beside
    UNION ALL
    SELECT visit_setl, 'fee_line', feedetl_sn, 0, 0 FROM moved
    UNION ALL
    SELECT visit_setl, 'encounter', stay_id, 0, 0 FROM beside
)
SELECT
    b.visit_setl, b.fixmedins_code, b.psn_no,
    b.visit_id AS mdtrt_id,
    b.visit_setl AS setl_id,
    b.visit_date AS begin_date,
    b.visit_date AS end_date,
    r.row_table, r.row_id, r.claim, r.account, b.fixmedins_name, b.visit_date, b.adm, b.dsc, a.items,
    CASE a.reason WHEN 1 THEN '手术' WHEN 2 THEN '高值耗材' ELSE '该诊断住院常用而本次住院未收' END AS reason_zh,
    CASE a.reason WHEN 1 THEN 'an operation' WHEN 2 THEN 'material of high value' ELSE 'usual in its stays with the diagnosis, missing in this one' END
        AS reason_en
FROM beside b
JOIN about a ON a.visit_setl = b.visit_setl
JOIN row_of r ON r.visit_setl = b.visit_setl
