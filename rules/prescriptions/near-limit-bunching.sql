/*---
id: near-limit-bunching
title: { zh: 贴线结算, en: Totals bunched just below the limit of a visit }
grade: clue
severity: low
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第二项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: D2
params:
  band:
    type: decimal
    default: 0.05
    min: 0.01
    max: 0.2
    doc: { zh: 次限额之下多少比例以内算贴线, en: Share of the limit below it that counts as just below }
  factor:
    type: decimal
    default: 3
    min: 1
    max: 20
    doc: { zh: 贴线占比超过刚超限占比和同类贴线占比的几倍, en: "Multiple of the share just above the limit, and of the peers’ share, that must be exceeded" }
  min_visits:
    type: integer
    default: 30
    min: 5
    max: 100000
    doc: { zh: 当月至少多少次就诊才判断, en: Fewest visits of the month that are judged }
  min_near:
    type: integer
    default: 10
    min: 2
    max: 10000
    doc: { zh: 至少多少次贴线, en: Fewest visits just below the limit }
  min_peers:
    type: integer
    default: 8
    min: 3
    max: 1000
    doc: { zh: 有多少家同类机构时与同类比较（经验值）, en: "With so many other institutions of the kind they are compared (experience, no official figure)" }
requires: [visit, settlement_policy.visit_limit, peer_group]
population: SELECT count(DISTINCT fixmedins_code) FROM visit WHERE audited AND fund > 0
key: [fixmedins_code, month]
message:
  zh: "{fixmedins_name} {month} 的 {visits} 次就诊中 {near} 次刚好低于次限额（刚超限 {above} 次）"
  en: "{fixmedins_name}, {month}: {near} of {visits} visits just below the limit of a visit ({above} just above it)"
false_positives:
  zh: [限额附近的固定套餐, 同类机构普遍如此（不列）]
  en: [a usual set of services of that price, usual among the peers (left out)]
---*/
-- In-policy amounts of a month's fund-paid visits against the limit of a visit (table policy): many more just below it than just above, and
-- than at the peers. Statistics only: no money.
WITH priced AS (
    SELECT
        v.*, p.visit_limit, coalesce(v.inscp, v.medfee) AS covered,
        coalesce(v.inscp, v.medfee) > p.visit_limit * (1 - getvariable('band')) AND coalesce(v.inscp, v.medfee) <= p.visit_limit AS near,
        coalesce(v.inscp, v.medfee) > p.visit_limit AND coalesce(v.inscp, v.medfee) <= p.visit_limit * (1 + getvariable('band')) AS above
    FROM visit v
    JOIN settlement_policy p ON p.setl_id = v.setl_id
    WHERE v.audited AND v.fund > 0 AND p.visit_limit > 0
), counted AS (
    SELECT
        s.fixmedins_code, s.month, g.peer_group,
        count(*) AS visits,
        count(*) FILTER (WHERE s.near) AS near,
        count(*) FILTER (WHERE s.above) AS above
    FROM priced s
    LEFT JOIN peer_group g ON g.fixmedins_code = s.fixmedins_code
    GROUP BY s.fixmedins_code, s.month, g.peer_group
), compared AS (
    SELECT c.fixmedins_code, c.month, c.visits, c.near, c.above, count(o.fixmedins_code) AS peers, sum(o.near) AS peer_near, sum(o.visits) AS peer_visits
    FROM counted c
    LEFT JOIN counted o ON o.peer_group = c.peer_group AND o.month = c.month AND o.fixmedins_code <> c.fixmedins_code
    GROUP BY c.fixmedins_code, c.month, c.visits, c.near, c.above
), flagged AS (
    SELECT * FROM compared
    WHERE visits >= getvariable('min_visits') AND near >= getvariable('min_near')
      AND near > getvariable('factor') * above
      AND (peers < getvariable('min_peers') OR near * peer_visits > getvariable('factor') * peer_near * visits)
)
SELECT
    f.fixmedins_code, f.month, s.psn_no, s.mdtrt_id, s.setl_id,
    s.visit_date AS begin_date,
    s.visit_date AS end_date,
    'settlement' AS row_table,
    s.setl_id AS row_id,
    0 AS claim,
    coalesce(k.fixmedins_name, f.fixmedins_code) AS fixmedins_name,
    f.visits, f.near, f.above
FROM flagged f
JOIN priced s ON s.fixmedins_code = f.fixmedins_code AND s.month = f.month AND s.near
LEFT JOIN institution_kind k ON k.fixmedins_code = f.fixmedins_code
