/*---
id: substitution
title: { zh: 串换药品、项目、耗材, en: Billed but not supplied }
grade: suspect
tier: 4
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第四项, checked: false }
official: { library: 两库, category: M-药品 }
catalogue: C9
params:
  min_ratio:
    type: decimal
    default: 1.5
    min: 1
    max: 20
    doc:
      zh: 收费数量至少为购进数量的几倍（含期初库存的余量，公开软件 1.5）
      en: Smallest multiple of the quantity supplied that is billed (leaves room for the opening stock; 1.5 in public software)
  max_ratio:
    type: decimal
    default: 20
    min: 2
    max: 10000
    doc:
      zh: 超过此倍数视为计量单位不一致（盒与片），降为线索
      en: Above this multiple the units differ (box and tablet) and the finding is only a clue
  opening_days:
    type: integer
    default: 90
    min: 0
    max: 366
    doc:
      zh: 所读收费的第一个月之前多少天内的购进计作期初库存（经验值）
      en: "Deliveries so many days before the first month of charges that is read count as opening stock (experience, no official figure)"
  min_days:
    type: integer
    default: 30
    min: 1
    max: 366
    doc: { zh: 进销存至少覆盖几天, en: Fewest days that the ledger covers }
  min_excess:
    type: decimal
    default: 5
    min: 0
    max: 100000
    doc: { zh: 至少多出几个计价单位（经验值）, en: "Fewest units billed beyond the supply (experience, no official figure)" }
requires: [effective_line, supplier_ledger.qty_in | trace_code.item_code]
lookback: 12 months
population: SELECT count(*) FROM effective_line l WHERE l.audited AND ((l.fixmedins_code, l.hilist_code) IN (SELECT (fixmedins_code, item_code) FROM supplier_ledger) OR l.setl_id IN (SELECT setl_id FROM trace_code))
key: [fixmedins_code, item_code, evidence]
apart: true
message:
  zh: "{fixmedins_name} 收取 {item} {billed}，{supply_zh}"
  en: "{fixmedins_name} billed {billed} of {item}, {supply_en}"
false_positives:
  zh: [机构间调拨, 捐赠、赠药, 计量单位换算（倍数过大的降为线索）, 期初库存（此前一段时间的购进计入，另留有余量）, 追溯码漏扫（只有扫到其他药品的才列）]
  en: [transfers between institutions, donated stock, other units (lowered to clue above the multiple), opening stock (deliveries of the time before count, and room is left for more), a code not scanned (listed only where another drug was)]
---*/
-- Two kinds of evidence. Ledger: since its first delivery the institution billed more of an item than it was supplied with; the units beyond are claimed, the
-- latest first. Trace codes: a settlement's scanned codes name a drug that it does not bill, and none of one that it bills; that line is claimed.
WITH supplied AS (
    SELECT fixmedins_code, item_code, min(date) AS since, max(date) AS until, sum(qty_in) AS qty
    FROM supplier_ledger
    WHERE qty_in > 0 AND date < getvariable('window_to') AND date >= (SELECT plus_days(min(month_begin(month)), -getvariable('opening_days')) FROM effective_line)
    GROUP BY fixmedins_code, item_code
), covered AS (
    SELECT s.*
    FROM supplied s
    JOIN (SELECT fixmedins_code, min(date) AS since, max(date) AS until FROM supplier_ledger GROUP BY fixmedins_code) p ON p.fixmedins_code = s.fixmedins_code
    WHERE days_between(p.since, least(p.until, getvariable('window_to'))) + 1 >= getvariable('min_days')
), billed AS (
    SELECT
        l.*, c.qty,
        sum(l.cnt) OVER (PARTITION BY l.fixmedins_code, l.hilist_code) AS total,
        coalesce(sum(l.cnt) OVER (
            PARTITION BY l.fixmedins_code, l.hilist_code ORDER BY l.fee_ocur_time DESC, l.feedetl_sn DESC
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS later
    FROM effective_line l
    JOIN covered c ON c.fixmedins_code = l.fixmedins_code AND c.item_code = l.hilist_code AND l.fee_date >= c.since
), beyond AS (
    SELECT *, greatest(0, least(cnt, total - qty - later)) AS units
    FROM billed
    WHERE total >= getvariable('min_ratio') * qty AND total - qty >= getvariable('min_excess')
), scanned AS (
    SELECT DISTINCT setl_id, item_code FROM trace_code WHERE setl_id IS NOT NULL AND item_code IS NOT NULL
), unbilled_scan AS (
    SELECT s.setl_id, min(s.item_code) AS scanned_item
    FROM scanned s
    WHERE NOT EXISTS (SELECT 1 FROM effective_line l WHERE l.setl_id = s.setl_id AND l.hilist_code = s.item_code)
    GROUP BY s.setl_id
), swapped AS (
    SELECT l.*, u.scanned_item
    FROM effective_line l
    JOIN unbilled_scan u ON u.setl_id = l.setl_id
    WHERE l.audited
      AND l.charge_class IN ('09', '11')
      AND NOT EXISTS (SELECT 1 FROM scanned s WHERE s.setl_id = l.setl_id AND s.item_code = l.hilist_code)
      -- elsewhere it is scanned: it has a code
      AND l.hilist_code IN (SELECT item_code FROM scanned)
), row_of AS (
    SELECT
        'ledger' AS evidence, fixmedins_code, hilist_code, coalesce(hilist_name, hilist_code) AS item, feedetl_sn, psn_no, mdtrt_id, setl_id, fee_date,
        money_part(fund, units, cnt) AS claim,
        CASE WHEN total > getvariable('max_ratio') * qty THEN 'clue' ELSE 'suspect' END AS grade,
        plain(total) AS billed,
        '同期购进仅 ' || plain(qty) AS supply_zh,
        'supplied with ' || plain(qty) || ' in that time' AS supply_en
    FROM beyond
    WHERE units > 0 AND audited
    UNION ALL
    SELECT
        'trace', fixmedins_code, hilist_code, coalesce(hilist_name, hilist_code), feedetl_sn, psn_no, mdtrt_id, setl_id, fee_date,
        fund, 'suspect', plain(sum(cnt) OVER (PARTITION BY fixmedins_code, hilist_code)),
        '追溯码却为其他药品', 'while the trace codes are another drug''s'
    FROM swapped
)
SELECT
    r.fixmedins_code,
    r.hilist_code AS item_code,
    r.evidence, r.psn_no, r.mdtrt_id, r.setl_id,
    r.fee_date AS begin_date,
    r.fee_date AS end_date,
    'fee_line' AS row_table,
    r.feedetl_sn AS row_id,
    r.claim, r.grade,
    coalesce(k.fixmedins_name, r.fixmedins_code) AS fixmedins_name,
    r.item, r.billed, r.supply_zh, r.supply_en
FROM row_of r
LEFT JOIN institution_kind k ON k.fixmedins_code = r.fixmedins_code
