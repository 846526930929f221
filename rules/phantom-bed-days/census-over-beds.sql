/*---
id: census-over-beds
title: { zh: 在院人数超核定床位, en: More patients in house than approved beds }
grade: clue
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第一项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第四十条第三项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: A8
params:
  tolerance:
    type: decimal
    default: 0.3
    min: 0
    max: 5
    doc: { zh: 允许超出核定床位的比例（经验值）, en: "Share beyond the approved beds that is allowed (experience, no official figure)" }
  exempt_traits:
    type: list
    default: [day_surgery, home_bed]
    doc:
      zh: 不占用核定床位的医疗类别特征（日间手术、家庭病床）
      en: "Traits of medical types that take no approved bed (day surgery, sickbed at home)"
requires: [stay, institution.aprv_bed_cnt]
lookback: 3 months
population: SELECT count(*) FROM institution WHERE aprv_bed_cnt > 0 AND fixmedins_code IN (SELECT fixmedins_code FROM stay WHERE audited AND settlements > 0)
key: [fixmedins_code, month]
message:
  zh: "{fixmedins_name} 核定床位 {beds} 张，{month} 有 {days_over} 天在院人数超过 {allowed} 人，最多 {most} 人（{worst_day}）"
  en: "{fixmedins_name} has {beds} approved beds; on {days_over} days of {month} more than {allowed} patients were in house, at most {most} (on {worst_day})"
false_positives:
  zh: [核定床位未更新, 日间手术, 出院当日计入（按半开区间计算）]
  en: [approvals that are out of date, day surgery, the day of discharge counted (it is not)]
---*/
-- Nights of valid stays; the day of discharge does not count, a stay within one day counts that day. The evidence is the stays of the fullest day.
WITH night AS (
    SELECT
        s.mdtrt_id, s.psn_no, s.fixmedins_code, s.adm, s.until,
        unnest(day_series(greatest(s.adm, getvariable('window_from')), least(greatest(s.until, plus_days(s.adm, 1)), getvariable('window_to')))) AS day
    FROM (
        SELECT *, coalesce(dsc, plus_days(adm, los)) AS until FROM stay
        WHERE settlements > 0 AND NOT has_any_trait(traits, getvariable('exempt_traits'))) s
    WHERE s.fixmedins_code IN (SELECT fixmedins_code FROM institution WHERE aprv_bed_cnt > 0)
), census AS (
    SELECT n.fixmedins_code, n.day, count(*) AS patients, max(i.aprv_bed_cnt) AS beds
    FROM night n
    JOIN institution i ON i.fixmedins_code = n.fixmedins_code
    GROUP BY n.fixmedins_code, n.day
    HAVING count(*) > max(i.aprv_bed_cnt) * (1 + getvariable('tolerance'))
), flagged AS (
    SELECT
        fixmedins_code, month_of(day) AS month, count(*) AS days_over, max(patients) AS most, max(beds) AS beds,
        -- the first of the fullest days
        min_by(day, (-patients, day)) AS worst_day
    FROM census
    GROUP BY fixmedins_code, month_of(day)
)
SELECT
    f.fixmedins_code, f.month, n.psn_no, n.mdtrt_id,
    text_of(NULL) AS setl_id,
    n.adm AS begin_date,
    n.until AS end_date,
    'encounter' AS row_table,
    n.mdtrt_id AS row_id,
    0 AS claim,
    coalesce(k.fixmedins_name, f.fixmedins_code) AS fixmedins_name,
    f.beds, f.days_over, f.most, f.worst_day,
    plain(floor(f.beds * (1 + getvariable('tolerance')))) AS allowed
FROM flagged f
JOIN night n ON n.fixmedins_code = f.fixmedins_code AND n.day = f.worst_day
LEFT JOIN institution_kind k ON k.fixmedins_code = f.fixmedins_code
