/*---
id: outpatient-during-stay
title: { zh: 住院期间门诊或购药结算, en: Outpatient visit or purchase during a stay }
grade: suspect
tier: 1
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第一项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第二项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第四十条第一项, checked: false }
official: { library: 两库, category: M-行为主体 }
catalogue: A5
params:
  exclude_same_institution:
    type: boolean
    default: false
    doc: { zh: 是否排除住院所在机构的门诊, en: Whether visits at the institution of the stay are left out }
  allow_med_types:
    type: list
    default: ['13']
    doc: { zh: 允许的医疗类别前缀（急诊）, en: "Medical types (prefixes) that are allowed (emergency)" }
  exempt_traits:
    type: list
    default: [dialysis, chemo]
    doc: { zh: 不适用的医疗类别特征（透析、放化疗）, en: "Traits of medical types that are exempt (dialysis, chemotherapy and radiotherapy)" }
  exempt_dx:
    type: list
    default: [Z49, Z51.0, Z51.1]
    doc: { zh: 不适用的诊断编码前缀（透析、放疗、化疗）, en: "Diagnosis prefixes that are exempt (dialysis, radiotherapy, chemotherapy)" }
requires: [stay, encounter.endtime | stay.dsc, visit]
lookback: 12 months
population: |
  SELECT count(*) FROM visit v WHERE (v.fund > 0 OR v.acct_pay > 0) AND (v.audited OR EXISTS (
    SELECT 1 FROM stay s WHERE s.audited AND s.psn_no = v.psn_no AND v.visit_date > s.adm AND v.visit_date < s.last_day))
key: [setl_id]
message:
  zh: "住院（{stay_name}，{adm} 至 {dsc}）期间于 {visit_date} 在 {fixmedins_name} 发生门诊或购药结算"
  en: "Visit or purchase at {fixmedins_name} on {visit_date}, during the stay at {stay_name} from {adm} to {dsc}"
false_positives:
  zh: [家庭共济使用他人账户（仅个人账户支付的降为线索）, 经转诊在他处透析或放疗, 互联网处方, 慢性病代取药, 结算日晚于就诊日（以就诊日为准）]
  en: [a relative using the account (account-only purchases are lowered to clue), dialysis or radiotherapy elsewhere by referral, internet prescriptions, chronic drugs fetched by somebody else, settlement later than service (the date of service counts)]
---*/
-- The date of service lies strictly between admission and discharge (or the day until which an open stay was settled); the days of admission and
-- discharge do not count.
WITH during AS (
    SELECT
        v.setl_id, v.mdtrt_id, v.psn_no, v.fixmedins_code, v.visit_date, v.fund, v.acct_pay,
        s.mdtrt_id AS stay_id, coalesce(s.fixmedins_name, s.fixmedins_code) AS stay_name, s.adm, s.last_day AS dsc
    FROM visit v
    JOIN stay s ON s.psn_no = v.psn_no
    WHERE s.settlements > 0
      AND v.visit_date > s.adm
      -- still in when it was settled: until then
      AND v.visit_date < s.last_day
      AND (v.audited OR s.audited)
      AND (v.fund > 0 OR v.acct_pay > 0)
      AND NOT (getvariable('exclude_same_institution') AND v.fixmedins_code = s.fixmedins_code)
      AND NOT has_prefix(v.med_type, getvariable('allow_med_types'))
      AND NOT has_any_trait(v.traits, getvariable('exempt_traits'))
      AND NOT has_prefix(v.dx, getvariable('exempt_dx'))
    -- one stay is enough; if stays overlap, that is another rule's finding
    QUALIFY row_number() OVER (PARTITION BY v.setl_id ORDER BY s.adm, s.mdtrt_id) = 1
), flagged AS (
    SELECT
        d.*,
        coalesce(k.fixmedins_name, d.fixmedins_code) AS fixmedins_name,
        -- the account is open to the family: without pooled fund it is a clue
        CASE WHEN d.fund > 0 THEN 'suspect' ELSE 'clue' END AS grade
    FROM during d
    LEFT JOIN institution_kind k ON k.fixmedins_code = d.fixmedins_code
)
SELECT
    setl_id, fixmedins_code, psn_no, mdtrt_id,
    visit_date AS begin_date,
    visit_date AS end_date,
    'settlement' AS row_table,
    setl_id AS row_id,
    greatest(0, fund) AS claim,
    greatest(0, coalesce(acct_pay, 0)) AS account,
    grade, fixmedins_name, visit_date, stay_name, adm, dsc
FROM flagged
UNION ALL
SELECT
    setl_id, fixmedins_code, psn_no, stay_id, adm, dsc, 'encounter', stay_id, 0, 0,
    grade, fixmedins_name, visit_date, stay_name, adm, dsc
FROM flagged
