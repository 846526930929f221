/*---
id: refund-rebill-cycle
title: { zh: 退费重刷循环, en: "Settled, refunded and settled again, over and over" }
grade: suspect
tier: 1
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第一项, checked: false }
official: { library: 两库, category: M-数据 }
catalogue: C17
params:
  max_refund_minutes:
    type: integer
    default: 10
    min: 1
    max: 1440
    doc: { zh: 结算后多少分钟内退费（公开案例为 10 分钟）, en: Minutes from the settlement to its refund (10 in a published case) }
  max_rebill_minutes:
    type: integer
    default: 1440
    min: 1
    max: 10080
    doc: { zh: 退费后多少分钟内再次结算, en: Minutes from the refund to the next settlement }
  min_cycles:
    type: integer
    default: 3
    min: 2
    max: 100
    doc: { zh: 至少循环几次（一次多为改错）, en: Fewest cycles (one is mostly the correction of an error) }
  period_days:
    type: integer
    default: 60
    min: 1
    max: 365
    doc: { zh: 在多少天之内, en: Days within which the cycles lie }
requires: [valid_settlement, settlement.init_setl_id]
lookback: 3 months
population: SELECT count(*) FROM settlement r WHERE is_valid(r.vali_flag) AND r.init_setl_id IS NOT NULL AND r.setl_time >= getvariable('window_from') AND has_clock(r.setl_time) AND (is_yes(r.refd_setl_flag) OR r.medfee_sumamt < 0)
key: [psn_no, fixmedins_code, first_day]
message:
  zh: "{fixmedins_name} 对同一人 {cycles} 次“结算—{minutes} 分钟内退费—再结算”（{first_day} 至 {last_day}）"
  en: "{fixmedins_name} settled, refunded within {minutes} minutes and settled again for one person {cycles} times from {first_day} to {last_day}"
false_positives:
  zh: [开错项目后改正（再结算无相同项目的不列）, 一次改错（次数不足的不列）, 结算时间只记到日（不判断）]
  en: [the wrong item corrected (not listed when the next settlement shares no item), a single correction (too few cycles are not listed), times recorded by the day only (not judged)]
---*/
-- A cycle: a settlement, its reversal within minutes, the next settlement of the person there with an item in common (the same amount where
-- there are no lines). Claimed is what still stands of all settlements of the cycles.
WITH refunded AS (
    SELECT
        r.setl_id AS refund, o.setl_id AS first_setl, r.psn_no, o.fixmedins_code, o.setl_time AS paid_at, r.setl_time AS refunded_at,
        o.medfee_sumamt AS medfee
    FROM settlement r
    JOIN settlement o ON o.setl_id = r.init_setl_id AND o.psn_no = r.psn_no
    WHERE is_valid(r.vali_flag) AND is_valid(o.vali_flag)
      AND r.setl_id <> o.setl_id
      AND (is_yes(r.refd_setl_flag) OR r.medfee_sumamt < 0)
      AND has_clock(o.setl_time) AND has_clock(r.setl_time)
      AND r.setl_time >= plus_days(getvariable('window_from'), -getvariable('period_days'))
      AND r.setl_time BETWEEN o.setl_time AND plus_minutes(o.setl_time, getvariable('max_refund_minutes'))
), again AS (
    SELECT f.*, n.setl_id AS next_setl, n.medfee_sumamt AS next_medfee
    FROM refunded f
    JOIN settlement n ON n.psn_no = f.psn_no AND n.fixmedins_code = f.fixmedins_code
    WHERE is_valid(n.vali_flag) AND NOT is_yes(n.refd_setl_flag) AND n.medfee_sumamt > 0
      AND n.setl_id <> f.first_setl
      AND has_clock(n.setl_time)
      AND n.setl_time BETWEEN f.refunded_at AND plus_minutes(f.refunded_at, getvariable('max_rebill_minutes'))
    QUALIFY row_number() OVER (PARTITION BY f.refund ORDER BY n.setl_time, n.setl_id) = 1
), item AS (
    SELECT DISTINCT setl_id, hilist_code
    FROM fee_line
    WHERE setl_id IN (SELECT first_setl FROM again UNION SELECT next_setl FROM again)
      AND is_valid(vali_flag) AND hilist_code IS NOT NULL AND cnt > 0
), cycle AS (
    SELECT a.*
    FROM again a
    WHERE EXISTS (
            SELECT 1 FROM item i JOIN item j ON j.hilist_code = i.hilist_code
            WHERE i.setl_id = a.first_setl AND j.setl_id = a.next_setl)
       OR (a.medfee = a.next_medfee
           AND a.first_setl NOT IN (SELECT setl_id FROM item) AND a.next_setl NOT IN (SELECT setl_id FROM item))
), dense AS (
    -- from each cycle on: how many lie within the period
    SELECT c.psn_no, c.fixmedins_code, c.paid_at AS from_time, count(*) AS cycles
    FROM cycle c
    JOIN cycle d
      ON d.psn_no = c.psn_no AND d.fixmedins_code = c.fixmedins_code
     AND d.paid_at >= c.paid_at AND days_between(c.paid_at, d.paid_at) < getvariable('period_days')
    GROUP BY c.psn_no, c.fixmedins_code, c.paid_at
    HAVING count(*) >= getvariable('min_cycles')
), flagged AS (
    SELECT DISTINCT c.*
    FROM cycle c
    JOIN dense d
      ON d.psn_no = c.psn_no AND d.fixmedins_code = c.fixmedins_code
     AND c.paid_at >= d.from_time AND days_between(d.from_time, c.paid_at) < getvariable('period_days')
), about AS (
    SELECT
        psn_no, fixmedins_code, count(*) AS cycles,
        CAST(min(paid_at) AS DATE) AS first_day, CAST(max(paid_at) AS DATE) AS last_day
    FROM flagged
    GROUP BY psn_no, fixmedins_code
), row_of AS (
    SELECT psn_no, fixmedins_code, first_setl AS row_id FROM flagged
    UNION
    SELECT psn_no, fixmedins_code, next_setl FROM flagged
    UNION
    SELECT psn_no, fixmedins_code, refund FROM flagged
)
SELECT
    a.psn_no, a.fixmedins_code, a.first_day,
    s.mdtrt_id,
    s.setl_id,
    CAST(s.setl_time AS DATE) AS begin_date,
    CAST(s.setl_time AS DATE) AS end_date,
    'settlement' AS row_table,
    r.row_id,
    greatest(0, coalesce(v.fund, 0)) AS claim,
    greatest(0, coalesce(v.acct_pay, 0)) AS account,
    coalesce(k.fixmedins_name, a.fixmedins_code) AS fixmedins_name,
    a.cycles, a.last_day,
    getvariable('max_refund_minutes') AS minutes
FROM about a
JOIN row_of r ON r.psn_no = a.psn_no AND r.fixmedins_code = a.fixmedins_code
JOIN settlement s ON s.setl_id = r.row_id
LEFT JOIN valid_settlement v ON v.setl_id = r.row_id
LEFT JOIN institution_kind k ON k.fixmedins_code = a.fixmedins_code
