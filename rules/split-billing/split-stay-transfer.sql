/*---
id: split-stay-transfer
title: { zh: 关联机构倒床, en: One stay passed on to a connected institution }
grade: suspect
tier: 1
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第一项, checked: false }
official: { library: 两库, category: M-行为主体 }
catalogue: B2
params:
  max_gap_days:
    type: integer
    default: 15
    min: 0
    max: 31
    doc:
      zh: 出院后多少天内在关联机构再入院（各地 3 至 31 天，通行 15 天）
      en: "Days within which admission at the connected institution counts (3 to 31 by region, commonly 15)"
  min_handovers:
    type: integer
    default: 5
    min: 2
    max: 1000
    doc:
      zh: 无归属关系的两家机构至少倒手几次才列为线索（经验值）
      en: "Fewest hand-overs between institutions without a common owner (experience, no official figure)"
  expected_ratio:
    type: decimal
    default: 3
    min: 1
    max: 100
    doc: { zh: 且超过随机期望的几倍（经验值）, en: "And more than this multiple of what chance would give (experience, no official figure)" }
  planned_dx:
    type: list
    default: [Z51, Z49, O47, H25, H26]
    doc:
      zh: 按计划再入院的诊断编码前缀（放化疗与输血、透析、假临产、第二只眼白内障手术）
      en: "Diagnosis prefixes with planned readmission (chemotherapy, radiotherapy and transfusion, dialysis, false labour, cataract of the second eye)"
  exempt_traits:
    type: list
    default: [dialysis, chemo, day_surgery]
    doc: { zh: 按计划再入院的医疗类别特征, en: Traits of medical types with planned readmission }
requires: [stay, encounter.endtime | stay.dsc, encounter.dscg_maindiag_code | encounter.dise_no | settlement.dise_no]
lookback: 12 months
population: SELECT count(*) FROM stay WHERE audited AND settlements > 0
key: [later_stay]
message:
  zh: "{earlier_name} 出院（{earlier_dsc}）后 {gap_days} 天，同一诊断 {dx} 在{link_zh} {later_name} 再次入院（{adm}）"
  en: "Discharged from {earlier_name} on {earlier_dsc}, admitted with the same diagnosis {dx} at {later_name}, {link_en}, on {adm} (days between: {gap_days})"
false_positives:
  zh: [经登记的转诊, 医共体向基层下转（离院方式为转社区、乡镇）, 非医嘱离院后自行另投他院, 放化疗、透析等计划周期, 跨年中途结算]
  en: [a registered referral, passed down to a township hospital within a consortium (way of discharge), a patient who left against advice and went elsewhere, planned cycles, forced settlement at the year end]
---*/
-- A stay against the stay that the person was last discharged from before (of several on one day, one with the same diagnosis), at another institution. Connected are institutions with one parent or one legal representative
-- (suspect), or between which patients pass more often than chance (clue). Claimed is the whole fund of the later stay.
WITH dated AS (
    SELECT
        s.*, coalesce(s.fixmedins_name, s.fixmedins_code) AS name,
        row_number() OVER (PARTITION BY s.psn_no ORDER BY s.adm, s.dsc, s.mdtrt_id) AS number
    FROM stay s
    WHERE s.settlements > 0
), followed AS (
    SELECT s.mdtrt_id AS later_stay, p.mdtrt_id AS earlier_stay
    FROM dated s
    JOIN dated p ON p.psn_no = s.psn_no AND p.number < s.number AND p.dsc <= s.adm
    QUALIFY row_number() OVER (PARTITION BY s.mdtrt_id ORDER BY p.dsc DESC, coalesce(p.dx3 = s.dx3, false) DESC, p.number DESC) = 1
), passed AS (
    SELECT
        s.mdtrt_id AS later_stay, p.mdtrt_id AS earlier_stay, s.psn_no, s.audited,
        s.fixmedins_code, p.fixmedins_code AS earlier_code, s.name AS later_name, p.name AS earlier_name,
        s.adm, coalesce(s.dsc, plus_days(s.adm, s.los)) AS until, p.adm AS earlier_adm, p.dsc AS earlier_dsc, s.dx,
        days_between(p.dsc, s.adm) AS gap_days
    FROM followed f
    JOIN dated s ON s.mdtrt_id = f.later_stay
    JOIN dated p ON p.mdtrt_id = f.earlier_stay
    LEFT JOIN institution_kind k ON k.fixmedins_code = s.fixmedins_code
    WHERE p.fixmedins_code <> s.fixmedins_code
      AND days_between(p.dsc, s.adm) BETWEEN 0 AND getvariable('max_gap_days')
      AND s.dx3 = p.dx3
      AND NOT has_prefix(s.dx, getvariable('planned_dx'))
      AND NOT has_any_trait(s.traits, getvariable('exempt_traits'))
      -- 4: left against advice; 3: to a township hospital
      AND coalesce(p.dscg_way, '') <> '4'
      AND NOT (coalesce(p.dscg_way, '') = '3' AND coalesce(k.inst_type, '') IN ('township', 'village'))
      AND NOT (is_yes(p.mid_setl_flag) OR is_yes(p.ars_year_ipt_flag) OR is_yes(s.ars_year_ipt_flag))
      AND NOT (coalesce(p.dscg_way, '') IN ('2', '3')
        AND (s.refl_old_mdtrt_id IS NOT NULL
            OR EXISTS (
                SELECT 1 FROM registered_referral r
                WHERE r.psn_no = p.psn_no AND r.fixmedins_code = p.fixmedins_code AND r.reflin_medins_no = s.fixmedins_code
                  AND s.adm BETWEEN r.begndate AND coalesce(r.enddate, s.adm))))
), by_pair AS (
    SELECT
        *,
        count(*) OVER (PARTITION BY earlier_code, fixmedins_code) AS handovers,
        -- what chance would give: those that leave the one x those that come to the other / all
        count(*) OVER (PARTITION BY earlier_code) * count(*) OVER (PARTITION BY fixmedins_code) / count(*) OVER () AS expected
    FROM passed
), linked AS (
    SELECT
        b.*,
        coalesce(
            a.prnt_medins_code IN (b.fixmedins_code, c.prnt_medins_code) OR c.prnt_medins_code = b.earlier_code
            -- masked names say nothing
            OR (trim(a.legrep_name) = trim(c.legrep_name) AND NOT contains(a.legrep_name, '*')), false) AS owned
    FROM by_pair b
    LEFT JOIN institution a ON a.fixmedins_code = b.earlier_code
    LEFT JOIN institution c ON c.fixmedins_code = b.fixmedins_code
), flagged AS (
    SELECT *, CASE WHEN owned THEN 'suspect' ELSE 'clue' END AS grade
    FROM linked
    WHERE audited
      AND (owned OR (handovers >= getvariable('min_handovers') AND handovers > getvariable('expected_ratio') * expected))
), row_of AS (
    SELECT f.later_stay, v.setl_id, 'settlement' AS row_table, v.setl_id AS row_id, greatest(0, v.fund) AS claim, f.adm AS begin_date, f.until AS end_date
    FROM flagged f
    JOIN valid_settlement v ON v.mdtrt_id = f.later_stay
    UNION ALL
    SELECT later_stay, NULL, 'encounter', later_stay, 0, adm, until FROM flagged
    UNION ALL
    SELECT later_stay, NULL, 'encounter', earlier_stay, 0, earlier_adm, earlier_dsc FROM flagged
)
SELECT
    f.later_stay, f.fixmedins_code, f.psn_no,
    f.later_stay AS mdtrt_id,
    r.setl_id, r.begin_date, r.end_date, r.row_table, r.row_id, r.claim,
    f.grade,
    f.later_name AS fixmedins_name,
    f.later_name, f.earlier_name, f.earlier_dsc, f.adm, f.gap_days, f.dx,
    CASE WHEN f.owned THEN '同一上级机构或法定代表人的' ELSE '往来异常频繁的（' || f.handovers || ' 次）' END AS link_zh,
    CASE WHEN f.owned THEN 'which has the same parent or legal representative'
         ELSE 'with which it shares unusually many patients (' || f.handovers || ')' END AS link_en
FROM flagged f
JOIN row_of r ON r.later_stay = f.later_stay
