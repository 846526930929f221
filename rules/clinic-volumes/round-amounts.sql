/*---
id: round-amounts
title: { zh: 整数金额, en: Too many round totals }
grade: clue
severity: low
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第三项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: E9
params:
  multiple:
    type: decimal
    default: 10
    min: 1
    max: 100
    doc: { zh: 总费用为多少元的整数倍算整数, en: Totals that are a multiple of so many yuan are round }
  expected:
    type: decimal
    default: 0.1
    min: 0
    max: 1
    doc: { zh: 至少按此比例作为正常占比, en: Share that is taken for normal at least }
  factor:
    type: decimal
    default: 2
    min: 1
    max: 20
    doc: { zh: 占比至少为同类（或正常占比）的几倍, en: Smallest multiple of the peers’ (or the normal) share }
  z:
    type: decimal
    default: 3.72
    min: 1
    max: 20
    doc: { zh: 二项检验的 z 值下限（p < 1e-4 时为 3.72）, en: Smallest z of the binomial test (3.72 for p < 1e-4) }
  min_visits:
    type: integer
    default: 100
    min: 10
    max: 100000
    doc: { zh: 当月至少多少次就诊才判断, en: Fewest visits of the month that are judged }
  min_peers:
    type: integer
    default: 8
    min: 3
    max: 1000
    doc: { zh: 有多少家同类机构时与同类比较（经验值）, en: "With so many other institutions of the kind they are compared (experience, no official figure)" }
requires: [visit, peer_group]
population:
  SELECT count(*) FROM (SELECT count(*) AS visits, count(*) OVER (PARTITION BY g.peer_group, v.month) AS members
  FROM visit v JOIN peer_group g ON g.fixmedins_code = v.fixmedins_code
  WHERE v.audited AND v.medfee > 0 AND NOT (v.lines > 0 AND v.lines = v.consult_lines)
  GROUP BY v.fixmedins_code, v.month, g.peer_group) WHERE members > getvariable('min_peers') AND visits >= getvariable('min_visits')
key: [fixmedins_code, month]
message:
  zh: "{fixmedins_name} {month} 的 {visits} 次就诊中 {round_visits} 次总费用为整数，占 {share_percent}%（同类 {usual_percent}%）"
  en: "{fixmedins_name}, {month}: {round_visits} of {visits} totals are round, {share_percent} % (peers {usual_percent} %)"
false_positives:
  zh: [定额收费、固定套餐, 仅一般诊疗费的就诊（不计）, 同类机构普遍如此（不列）]
  en: [fixed fees and usual sets, visits with the consultation fee alone (do not count), usual among the peers (left out)]
---*/
-- The share of a month's totals that are round against that of the peers, or the share that chance gives, binomial test. Visits with
-- nothing but a consultation fee do not count. Statistics only: no money.
WITH seen AS (
    SELECT v.*, g.peer_group, fen(v.medfee) % fen(getvariable('multiple')) = 0 AS is_round
    FROM visit v
    JOIN peer_group g ON g.fixmedins_code = v.fixmedins_code
    WHERE v.audited AND v.medfee > 0 AND NOT (v.lines > 0 AND v.lines = v.consult_lines)
), counted AS (
    SELECT fixmedins_code, month, peer_group, count(*) AS visits, count(*) FILTER (WHERE is_round) AS round_visits
    FROM seen
    GROUP BY fixmedins_code, month, peer_group
), compared AS (
    SELECT
        c.fixmedins_code, c.month, c.visits, c.round_visits, count(*) AS peers,
        greatest(CAST(getvariable('expected') AS DOUBLE), sum(o.round_visits) / sum(o.visits)) AS usual
    FROM counted c
    JOIN counted o ON o.peer_group = c.peer_group AND o.month = c.month AND o.fixmedins_code <> c.fixmedins_code
    GROUP BY c.fixmedins_code, c.month, c.visits, c.round_visits
), flagged AS (
    SELECT * FROM compared
    WHERE visits >= getvariable('min_visits') AND peers >= getvariable('min_peers')
      AND round_visits >= round(getvariable('factor') * usual * visits, 9)
      AND round_visits - visits * usual > getvariable('z') * sqrt(visits * usual * (1 - usual))
)
SELECT
    f.fixmedins_code, f.month, s.psn_no, s.mdtrt_id, s.setl_id,
    s.visit_date AS begin_date,
    s.visit_date AS end_date,
    'settlement' AS row_table,
    s.setl_id AS row_id,
    0 AS claim,
    coalesce(k.fixmedins_name, f.fixmedins_code) AS fixmedins_name,
    f.round_visits / nullif(getvariable('factor') * f.usual * f.visits, 0) AS strength,
    f.visits, f.round_visits,
    plain(100 * ratio(f.round_visits, f.visits)) AS share_percent,
    plain(round(100 * f.usual, 2)) AS usual_percent
FROM flagged f
JOIN seen s ON s.fixmedins_code = f.fixmedins_code AND s.month = f.month AND s.is_round
LEFT JOIN institution_kind k ON k.fixmedins_code = f.fixmedins_code
