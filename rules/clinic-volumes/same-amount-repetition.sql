/*---
id: same-amount-repetition
title: { zh: 同额重复, en: One and the same total again and again }
grade: clue
severity: low
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第三项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: E10
params:
  share:
    type: decimal
    default: 0.4
    min: 0.05
    max: 1
    doc: { zh: 同一金额占比达到多少（经验值）, en: "Share of one total (experience, no official figure)" }
  min_same:
    type: integer
    default: 30
    min: 5
    max: 100000
    doc: { zh: 同一金额至少多少笔, en: Fewest settlements of that total }
  factor:
    type: decimal
    default: 1.5
    min: 1
    max: 20
    doc: { zh: 占比至少为同类中位数的几倍, en: Smallest multiple of the peers’ median }
  min_peers:
    type: integer
    default: 8
    min: 3
    max: 1000
    doc: { zh: 有多少家同类机构时与同类比较（经验值）, en: "With so many other institutions of the kind they are compared (experience, no official figure)" }
requires: [visit, peer_group]
population: SELECT count(DISTINCT fixmedins_code) FROM visit WHERE audited
key: [fixmedins_code, month]
message:
  zh: "{fixmedins_name} {month} 的 {visits} 次就诊中 {same} 次总费用均为 {medfee} 元（{share_percent}%）"
  en: "{fixmedins_name}, {month}: {same} of {visits} totals are {medfee} yuan ({share_percent} %)"
false_positives:
  zh: [仅一般诊疗费的就诊（不计）, 定额收费（同类机构普遍如此的不列）, 接种、体检日]
  en: [visits with the consultation fee alone (do not count), fixed fees (left out where usual among the peers), vaccination and check-up days]
---*/
-- The most frequent total of a month: its share, and that share at the peers. Visits with nothing but a consultation fee do not count.
-- Statistics only: no money.
WITH seen AS (
    SELECT v.*, g.peer_group
    FROM visit v
    LEFT JOIN peer_group g ON g.fixmedins_code = v.fixmedins_code
    WHERE v.audited AND v.medfee > 0 AND NOT (v.lines > 0 AND v.lines = v.consult_lines)
), total AS (
    SELECT fixmedins_code, month, peer_group, medfee, count(*) AS same, sum(count(*)) OVER (PARTITION BY fixmedins_code, month) AS visits
    FROM seen
    GROUP BY fixmedins_code, month, peer_group, medfee
    QUALIFY row_number() OVER (PARTITION BY fixmedins_code, month ORDER BY count(*) DESC, medfee) = 1
), compared AS (
    SELECT t.fixmedins_code, t.month, t.medfee, t.same, t.visits, count(o.fixmedins_code) AS peers, median(o.same / o.visits) AS usual
    FROM total t
    LEFT JOIN total o ON o.peer_group = t.peer_group AND o.month = t.month AND o.fixmedins_code <> t.fixmedins_code
    GROUP BY t.fixmedins_code, t.month, t.medfee, t.same, t.visits
), flagged AS (
    SELECT * FROM compared
    WHERE same >= getvariable('min_same') AND same >= getvariable('share') * visits
      AND (peers < getvariable('min_peers') OR same >= round(getvariable('factor') * usual * visits, 9))
)
SELECT
    f.fixmedins_code, f.month, s.psn_no, s.mdtrt_id, s.setl_id,
    s.visit_date AS begin_date,
    s.visit_date AS end_date,
    'settlement' AS row_table,
    s.setl_id AS row_id,
    0 AS claim,
    coalesce(k.fixmedins_name, f.fixmedins_code) AS fixmedins_name,
    f.same / (getvariable('share') * f.visits) AS strength,
    f.visits, f.same, f.medfee,
    plain(100 * ratio(f.same, f.visits)) AS share_percent
FROM flagged f
JOIN seen s ON s.fixmedins_code = f.fixmedins_code AND s.month = f.month AND s.medfee = f.medfee
LEFT JOIN institution_kind k ON k.fixmedins_code = f.fixmedins_code
