/*---
id: duplicate-reimbursement
title: { zh: 手工与联网重复报销, en: Reimbursed by hand and settled online }
grade: violation
tier: 1
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十一条第二项, checked: false }
official: { library: 两库, category: M-数据 }
catalogue: F7
params:
  tolerance:
    type: decimal
    default: 0.01
    min: 0
    max: 0.2
    doc: { zh: 总费用相差不超过此比例视为同一笔, en: Totals that differ by no more than this share are the same service }
requires: [valid_settlement, settlement.manl_reim_rea | settlement.pay_loc]
lookback: 10 years
population: SELECT count(*) FROM valid_settlement WHERE audited AND fund > 0 AND (ltrim(manl_reim_rea, '0') <> '' OR pay_loc = '1')
key: [manual_settlement]
message:
  zh: "手工报销（{begun} 起，总费用 {medfee} 元）与{online_name}的联网结算重复"
  en: "The manual reimbursement of {medfee} yuan (service from {begun}) was also settled online at {online_name}"
false_positives:
  zh: [不同发票的两次就诊（不列）, 联网结算已退费后再手工报销（不列）, 无发票号的同额就诊（列为可疑）]
  en: [two services with two invoices (left out), online settlement taken back before the manual one (left out), a visit of the same price where an invoice number is missing (lowered to suspect)]
---*/
-- A manual reimbursement (a reason for it, of which 0 is none, or paid at the centre) and an online settlement of one person with overlapping days and one
-- total. Claimed is the manual one. With one invoice number it is certain; without, the institution must be the same, and it is suspect.
WITH paid AS (
    SELECT
        v.*, s.invono,
        coalesce(v.enddate, v.begndate) AS until,
        coalesce(ltrim(v.manl_reim_rea, '0'), '') <> '' OR coalesce(v.pay_loc, '') = '1' AS manual
    FROM valid_settlement v
    JOIN settlement s ON s.setl_id = v.setl_id
    WHERE v.fund > 0 AND v.medfee > 0
), person AS (
    -- one person by number or by certificate
    SELECT setl_id, psn_no AS who FROM paid
    UNION
    SELECT setl_id, certno FROM paid WHERE certno NOT LIKE '%*%'
), candidate AS (
    SELECT DISTINCT a.setl_id AS manual_setl, b.setl_id AS online_setl
    FROM (SELECT p.setl_id, p.who FROM person p JOIN paid m ON m.setl_id = p.setl_id WHERE m.manual) a
    JOIN person b ON b.who = a.who AND b.setl_id <> a.setl_id
), pair AS (
    SELECT
        m.*, o.setl_id AS online_setl, o.fixmedins_code AS online_code,
        CASE WHEN m.invono = o.invono THEN 'violation' ELSE 'suspect' END AS grade
    FROM candidate c
    JOIN paid m ON m.setl_id = c.manual_setl
    JOIN paid o ON o.setl_id = c.online_setl
    WHERE NOT o.manual
      AND (m.audited OR o.audited)
      AND m.begndate <= o.until AND o.begndate <= m.until
      AND abs(m.medfee - o.medfee) <= getvariable('tolerance') * greatest(m.medfee, o.medfee)
      AND (m.invono = o.invono OR ((m.invono IS NULL OR o.invono IS NULL) AND m.fixmedins_code = o.fixmedins_code))
    QUALIFY row_number() OVER (PARTITION BY m.setl_id ORDER BY m.invono = o.invono DESC NULLS LAST, o.setl_time, o.setl_id) = 1
), row_of AS (
    SELECT setl_id, setl_id AS row_id, fund AS claim FROM pair
    UNION ALL
    SELECT setl_id, online_setl, 0 FROM pair
)
SELECT
    p.setl_id AS manual_settlement,
    p.fixmedins_code, p.psn_no, p.mdtrt_id, p.setl_id,
    p.begndate AS begin_date,
    p.until AS end_date,
    'settlement' AS row_table,
    r.row_id, r.claim, p.grade,
    p.begndate AS begun,
    p.medfee,
    coalesce(k.fixmedins_name, p.online_code) AS online_name
FROM pair p
JOIN row_of r ON r.setl_id = p.setl_id
LEFT JOIN institution_kind k ON k.fixmedins_code = p.online_code
