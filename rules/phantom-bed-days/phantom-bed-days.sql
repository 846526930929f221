/*---
id: phantom-bed-days
title: { zh: 挂床住院（有床位费、无诊疗日）, en: Days in bed without any care }
grade: suspect
tier: 2
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第一项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第四十条第三项, checked: false }
official: { library: 两库, category: M-行为主体 }
catalogue: A2
params:
  min_days:
    type: integer
    default: 2
    min: 1
    max: 30
    doc: { zh: 至少几天有床位费而无诊疗（经验值）, en: "Fewest days with a bed and no care (experience, no official figure)" }
  min_ratio:
    type: decimal
    default: 0.3
    min: 0
    max: 1
    doc: { zh: 这些天数占住院天数的最低比例（经验值）, en: "Smallest share of the stay that such days make up (experience, no official figure)" }
  ignore_edge_days:
    type: boolean
    default: true
    doc: { zh: 入院日与出院日不计, en: The days of admission and discharge do not count }
  surgery_wait_days:
    type: integer
    default: 3
    min: 0
    max: 14
    doc: { zh: 手术前多少天内的无诊疗日视为等待手术，不计, en: Days without care so shortly before an operation are waiting for it and do not count }
  batch_day_share:
    type: decimal
    default: 0.8
    min: 0.5
    max: 1
    doc: { zh: 一次住院的费用有这么多记在同一天，即为集中记账, en: A stay with this share of its charges on one date was posted in a batch }
  batch_stay_share:
    type: decimal
    default: 0.2
    min: 0
    max: 1
    doc:
      zh: 机构集中记账的住院超过这一比例时，逐日判断改为看诊疗之间的间隔
      en: Above this share of stays posted in a batch an institution is judged by the gaps between care instead of day by day
  suspend_if_batch_posting:
    type: boolean
    default: true
    doc: { zh: 是否对集中记账的机构改用间隔判断, en: Whether institutions that post in batches are judged by gaps }
  gap_hours:
    type: integer
    default: 48
    min: 24
    max: 240
    doc: { zh: 两次诊疗之间无诊疗的小时数（服务协议通行口径 48 小时）, en: "Hours without care between two care lines (48 in service agreements)" }
  exempt_dx:
    type: list
    default: [F, A15, A16, A17, A18, A19, P, Z50, Z51.5]
    doc: { zh: 不适用的诊断编码前缀（精神、结核、新生儿、康复、安宁疗护）, en: "Diagnosis prefixes that are exempt (psychiatry, tuberculosis, newborns, rehabilitation, palliative care)" }
  exempt_departments:
    type: list
    default: [精神, 心理, 康复, 安宁, 临终, 结核, 新生儿]
    doc: { zh: 不适用的科室名称用词, en: Words in the name of a department that make it exempt }
  exempt_traits:
    type: list
    default: [per_diem, psychiatric, rehab, day_surgery]
    doc: { zh: 不适用的医疗类别特征（医疗类别对照表，按床日付费等）, en: "Traits of medical types that are exempt (table of medical types; payment by the bed-day and the like)" }
requires: [stay, encounter.endtime | stay.dsc, stay_day, effective_line]
lookback: 12 months
population: SELECT count(*) FROM stay WHERE audited AND settlements > 0 AND dsc IS NOT NULL AND lines > 0
key: [mdtrt_id]
message:
  zh: "{fixmedins_name} 住院 {los} 天，其中 {phantom_days} 天收取床位费但无任何检查、化验、治疗、手术或用药"
  en: "{fixmedins_name} charged a bed on {phantom_days} of {los} days without any examination, test, treatment, operation or drug"
false_positives:
  zh: [药品或长期医嘱一次记多日费用, 出院时集中记账, 次日零点记账, 精神科与按床日付费, 康复, 安宁疗护, 结核, 等待手术, 春节请假, 新生儿]
  en: [drugs or standing orders posted once for several days, posting at discharge, posting at midnight of the next day, psychiatry and payment by the bed-day, rehabilitation, palliative care, tuberculosis, waiting for an operation, leave over the Spring Festival, newborns]
---*/
-- A day is phantom when a bed is charged for it and no care is: no examination, test, treatment, operation or drug; bed, round,
-- nursing, consultation and drugs to take home are no care. A day on which the patient was found in the ward (attendance_log) is left out;
-- an absence or another face on a phantom day is shown as evidence. Claimed are the charges by the day for the phantom days, of a line
-- posted for many days their share, nothing else.
WITH posting AS (
    -- Charges posted in a batch say nothing about single days. Stays of one day have all their charges on one date anyway.
    SELECT
        fixmedins_code,
        count(*) FILTER (WHERE batch_share >= getvariable('batch_day_share')) > getvariable('batch_stay_share') * count(*) AS in_batches
    FROM stay
    WHERE lines > 0 AND los >= 2
    GROUP BY fixmedins_code
), candidate AS (
    SELECT s.*, coalesce(p.in_batches, false) AND getvariable('suspend_if_batch_posting') AS by_gap
    FROM stay s
    LEFT JOIN posting p ON p.fixmedins_code = s.fixmedins_code
    LEFT JOIN encounter e ON e.mdtrt_id = s.mdtrt_id
    WHERE s.audited
      AND s.settlements > 0
      AND s.dsc IS NOT NULL
      AND NOT is_yes(s.nwb_flag)
      AND NOT has_prefix(s.dx, getvariable('exempt_dx'))
      AND NOT has_word(concat_ws(' ', e.adm_dept_name, s.dept), getvariable('exempt_departments'))
      AND NOT has_any_trait(s.traits, getvariable('exempt_traits'))
), operation AS (
    SELECT mdtrt_id, min(fee_date) AS operated FROM effective_line WHERE charge_class = '06' GROUP BY mdtrt_id
), care_gap AS (
    SELECT
        mdtrt_id,
        lag(fee_ocur_time) OVER (PARTITION BY mdtrt_id ORDER BY fee_ocur_time) AS gap_begin,
        fee_ocur_time AS gap_end
    FROM effective_line
    WHERE possible_care AND mdtrt_id IN (SELECT mdtrt_id FROM candidate WHERE by_gap)
    QUALIFY gap_end >= plus_hours(gap_begin, getvariable('gap_hours'))
), checked AS (
    SELECT check_id, psn_no, fixmedins_code, CAST(check_time AS DATE) AS day, upper(trim(result)) AS result FROM attendance_log
), phantom AS (
    SELECT c.mdtrt_id, d.day
    FROM candidate c
    JOIN stay_day d ON d.mdtrt_id = c.mdtrt_id
    LEFT JOIN operation o ON o.mdtrt_id = c.mdtrt_id
    WHERE d.bed
      AND NOT d.care
      AND NOT (getvariable('ignore_edge_days') AND (d.day = c.adm OR d.day = c.dsc))
      AND NOT EXISTS (
        SELECT 1 FROM checked k
        WHERE k.psn_no = c.psn_no AND k.fixmedins_code = c.fixmedins_code AND k.day = d.day AND k.result = 'MATCH')
      AND (o.operated IS NULL OR days_between(d.day, o.operated) NOT BETWEEN 1 AND getvariable('surgery_wait_days'))
      AND (NOT c.by_gap
        OR EXISTS (
            SELECT 1
            FROM care_gap g
            WHERE g.mdtrt_id = c.mdtrt_id AND d.day BETWEEN g.gap_begin AND g.gap_end))
), flagged AS (
    SELECT
        c.mdtrt_id, c.psn_no, c.fixmedins_code, c.adm, c.dsc, c.los,
        coalesce(c.fixmedins_name, c.fixmedins_code) AS fixmedins_name,
        count(*) AS phantom_days
    FROM candidate c
    JOIN phantom p ON p.mdtrt_id = c.mdtrt_id
    GROUP BY ALL
    HAVING count(*) >= getvariable('min_days') AND count(*) >= getvariable('min_ratio') * c.los
)
SELECT
    f.mdtrt_id, f.fixmedins_code, f.psn_no, l.setl_id,
    min(p.day) AS begin_date,
    max(p.day) AS end_date,
    'fee_line' AS row_table,
    l.feedetl_sn AS row_id,
    money_part(l.fund, count(*), l.units) AS claim,
    f.fixmedins_name, f.los, f.phantom_days
FROM flagged f
JOIN phantom p ON p.mdtrt_id = f.mdtrt_id
JOIN day_charge l ON l.mdtrt_id = p.mdtrt_id AND p.day BETWEEN l.from_day AND l.to_day
GROUP BY f.mdtrt_id, f.fixmedins_code, f.psn_no, l.setl_id, l.feedetl_sn, l.fund, l.units, f.fixmedins_name, f.los, f.phantom_days
UNION ALL
SELECT
    f.mdtrt_id, f.fixmedins_code, f.psn_no, NULL, f.adm, f.dsc, 'encounter', f.mdtrt_id, 0,
    f.fixmedins_name, f.los, f.phantom_days
FROM flagged f
UNION ALL
SELECT
    f.mdtrt_id, f.fixmedins_code, f.psn_no, NULL, p.day, p.day, 'attendance_log', k.check_id, 0,
    f.fixmedins_name, f.los, f.phantom_days
FROM flagged f
JOIN phantom p ON p.mdtrt_id = f.mdtrt_id
JOIN checked k ON k.psn_no = f.psn_no AND k.fixmedins_code = f.fixmedins_code AND k.day = p.day AND k.result IN ('ABSENT', 'MISMATCH')
