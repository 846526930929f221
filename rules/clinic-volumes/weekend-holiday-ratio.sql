/*---
id: weekend-holiday-ratio
title: { zh: 节假日就诊异常, en: Too many visits on days off }
grade: clue
severity: low
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第一项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: E7
params:
  z:
    type: decimal
    default: 3.72
    min: 1
    max: 20
    doc: { zh: 二项检验的 z 值下限（p < 1e-4 时为 3.72）, en: Smallest z of the binomial test (3.72 for p < 1e-4) }
  factor:
    type: decimal
    default: 2
    min: 1
    max: 20
    doc: { zh: 占比至少为同类的几倍, en: Smallest multiple of the peers’ share }
  min_visits:
    type: integer
    default: 30
    min: 5
    max: 100000
    doc: { zh: 当月至少多少次就诊才判断, en: Fewest visits of the month that are judged }
  min_peers:
    type: integer
    default: 8
    min: 3
    max: 1000
    doc: { zh: 有多少家同类机构时与同类比较（经验值）, en: "With so many other institutions of the kind they are compared (experience, no official figure)" }
requires: [visit, holiday, peer_group]
population:
  SELECT count(*) FROM (SELECT count(*) OVER (PARTITION BY g.peer_group, v.month) AS members
  FROM visit v JOIN peer_group g ON g.fixmedins_code = v.fixmedins_code WHERE v.audited AND v.kind <> 'emergency'
  AND left(v.month, 4) IN (SELECT left(month_of(date), 4) FROM holiday)
  GROUP BY v.fixmedins_code, v.month, g.peer_group) WHERE members > getvariable('min_peers')
key: [fixmedins_code, month]
message:
  zh: "{fixmedins_name} {month} 的 {visits} 次就诊中 {off} 次在节假日，占 {share_percent}%（同类 {usual_percent}%）"
  en: "{fixmedins_name}, {month}: {off} of {visits} visits on days off, {share_percent} % (peers {usual_percent} %)"
false_positives:
  zh: [调休上班日（按节假日表）, 急诊（不计）, 周末门诊, 集镇赶集日]
  en: [weekends worked in exchange (by the table), emergencies (do not count), a weekend clinic, market days]
---*/
-- The share of a month's visits on days off (table holiday: REST and STAT are off, WORK is not; else Saturday and Sunday) against that of
-- the peers, binomial test. Emergencies do not count. Statistics only: no money.
WITH calendar AS (
    SELECT d.visit_date, coalesce(max(upper(h.kind)) IN ('REST', 'STAT'), is_weekend(d.visit_date)) AS off
    FROM (SELECT DISTINCT visit_date FROM visit WHERE audited) d
    LEFT JOIN holiday h ON h.date = d.visit_date
    GROUP BY d.visit_date
), seen AS (
    SELECT v.*, c.off, g.peer_group
    FROM visit v
    JOIN calendar c ON c.visit_date = v.visit_date
    JOIN peer_group g ON g.fixmedins_code = v.fixmedins_code
    WHERE v.audited AND v.kind <> 'emergency'
      -- of a year that the table does not reach nobody knows the days off
      AND left(v.month, 4) IN (SELECT left(month_of(date), 4) FROM holiday)
), counted AS (
    SELECT fixmedins_code, month, peer_group, count(*) AS visits, count(*) FILTER (WHERE off) AS off_visits
    FROM seen
    GROUP BY fixmedins_code, month, peer_group
), compared AS (
    SELECT
        c.fixmedins_code, c.month, c.visits, c.off_visits, count(*) AS peers,
        sum(o.off_visits) / sum(o.visits) AS usual
    FROM counted c
    JOIN counted o ON o.peer_group = c.peer_group AND o.month = c.month AND o.fixmedins_code <> c.fixmedins_code
    GROUP BY c.fixmedins_code, c.month, c.visits, c.off_visits
), flagged AS (
    SELECT * FROM compared
    WHERE visits >= getvariable('min_visits') AND peers >= getvariable('min_peers')
      AND off_visits >= round(getvariable('factor') * usual * visits, 9)
      -- peers who never open on days off make any visit infinitely rare
      AND off_visits - visits * usual > getvariable('z') * sqrt(visits * usual * (1 - usual))
)
SELECT
    f.fixmedins_code, f.month, s.psn_no, s.mdtrt_id, s.setl_id,
    s.visit_date AS begin_date,
    s.visit_date AS end_date,
    'settlement' AS row_table,
    s.setl_id AS row_id,
    0 AS claim,
    coalesce(k.fixmedins_name, f.fixmedins_code) AS fixmedins_name,
    f.off_visits / nullif(getvariable('factor') * f.usual * f.visits, 0) AS strength,
    f.visits,
    f.off_visits AS off,
    plain(100 * ratio(f.off_visits, f.visits)) AS share_percent,
    plain(round(100 * f.usual, 2)) AS usual_percent
FROM flagged f
JOIN seen s ON s.fixmedins_code = f.fixmedins_code AND s.month = f.month AND s.off
LEFT JOIN institution_kind k ON k.fixmedins_code = f.fixmedins_code
