/*---
id: split-stay
title: { zh: 分解住院（短期内再入院）, en: One stay billed as two }
grade: suspect
tier: 1
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第一项, checked: false }
official: { library: 两库, category: M-行为主体 }
catalogue: B1
params:
  max_gap_days:
    type: integer
    default: 15
    min: 0
    max: 31
    doc: { zh: 出院后多少天内再入院（各地 3 至 31 天，通行 15 天）, en: "Days within which readmission counts (3 to 31 by region, commonly 15)" }
  dx_match:
    type: text
    default: icd3
    doc:
      zh: 诊断怎样才算相同：icd3（前三位）、icd4（前四位）、exact（完全相同）、any（不看诊断）
      en: "When diagnoses are the same: icd3 (three characters), icd4 (four, the dot not counted), exact, any (not looked at)"
  min_prev_los:
    type: integer
    default: 1
    min: 1
    max: 30
    doc: { zh: 前一次住院至少几天, en: Shortest earlier stay that counts }
  planned_dx:
    type: list
    default: [Z51, Z49, O47, H25, H26]
    doc: { zh: 按计划再入院的诊断编码前缀（放化疗与输血、透析、假临产、第二只眼白内障手术）, en: "Diagnosis prefixes with planned readmission (chemotherapy, radiotherapy and transfusion, dialysis, false labour, cataract of the second eye)" }
  exempt_traits:
    type: list
    default: [dialysis, chemo, day_surgery]
    doc: { zh: 按计划再入院的医疗类别特征（透析、放化疗、日间手术）, en: "Traits of medical types with planned readmission (dialysis, chemotherapy and radiotherapy, day surgery)" }
requires: [stay, encounter.endtime | stay.dsc, encounter.dscg_maindiag_code | encounter.dise_no | settlement.dise_no]
lookback: 12 months
population: SELECT count(*) FROM stay WHERE audited AND settlements > 0
key: [later_stay]
message:
  zh: "{fixmedins_name} 出院（{earlier_dsc}）后 {gap_days} 天以相同诊断 {dx} 再次入院（{adm}）"
  en: "{fixmedins_name} admitted the person again on {adm}, after discharge on {earlier_dsc} (days between: {gap_days}), with the same diagnosis {dx}"
false_positives:
  zh: [放化疗、透析、输血等计划周期, 分期手术, 假临产, 另一器官的新发急症（诊断不同）, 非医嘱离院后再来, 上下转诊, 精神科请假, 跨年中途结算, 同一次住院分段结算]
  en: ["planned cycles (chemotherapy, radiotherapy, dialysis, transfusion)", staged operations, false labour, a new acute illness (another diagnosis), return after leaving against advice, referral up or down, psychiatric home leave, forced settlement at the year end, one stay settled in parts]
---*/
-- A stay against the person's last stay before it at the same institution with the same diagnosis, whatever came between. Claimed is the
-- whole fund of the later stay.
WITH settled AS (
    SELECT * FROM stay WHERE settlements > 0
), followed AS (
    SELECT s.mdtrt_id AS later_stay, p.mdtrt_id AS earlier_stay
    FROM settled s
    JOIN settled p
      ON p.psn_no = s.psn_no AND p.fixmedins_code = s.fixmedins_code
     AND (p.adm, coalesce(p.dsc, DATE '9999-12-31'), p.mdtrt_id) < (s.adm, coalesce(s.dsc, DATE '9999-12-31'), s.mdtrt_id)
    WHERE s.audited
      AND CASE getvariable('dx_match')
            WHEN 'any' THEN true
            WHEN 'exact' THEN s.dx = p.dx
            WHEN 'icd4' THEN left(replace(s.dx, '.', ''), 4) = left(replace(p.dx, '.', ''), 4)
            ELSE s.dx3 = p.dx3 END
    QUALIFY row_number() OVER (PARTITION BY s.mdtrt_id ORDER BY p.adm DESC, p.dsc DESC NULLS FIRST, p.mdtrt_id DESC) = 1
), pair AS (
    SELECT
        s.mdtrt_id AS later_stay, s.psn_no, s.fixmedins_code, s.adm,
        coalesce(s.fixmedins_name, s.fixmedins_code) AS fixmedins_name,
        coalesce(s.dsc, plus_days(s.adm, s.los)) AS until,
        s.dx,
        p.mdtrt_id AS earlier_stay, p.adm AS earlier_adm, p.dsc AS earlier_dsc,
        days_between(p.dsc, s.adm) AS gap_days
    FROM followed f
    JOIN settled s ON s.mdtrt_id = f.later_stay
    JOIN settled p ON p.mdtrt_id = f.earlier_stay
    WHERE days_between(p.dsc, s.adm) BETWEEN 0 AND getvariable('max_gap_days')
      AND p.los >= getvariable('min_prev_los')
      AND NOT has_prefix(s.dx, getvariable('planned_dx'))
      AND NOT has_any_trait(s.traits, getvariable('exempt_traits'))
      -- 4: left against advice; 2 and 3: referred, as this stay says or a registered referral from or to the institution
      AND coalesce(p.dscg_way, '') <> '4'
      AND NOT (coalesce(p.dscg_way, '') IN ('2', '3')
        AND (s.refl_old_mdtrt_id IS NOT NULL
            OR EXISTS (
                SELECT 1 FROM registered_referral r
                WHERE r.psn_no = s.psn_no AND s.fixmedins_code IN (r.fixmedins_code, r.reflin_medins_no)
                  AND r.begndate <= s.adm AND coalesce(r.enddate, s.adm) >= p.dsc)))
      -- settled because the year ended, not because the patient left
      AND NOT (is_yes(p.mid_setl_flag) OR is_yes(p.ars_year_ipt_flag) OR is_yes(s.ars_year_ipt_flag))
)
SELECT
    p.later_stay, p.fixmedins_code, p.psn_no,
    p.later_stay AS mdtrt_id,
    v.setl_id,
    p.adm AS begin_date,
    p.until AS end_date,
    'settlement' AS row_table,
    v.setl_id AS row_id,
    greatest(0, v.fund) AS claim,
    p.fixmedins_name, p.adm, p.earlier_dsc, p.gap_days, p.dx
FROM pair p
JOIN valid_settlement v ON v.mdtrt_id = p.later_stay
UNION ALL
SELECT
    p.later_stay, p.fixmedins_code, p.psn_no, s.mdtrt_id, NULL, s.adm, coalesce(s.dsc, p.until), 'encounter', s.mdtrt_id, 0,
    p.fixmedins_name, p.adm, p.earlier_dsc, p.gap_days, p.dx
FROM pair p
JOIN stay s ON s.mdtrt_id IN (p.later_stay, p.earlier_stay)
