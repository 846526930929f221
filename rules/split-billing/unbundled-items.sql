/*---
id: unbundled-items
title: { zh: 分解项目收费, en: Parts charged instead of the cheaper whole }
grade: violation
tier: 4
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第三项, checked: false }
official: { library: 两库, category: P-项目 }
catalogue: C4
params:
  min_parts:
    type: integer
    default: 2
    min: 2
    max: 20
    doc: { zh: 同日至少收取几个分项, en: Fewest different parts charged on one day }
  tolerance:
    type: decimal
    default: 0.00
    min: 0
    max: 100
    doc: { zh: 分项合计超出组合价不到此金额（元）的不列, en: Sums that exceed the price of the whole by no more than this (yuan) are left out }
requires: [effective_line, composite_item]
lookback: 12 months
population: SELECT count(*) FROM effective_line l WHERE l.audited AND EXISTS (SELECT 1 FROM composite_item c WHERE c.part_code = l.hilist_code AND in_region(c.region, l.admdvs) AND in_force(c.valid_from, c.valid_to, l.fee_date))
key: [visit_id, composite_code]
message:
  zh: "{fixmedins_name} 将 {composite_name} 拆成 {parts} 个分项收取（{days} 天），合计多收 {excess} 元"
  en: "{fixmedins_name} charged {parts} parts of {composite_name} one by one on {days} days, {excess} yuan more than the whole"
false_positives:
  zh: [因病情需要分别开具的分项, 当地未定组合价]
  en: [parts ordered separately for cause, a region that does not price the whole]
---*/
-- Composite items, their parts and prices stand in table composite_item. Two or more parts on one date without the composite:
-- what they cost more than the composite, taken from each part by its amount. A part charged twice makes two composites.
WITH line AS (
    SELECT l.*, coalesce(l.mdtrt_id, l.setl_id) AS visit_id
    FROM effective_line l
    WHERE coalesce(l.mdtrt_id, l.setl_id) IS NOT NULL
      AND l.hilist_code IN (SELECT composite_code FROM composite_item UNION SELECT part_code FROM composite_item)
), part AS (
    SELECT l.*, c.composite_code, c.composite_name, c.composite_price
    FROM line l
    JOIN composite_item c
      ON c.part_code = l.hilist_code AND in_region(c.region, l.admdvs) AND in_force(c.valid_from, c.valid_to, l.fee_date)
    WHERE c.composite_code <> c.part_code
    -- the price of the nearest region, the latest first
    QUALIFY row_number() OVER (
        PARTITION BY l.feedetl_sn, c.composite_code
        ORDER BY length(rtrim(coalesce(c.region, ''), '0')) DESC, c.valid_from DESC NULLS LAST) = 1
), by_item AS (
    SELECT
        visit_id, composite_code, fee_date, hilist_code,
        sum(cnt) AS cnt, sum(amount) AS amount, max(composite_price) AS price, max(composite_name) AS composite_name, bool_or(audited) AS audited
    FROM part
    GROUP BY visit_id, composite_code, fee_date, hilist_code
), by_day AS (
    SELECT
        visit_id, composite_code, fee_date,
        count(*) AS parts,
        sum(amount) AS amount,
        CAST(sum(amount) - max(price) * max(cnt) AS DECIMAL(18, 2)) AS excess,
        max(composite_name) AS composite_name,
        bool_or(audited) AS audited
    FROM by_item
    GROUP BY visit_id, composite_code, fee_date
), flagged AS (
    SELECT d.*
    FROM by_day d
    WHERE d.parts >= getvariable('min_parts')
      AND d.excess > getvariable('tolerance')
      AND NOT EXISTS (
        SELECT 1 FROM line w WHERE w.visit_id = d.visit_id AND w.hilist_code = d.composite_code AND w.fee_date = d.fee_date)
), total AS (
    SELECT visit_id, composite_code, max(parts) AS parts, count(*) AS days, sum(excess) AS excess
    FROM flagged
    GROUP BY visit_id, composite_code
    HAVING bool_or(audited)
)
SELECT
    t.visit_id, t.composite_code,
    p.fixmedins_code, p.psn_no, p.mdtrt_id, p.setl_id,
    p.fee_date AS begin_date,
    p.fee_date AS end_date,
    'fee_line' AS row_table,
    p.feedetl_sn AS row_id,
    money_part(p.fund, f.excess, f.amount) AS claim,
    coalesce(k.fixmedins_name, p.fixmedins_code) AS fixmedins_name,
    coalesce(f.composite_name, t.composite_code) AS composite_name,
    t.parts, t.days, t.excess
FROM total t
JOIN flagged f ON f.visit_id = t.visit_id AND f.composite_code = t.composite_code
JOIN part p ON p.visit_id = f.visit_id AND p.composite_code = f.composite_code AND p.fee_date = f.fee_date
LEFT JOIN institution_kind k ON k.fixmedins_code = p.fixmedins_code
