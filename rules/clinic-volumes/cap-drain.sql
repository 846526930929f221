/*---
id: cap-drain
title: { zh: 冲顶消费, en: Patients who use up their yearly allowance }
grade: clue
severity: low
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第二项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: E12
params:
  near_cap:
    type: decimal
    default: 0.95
    min: 0.5
    max: 1
    doc: { zh: 年度门诊基金用到限额的多少算冲顶, en: Share of the yearly outpatient limit that counts as used up }
  min_persons:
    type: integer
    default: 10
    min: 3
    max: 100000
    doc: { zh: 至少多少名冲顶患者, en: Fewest patients who used it up }
  factor:
    type: decimal
    default: 2
    min: 1
    max: 20
    doc: { zh: 占比至少为同类的几倍, en: Smallest multiple of the peers’ share }
  z:
    type: decimal
    default: 3.72
    min: 1
    max: 20
    doc: { zh: 二项检验的 z 值下限（p < 1e-4 时为 3.72）, en: Smallest z of the binomial test (3.72 for p < 1e-4) }
  min_peers:
    type: integer
    default: 8
    min: 3
    max: 1000
    doc: { zh: 有多少家同类机构时与同类比较（经验值）, en: "With so many other institutions of the kind they are compared (experience, no official figure)" }
requires: [visit, settlement_policy.outpatient_year_cap, peer_group]
lookback: 12 months
population:
  SELECT count(*) FROM (SELECT count(*) OVER (PARTITION BY g.peer_group) AS members
  FROM visit v JOIN settlement_policy p ON p.setl_id = v.setl_id JOIN peer_group g ON g.fixmedins_code = v.fixmedins_code
  WHERE v.audited AND v.fund > 0 AND p.outpatient_year_cap > 0 GROUP BY v.fixmedins_code, g.peer_group) WHERE members > getvariable('min_peers')
key: [fixmedins_code]
message:
  zh: "{fixmedins_name} 的 {persons} 名患者中 {at_cap} 人用到年度门诊限额的 {near_percent}% 以上（同类 {usual_percent}%）"
  en: "{fixmedins_name}: {at_cap} of {persons} patients used {near_percent} % or more of the yearly outpatient limit (peers {usual_percent} %)"
false_positives:
  zh: [限额很低，真实使用者也会用完, 慢性病患者集中的机构, 年底]
  en: [a low limit that real use reaches, many chronic patients, the end of the year]
---*/
-- Patients of an institution whose outpatient fund of the year, everywhere, has nearly reached the yearly limit (table policy,
-- outpatient_year_cap), as a share of its patients with a limit, against the peers, binomial test. Statistics only: no money.
WITH limited AS (
    SELECT v.setl_id, v.psn_no, v.fixmedins_code, v.audited, v.fund, p.outpatient_year_cap AS cap, left(month_of(v.visit_date), 4) AS year
    FROM visit v
    JOIN settlement_policy p ON p.setl_id = v.setl_id
    WHERE p.outpatient_year_cap > 0 AND v.fund > 0
      AND left(month_of(v.visit_date), 4) = left(month_of(plus_days(getvariable('window_to'), -1)), 4)
), person AS (
    SELECT psn_no, sum(fund) >= getvariable('near_cap') * max(cap) AS at_cap FROM limited GROUP BY psn_no
), patient AS (
    SELECT DISTINCT l.fixmedins_code, l.psn_no, p.at_cap, g.peer_group
    FROM limited l
    JOIN person p ON p.psn_no = l.psn_no
    JOIN peer_group g ON g.fixmedins_code = l.fixmedins_code
    WHERE l.audited
), counted AS (
    SELECT fixmedins_code, peer_group, count(*) AS persons, count(*) FILTER (WHERE at_cap) AS at_cap
    FROM patient
    GROUP BY fixmedins_code, peer_group
), compared AS (
    SELECT c.fixmedins_code, c.persons, c.at_cap, count(*) AS peers, sum(o.at_cap) / sum(o.persons) AS usual
    FROM counted c
    JOIN counted o ON o.peer_group = c.peer_group AND o.fixmedins_code <> c.fixmedins_code
    GROUP BY c.fixmedins_code, c.persons, c.at_cap
), flagged AS (
    SELECT * FROM compared
    WHERE at_cap >= getvariable('min_persons') AND peers >= getvariable('min_peers')
      AND at_cap >= round(getvariable('factor') * usual * persons, 9)
      AND at_cap - persons * usual > getvariable('z') * sqrt(persons * usual * (1 - usual))
)
SELECT
    f.fixmedins_code, v.psn_no, v.mdtrt_id, v.setl_id,
    v.visit_date AS begin_date,
    v.visit_date AS end_date,
    'settlement' AS row_table,
    v.setl_id AS row_id,
    0 AS claim,
    coalesce(k.fixmedins_name, f.fixmedins_code) AS fixmedins_name,
    f.at_cap / nullif(getvariable('factor') * f.usual * f.persons, 0) AS strength,
    f.persons, f.at_cap,
    plain(100 * getvariable('near_cap')) AS near_percent,
    plain(round(100 * f.usual, 2)) AS usual_percent
FROM flagged f
JOIN patient p ON p.fixmedins_code = f.fixmedins_code AND p.at_cap
JOIN visit v ON v.fixmedins_code = f.fixmedins_code AND v.psn_no = p.psn_no
LEFT JOIN institution_kind k ON k.fixmedins_code = f.fixmedins_code
WHERE v.audited
