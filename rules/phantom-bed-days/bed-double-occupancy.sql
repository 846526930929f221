/*---
id: bed-double-occupancy
title: { zh: 一床多人, en: Two patients in one bed }
grade: clue
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第一项, checked: false }
official: { library: 两库, category: M-行为主体 }
catalogue: A7
params:
  min_days:
    type: integer
    default: 1
    min: 1
    max: 30
    doc: { zh: 至少重叠几天, en: Fewest days together }
  extra_bed_words:
    type: list
    default: [加, '+', 走廊, 临, 留观]
    doc: { zh: 床号含有这些字的为加床，不判断, en: Bed numbers with one of these are extra beds and not judged }
requires: [stay, encounter.endtime | stay.dsc, encounter.wardarea_bed | encounter.adm_bed, encounter.wardarea_bed | encounter.adm_dept_codg | encounter.adm_dept_name]
lookback: 3 months
population: SELECT count(*) FROM stay s JOIN encounter e ON e.mdtrt_id = s.mdtrt_id WHERE s.audited AND s.settlements > 0 AND s.dsc IS NOT NULL AND (e.wardarea_bed IS NOT NULL OR (e.adm_bed IS NOT NULL AND coalesce(e.adm_dept_codg, e.adm_dept_name) IS NOT NULL))
key: [first_stay, second_stay]
message:
  zh: "{fixmedins_name} 病区床位 {bed} 在 {overlap_from} 起的 {overlap_days} 天同时登记两名患者"
  en: "{fixmedins_name} has two patients in bed {bed} at once (days: {overlap_days}, from {overlap_from})"
false_positives:
  zh: [各病区重复使用床号（按病区区分）, 加床, 母婴同室, 当日转床, 住院中换床（入院与出院床位不同的不判断）]
  en: [bed numbers used again in each ward (wards are told apart), extra beds, mother and newborn, a change of beds within the day, moved during the stay (not judged when the beds of admission and discharge differ)]
---*/
-- Beds by institution, ward and number, of patients who did not change beds. Nights are half-open: the day of discharge is the next one's.
WITH lying AS (
    SELECT
        s.mdtrt_id, s.psn_no, s.certno, s.fixmedins_code, coalesce(s.fixmedins_name, s.fixmedins_code) AS fixmedins_name, s.adm, s.dsc, s.audited,
        coalesce(nullif(trim(e.wardarea_bed), ''), coalesce(e.adm_dept_codg, e.adm_dept_name) || ' ' || nullif(trim(e.adm_bed), '')) AS bed
    FROM stay s
    JOIN encounter e ON e.mdtrt_id = s.mdtrt_id
    WHERE s.settlements > 0
      AND s.dsc IS NOT NULL
      AND NOT is_yes(s.nwb_flag)
      AND NOT is_yes(e.traf_dept_flag)
      AND coalesce(trim(e.adm_bed) = trim(e.dscg_bed), true)
      AND NOT has_word(concat_ws(' ', e.wardarea_bed, e.adm_bed), getvariable('extra_bed_words'))
), pair AS (
    SELECT
        a.mdtrt_id AS first_stay, b.mdtrt_id AS second_stay, a.fixmedins_code, a.fixmedins_name, a.bed,
        greatest(a.adm, b.adm) AS overlap_from, days_between(greatest(a.adm, b.adm), least(a.dsc, b.dsc)) AS overlap_days
    FROM lying a
    JOIN lying b ON b.fixmedins_code = a.fixmedins_code AND b.bed = a.bed
    WHERE a.mdtrt_id < b.mdtrt_id
      AND (a.audited OR b.audited)
      -- one person's overlapping stays are another rule's
      AND a.psn_no <> b.psn_no AND coalesce(a.certno <> b.certno, true)
)
SELECT
    p.first_stay, p.second_stay, p.fixmedins_code,
    l.psn_no, l.mdtrt_id,
    text_of(NULL) AS setl_id,
    l.adm AS begin_date,
    l.dsc AS end_date,
    'encounter' AS row_table,
    l.mdtrt_id AS row_id,
    0 AS claim,
    p.fixmedins_name, p.bed, p.overlap_from, p.overlap_days
FROM pair p
JOIN lying l ON l.mdtrt_id IN (p.first_stay, p.second_stay)
WHERE p.overlap_days >= getvariable('min_days')
