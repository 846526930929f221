/*---
id: reagent-balance
title: { zh: 试剂与检测量不符, en: "More tests billed than reagents bought allow" }
grade: suspect
tier: 4
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第四项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第四十条第三项, checked: false }
official: { library: 两库, category: M-耗材 }
catalogue: G3
params:
  tolerance: { type: decimal, default: 0.10, min: 0, max: 1, doc: { zh: "检测量超出试剂可做次数此比例以内的不列（期初库存、质控）", en: "Share above what the reagents allow that is left alone (opening stock, controls)" } }
requires: [supplier_ledger, reagent_yield, effective_line]
lookback: 10 years
population:
  SELECT count(DISTINCT l.fixmedins_code) FROM effective_line l
  WHERE l.audited AND (l.fixmedins_code, l.hilist_code) IN (SELECT (s.fixmedins_code, y.test_code) FROM supplier_ledger s
  JOIN reagent_yield y ON y.reagent_code = s.item_code AND in_force(y.valid_from, y.valid_to, s.date)
  WHERE s.qty_in > 0 AND s.date < getvariable('window_to'))
key: [fixmedins_code, test_code]
apart: true
message:
  zh: "{fixmedins_name} 自 {since} 起收取 {test_name} {billed} 次，购进试剂只够 {possible} 次"
  en: "{fixmedins_name} billed {billed} of {test_name} since {since}, the reagents bought allow {possible}"
false_positives:
  zh: [期初库存（自首次购进起算并留余量）, 委托外送检测（外检标志）, 一批试剂供多家机构使用, 台账不全]
  en: [opening stock (counted from the first purchase on, with a margin), tests sent out to a laboratory (flag of the line), reagents shared by institutions, an incomplete ledger]
---*/
-- Per institution and test with reagents in the ledger: tests billed since the first purchase of such a reagent, against all units bought up
-- to the end of the window x their yield. Claimed are the tests beyond what is possible, the latest audited lines first.
WITH bought AS (
    SELECT
        s.fixmedins_code, y.test_code, min(y.test_name) AS test_name, min(s.date) AS since, sum(s.qty_in * y.tests_per_unit) AS possible
    FROM supplier_ledger s
    JOIN reagent_yield y ON y.reagent_code = s.item_code AND in_force(y.valid_from, y.valid_to, s.date)
    LEFT JOIN institution_kind k ON k.fixmedins_code = s.fixmedins_code
    WHERE s.qty_in > 0 AND s.date < getvariable('window_to') AND in_region(y.region, k.admdvs)
    GROUP BY s.fixmedins_code, y.test_code
), tested AS (
    SELECT l.*, b.test_code, b.test_name, b.since, b.possible
    FROM effective_line l
    JOIN bought b ON b.fixmedins_code = l.fixmedins_code AND b.test_code = l.hilist_code AND l.fee_date >= b.since
    LEFT JOIN fee_line f ON f.feedetl_sn = l.feedetl_sn AND is_yes(f.etip_flag)
    WHERE f.feedetl_sn IS NULL
), summed AS (
    SELECT
        *,
        sum(cnt) OVER (PARTITION BY fixmedins_code, test_code) AS billed,
        coalesce(sum(CASE WHEN audited THEN cnt ELSE 0 END) OVER (
            PARTITION BY fixmedins_code, test_code ORDER BY fee_ocur_time DESC, feedetl_sn DESC
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS later
    FROM tested
), excess AS (
    SELECT *, least(cnt, greatest(0, billed - possible - later)) AS beyond
    FROM summed
    WHERE audited AND billed > possible * (1 + getvariable('tolerance'))
)
SELECT
    e.fixmedins_code, e.test_code, e.psn_no, e.mdtrt_id, e.setl_id,
    e.fee_date AS begin_date,
    e.fee_date AS end_date,
    'fee_line' AS row_table,
    e.feedetl_sn AS row_id,
    money_part(e.fund, e.beyond, e.cnt) AS claim,
    coalesce(k.fixmedins_name, e.fixmedins_code) AS fixmedins_name,
    e.since, e.test_name, plain(e.billed) AS billed, plain(e.possible) AS possible
FROM excess e
LEFT JOIN institution_kind k ON k.fixmedins_code = e.fixmedins_code
WHERE e.beyond > 0
