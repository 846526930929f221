/*---
id: code-nonstandard
title: { zh: 目录编码不规范, en: Codes that are not in the national catalogue }
grade: clue
severity: low
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十九条, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第十六条, checked: false }
official: { library: 两库, category: M-数据 }
catalogue: C20
params:
  max_share:
    type: decimal
    default: 0.01
    min: 0
    max: 1
    doc:
      zh: "非标准编码占明细的比例上限（公开指标为 1%）"
      en: "Share of the lines with such a code that is allowed (1% in a published indicator)"
  min_lines:
    type: integer
    default: 20
    min: 1
    max: 100000
    doc: { zh: 机构至少几笔明细才判断（经验值）, en: "Fewest lines of an institution that is judged (experience, no official figure)" }
requires: [effective_line, national_item]
population: SELECT count(*) FROM effective_line l WHERE l.audited AND EXISTS (SELECT 1 FROM national_item n WHERE in_region(n.region, l.admdvs))
key: [fixmedins_code]
message:
  zh: "{fixmedins_name} {lines} 笔明细中 {wrong_lines} 笔（{share_percent}%）编码不在国家目录，共 {codes} 种"
  en: "{fixmedins_name}: {wrong_lines} of {lines} lines ({share_percent}%) have one of {codes} codes that are not in the national catalogue"
false_positives:
  zh: [目录已更新而对照表未更新, 院内自编码（自费项目）]
  en: [a catalogue newer than the table, the hospital's own codes for what patients pay themselves]
---*/
-- The catalogue stands in table national_item; only regions that it covers are judged. The evidence is one line for each code. Statistics only: no money.
WITH covered AS (
    SELECT l.fixmedins_code, l.hilist_code, l.feedetl_sn, l.psn_no, l.mdtrt_id, l.setl_id, l.fee_date
    FROM effective_line l
    WHERE l.audited
      AND l.inscp > 0
      AND EXISTS (SELECT 1 FROM national_item n WHERE in_region(n.region, l.admdvs))
), known AS (
    SELECT c.*, EXISTS (
        SELECT 1 FROM national_item n WHERE n.national_code = c.hilist_code AND in_force(n.valid_from, n.valid_to, c.fee_date)) AS standard
    FROM covered c
), flagged AS (
    SELECT
        fixmedins_code, count(*) AS lines, count(*) FILTER (WHERE NOT standard) AS wrong_lines,
        count(DISTINCT CASE WHEN NOT standard THEN coalesce(hilist_code, '') END) AS codes
    FROM known
    GROUP BY fixmedins_code
    HAVING count(*) >= getvariable('min_lines') AND count(*) FILTER (WHERE NOT standard) > getvariable('max_share') * count(*)
), example AS (
    SELECT *
    FROM known
    WHERE NOT standard
    QUALIFY row_number() OVER (PARTITION BY fixmedins_code, hilist_code ORDER BY fee_date, feedetl_sn) = 1
)
SELECT
    f.fixmedins_code, e.psn_no, e.mdtrt_id, e.setl_id,
    e.fee_date AS begin_date,
    e.fee_date AS end_date,
    'fee_line' AS row_table,
    e.feedetl_sn AS row_id,
    0 AS claim,
    coalesce(k.fixmedins_name, f.fixmedins_code) AS fixmedins_name,
    f.lines, f.wrong_lines, f.codes, plain(round(ratio(f.wrong_lines, f.lines) * 100, 1)) AS share_percent
FROM flagged f
JOIN example e ON e.fixmedins_code = f.fixmedins_code
LEFT JOIN institution_kind k ON k.fixmedins_code = f.fixmedins_code
