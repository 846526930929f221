/*---
id: visits-per-capita
title: { zh: 患病人数超过人口, en: More patients of an illness than people }
grade: suspect
tier: 5
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第三项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: E3
params:
  plausible_share:
    type: decimal
    default: 1.0
    min: 0.1
    max: 5
    doc: { zh: 一年内同一病种人数超过服务人口的几倍即列, en: "Patients of one illness within a year, as a multiple of the people served, above which it counts" }
  limited_dx:
    type: list
    default: [I6, I2, C, N18, F2, E1, G2, J44]
    doc: { zh: 不可能多数人患有的病种编码前缀（脑卒中、冠心病、肿瘤等）, en: "Prefixes of illnesses that only few people can have (stroke, heart disease, tumours)" }
  limited_share:
    type: decimal
    default: 0.3
    min: 0.01
    max: 1
    doc: { zh: 上述病种的人数上限（占服务人口的比例）, en: Greatest share of the people that may have one of them }
  min_persons:
    type: integer
    default: 30
    min: 5
    max: 100000
    doc: { zh: 至少多少名患者才判断, en: Fewest patients that are judged }
requires: [visit, population]
lookback: 12 months
population:
  SELECT count(DISTINCT k.fixmedins_code) FROM institution_kind k
  JOIN population p ON is_area_of(p.area, p.area_name, k.fixmedins_code, k.fixmedins_name, k.inst_type, k.admdvs)
  WHERE k.fixmedins_code IN (SELECT fixmedins_code FROM visit WHERE audited)
  AND p.year <= left(month_of(plus_days(getvariable('window_to'), -1)), 4)
  AND in_force(p.valid_from, p.valid_to, plus_days(getvariable('window_to'), -1))
key: [fixmedins_code, dx3]
apart: true
message:
  zh: "{fixmedins_name} 一年内有 {persons} 人诊断为 {dx3}（{visits} 次，基金 {fund} 元），服务人口 {people} 人"
  en: "{fixmedins_name}: {persons} patients with {dx3} within a year ({visits} visits, {fund} yuan of pooled fund), {people} people served"
false_positives:
  zh: [服务多个村、集镇卫生室（病种比例按实际就诊人数判断）, 系统默认诊断选错, 流动人口]
  en: [a clinic that serves several villages or a market (shares are taken of all its patients), a default diagnosis picked by mistake, people without residence]
---*/
-- Patients of one illness (three characters of the code) at an institution within twelve months against the people it serves: table
-- population by the institution's code, or for a village clinic by the village's code or name. Illnesses that few can have are held against a
-- share of the people, or of all patients where those are more. The money is told, not claimed.
WITH counted AS (
    SELECT area, area_name, greatest(coalesce(residents, 0), coalesce(insured, 0)) AS people
    FROM population
    WHERE year <= left(month_of(plus_days(getvariable('window_to'), -1)), 4)
      AND in_force(valid_from, valid_to, plus_days(getvariable('window_to'), -1))
    QUALIFY row_number() OVER (PARTITION BY area ORDER BY year DESC) = 1
), served AS (
    SELECT k.fixmedins_code, k.fixmedins_name, p.people
    FROM institution_kind k
    JOIN counted p ON is_area_of(p.area, p.area_name, k.fixmedins_code, k.fixmedins_name, k.inst_type, k.admdvs)
    -- of villages of one name the largest
    QUALIFY row_number() OVER (
        PARTITION BY k.fixmedins_code
        ORDER BY p.area = k.fixmedins_code DESC, p.area IS NOT DISTINCT FROM k.admdvs DESC, length(village_name(p.area_name)) DESC, p.people DESC, p.area) = 1
), seen AS (
    SELECT v.* FROM visit v
    JOIN served s ON s.fixmedins_code = v.fixmedins_code
    WHERE v.visit_date >= plus_days(getvariable('window_to'), -365)
), everybody AS (
    SELECT fixmedins_code, count(DISTINCT psn_no) AS persons FROM seen GROUP BY fixmedins_code
), ill AS (
    SELECT fixmedins_code, dx3, count(DISTINCT psn_no) AS persons, count(*) AS visits, sum(fund) AS fund
    FROM seen
    WHERE dx3 IS NOT NULL
    GROUP BY fixmedins_code, dx3
), flagged AS (
    SELECT i.*, s.people, coalesce(s.fixmedins_name, i.fixmedins_code) AS fixmedins_name
    FROM ill i
    JOIN served s ON s.fixmedins_code = i.fixmedins_code
    JOIN everybody e ON e.fixmedins_code = i.fixmedins_code
    WHERE s.people > 0
      AND i.persons >= getvariable('min_persons')
      AND i.persons > CASE WHEN has_prefix(i.dx3, getvariable('limited_dx')) THEN getvariable('limited_share') * greatest(s.people, e.persons)
                           ELSE getvariable('plausible_share') * s.people END
)
SELECT
    f.fixmedins_code, f.dx3, v.psn_no, v.mdtrt_id, v.setl_id,
    v.visit_date AS begin_date,
    v.visit_date AS end_date,
    'settlement' AS row_table,
    v.setl_id AS row_id,
    0 AS claim,
    f.fixmedins_name, f.persons, f.visits, f.fund, f.people
FROM flagged f
JOIN seen v ON v.fixmedins_code = f.fixmedins_code AND v.dx3 = f.dx3
WHERE v.audited
