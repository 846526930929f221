/*---
id: dept-ghost
title: { zh: 科室虚设, en: A department with stays but without staff or tests }
grade: clue
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第三项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: M4
params:
  min_stays:
    type: integer
    default: 10
    min: 2
    max: 100000
    doc: { zh: 科室至少多少次住院（经验值）, en: "Fewest stays of the department (experience, no official figure)" }
  exempt_words:
    type: list
    default: [康复, 精神, 老年, 安宁, 中医]
    doc: { zh: 名称含有这些词的科室不因没有检查检验而列出, en: Departments with one of these words are not listed for the lack of tests }
requires: [stay.dept, effective_line]
lookback: 3 months
population: SELECT count(*) FROM (SELECT DISTINCT fixmedins_code, dept FROM stay WHERE audited AND settlements > 0 AND dept IS NOT NULL)
key: [fixmedins_code, dept]
message:
  zh: "{fixmedins_name} {dept_name} 有 {stays} 次住院，但{missing_zh}"
  en: "{fixmedins_name}, {dept_name}: {stays} stays, but {missing_en}"
false_positives:
  zh: [医师表未更新（该机构没有登记医师的、住院未填医师的不判断）, 护理费并入床位费, 康复、精神等科少做检查（按名称排除）, 科室编码调整]
  en: [a table of doctors that is out of date (institutions without any and stays that name no doctor are not judged), nursing that is part of the bed charge, rehabilitation and psychiatry (left out by name), departments that were renumbered]
---*/
-- Departments by the stays discharged from them. Either no stay names a doctor whom the practitioner table knows at the institution, though it knows others there,
-- or no stay was charged any nursing and none any examination or laboratory test. Statistics only: no money.
WITH housed AS (
    SELECT
        s.mdtrt_id, s.psn_no, s.fixmedins_code, s.dept, s.adm, s.dsc, s.audited, s.lines,
        coalesce(e.adm_dept_name, s.dept) AS dept_name,
        s.doctor, r.dr_code IS NOT NULL AS has_doctor
    FROM stay s
    LEFT JOIN encounter e ON e.mdtrt_id = s.mdtrt_id
    LEFT JOIN (SELECT DISTINCT dr_code, medins_code FROM practitioner WHERE is_valid(vali_flag)) r
      ON r.dr_code = s.doctor AND r.medins_code = s.fixmedins_code
    WHERE s.settlements > 0 AND s.dept IS NOT NULL
), cared AS (
    SELECT mdtrt_id, bool_or(charge_class = '07') AS nursing, bool_or(charge_class IN ('03', '04')) AS tested
    FROM effective_line
    WHERE mdtrt_id IN (SELECT mdtrt_id FROM housed)
    GROUP BY mdtrt_id
), department AS (
    SELECT
        h.fixmedins_code, h.dept, max(h.dept_name) AS dept_name, count(*) AS stays, bool_or(h.audited) AS audited,
        -- what names no doctor, or has no lines, cannot tell
        bool_or(h.has_doctor) OR count(h.doctor) < getvariable('min_stays')
            OR h.fixmedins_code NOT IN (SELECT medins_code FROM practitioner WHERE is_valid(vali_flag)) AS has_doctor,
        coalesce(bool_or(c.nursing), false) OR count(*) FILTER (WHERE h.lines > 0) < getvariable('min_stays') AS has_nursing,
        coalesce(bool_or(c.tested), false) AS has_tests
    FROM housed h
    LEFT JOIN cared c ON c.mdtrt_id = h.mdtrt_id
    GROUP BY h.fixmedins_code, h.dept
), flagged AS (
    SELECT
        *, NOT has_doctor AS no_doctor,
        NOT has_nursing AND NOT has_tests AND NOT has_word(dept_name, getvariable('exempt_words')) AS no_care
    FROM department
    WHERE audited AND stays >= getvariable('min_stays')
)
SELECT
    h.fixmedins_code, h.dept, h.psn_no, h.mdtrt_id,
    text_of(NULL) AS setl_id,
    h.adm AS begin_date,
    h.dsc AS end_date,
    'encounter' AS row_table,
    h.mdtrt_id AS row_id,
    0 AS claim,
    coalesce(k.fixmedins_name, h.fixmedins_code) AS fixmedins_name,
    f.dept_name, f.stays,
    concat_ws('、', CASE WHEN f.no_doctor THEN '没有一名主诊医师在本机构登记' END, CASE WHEN f.no_care THEN '没有护理费和检查检验费' END) AS missing_zh,
    concat_ws(', ', CASE WHEN f.no_doctor THEN 'no doctor registered at the institution' END,
        CASE WHEN f.no_care THEN 'neither nursing nor any test was charged' END) AS missing_en
FROM flagged f
JOIN housed h ON h.fixmedins_code = f.fixmedins_code AND h.dept = f.dept
LEFT JOIN institution_kind k ON k.fixmedins_code = h.fixmedins_code
WHERE f.no_doctor OR f.no_care
