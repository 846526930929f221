/*---
id: level-restricted-procedure
title: { zh: 超级别、超范围开展, en: Done above the institution's level or by an unregistered doctor }
grade: suspect
tier: 3
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第六项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第七项, checked: false }
official: { library: 两库, category: M-行为主体 }
catalogue: C15
params:
  doctor_classes:
    type: list
    default: ['05', '06']
    doc: { zh: 只核对这些收费类别的开单医师（治疗、手术）, en: "Charge classes whose doctor is looked at (treatment, operation)" }
  exempt_kinds:
    type: list
    default: [emergency]
    doc: { zh: 不核对医师的就医类别（急诊抢救、会诊）, en: Kinds of visits whose doctor is not looked at (emergency) }
requires: [effective_line, procedure_level | practitioner]
population: SELECT count(*) FROM effective_line l WHERE l.audited AND (l.hilist_code IN (SELECT hilist_code FROM procedure_level) OR l.bilg_dr_code IN (SELECT dr_code FROM practitioner))
key: [visit_id, item_code, reason]
message:
  zh: "{fixmedins_name} 开展 {item} {lines} 笔，{reason_zh}"
  en: "{fixmedins_name} charged {item} on {lines} lines, {reason_en}"
false_positives:
  zh: [多点执业（有标志的不列）, 会诊、进修, 机构等级变更, 急诊抢救]
  en: [doctors who practise in several places (flagged ones are not listed), consultants and trainees, a level that was changed, emergencies]
---*/
-- Levels that may do a procedure stand in table procedure_level, one row each. A doctor counts as unregistered when the practitioner table knows the code, but
-- at other institutions only, without leave to practise in several places, while it knows doctors of this institution. Claimed are the lines.
WITH level_rule AS (
    SELECT
        l.feedetl_sn,
        bool_or(p.allowed_lv = l.hosp_lv) AS allowed,
        joined(array_agg(DISTINCT p.allowed_lv), '、') AS levels,
        max(p.hilist_name) AS item
    FROM effective_line l
    JOIN procedure_level p
      ON p.hilist_code = l.hilist_code AND in_region(p.region, l.admdvs) AND in_force(p.valid_from, p.valid_to, l.fee_date)
    WHERE l.audited AND l.amount > 0 AND l.hosp_lv IS NOT NULL
    GROUP BY l.feedetl_sn
), registered AS (
    SELECT dr_code, medins_code, nemp_time, is_yes(mul_prac_flag) AS anywhere FROM practitioner WHERE is_valid(vali_flag)
), stranger AS (
    SELECT l.feedetl_sn
    FROM effective_line l
    WHERE l.audited
      AND l.amount > 0
      AND array_contains(getvariable('doctor_classes'), l.charge_class)
      AND NOT array_contains(getvariable('exempt_kinds'), l.kind)
      AND l.bilg_dr_code IN (SELECT dr_code FROM registered)
      AND l.fixmedins_code IN (SELECT medins_code FROM registered)
      AND NOT EXISTS (
        SELECT 1 FROM registered r
        WHERE r.dr_code = l.bilg_dr_code
          AND (r.anywhere OR (r.medins_code = l.fixmedins_code AND coalesce(r.nemp_time >= l.fee_date, true))))
), found AS (
    SELECT feedetl_sn, 'level' AS reason, levels, item FROM level_rule WHERE NOT allowed
    UNION ALL
    SELECT feedetl_sn, 'doctor', NULL, NULL FROM stranger
)
SELECT
    coalesce(l.mdtrt_id, l.setl_id, l.feedetl_sn) AS visit_id,
    l.hilist_code AS item_code,
    f.reason, l.fixmedins_code, l.psn_no, l.mdtrt_id, l.setl_id,
    l.fee_date AS begin_date,
    l.fee_date AS end_date,
    'fee_line' AS row_table,
    l.feedetl_sn AS row_id,
    l.fund AS claim,
    coalesce(k.fixmedins_name, l.fixmedins_code) AS fixmedins_name,
    coalesce(f.item, l.hilist_name, l.hilist_code) AS item,
    count(*) OVER (PARTITION BY coalesce(l.mdtrt_id, l.setl_id, l.feedetl_sn), l.hilist_code, f.reason) AS lines,
    CASE f.reason WHEN 'level' THEN '本机构等级 ' || l.hosp_lv || '，可开展等级 ' || f.levels ELSE '开单医师未在本机构注册' END AS reason_zh,
    CASE f.reason WHEN 'level' THEN 'at level ' || l.hosp_lv || ', where levels ' || f.levels || ' may do it' ELSE 'by a doctor who is not registered there' END
        AS reason_en
FROM found f
JOIN effective_line l ON l.feedetl_sn = f.feedetl_sn
LEFT JOIN institution_kind k ON k.fixmedins_code = l.fixmedins_code
