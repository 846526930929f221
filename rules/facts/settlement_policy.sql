/*---
id: settlement_policy
doc:
  zh: 每笔有效结算当日适用的待遇政策参数（险种、人员、机构等级、医疗类别、区划逐项最接近者），没有的为空
  en: The benefit policy in force for each valid settlement (the row nearest to its insurance, person, level, medical type and region); empty where there is none
depends: [valid_settlement]
sources: [policy]
---*/
WITH circumstance AS (
    SELECT month, setl_id, insutype, psn_type, hosp_lv, dedc_hosp_lv, med_type, coalesce(insu_admdvs, admdvs) AS admdvs, begndate
    FROM valid_settlement
    WHERE month IN (SELECT month FROM renew_month)
), kind AS (
    SELECT DISTINCT insutype, psn_type, hosp_lv, dedc_hosp_lv, med_type, admdvs, begndate FROM circumstance
), best AS (
    SELECT k.*, p.policy_key, p.value
    FROM kind k
    JOIN policy p
      ON (p.insutype IS NULL OR p.insutype = k.insutype)
     AND (p.psn_type IS NULL OR starts_with(k.psn_type, p.psn_type))
     -- the deductible goes by a level of its own
     AND (p.hosp_lv IS NULL OR p.hosp_lv = CASE WHEN p.policy_key IN ('deductible', 'later_deductible') THEN k.dedc_hosp_lv ELSE k.hosp_lv END)
     AND (p.med_type IS NULL OR starts_with(k.med_type, p.med_type))
     AND in_region(p.region, k.admdvs)
     AND in_force(p.valid_from, p.valid_to, k.begndate)
    QUALIFY row_number() OVER (
        PARTITION BY k.insutype, k.psn_type, k.hosp_lv, k.dedc_hosp_lv, k.med_type, k.admdvs, k.begndate, p.policy_key
        ORDER BY length(rtrim(coalesce(p.region, ''), '0')) DESC, p.insutype IS NULL, length(coalesce(p.psn_type, '')) DESC, p.hosp_lv IS NULL, length(coalesce(p.med_type, '')) DESC,
            p.valid_from DESC NULLS LAST, p.value DESC) = 1
)
SELECT
    c.month, c.setl_id,
    CAST(max(b.value) FILTER (b.policy_key = 'visit_limit') AS DECIMAL(18, 2)) AS visit_limit,
    CAST(max(b.value) FILTER (b.policy_key = 'visit_rate') AS DECIMAL(18, 4)) AS visit_rate,
    CAST(max(b.value) FILTER (b.policy_key = 'consult_rate') AS DECIMAL(18, 4)) AS consult_rate,
    CAST(max(b.value) FILTER (b.policy_key = 'outpatient_year_cap') AS DECIMAL(18, 2)) AS outpatient_year_cap,
    CAST(max(b.value) FILTER (b.policy_key = 'inpatient_year_cap') AS DECIMAL(18, 2)) AS inpatient_year_cap,
    CAST(max(b.value) FILTER (b.policy_key = 'inpatient_share') AS DECIMAL(18, 4)) AS inpatient_share,
    CAST(max(b.value) FILTER (b.policy_key = 'maternity_vaginal') AS DECIMAL(18, 2)) AS maternity_vaginal,
    CAST(max(b.value) FILTER (b.policy_key = 'maternity_caesarean') AS DECIMAL(18, 2)) AS maternity_caesarean,
    CAST(max(b.value) FILTER (b.policy_key = 'special_drug_deductible') AS DECIMAL(18, 2)) AS special_drug_deductible,
    CAST(max(b.value) FILTER (b.policy_key = 'special_drug_rate') AS DECIMAL(18, 4)) AS special_drug_rate,
    CAST(max(b.value) FILTER (b.policy_key = 'special_drug_year_cap') AS DECIMAL(18, 2)) AS special_drug_year_cap,
    CAST(max(b.value) FILTER (b.policy_key = 'aid_year_cap') AS DECIMAL(18, 2)) AS aid_year_cap,
    CAST(max(b.value) FILTER (b.policy_key = 'offsite_unfiled_cut') AS DECIMAL(18, 4)) AS offsite_unfiled_cut,
    CAST(max(b.value) FILTER (b.policy_key = 'deductible') AS DECIMAL(18, 2)) AS deductible,
    CAST(max(b.value) FILTER (b.policy_key = 'later_deductible') AS DECIMAL(18, 2)) AS later_deductible,
    CAST(max(b.value) FILTER (b.policy_key = 'serious_illness_deductible') AS DECIMAL(18, 2)) AS serious_illness_deductible,
    CAST(max(b.value) FILTER (b.policy_key = 'outpatient_equivalent') AS DECIMAL(18, 2)) AS outpatient_equivalent
FROM circumstance c
JOIN best b
  ON coalesce(b.insutype, '') = coalesce(c.insutype, '') AND coalesce(b.psn_type, '') = coalesce(c.psn_type, '')
 AND coalesce(b.hosp_lv, '') = coalesce(c.hosp_lv, '') AND coalesce(b.dedc_hosp_lv, '') = coalesce(c.dedc_hosp_lv, '')
 AND coalesce(b.med_type, '') = coalesce(c.med_type, '')
 AND coalesce(b.admdvs, '') = coalesce(c.admdvs, '') AND b.begndate = c.begndate
GROUP BY c.month, c.setl_id
