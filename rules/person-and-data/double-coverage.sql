/*---
id: double-coverage
title: { zh: 重复参保、重复享受待遇, en: One service paid twice under two insurances }
grade: violation
tier: 1
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十一条第二项, checked: false }
official: { library: 两库, category: M-数据 }
catalogue: F6
params:
  tolerance:
    type: decimal
    default: 0.01
    min: 0
    max: 0.2
    doc: { zh: 总费用相差不超过此比例视为同一笔, en: Totals that differ by no more than this share are the same service }
  basic_insutypes:
    type: list
    default: ['310', '340', '350', '360', '380', '390', '391']
    doc:
      zh: 相互排斥的基本医保险种（补充险、大病险是叠加层，不计）
      en: "Basic schemes, of which a person has one (supplementary schemes are layers on top and do not count)"
requires: [valid_settlement, settlement.certno | encounter.certno | person.certno]
lookback: 12 months
population: SELECT count(*) FROM valid_settlement WHERE audited AND fund > 0 AND certno NOT LIKE '%*%'
key: [later_settlement]
message:
  zh: "{fixmedins_name}：{service_date} 的同一服务（总费用 {medfee} 元）已在{earlier_name}以另一参保身份结算"
  en: "{fixmedins_name}: a service of {service_date} ({medfee} yuan) was already settled under another insurance at {earlier_name}"
false_positives:
  zh: [职工医保与大病、补充保险是叠加层，不是重复, 年中参保关系转移, 无发票号时同日同额的两次就诊（列为可疑）]
  en: [basic insurance and the supplements on top of it, insurance transferred during the year, two visits of one day and price where invoices are missing (lowered to suspect)]
---*/
-- One certificate number, one day, one total, two insurances (person numbers or basic schemes), both paid: the later payment is claimed.
-- With one invoice number it is certain; without invoices the institution must be the same, and it is suspect. Manual reimbursement
-- (a reason for it, of which 0 is none, or paid at the centre) beside an online settlement is another rule's.
WITH paid AS (
    SELECT v.*, s.invono
    FROM valid_settlement v
    JOIN settlement s ON s.setl_id = v.setl_id
    WHERE v.fund > 0 AND v.medfee > 0
      AND v.certno NOT LIKE '%*%'
      AND array_contains(getvariable('basic_insutypes'), left(v.insutype, 3))
      AND coalesce(ltrim(v.manl_reim_rea, '0'), '') = '' AND coalesce(v.pay_loc, '') <> '1'
), pair AS (
    SELECT
        l.*, e.setl_id AS earlier_setl, e.fixmedins_code AS earlier_code,
        CASE WHEN l.invono = e.invono THEN 'violation' ELSE 'suspect' END AS grade
    FROM paid l
    JOIN paid e
      ON e.certno = l.certno AND e.begndate = l.begndate AND coalesce(e.enddate, e.begndate) = coalesce(l.enddate, l.begndate)
    WHERE l.audited
      AND (e.psn_no <> l.psn_no OR e.insutype <> l.insutype)
      AND (e.setl_time < l.setl_time OR (e.setl_time = l.setl_time AND e.setl_id < l.setl_id))
      AND abs(e.medfee - l.medfee) <= getvariable('tolerance') * greatest(e.medfee, l.medfee)
      AND (e.invono = l.invono OR ((e.invono IS NULL OR l.invono IS NULL) AND e.fixmedins_code = l.fixmedins_code))
    QUALIFY row_number() OVER (PARTITION BY l.setl_id ORDER BY l.invono = e.invono DESC NULLS LAST, e.setl_time, e.setl_id) = 1
), row_of AS (
    SELECT setl_id, setl_id AS row_id, fund AS claim FROM pair
    UNION ALL
    SELECT setl_id, earlier_setl, 0 FROM pair
)
SELECT
    p.setl_id AS later_settlement,
    p.fixmedins_code, p.psn_no, p.mdtrt_id, p.setl_id,
    p.begndate AS begin_date,
    coalesce(p.enddate, p.begndate) AS end_date,
    'settlement' AS row_table,
    r.row_id, r.claim, p.grade,
    coalesce(k.fixmedins_name, p.fixmedins_code) AS fixmedins_name,
    p.begndate AS service_date,
    p.medfee,
    coalesce(o.fixmedins_name, p.earlier_code) AS earlier_name
FROM pair p
JOIN row_of r ON r.setl_id = p.setl_id
LEFT JOIN institution_kind k ON k.fixmedins_code = p.fixmedins_code
LEFT JOIN institution_kind o ON o.fixmedins_code = p.earlier_code
