/*---
id: unregistered-doctor
title: { zh: 非本机构、离职医师开单, en: Orders in the name of a doctor who does not work there }
grade: suspect
tier: 3
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第二项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第三十九条, checked: false }
official: { library: 两库, category: M-行为主体 }
catalogue: M1
params:
  min_coverage:
    type: decimal
    default: 0.9
    min: 0.5
    max: 1
    doc:
      zh: 机构开单至少多大比例的医师编码见于医师表才判断（编码迁移、登记不全的不判断）
      en: "Share of the institution's signed lines whose doctor the table knows there; below it nothing is judged (codes that moved, an incomplete table)"
  grace_days:
    type: integer
    default: 7
    min: 0
    max: 90
    doc: { zh: 合同起止、离职日前后宽限几天（长期医嘱、登记滞后）, en: "Days of grace around the contract (standing orders, entries made late)" }
  exempt_kinds:
    type: list
    default: [emergency, pharmacy]
    doc: { zh: 不判断的就医类别（急诊会诊、药店）, en: "Kinds of treatment that are not judged (emergency consultations, pharmacies)" }
requires: [effective_line.bilg_dr_code, practitioner]
population:
  SELECT count(*) FROM effective_line WHERE audited AND bilg_dr_code IS NOT NULL AND NOT array_contains(getvariable('exempt_kinds'), kind)
  AND fixmedins_code IN (SELECT medins_code FROM practitioner WHERE is_valid(vali_flag))
key: [fixmedins_code, doctor]
apart: true
message:
  zh: "{fixmedins_name} 以医师 {doctor}（{reason_zh}）名义开单 {lines} 笔，涉及 {persons} 人，{first_day} 至 {last_day}"
  en: "{fixmedins_name} charged {lines} lines for {persons} persons in the name of doctor {doctor} ({reason_en}), from {first_day} to {last_day}"
false_positives:
  zh: [医师编码迁移、医师表不全（覆盖率不足的机构不判断）, 多点执业（有标志的不列）, 会诊专家、进修和规培医师, 离职前开立的长期医嘱（宽限期）]
  en: ["codes that moved, an incomplete table (such institutions are not judged)", doctors who practise in several places (flagged ones are not listed), "visiting specialists, trainees", standing orders from before the doctor left (grace)]
---*/
-- A line's doctor counts as working there when the practitioner table has the code for the institution, in contract and not yet gone on the day, or allows
-- practice in several places. Only institutions nearly all of whose lines are by doctors the table knows there are judged. Claimed are the lines.
WITH listed AS (
    -- who left and came back has a contract that began later
    SELECT * REPLACE (CASE WHEN nemp_time < cntr_begntime THEN NULL ELSE nemp_time END AS nemp_time)
    FROM practitioner
    WHERE is_valid(vali_flag)
), registered AS (
    SELECT
        dr_code, medins_code, is_yes(mul_prac_flag) AS anywhere,
        plus_days(cntr_begntime, -getvariable('grace_days')) AS since,
        plus_days(least(coalesce(nemp_time, cntr_endtime), coalesce(cntr_endtime, nemp_time)), getvariable('grace_days')) AS until
    FROM listed
), signed AS (
    SELECT l.*, l.bilg_dr_code AS doctor
    FROM effective_line l
    WHERE l.audited AND l.bilg_dr_code IS NOT NULL AND NOT array_contains(getvariable('exempt_kinds'), l.kind)
), by_day AS (
    SELECT fixmedins_code, doctor, fee_date, count(*) AS lines FROM signed GROUP BY fixmedins_code, doctor, fee_date
), known AS (
    SELECT
        d.fixmedins_code, d.doctor, d.fee_date, d.lines,
        coalesce(bool_or(r.anywhere OR r.medins_code = d.fixmedins_code), false) AS listed,
        coalesce(bool_or(r.anywhere OR (r.medins_code = d.fixmedins_code
            AND coalesce(r.since <= d.fee_date, true) AND coalesce(r.until >= d.fee_date, true))), false) AS at_work,
        count(r.dr_code) > 0 AS elsewhere
    FROM by_day d
    LEFT JOIN registered r ON r.dr_code = d.doctor
    GROUP BY d.fixmedins_code, d.doctor, d.fee_date, d.lines
), covered AS (
    SELECT fixmedins_code
    FROM known
    GROUP BY fixmedins_code
    HAVING sum(lines) FILTER (WHERE listed) >= getvariable('min_coverage') * sum(lines)
), stranger AS (
    SELECT k.fixmedins_code, k.doctor, k.fee_date, CASE WHEN k.listed THEN 3 WHEN k.elsewhere THEN 2 ELSE 1 END AS reason
    FROM known k
    JOIN covered c ON c.fixmedins_code = k.fixmedins_code
    WHERE NOT k.at_work
), about AS (
    SELECT t.fixmedins_code, t.doctor, max(t.reason) AS reason, count(*) AS lines, count(DISTINCT l.psn_no) AS persons, min(l.fee_date) AS first_day, max(l.fee_date) AS last_day
    FROM stranger t
    JOIN signed l ON l.fixmedins_code = t.fixmedins_code AND l.doctor = t.doctor AND l.fee_date = t.fee_date
    GROUP BY t.fixmedins_code, t.doctor
)
SELECT
    l.fixmedins_code, l.doctor, l.psn_no, l.mdtrt_id, l.setl_id,
    l.fee_date AS begin_date,
    l.fee_date AS end_date,
    'fee_line' AS row_table,
    l.feedetl_sn AS row_id,
    l.fund AS claim,
    coalesce(k.fixmedins_name, l.fixmedins_code) AS fixmedins_name,
    a.lines, a.persons, a.first_day, a.last_day,
    CASE a.reason WHEN 1 THEN '医师表中没有' WHEN 2 THEN '只在其他机构注册' ELSE '合同期外或已离职' END AS reason_zh,
    CASE a.reason WHEN 1 THEN 'not in the table of doctors' WHEN 2 THEN 'registered elsewhere only' ELSE 'outside the contract or gone' END AS reason_en
FROM about a
JOIN stranger t ON t.fixmedins_code = a.fixmedins_code AND t.doctor = a.doctor
JOIN signed l ON l.fixmedins_code = t.fixmedins_code AND l.doctor = t.doctor AND l.fee_date = t.fee_date
LEFT JOIN institution_kind k ON k.fixmedins_code = l.fixmedins_code
