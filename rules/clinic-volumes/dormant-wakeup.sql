/*---
id: dormant-wakeup
title: { zh: 沉默卡集中启用, en: Cards that wake up together }
grade: clue
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第一项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: E14
params:
  min_persons:
    type: integer
    default: 10
    min: 3
    max: 10000
    doc: { zh: 至少多少人, en: Fewest persons }
  days:
    type: integer
    default: 7
    min: 1
    max: 31
    doc: { zh: 在多少天之内, en: Within so many days }
  silent_days:
    type: integer
    default: 365
    min: 90
    max: 1095
    doc: { zh: 此前多少天没有任何结算, en: Days before without any settlement }
  share:
    type: decimal
    default: 0.5
    min: 0
    max: 1
    doc: { zh: 占该机构同期患者的比例, en: Share of the institution’s patients of those days }
  new_days:
    type: integer
    default: 90
    min: 0
    max: 365
    doc: { zh: 开业不满多少天的机构不判断, en: Institutions with fewer days of settlements before are not judged }
requires: [visit, valid_settlement, institution_kind]
lookback: 14 months
population: SELECT count(DISTINCT psn_no) FROM visit WHERE audited AND days_between((SELECT min(setl_time) FROM valid_settlement), visit_date) >= getvariable('silent_days')
key: [fixmedins_code, first_day]
message:
  zh: "{fixmedins_name} 自 {first_day} 起 {days} 天内有 {woken} 名长期未就诊的人首次就诊（同期共 {persons} 人）"
  en: "{fixmedins_name}: {woken} people without claims for long came within {days} days from {first_day} (of {persons})"
false_positives:
  zh: [新开业机构（不判断）, 集中体检、义诊, 数据不满一年（不判断）]
  en: [a new institution (not judged), a health-check campaign, less than a year of data (not judged)]
---*/
-- First visits after a silence, by institution: so many within a few days, and most of the institution's patients of those days. Only where
-- the data reach back far enough to tell. Statistics only: no money.
WITH claim AS (
    SELECT
        v.setl_id, v.psn_no, v.fixmedins_code, v.begndate, v.audited, v.kind,
        lag(v.begndate) OVER one AS before,
        row_number() OVER (PARTITION BY v.psn_no, v.begndate ORDER BY v.setl_time, v.setl_id) AS of_day
    FROM valid_settlement v
    WINDOW one AS (PARTITION BY v.psn_no ORDER BY v.begndate, v.setl_time, v.setl_id)
), known AS (
    -- by settlement: one old visit that was settled late makes the data no older
    SELECT min(setl_time) AS since FROM valid_settlement
), opened AS (
    SELECT fixmedins_code, min(setl_time) AS since FROM valid_settlement GROUP BY fixmedins_code
), woken AS (
    SELECT c.*
    FROM claim c
    CROSS JOIN known n
    JOIN opened o ON o.fixmedins_code = c.fixmedins_code
    WHERE c.audited AND c.kind <> 'inpatient' AND c.of_day = 1
      AND days_between(n.since, c.begndate) >= getvariable('silent_days')
      AND days_between(o.since, c.begndate) >= getvariable('new_days')
      AND (c.before IS NULL OR days_between(c.before, c.begndate) >= getvariable('silent_days'))
), dense AS (
    SELECT
        w.fixmedins_code, w.begndate AS first_day,
        lead(w.begndate, CAST(getvariable('min_persons') - 1 AS INTEGER)) OVER one < plus_days(w.begndate, getvariable('days')) AS enough
    FROM woken w
    WINDOW one AS (PARTITION BY w.fixmedins_code ORDER BY w.begndate, w.setl_id)
), begun AS (
    -- of windows that overlap, the first
    SELECT fixmedins_code, first_day
    FROM (SELECT DISTINCT fixmedins_code, first_day FROM dense WHERE enough)
    QUALIFY coalesce(days_between(lag(first_day) OVER (PARTITION BY fixmedins_code ORDER BY first_day), first_day) >= getvariable('days'), true)
), counted AS (
    SELECT b.fixmedins_code, b.first_day, count(DISTINCT v.psn_no) AS persons, count(DISTINCT w.psn_no) AS woken
    FROM begun b
    JOIN visit v
      ON v.fixmedins_code = b.fixmedins_code AND v.visit_date >= b.first_day AND v.visit_date < plus_days(b.first_day, getvariable('days'))
    LEFT JOIN woken w ON w.setl_id = v.setl_id
    GROUP BY b.fixmedins_code, b.first_day
)
SELECT
    c.fixmedins_code, c.first_day, v.psn_no, v.mdtrt_id, v.setl_id,
    v.visit_date AS begin_date,
    v.visit_date AS end_date,
    'settlement' AS row_table,
    v.setl_id AS row_id,
    0 AS claim,
    coalesce(k.fixmedins_name, c.fixmedins_code) AS fixmedins_name,
    c.woken / getvariable('min_persons') AS strength,
    getvariable('days') AS days,
    c.woken, c.persons
FROM counted c
JOIN woken w
  ON w.fixmedins_code = c.fixmedins_code AND w.begndate >= c.first_day AND w.begndate < plus_days(c.first_day, getvariable('days'))
JOIN visit v ON v.setl_id = w.setl_id
LEFT JOIN institution_kind k ON k.fixmedins_code = c.fixmedins_code
WHERE c.woken >= getvariable('min_persons') AND c.woken >= getvariable('share') * c.persons
