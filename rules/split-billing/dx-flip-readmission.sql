/*---
id: dx-flip-readmission
title: { zh: 改主诊断再入院, en: Admitted again with another diagnosis for the same treatment }
grade: suspect
tier: 1
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第一项, checked: false }
official: { library: 两库, category: M-行为主体 }
catalogue: B5
params:
  max_gap_days:
    type: integer
    default: 15
    min: 0
    max: 31
    doc: { zh: 出院后多少天内再入院（各地 3 至 31 天，通行 15 天）, en: "Days within which readmission counts (3 to 31 by region, commonly 15)" }
  min_same:
    type: decimal
    default: 0.6
    min: 0.1
    max: 1
    doc: { zh: 两次住院诊疗项目相同的最低比例, en: Smallest share of the items that both stays have in common }
  min_items:
    type: integer
    default: 5
    min: 1
    max: 100
    doc:
      zh: 每次住院至少有几种诊疗项目才比较（经验值）
      en: "Fewest different items of each stay that are compared (experience, no official figure)"
  planned_dx:
    type: list
    default: [Z51, Z49, O47, H25, H26]
    doc: { zh: 按计划再入院的诊断编码前缀, en: Diagnosis prefixes with planned readmission }
  exempt_traits:
    type: list
    default: [dialysis, chemo, day_surgery, maternity]
    doc:
      zh: 不适用的医疗类别特征（透析、放化疗、日间手术、生育）
      en: "Traits of medical types that are exempt (dialysis, chemotherapy and radiotherapy, day surgery, maternity)"
requires: [stay, encounter.endtime | stay.dsc, effective_line, encounter.dscg_maindiag_code | encounter.dise_no | settlement.dise_no]
lookback: 3 months
population: SELECT count(*) FROM stay WHERE audited AND settlements > 0 AND lines > 0
key: [later_stay]
message:
  zh: "{fixmedins_name} 出院（{earlier_dsc}，{earlier_dx}）后 {gap_days} 天改以 {dx} 再次入院（{adm}），诊疗项目 {same_percent}% 相同（{same_items} 种）"
  en: "{fixmedins_name} admitted the person again on {adm} with {dx}, after discharge on {earlier_dsc} with {earlier_dx} (days between: {gap_days}); {same_percent}% of the items are the same ({same_items} items)"
false_positives:
  zh: [新发急症（项目不同）, 放化疗、透析等计划周期, 非医嘱离院后再来, 上下转诊, 跨年中途结算]
  en: [a new acute illness (other items), planned cycles, return after leaving against advice, referral up or down, forced settlement at the year end]
---*/
-- A stay against the person's previous stay at the same institution, planned ones left out, another diagnosis (three characters). Compared are
-- the kinds of treatment and drugs of both, what a bed or a day brings along and tests left out. Claimed is the whole fund of the later stay.
WITH dated AS (
    SELECT
        s.*, coalesce(s.fixmedins_name, s.fixmedins_code) AS name,
        lag(s.mdtrt_id) OVER (PARTITION BY s.psn_no, s.fixmedins_code ORDER BY s.adm, s.dsc, s.mdtrt_id) AS earlier_stay
    FROM stay s
    WHERE s.settlements > 0
      AND NOT has_prefix(s.dx, getvariable('planned_dx'))
      AND NOT has_any_trait(s.traits, getvariable('exempt_traits'))
), pair AS (
    SELECT
        s.mdtrt_id AS later_stay, p.mdtrt_id AS earlier_stay, s.psn_no, s.fixmedins_code, s.name,
        s.adm, coalesce(s.dsc, plus_days(s.adm, s.los)) AS until, p.adm AS earlier_adm, p.dsc AS earlier_dsc, s.dx, p.dx AS earlier_dx,
        days_between(p.dsc, s.adm) AS gap_days
    FROM dated s
    JOIN dated p ON p.mdtrt_id = s.earlier_stay
    WHERE s.audited
      AND days_between(p.dsc, s.adm) BETWEEN 0 AND getvariable('max_gap_days')
      AND s.dx3 <> p.dx3
      -- 4: left against advice; 2 and 3: referred, as this stay says or a registered referral from or to the institution
      AND coalesce(p.dscg_way, '') <> '4'
      AND NOT (coalesce(p.dscg_way, '') IN ('2', '3')
        AND (s.refl_old_mdtrt_id IS NOT NULL
            OR EXISTS (
                SELECT 1 FROM registered_referral r
                WHERE r.psn_no = s.psn_no AND s.fixmedins_code IN (r.fixmedins_code, r.reflin_medins_no)
                  AND r.begndate <= s.adm AND coalesce(r.enddate, s.adm) >= p.dsc)))
      AND NOT (is_yes(p.mid_setl_flag) OR is_yes(p.ars_year_ipt_flag) OR is_yes(s.ars_year_ipt_flag))
), item AS (
    SELECT DISTINCT l.mdtrt_id, l.hilist_code
    FROM effective_line l
    WHERE l.mdtrt_id IN (SELECT later_stay FROM pair UNION SELECT earlier_stay FROM pair)
      AND l.care AND l.charge_class NOT IN ('03', '04')
), counted AS (
    SELECT
        p.later_stay,
        (SELECT count(*) FROM item i WHERE i.mdtrt_id = p.later_stay) AS later_items,
        (SELECT count(*) FROM item i WHERE i.mdtrt_id = p.earlier_stay) AS earlier_items,
        (SELECT count(*) FROM item i JOIN item j ON j.hilist_code = i.hilist_code WHERE i.mdtrt_id = p.later_stay AND j.mdtrt_id = p.earlier_stay)
            AS same_items
    FROM pair p
), flagged AS (
    SELECT p.*, c.same_items, ratio(c.same_items, greatest(c.later_items, c.earlier_items)) AS same
    FROM pair p
    JOIN counted c ON c.later_stay = p.later_stay
    WHERE least(c.later_items, c.earlier_items) >= getvariable('min_items')
      AND c.same_items >= getvariable('min_same') * greatest(c.later_items, c.earlier_items)
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
    f.name AS fixmedins_name,
    f.earlier_dsc, f.earlier_dx, f.adm, f.dx, f.gap_days, f.same_items, plain(round(f.same * 100, 0)) AS same_percent
FROM flagged f
JOIN row_of r ON r.later_stay = f.later_stay
