/*---
id: invoice-duplicate
title: { zh: 票据号重复结算, en: One invoice settled twice }
grade: violation
tier: 1
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第一项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第四十条第二项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第四十一条第二项, checked: false }
official: { library: 两库, category: M-数据 }
catalogue: C18
params:
  min_length:
    type: integer
    default: 6
    min: 1
    max: 20
    doc: { zh: 票据号至少几位（更短的视为占位）, en: Shortest number that is an invoice's (shorter ones are placeholders) }
  placeholder_uses:
    type: integer
    default: 5
    min: 2
    max: 1000
    doc:
      zh: 同一票据号涉及的人数超过此数视为占位（经验值）
      en: "A number with more persons than this is a placeholder (experience, no official figure)"
  unique_length:
    type: integer
    default: 12
    min: 1
    max: 40
    doc: { zh: 至少这么长的票据号在不同机构间也不重复, en: Numbers at least this long are unique across institutions }
requires: [valid_settlement, settlement.invono]
lookback: 24 months
population: SELECT count(*) FROM valid_settlement v JOIN settlement s ON s.setl_id = v.setl_id WHERE v.audited AND s.invono IS NOT NULL
key: [later_settlement]
message:
  zh: "票据 {invoice} 已于 {first_day} 在 {first_name} 结算，{fixmedins_name} 于 {again_day} 又以同一票据结算{manual_zh}"
  en: "Invoice {invoice}, settled at {first_name} on {first_day}, was settled again at {fixmedins_name} on {again_day}{manual_en}"
false_positives:
  zh: [退费冲正, 一张票据对应同一次就诊的多笔结算, 占位号（空白、0、过短、重复数字、多人共用）, 纸质票据号在不同机构间偶然相同]
  en: [a reversal, one invoice for the parts of one visit, "placeholders (blank, 0, too short, one digit throughout, shared by many)", paper invoices of two institutions that happen to have one number]
---*/
-- The same invoice on two settlements that stand, at one institution, of one person, or with a number long enough to be unique. Of each later
-- settlement the whole fund and account are claimed.
WITH written AS (
    SELECT setl_id, psn_no, upper(trim(invono)) AS invoice
    FROM settlement
    WHERE is_valid(vali_flag) AND length(trim(invono)) >= getvariable('min_length')
      -- one character throughout is no number
      AND replace(trim(invono), left(trim(invono), 1), '') <> ''
), shared AS (
    SELECT invoice
    FROM written
    GROUP BY invoice
    HAVING count(DISTINCT setl_id) > 1 AND count(DISTINCT psn_no) <= getvariable('placeholder_uses')
), settled AS (
    SELECT
        w.invoice, v.setl_id, v.mdtrt_id, v.psn_no, v.fixmedins_code, v.begndate, v.setl_time, v.fund, v.acct_pay, v.audited, v.manl_reim_rea,
        coalesce(k.fixmedins_name, v.fixmedins_code) AS name
    FROM shared h
    JOIN written w ON w.invoice = h.invoice
    JOIN valid_settlement v ON v.setl_id = w.setl_id
    LEFT JOIN institution_kind k ON k.fixmedins_code = v.fixmedins_code
), pair AS (
    SELECT l.*, e.setl_id AS first_setl, CAST(e.setl_time AS DATE) AS first_day, e.name AS first_name
    FROM settled l
    JOIN settled e ON e.invoice = l.invoice AND e.setl_id <> l.setl_id
    WHERE l.audited
      AND (e.setl_time < l.setl_time OR (e.setl_time = l.setl_time AND e.setl_id < l.setl_id))
      AND (e.fixmedins_code = l.fixmedins_code OR e.psn_no = l.psn_no OR length(l.invoice) >= getvariable('unique_length'))
      -- the parts of one visit may stand on one invoice
      AND NOT coalesce(e.mdtrt_id = l.mdtrt_id, false)
      AND NOT coalesce(e.psn_no = l.psn_no AND e.fixmedins_code = l.fixmedins_code AND e.begndate = l.begndate, false)
    -- against the first of them
    QUALIFY row_number() OVER (PARTITION BY l.setl_id ORDER BY e.setl_time, e.setl_id) = 1
), row_of AS (
    SELECT setl_id, setl_id AS row_id, greatest(0, fund) AS claim, greatest(0, coalesce(acct_pay, 0)) AS account FROM pair
    UNION ALL
    SELECT setl_id, first_setl, 0, 0 FROM pair
)
SELECT
    p.setl_id AS later_settlement,
    p.fixmedins_code, p.psn_no, p.mdtrt_id, p.setl_id,
    p.begndate AS begin_date,
    p.begndate AS end_date,
    'settlement' AS row_table,
    r.row_id, r.claim, r.account,
    p.name AS fixmedins_name, p.invoice, p.first_day, p.first_name,
    CAST(p.setl_time AS DATE) AS again_day,
    CASE WHEN p.manl_reim_rea IS NOT NULL THEN '（零星报销）' ELSE '' END AS manual_zh,
    CASE WHEN p.manl_reim_rea IS NOT NULL THEN ' (reimbursed by hand)' ELSE '' END AS manual_en
FROM pair p
JOIN row_of r ON r.setl_id = p.setl_id
