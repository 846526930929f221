/*---
id: doctor-inpatient-while-treating
title: { zh: 医生住院期间收治病人, en: Treated by a doctor who was an inpatient }
grade: suspect
tier: 3
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第二项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第四十条第三项, checked: false }
official: { library: 两库, category: M-行为主体 }
catalogue: A16
requires: [stay, encounter.endtime | stay.dsc, effective_line.bilg_dr_code, practitioner.psn_no]
lookback: 12 months
population: SELECT count(*) FROM effective_line l WHERE l.audited AND l.bilg_dr_code IN (SELECT dr_code FROM practitioner WHERE psn_no IS NOT NULL)
key: [doctor_stay, billed_code]
message:
  zh: "医生住院期间（{stay_name}，{stay_from} 至 {stay_to}），{fixmedins_name} 仍以其名义开单 {signed} 笔（{patients} 人，{days} 天）"
  en: "While the doctor was an inpatient at {stay_name} from {stay_from} to {stay_to}, {fixmedins_name} charged {signed} lines in the doctor's name (patients: {patients}, days: {days})"
false_positives:
  zh: [入院前开立的长期医嘱继续执行（此前已有同一医生同一项目的不列）, 多人共用工号, 事后补签医嘱, 仅姓名相同（只按编码与人员编号对应）]
  en: [standing orders from before the admission (not listed when the same doctor's same item was charged before), a shared login, orders countersigned later, the same name (only codes and personal numbers are matched)]
---*/
-- Doctors are matched to insured persons by the practitioner table's personal number alone. Days strictly between the doctor's admission and discharge
-- count. Claimed are the lines signed on them, for other people and not begun before.
WITH doctor_in_bed AS (
    SELECT DISTINCT d.dr_code, s.mdtrt_id AS doctor_stay, s.adm, s.dsc, coalesce(s.fixmedins_name, s.fixmedins_code) AS stay_name
    FROM practitioner d
    JOIN stay s ON s.psn_no = d.psn_no
    WHERE is_valid(d.vali_flag) AND s.settlements > 0
), signed AS (
    SELECT d.doctor_stay, d.adm, d.dsc, d.stay_name, l.*
    FROM doctor_in_bed d
    JOIN effective_line l ON l.bilg_dr_code = d.dr_code AND l.fee_date > d.adm AND l.fee_date < d.dsc
    WHERE coalesce(l.mdtrt_id, '') <> d.doctor_stay
      AND NOT EXISTS (
        SELECT 1 FROM effective_line o
        WHERE o.mdtrt_id = l.mdtrt_id AND o.bilg_dr_code = l.bilg_dr_code AND o.hilist_code = l.hilist_code AND o.fee_date <= d.adm)
), about AS (
    SELECT
        doctor_stay, fixmedins_code, count(*) AS signed, count(DISTINCT psn_no) AS patients, count(DISTINCT fee_date) AS days
    FROM signed
    GROUP BY doctor_stay, fixmedins_code
    HAVING bool_or(audited)
), row_of AS (
    SELECT doctor_stay, fixmedins_code, psn_no, mdtrt_id, setl_id, fee_date AS day, 'fee_line' AS row_table, feedetl_sn AS row_id, fund AS claim
    FROM signed
    UNION ALL
    SELECT doctor_stay, fixmedins_code, NULL, NULL, NULL, adm, 'encounter', doctor_stay, 0 FROM signed
)
SELECT
    a.doctor_stay,
    a.fixmedins_code AS billed_code,
    a.fixmedins_code, r.psn_no, r.mdtrt_id, r.setl_id,
    r.day AS begin_date,
    r.day AS end_date,
    r.row_table, r.row_id, r.claim,
    coalesce(k.fixmedins_name, a.fixmedins_code) AS fixmedins_name,
    d.stay_name, d.adm AS stay_from, d.dsc AS stay_to, a.signed, a.patients, a.days
FROM about a
JOIN (SELECT DISTINCT doctor_stay, adm, dsc, stay_name FROM doctor_in_bed) d ON d.doctor_stay = a.doctor_stay
JOIN row_of r ON r.doctor_stay = a.doctor_stay AND r.fixmedins_code = a.fixmedins_code
LEFT JOIN institution_kind k ON k.fixmedins_code = a.fixmedins_code
