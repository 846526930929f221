/*---
id: charge-outside-stay
title: { zh: 入院前、出院后计费, en: Charged before admission or after discharge }
grade: violation
tier: 3
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第三项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第四十条第三项, checked: false }
official: { library: 两库, category: M-数据 }
catalogue: A11
params:
  pre_days:
    type: integer
    default: 0
    min: 0
    max: 7
    doc:
      zh: 入院前多少天内的费用可并入住院（有院前检查并入政策的地区设为 3）
      en: Days before admission whose charges may be part of the stay (3 where tests before admission are merged into it)
  tolerance_days:
    type: integer
    default: 1
    min: 0
    max: 7
    doc:
      zh: 记账先后的容许天数，入院前与出院后均适用（检验延后记账、次日零点记账）
      en: "Days allowed for posting early or late, on both sides (laboratory posted later, posting at midnight)"
  exempt_traits:
    type: list
    default: [home_bed]
    doc: { zh: 不适用的医疗类别特征（家庭病床）, en: Traits of medical types that are exempt (sickbed at home) }
requires: [stay, effective_line]
lookback: 12 months
population: SELECT count(*) FROM stay WHERE audited AND settlements > 0 AND lines > 0
key: [mdtrt_id]
message:
  zh: "{fixmedins_name} 住院 {stay_from} 至 {stay_to}，另有 {outside_lines} 笔费用发生在住院期间之外（{first_outside} 至 {last_outside}）{doubt_zh}"
  en: "{fixmedins_name}: {outside_lines} lines of the stay from {stay_from} to {stay_to} are dated outside it ({first_outside} to {last_outside}){doubt_en}"
false_positives:
  zh: [检验延后记账, 出院带药次日记账, 跨零点或时区记账, 院前检查并入住院的地区, 入出院日期登记有误（全部明细都在住院期间之外的降为线索）]
  en: [laboratory posted later, drugs to take home posted on the next day, posting at midnight or in another time zone, regions that merge tests before admission into the stay, wrong dates of the stay (lowered to clue when every line lies outside)]
---*/
-- A line's date against the dates of its stay, whichever settlement it is in. Claimed are the lines outside.
WITH span AS (
    SELECT
        mdtrt_id, psn_no, fixmedins_code, adm, dsc, lines,
        coalesce(fixmedins_name, fixmedins_code) AS fixmedins_name,
        plus_days(adm, -(getvariable('pre_days') + getvariable('tolerance_days'))) AS earliest,
        -- nothing is too late while the patient is in
        coalesce(plus_days(dsc, getvariable('tolerance_days')), DATE '9999-12-31') AS latest
    FROM stay
    WHERE audited AND settlements > 0 AND NOT has_any_trait(traits, getvariable('exempt_traits'))
), outside AS (
    SELECT s.*, l.feedetl_sn, l.setl_id, l.fee_date, l.fund
    FROM span s
    JOIN effective_line l ON l.mdtrt_id = s.mdtrt_id
    WHERE l.amount > 0 AND (l.fee_date < s.earliest OR l.fee_date > s.latest)
), flagged AS (
    SELECT
        mdtrt_id, psn_no, fixmedins_code, adm, dsc, fixmedins_name,
        count(*) AS outside_lines, min(fee_date) AS first_outside, max(fee_date) AS last_outside,
        -- where no line at all fits, the dates of the stay are wrong rather than every charge
        count(*) >= max(lines) AS in_doubt
    FROM outside
    GROUP BY mdtrt_id, psn_no, fixmedins_code, adm, dsc, fixmedins_name
), row_of AS (
    SELECT mdtrt_id, setl_id, fee_date AS begin_date, fee_date AS end_date, 'fee_line' AS row_table, feedetl_sn AS row_id, fund AS claim
    FROM outside
    UNION ALL
    SELECT mdtrt_id, NULL, adm, coalesce(dsc, adm), 'encounter', mdtrt_id, 0 FROM flagged
)
SELECT
    f.mdtrt_id, f.fixmedins_code, f.psn_no, r.setl_id, r.begin_date, r.end_date, r.row_table, r.row_id, r.claim,
    CASE WHEN f.in_doubt THEN 'clue' ELSE 'violation' END AS grade,
    f.fixmedins_name, f.adm AS stay_from,
    coalesce(text_of(f.dsc), '—') AS stay_to,
    f.outside_lines, f.first_outside, f.last_outside,
    CASE WHEN f.in_doubt THEN '；全部明细均在其外，入出院日期可能有误' ELSE '' END AS doubt_zh,
    CASE WHEN f.in_doubt THEN '; as every line is, the dates of the stay may be wrong' ELSE '' END AS doubt_en
FROM flagged f
JOIN row_of r ON r.mdtrt_id = f.mdtrt_id
