/*---
id: stay-without-care
title: { zh: 全程无实质诊疗, en: A stay without any care }
grade: suspect
tier: 1
severity: critical
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第一项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第四十条第一项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第四十条第三项, checked: false }
official: { library: 两库, category: M-行为主体 }
catalogue: A3
params:
  hours:
    type: integer
    default: 48
    min: 24
    max: 240
    doc: { zh: 入院后多少小时内应有实质诊疗（服务协议通行口径 48 小时）, en: "Hours after admission within which care must begin (48 in service agreements)" }
  min_los:
    type: integer
    default: 2
    min: 1
    max: 30
    doc: { zh: 至少住院几天才判断, en: Shortest stay that is judged }
  transfer_days:
    type: integer
    default: 3
    min: 0
    max: 14
    doc: { zh: 转入或转出且住院不超过此天数的不判断, en: Stays no longer than this that were transferred in or out are not judged }
  outpatient_days_before:
    type: integer
    default: 1
    min: 0
    max: 7
    doc:
      zh: 入院前多少天内在同一机构门诊做过检查治疗的不判断
      en: Stays are not judged when the same institution examined the person as an outpatient so many days before admission
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
      zh: 机构集中记账的住院超过这一比例时，只判断全程无诊疗，不判断前 48 小时
      en: Above this share of stays posted in a batch only whole stays without care are judged, not their first hours
  exempt_traits:
    type: list
    default: [per_diem]
    doc: { zh: 不适用的医疗类别特征（按床日付费等）, en: Traits of medical types that are exempt (payment by the bed-day and the like) }
requires: [stay, encounter.endtime | stay.dsc, effective_line]
lookback: 12 months
population: SELECT count(*) FROM stay WHERE audited AND settlements > 0 AND dsc IS NOT NULL AND lines > 0 AND los >= getvariable('min_los')
key: [mdtrt_id]
message:
  zh: "{fixmedins_name} 住院 {los} 天，{care_zh}"
  en: "{fixmedins_name}: a stay of {los} days, {care_en}"
false_positives:
  zh: [转入转出的过渡住院, 24 小时内死亡或自动出院, 检查费用记在入院前一日的门诊, 出院时集中记账, 入院时间只记到日（按当日末计）, 收费项目无法归类（视为可能有诊疗）]
  en: [a stay on the way between two hospitals, death or leaving within 24 hours, examinations booked to the outpatient visit before admission, posting at discharge, admission recorded by the day only (the end of that day counts), lines of an unknown kind (taken for possible care)]
---*/
-- No examination, test, treatment, operation or drug in the whole stay or in its first 48 hours. A stay that has no fee lines at
-- all is not judged: that its lines are missing says nothing about the care. Claimed is the whole pooled fund of the stay.
WITH posting AS (
    SELECT
        fixmedins_code,
        count(*) FILTER (WHERE batch_share >= getvariable('batch_day_share')) > getvariable('batch_stay_share') * count(*) AS in_batches
    FROM stay
    WHERE lines > 0 AND los >= 2
    GROUP BY fixmedins_code
), flagged AS (
    SELECT
        s.mdtrt_id, s.psn_no, s.fixmedins_code, s.adm, s.dsc, s.los,
        coalesce(s.fixmedins_name, s.fixmedins_code) AS fixmedins_name,
        CASE WHEN s.care_lines = 0 THEN '全程无任何检查、化验、治疗、手术或用药'
             ELSE '入院后 ' || getvariable('hours') || ' 小时内无任何检查、化验、治疗、手术或用药' END AS care_zh,
        CASE WHEN s.care_lines = 0 THEN 'no examination, test, treatment, operation or drug at all'
             ELSE 'no examination, test, treatment, operation or drug in the first ' || getvariable('hours') || ' hours' END AS care_en
    FROM stay s
    LEFT JOIN posting p ON p.fixmedins_code = s.fixmedins_code
    WHERE s.audited
      AND s.settlements > 0
      AND s.dsc IS NOT NULL
      AND s.lines > 0
      AND s.los >= getvariable('min_los')
      AND (s.care_lines = 0
        -- without a clock the patient may have come at the end of the day
        OR (s.first_care > plus_hours(s.begntime, getvariable('hours') + CASE WHEN has_clock(s.begntime) THEN 0 ELSE 24 END) AND NOT coalesce(p.in_batches, false)))
      AND NOT has_any_trait(s.traits, getvariable('exempt_traits'))
      AND NOT (s.los <= getvariable('transfer_days') AND (coalesce(s.dscg_way, '') = '2' OR s.refl_old_mdtrt_id IS NOT NULL))
      AND NOT EXISTS (
        SELECT 1
        FROM visit v
        WHERE v.psn_no = s.psn_no
          AND v.fixmedins_code = s.fixmedins_code
          AND v.care_lines > 0
          AND days_between(v.visit_date, s.adm) BETWEEN 0 AND getvariable('outpatient_days_before'))
)
SELECT
    f.mdtrt_id, f.fixmedins_code, f.psn_no, v.setl_id,
    f.adm AS begin_date,
    f.dsc AS end_date,
    'settlement' AS row_table,
    v.setl_id AS row_id,
    greatest(0, v.fund) AS claim,
    f.fixmedins_name, f.los, f.care_zh, f.care_en
FROM flagged f
JOIN valid_settlement v ON v.mdtrt_id = f.mdtrt_id
UNION ALL
SELECT
    f.mdtrt_id, f.fixmedins_code, f.psn_no, NULL, f.adm, f.dsc, 'encounter', f.mdtrt_id, 0,
    f.fixmedins_name, f.los, f.care_zh, f.care_en
FROM flagged f
