/*---
id: doctor-hours
title: { zh: 医生不可能工时, en: More patients than a doctor can see }
grade: suspect
tier: 5
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第三项, checked: false }
official: { library: 两库, category: M-行为主体 }
catalogue: E4
params:
  min_minutes:
    type: decimal
    default: 6
    min: 0.5
    max: 60
    doc: { zh: 每次诊疗至少几分钟（经验值）, en: "Fewest minutes that a visit takes (experience, no official figure)" }
  max_hours:
    type: decimal
    default: 12
    min: 1
    max: 24
    doc: { zh: 一日诊疗时间超过多少小时列为线索, en: Hours of visits a day above which it is a clue }
  travel_minutes:
    type: integer
    default: 10
    min: 1
    max: 240
    doc: { zh: 在两家机构的两次结算间隔不到多少分钟, en: Fewer minutes than these between settlements at two institutions }
  min_moves:
    type: integer
    default: 2
    min: 1
    max: 100
    doc: { zh: 一日内至少几次列为可疑, en: So many times a day make it suspect }
  late_upload_minutes:
    type: integer
    default: 60
    min: 1
    max: 1440
    doc: { zh: 就诊早于结算超过多少分钟视为补传，不计, en: Settled so long after the visit is an upload made up for and does not count }
requires: [visit.dr_code, institution_kind]
population:
  SELECT count(*) FROM (SELECT DISTINCT dr_code, visit_date FROM visit WHERE audited AND dr_code IS NOT NULL AND kind <> 'pharmacy')
key: [dr_code, day]
message:
  zh: "医师 {dr_code} 于 {day} 看诊 {visits} 次：{reason_zh}"
  en: "Doctor {dr_code} saw {visits} patients on {day}: {reason_en}"
false_positives:
  zh: [多人共用一个医师账号, 断网后补传（不计）, 药师统一录入处方（药店不计）, 院内短编码在各机构重复（少于 8 位的按机构分别判断）]
  en: [an account shared by several doctors, uploads after an outage (do not count), prescriptions entered by a pharmacist (pharmacies do not count), short codes of their own that hospitals have in common (those of less than 8 characters are judged by institution)]
---*/
-- Visits of one doctor on one day. Suspect: settled at one institution and within minutes at another, more than once. Clue: more visits
-- than the hours of a day hold. Shows where to look and claims no money.
WITH seen AS (
    SELECT
        v.setl_id, v.mdtrt_id, v.psn_no, v.fixmedins_code, v.visit_date AS day, v.setl_time,
        -- a short code is the institution's own and names another doctor in the next one
        CASE WHEN length(v.dr_code) < 8 THEN v.dr_code || '@' || v.fixmedins_code ELSE v.dr_code END AS dr_code,
        has_clock(v.setl_time)
            AND NOT (has_clock(v.begntime) AND minutes_between(v.begntime, v.setl_time) > getvariable('late_upload_minutes'))
            -- nor so long after the end of its day, where the visit has no clock
            AND v.visit_date >= CAST(plus_minutes(v.setl_time, -getvariable('late_upload_minutes')) AS DATE) AS timed
    FROM visit v
    WHERE v.audited AND v.dr_code IS NOT NULL AND v.kind <> 'pharmacy'
), busy AS (
    SELECT dr_code, day
    FROM seen
    GROUP BY dr_code, day
    HAVING count(*) * getvariable('min_minutes') > getvariable('max_hours') * 60
), timeline AS (
    SELECT
        s.dr_code, s.day, s.fixmedins_code, s.setl_time,
        lag(s.fixmedins_code) OVER one AS before_code,
        lag(s.setl_time) OVER one AS before_time
    FROM seen s
    WHERE s.timed
    WINDOW one AS (PARTITION BY s.dr_code, s.day ORDER BY s.setl_time, s.setl_id)
), moved AS (
    SELECT dr_code, day, count(*) AS moves
    FROM timeline
    WHERE fixmedins_code <> before_code AND seconds_between(before_time, setl_time) < getvariable('travel_minutes') * 60
    GROUP BY dr_code, day
    HAVING count(*) >= getvariable('min_moves')
), flagged AS (
    SELECT
        coalesce(m.dr_code, b.dr_code) AS dr_code, coalesce(m.day, b.day) AS day,
        m.moves, b.dr_code IS NOT NULL AS busy
    FROM moved m
    FULL JOIN busy b ON b.dr_code = m.dr_code AND b.day = m.day
)
SELECT
    f.dr_code, f.day, s.fixmedins_code, s.psn_no, s.mdtrt_id, s.setl_id,
    f.day AS begin_date,
    f.day AS end_date,
    'settlement' AS row_table,
    s.setl_id AS row_id,
    0 AS claim,
    CASE WHEN f.moves IS NULL THEN 'clue' ELSE 'suspect' END AS grade,
    count(*) OVER (PARTITION BY f.dr_code, f.day) AS visits,
    concat_ws('、', CASE WHEN f.moves IS NOT NULL THEN f.moves || ' 次在不到 ' || getvariable('travel_minutes') || ' 分钟内换了机构' END,
        CASE WHEN f.busy THEN '超过 ' || plain(getvariable('max_hours')) || ' 小时' END) AS reason_zh,
    concat_ws(', ', CASE WHEN f.moves IS NOT NULL THEN f.moves || ' times at another institution in less than ' || getvariable('travel_minutes') || ' minutes' END,
        CASE WHEN f.busy THEN 'more than ' || plain(getvariable('max_hours')) || ' hours' END) AS reason_en
FROM flagged f
JOIN seen s ON s.dr_code = f.dr_code AND s.day = f.day
