/*---
id: price-outlier
title: { zh: 单价异常, en: A unit price out of line }
grade: clue
severity: low
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第三项, checked: false }
official: { library: 两库, category: M-数据 }
catalogue: C6
params:
  deviation:
    type: decimal
    default: 0.5
    min: 0.05
    max: 10
    doc:
      zh: "单价至少高出同级机构中位数的比例（公开软件默认 30% 至 50%）"
      en: "Share by which the price is above the median of institutions of the level (30 to 50% in public software)"
  z:
    type: decimal
    default: 3.5
    min: 1
    max: 20
    doc: { zh: 稳健 z 值下限（Iglewicz-Hoaglin 3.5）, en: Smallest robust z (Iglewicz and Hoaglin 3.5) }
  min_institutions:
    type: integer
    default: 5
    min: 1
    max: 1000
    doc: { zh: 至少有几家其他机构收取该项目（经验值）, en: "Fewest other institutions that charge the item (experience, no official figure)" }
  min_lines:
    type: integer
    default: 3
    min: 1
    max: 1000
    doc: { zh: 机构至少几笔（经验值）, en: "Fewest lines of the institution (experience, no official figure)" }
requires: [effective_line, peer_group]
lookback: 3 months
population: SELECT count(*) FROM effective_line WHERE audited AND pric > 0
key: [fixmedins_code, item_code]
message:
  zh: "{fixmedins_name} 收取 {item} 中位单价 {price} 元，{others} 家同类机构中位数 {usual} 元"
  en: "{fixmedins_name} charges {item} at a median of {price} yuan, the median of {others} peers is {usual}"
false_positives:
  zh: [包装规格不同, 计价单位不一致（盒与片）, 同名不同项目]
  en: [other pack sizes, other units (box and tablet), another item of the same code]
---*/
-- Per item: the median price of an institution against those of its peers in the same months. Statistics only: no money.
WITH priced AS (
    SELECT
        fixmedins_code, hilist_code, max(coalesce(hilist_name, hilist_code)) AS item, bool_or(audited) AS audited, count(*) AS lines,
        -- rounded to the price's own places, so that it can be shown
        CAST(median(pric) AS DECIMAL(18, 4)) AS price
    FROM effective_line
    WHERE pric > 0 AND hilist_code IS NOT NULL
    GROUP BY fixmedins_code, hilist_code
), peer AS (
    SELECT p.fixmedins_code, p.hilist_code, p.item, p.price, o.price AS other, median(o.price) OVER one AS usual, count(*) OVER one AS others
    FROM priced p
    JOIN peer_group g ON g.fixmedins_code = p.fixmedins_code
    JOIN priced o ON o.hilist_code = p.hilist_code AND o.fixmedins_code <> p.fixmedins_code
    JOIN peer_group h ON h.fixmedins_code = o.fixmedins_code AND h.peer_group = g.peer_group
    WHERE p.audited AND p.lines >= getvariable('min_lines')
    WINDOW one AS (PARTITION BY p.fixmedins_code, p.hilist_code)
), flagged AS (
    SELECT fixmedins_code, hilist_code, max(item) AS item, max(price) AS price, max(usual) AS usual, max(others) AS others
    FROM peer
    GROUP BY fixmedins_code, hilist_code
    HAVING max(others) >= getvariable('min_institutions')
       AND max(price) >= (1 + getvariable('deviation')) * max(usual)
       -- peers without any spread make every excess infinite
       AND coalesce(robust_z(max(price), max(usual), median(abs(other - usual)), avg(abs(other - usual))) > getvariable('z'), true)
)
SELECT
    f.fixmedins_code,
    f.hilist_code AS item_code,
    l.psn_no, l.mdtrt_id, l.setl_id,
    l.fee_date AS begin_date,
    l.fee_date AS end_date,
    'fee_line' AS row_table,
    l.feedetl_sn AS row_id,
    0 AS claim,
    coalesce(k.fixmedins_name, f.fixmedins_code) AS fixmedins_name,
    f.item, plain(f.price) AS price, plain(f.usual) AS usual, f.others
FROM flagged f
JOIN effective_line l ON l.fixmedins_code = f.fixmedins_code AND l.hilist_code = f.hilist_code AND l.audited
LEFT JOIN institution_kind k ON k.fixmedins_code = f.fixmedins_code
