/*---
id: chronic-without-filing
title: { zh: 未备案享受门诊慢特病待遇, en: Chronic-disease benefits without a filing }
grade: violation
tier: 1
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第六项, checked: false }
official: { library: 两库, category: P-待遇 }
catalogue: D7
params:
  retroactive_days:
    type: integer
    default: 30
    min: 0
    max: 365
    doc: { zh: 就诊后多少天内才备案的降为可疑（追溯备案）, en: A filing that begins within so many days after the visit lowers it to suspect (filed afterwards) }
  common_med_type:
    type: text
    default: '11'
    doc: { zh: 改按哪个医疗类别的待遇重新计算, en: Medical type whose benefits would have applied }
requires: [valid_settlement, chronic_filing]
population: SELECT count(*) FROM valid_settlement WHERE audited AND fund > 0 AND has_trait(traits, 'chronic')
key: [claimed_settlement]
message:
  zh: "{fixmedins_name} 于 {service_date} 按慢特病（{disease}）结算，当日无有效备案{lesser_zh}"
  en: "{fixmedins_name} settled {service_date} as chronic disease ({disease}) without a filing in force{lesser_en}"
false_positives:
  zh: [追溯备案（医院鉴定日期起算；就诊后不久备案的降为可疑）, 外地参保人的备案在参保地（不列）, 病种编码变更（名称相同的不列，另有病种备案的降为可疑）, 结算未写病种或病种编码不在备案表中（有任一备案即可）]
  en: ["filed afterwards (counted from the date of the hospital’s assessment; filed soon after, lowered to suspect)", the filing of a person insured elsewhere lies there (left out), "a renamed disease code (the same name passes, a filing for another disease lowers it to suspect)", settlements without a code of the filing table (any filing passes)]
---*/
-- A settlement under chronic-disease benefits whose person has no filing in force that day for the disease. Claimed is what the fund paid
-- above the benefits of a common visit (table policy, visit_limit and visit_rate of the common medical type); without them, all.
WITH filing AS (
    SELECT psn_no, opsp_dise_code, opsp_dise_name, least(begndate, hosp_ide_date) AS begun, enddate
    FROM chronic_filing
    WHERE is_valid(vali_flag)
), coded AS (
    SELECT DISTINCT opsp_dise_code FROM chronic_filing
), place AS (
    SELECT DISTINCT insu_admdvs FROM chronic_filing WHERE insu_admdvs IS NOT NULL
), visit_paid AS (
    SELECT v.*, coalesce(v.inscp, v.medfee) AS covered, c.opsp_dise_code IS NOT NULL AS names_one
    FROM valid_settlement v
    LEFT JOIN coded c ON c.opsp_dise_code = v.dise_no
    WHERE v.audited AND v.fund > 0 AND has_trait(v.traits, 'chronic')
      AND (v.insu_admdvs IS NULL OR NOT EXISTS (SELECT 1 FROM place) OR v.insu_admdvs IN (SELECT insu_admdvs FROM place))
), looked_up AS (
    SELECT
        v.setl_id,
        f.begun <= v.begndate AND coalesce(f.enddate >= v.begndate, true) AS in_force,
        f.begun > v.begndate AND f.begun <= plus_days(v.begndate, getvariable('retroactive_days')) AS soon_after,
        NOT v.names_one OR f.opsp_dise_code = v.dise_no OR coalesce(f.opsp_dise_name = v.dise_name, false) AS same_disease
    FROM visit_paid v
    LEFT JOIN filing f ON f.psn_no = v.psn_no
), unfiled AS (
    SELECT
        setl_id,
        CASE WHEN bool_or(coalesce(in_force, false) OR coalesce(soon_after AND same_disease, false)) THEN 'suspect' ELSE 'violation' END AS grade
    FROM looked_up
    GROUP BY setl_id
    HAVING NOT bool_or(coalesce(in_force AND same_disease, false))
), benefit AS (
    SELECT v.setl_id, p.policy_key, p.value
    FROM visit_paid v
    JOIN unfiled u ON u.setl_id = v.setl_id
    JOIN policy p
      ON p.policy_key IN ('visit_limit', 'visit_rate')
     AND (p.insutype IS NULL OR p.insutype = v.insutype)
     AND (p.psn_type IS NULL OR starts_with(v.psn_type, p.psn_type))
     AND (p.hosp_lv IS NULL OR p.hosp_lv = v.hosp_lv)
     AND (p.med_type IS NULL OR p.med_type = getvariable('common_med_type'))
     AND in_region(p.region, v.admdvs) AND in_force(p.valid_from, p.valid_to, v.begndate)
    QUALIFY row_number() OVER (
        PARTITION BY v.setl_id, p.policy_key
        ORDER BY length(rtrim(coalesce(p.region, ''), '0')) DESC, p.insutype IS NULL, length(coalesce(p.psn_type, '')) DESC,
            p.hosp_lv IS NULL, p.med_type IS NULL, p.valid_from DESC NULLS LAST) = 1
), recomputed AS (
    SELECT
        v.*, u.grade,
        CAST(round(least(v.covered, coalesce(CAST(l.value AS DECIMAL(18, 4)), v.covered)) * CAST(r.value AS DECIMAL(18, 6)), 2) AS DECIMAL(18, 2)) AS as_common
    FROM visit_paid v
    JOIN unfiled u ON u.setl_id = v.setl_id
    LEFT JOIN benefit l ON l.setl_id = v.setl_id AND l.policy_key = 'visit_limit'
    LEFT JOIN benefit r ON r.setl_id = v.setl_id AND r.policy_key = 'visit_rate'
)
SELECT
    r.setl_id AS claimed_settlement,
    r.fixmedins_code, r.psn_no, r.mdtrt_id, r.setl_id,
    r.begndate AS begin_date,
    coalesce(r.enddate, r.begndate) AS end_date,
    'settlement' AS row_table,
    r.setl_id AS row_id,
    greatest(0, r.fund - coalesce(r.as_common, 0)) AS claim,
    r.grade,
    coalesce(k.fixmedins_name, r.fixmedins_code) AS fixmedins_name,
    r.begndate AS service_date,
    coalesce(r.dise_name, r.dise_no, r.med_type) AS disease,
    CASE WHEN r.as_common IS NULL THEN '' ELSE '；按普通门诊应付 ' || r.as_common || ' 元' END AS lesser_zh,
    CASE WHEN r.as_common IS NULL THEN '' ELSE '; as a common visit the fund would have paid ' || r.as_common || ' yuan' END AS lesser_en
FROM recomputed r
LEFT JOIN institution_kind k ON k.fixmedins_code = r.fixmedins_code
