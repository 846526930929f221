/*---
id: circulating-patients
title: { zh: 轮转住院, en: Patients who circulate among the same hospitals }
grade: suspect
tier: 5
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第一项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第四十条第一项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: L6
params:
  max_gap_days:
    type: integer
    default: 7
    min: 0
    max: 31
    doc: { zh: 出院后几天内在另一机构入院算一次轮转, en: Admitted elsewhere within so many days after discharge is a move }
  min_moves:
    type: integer
    default: 2
    min: 1
    max: 100
    doc: { zh: 每人至少几次轮转, en: Fewest moves of a person }
  min_persons:
    type: integer
    default: 5
    min: 2
    max: 1000
    doc: { zh: 在同样几家机构间轮转的至少几人, en: Fewest persons who move among the same institutions }
  planned_dx:
    type: list
    default: [Z51, Z49, F, O]
    doc:
      zh: 不计的诊断编码前缀（放化疗、透析、精神科、产科）
      en: "Diagnosis prefixes that do not count (chemotherapy, radiotherapy, dialysis, psychiatry, obstetrics)"
  exempt_traits:
    type: list
    default: [dialysis, chemo, psychiatric, rehab, per_diem]
    doc: { zh: 不计的医疗类别特征, en: Traits of medical types that do not count }
requires: [stay]
lookback: 12 months
population: SELECT count(DISTINCT psn_no) FROM stay WHERE audited AND settlements > 0
key: [ring]
apart: true
message:
  zh: "{persons} 人在 {institutions} 之间轮转住院共 {moves} 次，每次间隔不超过 {gap} 天（住院 {stays} 次，基金支付 {fund} 元）"
  en: "{persons} persons moved {moves} times among {institutions}, never more than {gap} days apart (stays: {stays}, fund {fund} yuan)"
false_positives:
  zh: [经登记的转诊（不计）, 医共体向基层下转（离院方式为转社区、乡镇，不计）, 放化疗、透析等计划周期（不计）, 中途结算]
  en: [registered referrals (do not count), passed down to a township hospital (does not count), planned cycles (do not count), settled in parts]
---*/
-- A move is a stay that begins within days of the person's previous one, at another institution, not by referral. Persons whose moves go through
-- exactly the same institutions form a ring. Shows where to look and claims no money; the stays are claimed by the rules that find them empty.
WITH dated AS (
    SELECT
        s.*, coalesce(s.fixmedins_name, s.fixmedins_code) AS name,
        lag(s.mdtrt_id) OVER (PARTITION BY s.psn_no ORDER BY s.adm, s.dsc, s.mdtrt_id) AS earlier_stay
    FROM stay s
    WHERE s.settlements > 0
      AND NOT has_prefix(s.dx, getvariable('planned_dx'))
      AND NOT has_any_trait(s.traits, getvariable('exempt_traits'))
), move AS (
    SELECT s.psn_no, s.mdtrt_id AS later_stay, p.mdtrt_id AS earlier_stay
    FROM dated s
    JOIN dated p ON p.mdtrt_id = s.earlier_stay
    WHERE p.fixmedins_code <> s.fixmedins_code
      AND days_between(p.dsc, s.adm) BETWEEN 0 AND getvariable('max_gap_days')
      -- 3: to a community or township institution
      AND coalesce(p.dscg_way, '') <> '3'
      AND NOT (coalesce(p.dscg_way, '') = '2'
        AND (s.refl_old_mdtrt_id IS NOT NULL
            OR EXISTS (
                SELECT 1 FROM referral r
                WHERE r.psn_no = p.psn_no AND r.fixmedins_code = p.fixmedins_code AND r.reflin_medins_no = s.fixmedins_code
                  AND is_valid(r.vali_flag)
                  AND s.adm BETWEEN r.begndate AND coalesce(r.enddate, s.adm))))
), passed AS (
    SELECT psn_no, later_stay AS mdtrt_id, 1 AS moved FROM move
    UNION ALL
    SELECT psn_no, earlier_stay, 0 FROM move
), visited AS (
    SELECT p.psn_no, p.mdtrt_id, max(p.moved) AS moved, max(d.fixmedins_code) AS fixmedins_code
    FROM passed p
    JOIN dated d ON d.mdtrt_id = p.mdtrt_id
    GROUP BY p.psn_no, p.mdtrt_id
), circle AS (
    SELECT psn_no, sum(moved) AS moves, joined(array_agg(DISTINCT fixmedins_code), ' ') AS ring
    FROM visited
    GROUP BY psn_no
    HAVING sum(moved) >= getvariable('min_moves')
), member AS (
    SELECT c.ring, c.psn_no, d.mdtrt_id, d.fixmedins_code, d.name, d.adm, d.dsc, d.fund, d.audited
    FROM circle c
    JOIN visited v ON v.psn_no = c.psn_no
    JOIN dated d ON d.mdtrt_id = v.mdtrt_id
), moved AS (
    SELECT ring, sum(moves) AS moves, count(*) AS persons FROM circle GROUP BY ring HAVING count(*) >= getvariable('min_persons')
), flagged AS (
    SELECT
        m.ring, max(v.moves) AS moves, max(v.persons) AS persons, count(*) AS stays, sum(m.fund) AS fund,
        joined(array_agg(DISTINCT m.name), '、') AS institutions
    FROM member m
    JOIN moved v ON v.ring = m.ring
    GROUP BY m.ring
    HAVING bool_or(m.audited)
)
SELECT
    m.ring, m.fixmedins_code, m.psn_no, m.mdtrt_id,
    text_of(NULL) AS setl_id,
    m.adm AS begin_date,
    m.dsc AS end_date,
    'encounter' AS row_table,
    m.mdtrt_id AS row_id,
    0 AS claim,
    f.persons, f.institutions, f.moves, f.stays, f.fund,
    getvariable('max_gap_days') AS gap
FROM flagged f
JOIN member m ON m.ring = f.ring
