/*---
id: trace-code-duplicate
title: { zh: 追溯码重复结算, en: "One trace code settled more than once" }
grade: violation
tier: 3
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第四项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第五项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第四十条, checked: false }
official: { library: 两库, category: M-药品 }
catalogue: G7
params:
  max_sales: { type: decimal, default: 1, min: 0.1, max: 10, doc: { zh: "一个追溯码最多售出的数量（盒）", en: "Most that one trace code may be sold (packs)" } }
  min_length: { type: integer, default: 7, min: 1, max: 20, doc: { zh: "少于此位数的不是追溯码（“无”等填充）", en: "Shorter entries are no trace codes (fillers such as 无)" } }
requires: [trace_code, valid_settlement]
lookback: 10 years
population: SELECT count(DISTINCT t.code) FROM trace_code t JOIN valid_settlement v ON v.setl_id = t.setl_id WHERE v.audited AND length(t.code) >= getvariable('min_length')
key: [trace_code]
apart: true
message:
  zh: "追溯码 {trace_code} 共结算 {sales} 次，最早 {first_name}（{first_date}），其后 {fixmedins_name} 等"
  en: "Trace code {trace_code} was settled {sales} times, first by {first_name} on {first_date}, then by {fixmedins_name}"
false_positives:
  zh: [占位填充（过短、没有数字、同一字符重复的不列）, 拆零销售（各次数量合计不超过一盒的不列）, 同一结算内重复扫码（只计一次）, 退货未登记退费（同一人同日同机构的降为可疑）, 已退费的销售]
  en: ["fillers (too short, without a digit or one character again and again: left out)", packs sold in parts (up to one pack in all is left alone), scanned twice in one settlement (counted once), goods returned without a refund on record (same person, day and institution are lowered to suspect), refunded sales]
---*/
-- A code belongs to one pack. Its sales in valid settlements, in order of time: the second and later ones are claimed, each up to one unit of
-- its line. A line is known by feedetl_sn, else by the item's code in the settlement; refunded lines are no sales.
WITH repeated AS (
    SELECT code
    FROM trace_code
    WHERE length(code) >= getvariable('min_length')
      -- 无无无无无无无 and 00000000000000000000 name no pack
      AND regexp_matches(code, '[0-9]') AND replace(code, left(code, 1), '') <> ''
    GROUP BY code
    HAVING count(DISTINCT setl_id) > 1
), sold AS (
    SELECT
        t.code AS trace_code, t.setl_id, v.setl_time, v.psn_no, v.fixmedins_code, v.mdtrt_id, v.begndate, v.audited,
        min(coalesce(l.feedetl_sn, b.feedetl_sn)) AS feedetl_sn,
        bool_or(t.feedetl_sn IS NOT NULL OR t.item_code IS NOT NULL) AS names_line
    FROM trace_code t
    JOIN valid_settlement v ON v.setl_id = t.setl_id
    LEFT JOIN effective_line l ON l.feedetl_sn = t.feedetl_sn AND l.setl_id = t.setl_id
    LEFT JOIN effective_line b ON t.feedetl_sn IS NULL AND b.setl_id = t.setl_id AND b.hilist_code = t.item_code
    WHERE t.code IN (SELECT code FROM repeated)
    GROUP BY ALL
), sale AS (
    SELECT s.*, l.cnt, l.fund, least(coalesce(l.cnt, 1), 1) AS units
    FROM sold s
    LEFT JOIN effective_line l ON l.feedetl_sn = s.feedetl_sn AND l.setl_id = s.setl_id
    -- a line that is named but no longer effective was refunded; without any lines the settlement speaks
    WHERE l.feedetl_sn IS NOT NULL OR NOT s.names_line OR NOT EXISTS (SELECT 1 FROM fee_line f WHERE f.setl_id = s.setl_id)
), ordered AS (
    SELECT
        s.*,
        sum(s.units) OVER one AS all_units, count(*) OVER one AS sales,
        row_number() OVER sequence AS place,
        sum(s.units) OVER (PARTITION BY s.trace_code ORDER BY s.setl_time, s.setl_id ROWS UNBOUNDED PRECEDING) AS so_far,
        first_value(s.fixmedins_code) OVER sequence AS first_code,
        first_value(CAST(s.setl_time AS DATE)) OVER sequence AS first_date,
        min(s.psn_no) OVER one = max(s.psn_no) OVER one AND min(s.fixmedins_code) OVER one = max(s.fixmedins_code) OVER one
            AND min(CAST(s.setl_time AS DATE)) OVER one = max(CAST(s.setl_time AS DATE)) OVER one AS same_day
    FROM sale s
    WINDOW one AS (PARTITION BY s.trace_code), sequence AS (PARTITION BY s.trace_code ORDER BY s.setl_time, s.setl_id)
), flagged AS (
    SELECT
        o.*,
        max(CASE WHEN o.place > 1 THEN o.fixmedins_code END) OVER (PARTITION BY o.trace_code) AS later_code,
        least(o.units, greatest(0, o.so_far - getvariable('max_sales'))) AS beyond
    FROM ordered o
    WHERE o.all_units > getvariable('max_sales') AND o.sales > 1
    QUALIFY bool_or(o.audited AND o.place > 1) OVER (PARTITION BY o.trace_code)
), row_of AS (
    SELECT trace_code, setl_id, 'trace_code' AS row_table, trace_code || '|' || setl_id AS row_id, 0 AS claim FROM flagged
    UNION ALL
    SELECT trace_code, setl_id, 'fee_line', feedetl_sn, CASE WHEN audited AND place > 1 THEN money_part(fund, beyond, cnt) ELSE 0 END
    FROM flagged
    WHERE cnt IS NOT NULL
)
SELECT
    f.trace_code, f.fixmedins_code, f.psn_no, f.mdtrt_id, f.setl_id,
    f.begndate AS begin_date,
    f.begndate AS end_date,
    r.row_table, r.row_id, r.claim,
    CASE WHEN f.same_day THEN 'suspect' ELSE 'violation' END AS grade,
    f.sales, f.first_date,
    coalesce(a.fixmedins_name, f.first_code) AS first_name,
    coalesce(k.fixmedins_name, f.later_code) AS fixmedins_name
FROM flagged f
JOIN row_of r ON r.trace_code = f.trace_code AND r.setl_id = f.setl_id
LEFT JOIN institution_kind a ON a.fixmedins_code = f.first_code
LEFT JOIN institution_kind k ON k.fixmedins_code = f.later_code
