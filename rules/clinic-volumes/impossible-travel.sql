/*---
id: impossible-travel
title: { zh: 短时异地就诊, en: At two distant places within minutes }
grade: suspect
tier: 5
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十一条第一项, checked: false }
official: { library: 两库, category: M-行为主体 }
catalogue: E13
params:
  county_minutes:
    type: integer
    default: 30
    min: 1
    max: 720
    doc: { zh: 在两个县（区）的机构结算间隔不到多少分钟, en: Fewer minutes than these between settlements in two counties }
  city_minutes:
    type: integer
    default: 60
    min: 1
    max: 1440
    doc: { zh: 在两个市的机构结算间隔不到多少分钟, en: Fewer minutes than these between settlements in two cities }
  remote_words:
    type: list
    default: [互联网, 云医院, 线上]
    doc: { zh: 名称含有这些词的机构不判断（互联网医院）, en: Institutions whose name has one of these words are not judged (internet hospitals) }
  late_upload_minutes:
    type: integer
    default: 60
    min: 1
    max: 1440
    doc: { zh: 就诊早于结算超过多少分钟视为补传，不计, en: Settled so long after the visit is an upload made up for and does not count }
requires: [visit, institution_kind]
population:
  SELECT count(*) FROM visit v JOIN settlement s ON s.setl_id = v.setl_id LEFT JOIN institution i ON i.fixmedins_code = v.fixmedins_code
  WHERE v.audited AND has_clock(v.setl_time) AND coalesce(i.fix_blng_admdvs, s.fix_blng_admdvs) IS NOT NULL
key: [later_settlement]
message:
  zh: "{earlier_time} 在 {earlier_name} 结算后，{minutes} 分钟后又在另一县市的 {fixmedins_name} 结算"
  en: "Settled at {earlier_name} at {earlier_time} and {minutes} minutes later at {fixmedins_name}, in another county or city"
false_positives:
  zh: [互联网医院（不列）, 家属代购、家庭共济（仅个人账户支付的降为线索）, 时钟误差、断网补传（不计）, 县界两侧的相邻机构]
  en: [internet hospitals (left out), bought by the family (account-only payments lowered to clue), "wrong clocks, uploads after an outage (do not count)", neighbours across a county border]
---*/
-- Two settlements of one person running, at institutions of two counties (six digits of the division) or cities (four), closer in time than
-- anybody travels. Needs times with a clock. Shows where to look and claims no money.
WITH swiped AS (
    -- where an institution lies; the division of the insured is not its place
    SELECT v.* REPLACE (coalesce(i.fix_blng_admdvs, s.fix_blng_admdvs) AS admdvs), coalesce(k.fixmedins_name, v.fixmedins_code) AS fixmedins_name
    FROM visit v
    JOIN settlement s ON s.setl_id = v.setl_id
    LEFT JOIN institution i ON i.fixmedins_code = v.fixmedins_code
    LEFT JOIN institution_kind k ON k.fixmedins_code = v.fixmedins_code
    WHERE v.audited
      AND has_clock(v.setl_time)
      AND NOT (has_clock(v.begntime) AND minutes_between(v.begntime, v.setl_time) > getvariable('late_upload_minutes'))
      -- nor so long after the end of its day, where the visit has no clock
      AND v.visit_date >= CAST(plus_minutes(v.setl_time, -getvariable('late_upload_minutes')) AS DATE)
      AND NOT has_word(k.fixmedins_name, getvariable('remote_words'))
), timeline AS (
    SELECT
        s.*,
        lag(s.setl_id) OVER one AS earlier_setl,
        lag(s.fixmedins_name) OVER one AS earlier_name,
        lag(s.admdvs) OVER one AS earlier_admdvs,
        lag(s.setl_time) OVER one AS earlier_at,
        lag(s.fund) OVER one AS earlier_fund
    FROM swiped s
    WINDOW one AS (PARTITION BY s.psn_no ORDER BY s.setl_time, s.setl_id)
), impossible AS (
    SELECT *, CASE WHEN fund > 0 AND earlier_fund > 0 THEN 'suspect' ELSE 'clue' END AS grade
    FROM timeline
    WHERE left(admdvs, 6) <> left(earlier_admdvs, 6)
      AND seconds_between(earlier_at, setl_time)
          < 60 * CASE WHEN left(admdvs, 4) <> left(earlier_admdvs, 4) THEN getvariable('city_minutes') ELSE getvariable('county_minutes') END
), row_of AS (
    SELECT setl_id, setl_id AS row_id FROM impossible
    UNION ALL
    SELECT setl_id, earlier_setl FROM impossible
)
SELECT
    i.setl_id AS later_settlement,
    i.fixmedins_code, i.psn_no, i.mdtrt_id, i.setl_id,
    i.visit_date AS begin_date,
    i.visit_date AS end_date,
    'settlement' AS row_table,
    r.row_id,
    0 AS claim,
    i.grade, i.fixmedins_name, i.earlier_name,
    clock_of(i.earlier_at) AS earlier_time,
    minutes_between(i.earlier_at, i.setl_time) AS minutes
FROM impossible i
JOIN row_of r ON r.setl_id = i.setl_id
