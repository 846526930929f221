/*---
id: drg-severity-share
title: { zh: 重症合并症病组占比偏高, en: More groups with severe complications than comparable institutions }
grade: clue
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第七项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: K1
params:
  severe:
    type: list
    default: [CC, MCC]
    doc: { zh: 病组权重表中视为伴合并症的分级, en: Severities of the table of weights that count as complicated }
  z:
    type: decimal
    default: 3.5
    min: 1
    max: 20
    doc: { zh: 稳健 z 值下限（Iglewicz-Hoaglin 3.5）, en: "Smallest robust z (Iglewicz and Hoaglin 3.5)" }
  min_excess:
    type: decimal
    default: 0.1
    min: 0
    max: 1
    doc: { zh: 至少高出同类中位数多少（经验值）, en: "Smallest excess over the peers' median (experience, no official figure)" }
  min_cases:
    type: integer
    default: 30
    min: 1
    max: 100000
    doc: { zh: 至少多少病例才判断（经验值）, en: "Fewest cases that are judged (experience, no official figure)" }
  min_peers:
    type: integer
    default: 8
    min: 3
    max: 1000
    doc: { zh: 至少有多少家同类机构（经验值）, en: "Fewest other institutions of the kind (experience, no official figure)" }
requires: [drg_settlement.severity, peer_group]
lookback: 3 months
population:
  SELECT count(*) FROM (SELECT bool_or(d.audited) AS audited, count(*) OVER (PARTITION BY p.peer_group) AS members
  FROM drg_settlement d JOIN peer_group p ON p.fixmedins_code = d.fixmedins_code WHERE d.severity IS NOT NULL
  GROUP BY d.fixmedins_code, p.peer_group HAVING count(*) >= getvariable('min_cases')) WHERE audited AND members > getvariable('min_peers')
key: [fixmedins_code]
message:
  zh: "{fixmedins_name} {cases} 例中 {severe} 例入伴合并症病组（{share}%），同类中位数 {usual}%（{peers} 家）"
  en: "{fixmedins_name}: {severe} of {cases} cases in groups with complications ({share} %), the median of {peers} peers is {usual} %"
false_positives:
  zh: [编码员培训、编码质量提高, 新版诊断编码或分组器, 收治患者病情更重（转诊中心）]
  en: [coders who were trained, a new version of codes or grouper, sicker patients (a referral centre)]
---*/
-- Share of cases whose group has complications, of an institution against the others of its peer group. Statistics only: no money.
WITH case_of AS (
    SELECT d.*, p.peer_group, array_contains(getvariable('severe'), d.severity) AS complicated
    FROM drg_settlement d
    JOIN peer_group p ON p.fixmedins_code = d.fixmedins_code
    WHERE d.severity IS NOT NULL
), counted AS (
    SELECT
        fixmedins_code, peer_group, count(*) AS cases, count(*) FILTER (WHERE complicated) AS severe, bool_or(audited) AS audited,
        ratio(count(*) FILTER (WHERE complicated), count(*)) AS share
    FROM case_of
    GROUP BY fixmedins_code, peer_group
    HAVING count(*) >= getvariable('min_cases')
), peer AS (
    SELECT c.fixmedins_code, o.share AS other, median(o.share) OVER one AS usual, count(*) OVER one AS peers
    FROM counted c
    JOIN counted o ON o.peer_group = c.peer_group AND o.fixmedins_code <> c.fixmedins_code
    WHERE c.audited
    WINDOW one AS (PARTITION BY c.fixmedins_code)
), spread AS (
    SELECT
        fixmedins_code, max(usual) AS usual, max(peers) AS peers, median(abs(other - usual)) AS mad, avg(abs(other - usual)) AS mean_ad
    FROM peer
    GROUP BY fixmedins_code
), flagged AS (
    SELECT c.*, s.usual, s.peers
    FROM counted c
    JOIN spread s ON s.fixmedins_code = c.fixmedins_code
    WHERE s.peers >= getvariable('min_peers')
      AND round(c.share - s.usual, 9) >= getvariable('min_excess')
      -- peers without any spread make every excess infinite
      AND coalesce(robust_z(c.share, s.usual, s.mad, s.mean_ad) > getvariable('z'), c.share > s.usual)
)
SELECT
    d.fixmedins_code, d.psn_no, d.mdtrt_id, d.setl_id,
    d.adm AS begin_date,
    d.dsc AS end_date,
    'settlement' AS row_table,
    d.setl_id AS row_id,
    0 AS claim,
    coalesce(k.fixmedins_name, f.fixmedins_code) AS fixmedins_name,
    f.cases, f.severe, f.peers,
    plain(round(100 * f.share, 1)) AS share,
    plain(round(100 * f.usual, 1)) AS usual
FROM flagged f
JOIN case_of d ON d.fixmedins_code = f.fixmedins_code AND d.complicated
LEFT JOIN institution_kind k ON k.fixmedins_code = f.fixmedins_code
