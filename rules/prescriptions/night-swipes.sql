/*---
id: night-swipes
title: { zh: 非营业时段集中结算, en: Settlements at night }
grade: clue
severity: low
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第一项, checked: false }
official: { library: 两库, category: M-行为主体 }
catalogue: D10
params:
  night_from:
    type: integer
    default: 22
    min: 18
    max: 23
    doc: { zh: 夜间从几点开始, en: Hour at which the night begins }
  night_to:
    type: integer
    default: 6
    min: 0
    max: 10
    doc: { zh: 夜间到几点结束（不含）, en: Hour at which the night ends (exclusive) }
  share:
    type: decimal
    default: 0.05
    min: 0
    max: 1
    doc: { zh: 夜间结算占比超过多少, en: Share of settlements at night that must be exceeded }
  min_nights:
    type: integer
    default: 10
    min: 1
    max: 10000
    doc: { zh: 当月至少多少笔夜间结算, en: Fewest settlements at night in the month }
  exempt_words:
    type: list
    default: [24小时, 二十四小时, 急救, 医院]
    doc: { zh: 名称含有这些词的机构不判断（24 小时药店、医院）, en: Institutions whose name has one of these words are not judged (open all night) }
  late_upload_minutes:
    type: integer
    default: 60
    min: 1
    max: 1440
    doc: { zh: 就诊早于结算超过多少分钟视为补传，不计, en: Settled so long after the visit is an upload made up for and does not count }
requires: [visit, institution_kind]
population: SELECT count(*) FROM visit WHERE audited AND has_clock(setl_time)
key: [fixmedins_code, month]
message:
  zh: "{fixmedins_name} {month} 在 {night_from}:00 至 {night_to}:00 结算 {nights} 笔，占 {share_percent}%"
  en: "{fixmedins_name}, {month}: {nights} settlements between {night_from}:00 and {night_to}:00, {share_percent} % of all"
false_positives:
  zh: [24 小时药店、医院急诊（不列）, 断网后补传（不计）, 夜间门诊]
  en: ["open all night, emergency wards (left out)", uploads after an outage (do not count), evening clinics]
---*/
-- The share of a month's settlements with a clock that fall into the night. Emergencies do not count. Statistics only: no money.
WITH timed AS (
    SELECT
        v.*, coalesce(k.fixmedins_name, v.fixmedins_code) AS fixmedins_name,
        extract(hour FROM v.setl_time) >= getvariable('night_from') OR extract(hour FROM v.setl_time) < getvariable('night_to') AS night
    FROM visit v
    LEFT JOIN institution_kind k ON k.fixmedins_code = v.fixmedins_code
    WHERE v.audited AND has_clock(v.setl_time) AND v.kind <> 'emergency'
      AND NOT (has_clock(v.begntime) AND minutes_between(v.begntime, v.setl_time) > getvariable('late_upload_minutes'))
      AND NOT has_word(k.fixmedins_name, getvariable('exempt_words'))
), flagged AS (
    SELECT fixmedins_code, month, count(*) FILTER (WHERE night) AS nights, count(*) AS visits
    FROM timed
    GROUP BY fixmedins_code, month
    HAVING count(*) FILTER (WHERE night) >= getvariable('min_nights')
       AND count(*) FILTER (WHERE night) > getvariable('share') * count(*)
)
SELECT
    f.fixmedins_code, f.month, t.psn_no, t.mdtrt_id, t.setl_id,
    t.visit_date AS begin_date,
    t.visit_date AS end_date,
    'settlement' AS row_table,
    t.setl_id AS row_id,
    0 AS claim,
    t.fixmedins_name, f.nights,
    f.nights / nullif(getvariable('share') * f.visits, 0) AS strength,
    plain(100 * ratio(f.nights, f.visits)) AS share_percent,
    getvariable('night_from') AS night_from,
    getvariable('night_to') AS night_to
FROM flagged f
JOIN timed t ON t.fixmedins_code = f.fixmedins_code AND t.month = f.month AND t.night
