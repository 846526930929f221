/*---
id: low-standard-admission
title: { zh: 低标准入院（轻症入院）, en: Admitted with what an outpatient has }
grade: suspect
tier: 1
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第二项, checked: false }
official: { library: 两库, category: C-项目 }
catalogue: A9
params:
  max_los:
    type: integer
    default: 3
    min: 1
    max: 10
    doc: { zh: 住院不超过几天（公开软件默认 3 天）, en: Longest stay that is judged (3 days in public software) }
  light_dx:
    type: list
    default: [J00, J02.9, J03.9, J06, J20.9, J30, I10, K30, R51, R42, M54.5, L20, L30]
    doc:
      zh: 轻症诊断编码前缀（上呼吸道感染、原发性高血压等，经验值）
      en: "Prefixes of light diagnoses (colds, essential hypertension and the like; experience, no official list)"
  treatment_words:
    type: list
    default: [注射, 输液, 静脉, 肌内, 吸氧, 氧气, 监护, 麻醉]
    doc: { zh: 名称含有这些词的明细说明不止口服药，不列, en: Lines whose name has one of these words say that there was more than oral drugs }
  min_age:
    type: integer
    default: 1
    min: 0
    max: 18
    doc: { zh: 不满此年龄需住院观察，不判断, en: Below this age observation is proper and the stay is not judged }
  max_age:
    type: integer
    default: 80
    min: 50
    max: 120
    doc: { zh: 满此年龄需住院观察，不判断, en: From this age on observation is proper and the stay is not judged }
  max_other_dx:
    type: integer
    default: 2
    min: 1
    max: 20
    doc: { zh: 其他诊断达到几个为合并症，不判断, en: So many other diagnoses are comorbidities and the stay is not judged }
  exempt_traits:
    type: list
    default: [emergency, day_surgery, maternity, injury, transfer, chemo, per_diem]
    doc:
      zh: 不适用的医疗类别特征（急诊、日间手术、生育、外伤、转院等）
      en: "Traits of medical types that are exempt (emergency, day surgery, maternity, injury, transfer and the like)"
requires: [stay, encounter.endtime | stay.dsc, effective_line, encounter.dscg_maindiag_code | encounter.dise_no | settlement.dise_no]
lookback: 3 months
population: SELECT count(*) FROM stay WHERE audited AND settlements > 0 AND dsc IS NOT NULL AND lines > 0 AND los <= getvariable('max_los')
key: [mdtrt_id]
message:
  zh: "{fixmedins_name} 以轻症 {dx} 收治住院 {los} 天，无手术、无注射输液等治疗，仅检查与口服药"
  en: "{fixmedins_name} admitted for {dx} for {los} days without operation, injection or infusion, only tests and oral drugs"
false_positives:
  zh: [高龄或婴儿需观察, 合并症, 急诊入院, 传染病隔离, 日间手术]
  en: [old people and infants under observation, comorbidities, emergency admissions, isolation of infections, day surgery]
---*/
-- Short stays with a light diagnosis in which nothing was done that an outpatient does not get. Claimed is the pooled fund of the stay less what the
-- same treatment costs an outpatient, where table policy says so (outpatient_equivalent, yuan of fund per case).
WITH more_than_oral AS (
    SELECT DISTINCT mdtrt_id
    FROM effective_line
    WHERE kind = 'inpatient' AND (charge_class = '06' OR has_word(hilist_name, getvariable('treatment_words')))
), other_dx AS (
    SELECT v.mdtrt_id, count(DISTINCT upper(left(d.diag_code, 3))) AS diagnoses
    FROM diagnosis d
    JOIN valid_settlement v ON v.setl_id = d.setl_id
    WHERE is_valid(d.vali_flag) AND coalesce(d.diag_type, '1') = '1' AND upper(left(d.diag_code, 3)) <> coalesce(v.dx3, '')
    GROUP BY v.mdtrt_id
), flagged AS (
    SELECT
        s.mdtrt_id, s.psn_no, s.fixmedins_code, s.admdvs, s.hosp_lv, s.adm, s.dsc, s.los, s.dx,
        coalesce(s.fixmedins_name, s.fixmedins_code) AS fixmedins_name
    FROM stay s
    LEFT JOIN other_dx o ON o.mdtrt_id = s.mdtrt_id
    WHERE s.audited
      AND s.settlements > 0
      AND s.dsc IS NOT NULL
      AND s.lines > 0
      AND s.los <= getvariable('max_los')
      AND has_prefix(s.dx, getvariable('light_dx'))
      AND NOT is_yes(s.nwb_flag)
      AND coalesce(s.dscg_way, '') NOT IN ('2', '5')
      AND NOT has_any_trait(s.traits, getvariable('exempt_traits'))
      AND coalesce(birthday(s.brdy, getvariable('min_age')) <= s.adm, true)
      AND coalesce(birthday(s.brdy, getvariable('max_age')) > s.adm, true)
      AND coalesce(o.diagnoses, 0) < getvariable('max_other_dx')
      AND s.mdtrt_id NOT IN (SELECT mdtrt_id FROM more_than_oral WHERE mdtrt_id IS NOT NULL)
), reference AS (
    SELECT f.mdtrt_id, max(p.outpatient_equivalent) AS value
    FROM flagged f
    JOIN valid_settlement v ON v.mdtrt_id = f.mdtrt_id
    JOIN settlement_policy p ON p.setl_id = v.setl_id
    GROUP BY f.mdtrt_id
), paid AS (
    -- the reference is taken off once, from the first settlement on
    SELECT
        f.mdtrt_id, v.setl_id, v.fund, coalesce(r.value, 0) AS reference,
        coalesce(sum(v.fund) OVER (PARTITION BY f.mdtrt_id ORDER BY v.setl_time, v.setl_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
            AS earlier_fund
    FROM flagged f
    JOIN valid_settlement v ON v.mdtrt_id = f.mdtrt_id
    LEFT JOIN reference r ON r.mdtrt_id = f.mdtrt_id
), row_of AS (
    SELECT mdtrt_id, setl_id, 'settlement' AS row_table, setl_id AS row_id,
        CAST(greatest(0, fund - greatest(0, reference - earlier_fund)) AS DECIMAL(18, 2)) AS claim
    FROM paid
    UNION ALL
    SELECT mdtrt_id, NULL, 'encounter', mdtrt_id, 0 FROM flagged
)
SELECT
    f.mdtrt_id, f.fixmedins_code, f.psn_no, r.setl_id,
    f.adm AS begin_date,
    f.dsc AS end_date,
    r.row_table, r.row_id, r.claim, f.fixmedins_name, f.dx, f.los
FROM flagged f
JOIN row_of r ON r.mdtrt_id = f.mdtrt_id
