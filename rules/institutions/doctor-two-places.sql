/*---
id: doctor-two-places
title: { zh: 医师同时两地执业, en: One doctor at two institutions within the hour }
grade: suspect
tier: 5
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第二项, checked: false }
official: { library: 两库, category: M-行为主体 }
catalogue: M2
params:
  min_hours:
    type: integer
    default: 2
    min: 1
    max: 1000
    doc: { zh: 同一医师至少几个这样的小时, en: Fewest such hours of a doctor }
  min_lines:
    type: integer
    default: 2
    min: 1
    max: 100
    doc: { zh: 该小时内每家机构至少几笔, en: Fewest lines of each institution within the hour }
  min_code_length:
    type: integer
    default: 8
    min: 1
    max: 30
    doc: { zh: 医师编码至少几位（院内短编码各院重复）, en: "Shortest code (hospitals have short codes of their own in common)" }
requires: [effective_line.bilg_dr_code]
population:
  SELECT count(DISTINCT bilg_dr_code) FROM effective_line WHERE audited AND care AND has_clock(fee_ocur_time)
  AND length(bilg_dr_code) >= getvariable('min_code_length')
key: [dr_code]
apart: true
message:
  zh: "医师 {dr_code} 有 {hours} 个小时同时在 {institutions} 开单，首次 {first_day} {first_clock}"
  en: "Doctor {dr_code} gave orders at {institutions} within the same hour, {hours} times, first on {first_day} at {first_clock}"
false_positives:
  zh: [共用工号, 远程会诊、互联网诊疗, 医共体内统一审核医嘱, 记账时间不是执行时间（按日收取的项目不计）]
  en: [a shared login, remote consultation, orders that are checked for a whole consortium, times that are those of posting (charges by the day do not count)]
---*/
-- Treatment and drug lines with a time of day, by the doctor who gave the order and the clock hour. Several lines at each of two institutions within one hour, in more
-- than one hour. Shows where to look and claims no money.
WITH signed AS (
    SELECT
        bilg_dr_code AS dr_code, fixmedins_code, feedetl_sn, mdtrt_id, setl_id, psn_no, fee_date, date_trunc('hour', fee_ocur_time) AS hour
    FROM effective_line
    WHERE audited AND care
      AND has_clock(fee_ocur_time)
      AND length(bilg_dr_code) >= getvariable('min_code_length')
), at_hour AS (
    SELECT dr_code, hour, fixmedins_code FROM signed GROUP BY dr_code, hour, fixmedins_code HAVING count(*) >= getvariable('min_lines')
), double_booked AS (
    SELECT dr_code, hour FROM at_hour GROUP BY dr_code, hour HAVING count(*) > 1
), flagged AS (
    SELECT dr_code, count(*) AS hours, min(hour) AS first_hour FROM double_booked GROUP BY dr_code HAVING count(*) >= getvariable('min_hours')
), place AS (
    SELECT a.dr_code, joined(array_agg(DISTINCT coalesce(k.fixmedins_name, a.fixmedins_code)), '、') AS institutions
    FROM at_hour a
    JOIN double_booked b ON b.dr_code = a.dr_code AND b.hour = a.hour
    LEFT JOIN institution_kind k ON k.fixmedins_code = a.fixmedins_code
    GROUP BY a.dr_code
)
SELECT
    s.dr_code, s.fixmedins_code, s.psn_no, s.mdtrt_id, s.setl_id,
    s.fee_date AS begin_date,
    s.fee_date AS end_date,
    'fee_line' AS row_table,
    s.feedetl_sn AS row_id,
    0 AS claim,
    f.hours, p.institutions,
    CAST(f.first_hour AS DATE) AS first_day,
    clock_of(f.first_hour) AS first_clock
FROM flagged f
JOIN double_booked b ON b.dr_code = f.dr_code
JOIN at_hour a ON a.dr_code = b.dr_code AND a.hour = b.hour
JOIN signed s ON s.dr_code = a.dr_code AND s.hour = a.hour AND s.fixmedins_code = a.fixmedins_code
JOIN place p ON p.dr_code = f.dr_code
