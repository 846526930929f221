/*---
id: ring-doctor-patient-pharmacy
title: { zh: 医患药三角, en: "A doctor, the doctor's patients and one pharmacy" }
grade: clue
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第五项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: L3
params:
  min_patients:
    type: integer
    default: 10
    min: 2
    max: 10000
    doc: { zh: 该医生至少几名购药患者（公开的监管配置为 10 人）, en: "Fewest patients of the doctor who bought (10 in a published configuration)" }
  pharmacy_share:
    type: decimal
    default: 0.8
    min: 0.5
    max: 1
    doc: { zh: 其购药至少多大比例在同一药店（公开的监管配置为 80%）, en: "Smallest share of the purchases at one pharmacy (80 % in a published configuration)" }
  price_factor:
    type: decimal
    default: 1.5
    min: 1
    max: 100
    doc: { zh: 次均金额须超过其他医生的几倍（公开的监管配置为 1.5 倍）, en: "The mean purchase is more than this multiple of the other doctors' (1.5 in a published configuration)" }
  min_doctors:
    type: integer
    default: 8
    min: 2
    max: 10000
    doc: { zh: 至少有几名其他医生可比（经验值）, en: "Fewest other doctors to compare with (experience, no official figure)" }
requires: [visit.dr_code, institution_kind]
lookback: 6 months
population: SELECT count(DISTINCT dr_code) FROM visit WHERE audited AND kind = 'pharmacy' AND dr_code IS NOT NULL
key: [dr_code]
message:
  zh: "医师 {dr_code} 的 {patients} 名患者购药 {purchases} 次，{share}% 在 {fixmedins_name}，次均 {mean} 元，其他医师为 {usual} 元"
  en: "{patients} patients of doctor {dr_code} bought {purchases} times, {share} % at {fixmedins_name}, {mean} yuan each, {usual} with other doctors"
false_positives:
  zh: [药店坐堂医师（在该药店注册的不列）, 当地只有一家药店（不列）, 双通道药店供应的特药, 医院门口最近的药店]
  en: [a doctor who sits in the pharmacy (registered ones are not listed), the only pharmacy of the place (not listed), special drugs that one pharmacy supplies, the pharmacy next to the hospital]
---*/
-- Purchases at pharmacies by the doctor who prescribed: many patients, nearly all at one pharmacy, dearer than the purchases of other doctors' patients.
-- Shows where to look and claims no money.
WITH bought AS (
    SELECT *
    FROM visit
    WHERE kind = 'pharmacy' AND dr_code IS NOT NULL AND medfee > 0 AND visit_date >= plus_days(getvariable('window_to'), -183)
), doctor AS (
    SELECT
        dr_code, count(*) AS purchases, count(DISTINCT psn_no) AS patients, sum(medfee) AS amount, bool_or(audited) AS audited,
        CAST(sum(medfee) AS DOUBLE) / count(*) AS mean
    FROM bought
    GROUP BY dr_code
), at_pharmacy AS (
    SELECT dr_code, fixmedins_code, admdvs, count(*) AS purchases
    FROM bought
    GROUP BY dr_code, fixmedins_code, admdvs
    QUALIFY row_number() OVER (PARTITION BY dr_code ORDER BY count(*) DESC, fixmedins_code) = 1
), compared AS (
    SELECT d.dr_code, count(*) AS others, CAST(sum(o.amount) AS DOUBLE) / sum(o.purchases) AS usual
    FROM doctor d
    JOIN doctor o ON o.dr_code <> d.dr_code
    WHERE d.audited AND d.patients >= getvariable('min_patients')
    GROUP BY d.dr_code
), flagged AS (
    SELECT d.*, p.fixmedins_code, p.purchases AS there, c.usual
    FROM doctor d
    JOIN at_pharmacy p ON p.dr_code = d.dr_code
    JOIN compared c ON c.dr_code = d.dr_code
    WHERE c.others >= getvariable('min_doctors')
      AND p.purchases >= getvariable('pharmacy_share') * d.purchases
      AND round(d.mean - getvariable('price_factor') * c.usual, 6) > 0
      AND NOT EXISTS (
        SELECT 1 FROM practitioner r WHERE r.dr_code = d.dr_code AND r.medins_code = p.fixmedins_code AND is_valid(r.vali_flag))
      -- the choice of a place with more than one
      AND EXISTS (
        SELECT 1 FROM institution_kind i
        WHERE i.inst_type = 'pharmacy' AND i.fixmedins_code <> p.fixmedins_code AND coalesce(i.admdvs, '') = coalesce(p.admdvs, ''))
)
SELECT
    b.dr_code, b.fixmedins_code, b.psn_no, b.mdtrt_id, b.setl_id,
    b.visit_date AS begin_date,
    b.visit_date AS end_date,
    'settlement' AS row_table,
    b.setl_id AS row_id,
    0 AS claim,
    coalesce(k.fixmedins_name, f.fixmedins_code) AS fixmedins_name,
    f.patients, f.purchases,
    plain(round(100 * ratio(f.there, f.purchases), 1)) AS share,
    plain(round(f.mean, 2)) AS mean,
    plain(round(f.usual, 2)) AS usual
FROM flagged f
JOIN bought b ON b.dr_code = f.dr_code AND b.fixmedins_code = f.fixmedins_code
LEFT JOIN institution_kind k ON k.fixmedins_code = f.fixmedins_code
