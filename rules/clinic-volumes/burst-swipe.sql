/*---
id: burst-swipe
title: { zh: 集中刷卡, en: Many cards swiped within minutes }
grade: suspect
tier: 5
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第一项, checked: false }
official: { library: 两库, category: M-行为主体 }
catalogue: E5
params:
  cards:
    type: integer
    default: 10
    min: 3
    max: 1000
    doc: { zh: 时间窗内至少多少张不同的卡, en: Fewest different cards within the minutes }
  minutes:
    type: integer
    default: 10
    min: 1
    max: 120
    doc: { zh: 时间窗（分钟）, en: Length of the window in minutes }
  min_settlements:
    type: integer
    default: 15
    min: 3
    max: 1000
    doc: { zh: 按中位间隔判断时一日至少多少笔结算, en: Fewest settlements of a day for the median gap to count }
  median_gap_seconds:
    type: integer
    default: 60
    min: 1
    max: 3600
    doc: { zh: 一日结算间隔的中位数低于多少秒, en: The median gap of the day lies below so many seconds }
  one_terminal_types:
    type: list
    default: [village, pharmacy]
    doc:
      zh: 整个机构视为一个刷卡终端的机构类型；其他机构以医生为终端
      en: Types of institution taken as one terminal; elsewhere each doctor is one
  late_upload_minutes:
    type: integer
    default: 60
    min: 1
    max: 1440
    doc: { zh: 就诊早于结算超过多少分钟视为断网后补传，不计, en: Settled so long after the visit is an upload made up for and does not count }
requires: [visit, institution_kind]
population: SELECT count(*) FROM visit WHERE audited AND has_clock(setl_time)
key: [terminal, day]
message:
  zh: "{fixmedins_name} {day} {first_swipe} 至 {last_swipe} 集中结算 {settlements} 笔、{persons} 人"
  en: "{fixmedins_name} settled {settlements} visits of {persons} persons on {day} between {first_swipe} and {last_swipe}"
false_positives:
  zh: [断网后集中上传, 养老院巡诊, 集中接种, 多窗口的大机构]
  en: [uploads after an outage, a round in a nursing home, vaccination days, institutions with many counters]
---*/
-- Ten different cards within ten minutes, or a day of at least fifteen settlements with a median gap under a minute. Needs times with a
-- clock: settlements stamped with the date alone are left out. Shows where to look and claims no money.
WITH swipe AS (
    SELECT
        v.setl_id, v.mdtrt_id, v.psn_no, v.fixmedins_code, v.setl_time,
        CAST(v.setl_time AS DATE) AS day,
        coalesce(k.fixmedins_name, v.fixmedins_code) AS fixmedins_name,
        CASE WHEN array_contains(getvariable('one_terminal_types'), k.inst_type) THEN v.fixmedins_code
             ELSE v.fixmedins_code || '|' || v.dr_code END AS terminal
    FROM visit v
    LEFT JOIN institution_kind k ON k.fixmedins_code = v.fixmedins_code
    WHERE v.audited
      AND has_clock(v.setl_time)
      AND NOT (has_clock(v.begntime) AND minutes_between(v.begntime, v.setl_time) > getvariable('late_upload_minutes'))
      -- nor so long after the end of its day, where the visit has no clock
      AND v.visit_date >= CAST(plus_minutes(v.setl_time, -getvariable('late_upload_minutes')) AS DATE)
), gap AS (
    SELECT
        s.*,
        seconds_between(lag(s.setl_time) OVER one, s.setl_time) AS seconds,
        -- without so many settlements there are not so many cards
        lead(s.setl_time, CAST(getvariable('cards') - 1 AS INTEGER)) OVER one <= plus_minutes(s.setl_time, getvariable('minutes')) AS dense
    FROM swipe s
    WHERE s.terminal IS NOT NULL
    WINDOW one AS (PARTITION BY s.terminal, s.day ORDER BY s.setl_time, s.setl_id)
), burst AS (
    SELECT a.terminal, a.day, a.setl_time AS burst_begin
    FROM gap a
    JOIN gap b
      ON b.terminal = a.terminal AND b.day = a.day
     AND b.setl_time >= a.setl_time AND b.setl_time <= plus_minutes(a.setl_time, getvariable('minutes'))
    WHERE a.dense
    GROUP BY a.terminal, a.day, a.setl_time, a.setl_id
    HAVING count(DISTINCT b.psn_no) >= getvariable('cards')
), quick_day AS (
    SELECT terminal, day
    FROM gap
    GROUP BY terminal, day
    HAVING count(*) >= getvariable('min_settlements') AND median(seconds) < getvariable('median_gap_seconds')
), flagged AS (
    SELECT DISTINCT g.setl_id
    FROM gap g
    JOIN burst b
      ON b.terminal = g.terminal AND b.day = g.day
     AND g.setl_time >= b.burst_begin AND g.setl_time <= plus_minutes(b.burst_begin, getvariable('minutes'))
    UNION
    SELECT g.setl_id
    FROM gap g
    JOIN quick_day q ON q.terminal = g.terminal AND q.day = g.day
)
SELECT
    g.terminal, g.day, g.fixmedins_code, g.psn_no, g.mdtrt_id, g.setl_id,
    g.day AS begin_date,
    g.day AS end_date,
    'settlement' AS row_table,
    g.setl_id AS row_id,
    0 AS claim,
    g.fixmedins_name,
    clock_of(min(g.setl_time) OVER one) AS first_swipe,
    clock_of(max(g.setl_time) OVER one) AS last_swipe,
    count(*) OVER one AS settlements,
    dense_rank() OVER (PARTITION BY g.terminal, g.day ORDER BY g.psn_no)
        + dense_rank() OVER (PARTITION BY g.terminal, g.day ORDER BY g.psn_no DESC) - 1 AS persons
FROM gap g
JOIN flagged f ON f.setl_id = g.setl_id
WINDOW one AS (PARTITION BY g.terminal, g.day)
