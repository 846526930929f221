/*---
id: volume-spike-own
title: { zh: 就诊量突增（与自身历史比）, en: More visits than ever before }
grade: clue
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第三项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: E1
params:
  z:
    type: decimal
    default: 3.5
    min: 1
    max: 20
    doc: { zh: 稳健 z 值下限（Iglewicz-Hoaglin 3.5）, en: Smallest robust z (Iglewicz and Hoaglin 3.5) }
  ratio:
    type: decimal
    default: 1.5
    min: 1
    max: 20
    doc: { zh: 至少为历史中位数的几倍（经验值）, en: "Smallest multiple of the median of the history (experience, no official figure)" }
  min_visits:
    type: integer
    default: 30
    min: 1
    max: 100000
    doc: { zh: 至少多少就诊人次才判断（经验值）, en: "Fewest visits that are judged (experience, no official figure)" }
  baseline:
    type: integer
    default: 12
    min: 6
    max: 60
    doc: { zh: 最多与之前多少期比较, en: Most periods of history compared with }
  min_periods:
    type: integer
    default: 6
    min: 4
    max: 60
    doc: { zh: 至少有多少期历史才判断；不足此数的月时按周判断, en: Fewest periods of history; with fewer months stored than this weeks are compared }
  min_peers:
    type: integer
    default: 8
    min: 3
    max: 1000
    doc:
      zh: 有多少家其他同类机构时扣除同类机构同期的普遍上升（疫情、节前）
      en: With so many other institutions of the type the rise that all of them had is taken off (epidemics, the days before a festival)
requires: [institution_period, visit]
lookback: 24 months
population:
  SELECT count(DISTINCT fixmedins_code)
  FROM (SELECT *, row_number() OVER (PARTITION BY fixmedins_code, period ORDER BY begin_date) AS number FROM institution_period)
  WHERE audited AND number > getvariable('min_periods')
  AND period = CASE WHEN (SELECT count(DISTINCT begin_date) FROM institution_period WHERE period = 'month' AND NOT audited)
  >= getvariable('min_periods') THEN 'month' ELSE 'week' END
key: [fixmedins_code, period_begin]
message:
  zh: "{fixmedins_name} {period_begin} 至 {last_day} 就诊 {visits} 人次，为此前 {periods} 期中位数 {usual} 的 {times} 倍"
  en: "{fixmedins_name} had {visits} visits from {period_begin} to {last_day}, {times} times the median {usual} of the {periods} periods before"
false_positives:
  zh: [流感等疫情与节前高峰（同类机构普遍上升的已扣除）, 机构合并, 新的门诊待遇开始, 更换医生, 断网后集中补传]
  en: ["epidemics and the days before a festival (what all institutions of the type have is taken off)", merged clinics, a new outpatient benefit, another doctor, uploads made up for after an outage]
---*/
-- Months against up to twelve months before; weeks while fewer than six months are stored. A month must also exceed the same month of
-- the year before, and both the rise that institutions of the type had in that period. Statistics only: no money.
WITH period AS (
    SELECT p.*, row_number() OVER (PARTITION BY p.fixmedins_code, p.period ORDER BY p.begin_date) AS number
    FROM institution_period p
), stored AS (
    SELECT count(DISTINCT begin_date) FILTER (WHERE NOT audited) AS months_before, min(begin_date) FILTER (WHERE audited) AS first_audited
    FROM period
    WHERE period = 'month'
), baseline AS (
    SELECT now.fixmedins_code, now.period, now.begin_date, past.visits, median(past.visits) OVER one AS usual, count(*) OVER one AS periods
    FROM period now
    JOIN period past
      ON past.fixmedins_code = now.fixmedins_code AND past.period = now.period
     AND past.number < now.number AND past.number >= now.number - getvariable('baseline')
    WHERE now.audited
    WINDOW one AS (PARTITION BY now.fixmedins_code, now.period, now.begin_date)
), spread AS (
    SELECT
        fixmedins_code, period, begin_date,
        max(usual) AS usual, max(periods) AS periods,
        median(abs(visits - usual)) AS mad,
        avg(abs(visits - usual)) AS mean_ad
    FROM baseline
    GROUP BY fixmedins_code, period, begin_date
), compared AS (
    SELECT
        p.*, s.usual, s.periods, s.mad, s.mean_ad,
        CASE WHEN count(*) OVER peers > getvariable('min_peers') THEN greatest(1, median(p.visits / s.usual) OVER peers) ELSE 1 END AS rise
    FROM period p
    JOIN spread s ON s.fixmedins_code = p.fixmedins_code AND s.period = p.period AND s.begin_date = p.begin_date
    WHERE s.periods >= getvariable('min_periods')
    WINDOW peers AS (PARTITION BY p.inst_type, p.period, p.begin_date)
), spike AS (
    SELECT p.*
    FROM compared p
    LEFT JOIN period y
      ON y.fixmedins_code = p.fixmedins_code AND y.period = p.period AND p.period = 'month'
     AND y.begin_date = CAST(p.begin_date - INTERVAL 1 YEAR AS DATE)
    CROSS JOIN stored t
    WHERE p.period = CASE WHEN t.months_before >= getvariable('min_periods') THEN 'month' ELSE 'week' END
      AND p.visits >= getvariable('min_visits')
      AND p.visits >= getvariable('ratio') * p.rise * p.usual
      AND (y.visits IS NULL OR p.visits >= getvariable('ratio') * y.visits)
      -- a history without any spread makes every excess infinite
      AND coalesce(robust_z(p.visits, p.usual * p.rise, p.mad, p.mean_ad) > getvariable('z'), p.visits > p.usual)
)
SELECT
    s.fixmedins_code,
    s.begin_date AS period_begin,
    v.psn_no, v.mdtrt_id, v.setl_id,
    v.visit_date AS begin_date,
    v.visit_date AS end_date,
    'settlement' AS row_table,
    v.setl_id AS row_id,
    0 AS claim,
    coalesce(k.fixmedins_name, s.fixmedins_code) AS fixmedins_name,
    plus_days(s.end_date, -1) AS last_day,
    s.visits / (getvariable('ratio') * s.rise * s.usual) AS strength,
    s.visits, s.periods,
    plain(s.usual) AS usual,
    plain(round(s.visits / s.usual, 1)) AS times
FROM spike s
JOIN visit v ON v.fixmedins_code = s.fixmedins_code AND v.setl_time >= s.begin_date AND v.setl_time < s.end_date
LEFT JOIN institution_kind k ON k.fixmedins_code = s.fixmedins_code
