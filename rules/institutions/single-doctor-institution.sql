/*---
id: single-doctor-institution
title: { zh: 一人医院, en: A hospital whose stays one doctor signs }
grade: clue
severity: low
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第三项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: M3
params:
  share:
    type: decimal
    default: 0.8
    min: 0.5
    max: 1
    doc: { zh: 一名医师主诊的住院至少占多少, en: Smallest share of the stays with one doctor }
  min_stays:
    type: integer
    default: 30
    min: 2
    max: 100000
    doc: { zh: 至少多少次有主诊医师的住院（经验值）, en: "Fewest stays with a doctor (experience, no official figure)" }
  inst_types:
    type: list
    default: [hospital, township]
    doc: { zh: 判断的机构类别, en: Types of institutions that are judged }
requires: [stay.doctor, institution_kind]
population:
  SELECT count(DISTINCT s.fixmedins_code) FROM stay s JOIN institution_kind k ON k.fixmedins_code = s.fixmedins_code
  WHERE s.audited AND s.settlements > 0 AND s.doctor IS NOT NULL AND array_contains(getvariable('inst_types'), k.inst_type)
key: [fixmedins_code]
message:
  zh: "{fixmedins_name} {stays} 次住院中 {by_one} 次由同一医师 {doctor} 主诊（{percent}%，共 {doctors} 名医师）"
  en: "{fixmedins_name}: one doctor, {doctor}, is responsible for {by_one} of {stays} stays ({percent} %; doctors: {doctors})"
false_positives:
  zh: [主诊医师统一填写科主任或默认工号, 专科小医院, 乡镇卫生院只有一名住院医师]
  en: [the head of the department or a default code entered for everybody, a small special hospital, a township hospital with one physician]
---*/
-- Stays of an institution by the doctor responsible; stays without a doctor do not count. Statistics only: no money.
WITH signed AS (
    SELECT s.mdtrt_id, s.psn_no, s.fixmedins_code, s.doctor, s.adm, s.dsc
    FROM stay s
    JOIN institution_kind k ON k.fixmedins_code = s.fixmedins_code
    WHERE s.audited AND s.settlements > 0 AND s.doctor IS NOT NULL AND array_contains(getvariable('inst_types'), k.inst_type)
), by_doctor AS (
    SELECT
        fixmedins_code, doctor, count(*) AS by_one, sum(count(*)) OVER (PARTITION BY fixmedins_code) AS stays,
        count(*) OVER (PARTITION BY fixmedins_code) AS doctors
    FROM signed
    GROUP BY fixmedins_code, doctor
), flagged AS (
    SELECT * FROM by_doctor WHERE stays >= getvariable('min_stays') AND by_one >= getvariable('share') * stays
    -- two doctors can have half each
    QUALIFY row_number() OVER (PARTITION BY fixmedins_code ORDER BY by_one DESC, doctor) = 1
)
SELECT
    s.fixmedins_code, s.psn_no, s.mdtrt_id,
    text_of(NULL) AS setl_id,
    s.adm AS begin_date,
    s.dsc AS end_date,
    'encounter' AS row_table,
    s.mdtrt_id AS row_id,
    0 AS claim,
    coalesce(k.fixmedins_name, s.fixmedins_code) AS fixmedins_name,
    f.stays, f.by_one, f.doctor, f.doctors,
    plain(round(100 * ratio(f.by_one, f.stays), 1)) AS percent
FROM flagged f
JOIN signed s ON s.fixmedins_code = f.fixmedins_code AND s.doctor = f.doctor
LEFT JOIN institution_kind k ON k.fixmedins_code = s.fixmedins_code
