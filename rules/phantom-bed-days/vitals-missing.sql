/*---
id: vitals-missing
title: { zh: 护理记录缺失, en: Ward days without temperature or pulse }
grade: suspect
tier: 2
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第一项, checked: false }
official: { library: 两库, category: M-行为主体 }
catalogue: A19
params:
  min_coverage:
    type: decimal
    default: 0.8
    min: 0.1
    max: 1
    doc:
      zh: 机构有护理记录的住院日达到此比例才判断（未全部上传的机构不判断）
      en: Share of an institution's ward days with a record from which it is judged (others do not upload them all)
  min_days:
    type: integer
    default: 2
    min: 1
    max: 30
    doc: { zh: 至少几天缺失（经验值）, en: "Fewest days without a record (experience, no official figure)" }
  min_ratio:
    type: decimal
    default: 0.3
    min: 0
    max: 1
    doc: { zh: 缺失天数占应有记录天数的最低比例（经验值）, en: "Smallest share of the days that should have one (experience, no official figure)" }
  exempt_traits:
    type: list
    default: [home_bed, day_surgery, psychiatric, rehab]
    doc: { zh: 不适用的医疗类别特征, en: Traits of medical types that are exempt }
requires: [stay, encounter.endtime | stay.dsc, stay_day, nursing_record]
lookback: 3 months
population: SELECT count(*) FROM stay WHERE audited AND settlements > 0 AND dsc IS NOT NULL AND lines > 0 AND fixmedins_code IN (SELECT s.fixmedins_code FROM stay s JOIN nursing_record n ON n.mdtrt_id = s.mdtrt_id)
key: [mdtrt_id]
message:
  zh: "{fixmedins_name} 住院 {los} 天，其中 {missing_days} 天无体温、脉搏记录（该机构 {coverage_percent}% 的住院日有记录）"
  en: "{fixmedins_name}: no temperature or pulse on {missing_days} of {los} days ({coverage_percent}% of its ward days have them)"
false_positives:
  zh: [机构未全部上传护理记录（覆盖率不足的不判断）, 请假离院, 长期住院按周测量]
  en: [records not all uploaded (not judged below the share), leave, weekly measurements in long stays]
---*/
-- Days strictly between admission and discharge. It bears out that a bed was empty; the money is claimed by the rules on beds and care, not here.
WITH recorded AS (
    SELECT DISTINCT mdtrt_id, CAST(rcd_time AS DATE) AS day
    FROM nursing_record
    WHERE is_valid(vali_flag) AND (tprt IS NOT NULL OR pule IS NOT NULL)
), ward_day AS (
    SELECT
        s.mdtrt_id, s.psn_no, s.fixmedins_code, coalesce(s.fixmedins_name, s.fixmedins_code) AS fixmedins_name, s.adm, s.dsc, s.los, s.audited,
        d.day, r.day IS NULL AS missing
    FROM stay s
    JOIN stay_day d ON d.mdtrt_id = s.mdtrt_id AND d.day > s.adm
    LEFT JOIN recorded r ON r.mdtrt_id = s.mdtrt_id AND r.day = d.day
    WHERE s.settlements > 0
      AND s.dsc IS NOT NULL
      AND NOT is_yes(s.nwb_flag)
      AND NOT has_any_trait(s.traits, getvariable('exempt_traits'))
), place AS (
    SELECT fixmedins_code, ratio(count(*) FILTER (WHERE NOT missing), count(*)) AS coverage FROM ward_day GROUP BY fixmedins_code
)
SELECT
    w.mdtrt_id, w.fixmedins_code, w.psn_no,
    text_of(NULL) AS setl_id,
    w.adm AS begin_date,
    w.dsc AS end_date,
    'encounter' AS row_table,
    w.mdtrt_id AS row_id,
    0 AS claim,
    w.fixmedins_name, w.los,
    count(*) FILTER (WHERE w.missing) AS missing_days,
    plain(round(p.coverage * 100, 0)) AS coverage_percent
FROM ward_day w
JOIN place p ON p.fixmedins_code = w.fixmedins_code
WHERE w.audited AND p.coverage >= getvariable('min_coverage')
GROUP BY w.mdtrt_id, w.fixmedins_code, w.psn_no, w.adm, w.dsc, w.fixmedins_name, w.los, p.coverage
HAVING count(*) FILTER (WHERE w.missing) >= getvariable('min_days')
   AND count(*) FILTER (WHERE w.missing) >= getvariable('min_ratio') * count(*)
