/*---
id: second-procedure-full-price
title: { zh: 主次手术同价（次手术未按比例计价）, en: A second operation charged at the full price }
grade: violation
tier: 4
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第三项, checked: false }
official: { library: 两库, category: P-项目 }
catalogue: C8
params:
  both_sides_words:
    type: list
    default: [双侧, 对侧, 另一切口, 另切口]
    doc: { zh: 名称含有这些词的为另一切口，不判断, en: Lines whose name has one of these words are another incision and not judged }
  anaesthesia_prefixes:
    type: list
    default: ['003301']
    doc: { zh: 麻醉项目编码前缀；同日两次麻醉的降为可疑, en: Code prefixes of anaesthesia; two on one day lower the grade to suspect }
requires: [effective_line, procedure_pair]
lookback: 1 month
population: SELECT count(*) FROM effective_line l WHERE l.audited AND EXISTS (SELECT 1 FROM procedure_pair p WHERE p.second_code = l.hilist_code AND in_region(p.region, l.admdvs) AND in_force(p.valid_from, p.valid_to, l.fee_date))
key: [visit_id, second_code, day]
message:
  zh: "{fixmedins_name} {day} 同台手术 {main_name} 与 {second_name}，次手术按 {charged_price} 元计价，应按全价 {full_price} 元的 {rate_percent}%"
  en: "{fixmedins_name}, {day}: {second_name} beside {main_name} was charged {charged_price} yuan instead of {rate_percent}% of its full price {full_price}"
false_positives:
  zh: [不同切口, 另一组医师（手术记录中术者不同的降为可疑）, 同日两次麻醉（降为可疑）]
  en: [another incision, another team of surgeons (lowered to suspect when the operation records name two), two anaesthesias on one day (lowered to suspect)]
---*/
-- Pairs, the second operation's full price and the rate at which it may be charged stand in table procedure_pair; without a price there the
-- line's own price limit is the full price. On one date of one visit the part of the price above full price x rate is claimed.
WITH line AS (
    SELECT l.*, coalesce(l.mdtrt_id, l.setl_id) AS visit_id
    FROM effective_line l
    WHERE coalesce(l.mdtrt_id, l.setl_id) IS NOT NULL AND l.fee_date IS NOT NULL AND l.pric > 0
      AND NOT has_word(l.hilist_name, getvariable('both_sides_words'))
), paired AS (
    SELECT
        s.*, m.feedetl_sn AS main_line, p.second_rate,
        coalesce(p.main_name, m.hilist_name, m.hilist_code) AS main_name,
        coalesce(p.second_name, s.hilist_name, s.hilist_code) AS second_name,
        coalesce(p.second_price, nullif(s.pric_uplmt_amt, 0)) AS full_price
    FROM line s
    JOIN procedure_pair p
      ON p.second_code = s.hilist_code AND in_region(p.region, s.admdvs) AND in_force(p.valid_from, p.valid_to, s.fee_date)
    JOIN line m ON m.visit_id = s.visit_id AND m.hilist_code = p.main_code AND m.fee_date = s.fee_date AND m.feedetl_sn <> s.feedetl_sn
    WHERE s.audited
    -- one main operation is enough; the highest rate that a pair in force allows
    QUALIFY row_number() OVER (
        PARTITION BY s.feedetl_sn
        ORDER BY length(rtrim(coalesce(p.region, ''), '0')) DESC, p.second_rate DESC, p.valid_from DESC NULLS LAST, m.feedetl_sn) = 1
), over AS (
    SELECT
        *,
        -- half a fen is rounding
        CAST(pric - full_price * second_rate AS DECIMAL(18, 6)) AS excess
    FROM paired
    WHERE pric - full_price * second_rate >= 0.005
), anaesthesia AS (
    SELECT visit_id, fee_date, sum(cnt) AS times
    FROM line
    WHERE has_prefix(hilist_code, getvariable('anaesthesia_prefixes'))
    GROUP BY visit_id, fee_date
), surgeons AS (
    SELECT mdtrt_id, oprn_oprt_date AS day, count(DISTINCT oper_dr_code) AS teams
    FROM operation
    WHERE is_valid(vali_flag)
    GROUP BY mdtrt_id, oprn_oprt_date
), row_of AS (
    SELECT feedetl_sn, feedetl_sn AS row_id, money_part(fund, excess, pric) AS claim FROM over
    UNION ALL
    SELECT feedetl_sn, main_line, 0 FROM over
)
SELECT
    o.visit_id,
    o.hilist_code AS second_code,
    o.fee_date AS day,
    o.fixmedins_code, o.psn_no, o.mdtrt_id, o.setl_id,
    o.fee_date AS begin_date,
    o.fee_date AS end_date,
    'fee_line' AS row_table,
    r.row_id, r.claim,
    CASE WHEN a.times > 1 OR g.teams > 1 THEN 'suspect' ELSE 'violation' END AS grade,
    coalesce(k.fixmedins_name, o.fixmedins_code) AS fixmedins_name,
    o.main_name, o.second_name, plain(o.pric) AS charged_price, plain(o.full_price) AS full_price, plain(o.second_rate * 100) AS rate_percent
FROM over o
JOIN row_of r ON r.feedetl_sn = o.feedetl_sn
LEFT JOIN anaesthesia a ON a.visit_id = o.visit_id AND a.fee_date = o.fee_date
LEFT JOIN surgeons g ON g.mdtrt_id = o.mdtrt_id AND g.day = o.fee_date
LEFT JOIN institution_kind k ON k.fixmedins_code = o.fixmedins_code
