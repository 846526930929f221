/*---
id: drug-not-for-diagnosis
title: { zh: 药品与诊断不符（超适应症、病种外用药）, en: Drugs that no diagnosis calls for }
grade: suspect
tier: 3
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第六项, checked: false }
official: { library: 两库, category: P-药品 }
catalogue: D6
params:
  exempt_traits:
    type: list
    default: [special_drug]
    doc: { zh: 不判断的医疗类别特征（特药，另行审批）, en: Traits of medical types not judged (special drugs are approved one by one) }
requires: [effective_line, drug_dx_map, settlement_dx]
lookback: 12 months
population: SELECT count(*) FROM effective_line l WHERE l.audited AND l.charge_class IN ('09', '10', '11') AND EXISTS (SELECT 1 FROM drug_dx_map m WHERE starts_with(l.hilist_code, m.hilist_code) AND in_region(m.region, l.admdvs) AND in_force(m.valid_from, m.valid_to, l.fee_date))
key: [setl_id, item_code]
message:
  zh: "{fixmedins_name} 结算 {item}，适应症为{indications}，诊断中没有"
  en: "{fixmedins_name} settled {item}, which is for {indications}; no diagnosis is one of them"
false_positives:
  zh: [次要诊断未填（一年内有过该诊断的降为线索）, 已备案的慢特病病种（不列）, 联合用药, 无任何诊断的结算（另有规则）]
  en: ["a second diagnosis that was left out (had it within the year: lowered to clue)", a chronic disease on file (left out), combination therapy, settlements without any diagnosis (another rule’s)]
---*/
-- A drug of table drug_dx_map (a code or the beginning of one) none of whose indications is a diagnosis of the settlement, by code or by
-- name, or a chronic disease that the person has on file that day. Claimed is the line.
WITH indication AS (
    SELECT c.hilist_code, m.dx_code, m.dx_name, m.valid_from, m.valid_to, m.region
    FROM (SELECT DISTINCT hilist_code FROM effective_line WHERE audited AND charge_class IN ('09', '10', '11')) c
    JOIN drug_dx_map m ON starts_with(c.hilist_code, m.hilist_code)
), line AS (
    SELECT
        l.feedetl_sn, l.setl_id, l.mdtrt_id, l.psn_no, l.fixmedins_code, l.fee_date, l.hilist_code, l.hilist_name, l.fund,
        i.dx_code, i.dx_name, x.dx_list
    FROM effective_line l
    JOIN indication i
      ON i.hilist_code = l.hilist_code AND in_region(i.region, l.admdvs) AND in_force(i.valid_from, i.valid_to, l.fee_date)
    JOIN settlement_dx x ON x.setl_id = l.setl_id
    JOIN valid_settlement v ON v.setl_id = l.setl_id
    WHERE l.audited AND l.amount > 0 AND NOT has_any_trait(v.traits, getvariable('exempt_traits'))
), unfit AS (
    SELECT feedetl_sn, string_agg(DISTINCT coalesce(dx_name, dx_code), '、' ORDER BY coalesce(dx_name, dx_code)) AS indications
    FROM line
    GROUP BY feedetl_sn
    HAVING NOT bool_or(dx_begins(dx_list, dx_code) OR coalesce(contains(dx_list, upper(dx_name)), false))
), without AS (
    SELECT l.*, u.indications
    FROM line l
    JOIN unfit u ON u.feedetl_sn = l.feedetl_sn
), filed AS (
    SELECT DISTINCT l.feedetl_sn
    FROM without l
    JOIN chronic_filing f ON f.psn_no = l.psn_no
    WHERE is_valid(f.vali_flag) AND f.begndate <= l.fee_date AND coalesce(f.enddate >= l.fee_date, true)
      AND (starts_with(f.opsp_dise_code, l.dx_code) OR coalesce(contains(f.opsp_dise_name, l.dx_name), false))
), known AS (
    SELECT DISTINCT l.feedetl_sn
    FROM without l
    JOIN valid_settlement v ON v.psn_no = l.psn_no
    JOIN settlement_dx x ON x.setl_id = v.setl_id
    WHERE dx_begins(x.dx_list, l.dx_code) OR coalesce(contains(x.dx_list, upper(l.dx_name)), false)
), flagged AS (
    SELECT DISTINCT
        l.feedetl_sn, l.setl_id, l.mdtrt_id, l.psn_no, l.fixmedins_code, l.fee_date, l.hilist_code, l.hilist_name, l.fund, l.indications
    FROM without l
    WHERE l.feedetl_sn NOT IN (SELECT feedetl_sn FROM filed)
)
SELECT
    f.setl_id,
    f.hilist_code AS item_code,
    f.fixmedins_code, f.psn_no, f.mdtrt_id,
    f.fee_date AS begin_date,
    f.fee_date AS end_date,
    'fee_line' AS row_table,
    f.feedetl_sn AS row_id,
    f.fund AS claim,
    CASE WHEN n.feedetl_sn IS NULL THEN 'suspect' ELSE 'clue' END AS grade,
    coalesce(k.fixmedins_name, f.fixmedins_code) AS fixmedins_name,
    coalesce(f.hilist_name, f.hilist_code) AS item,
    f.indications
FROM flagged f
LEFT JOIN known n ON n.feedetl_sn = f.feedetl_sn
LEFT JOIN institution_kind k ON k.fixmedins_code = f.fixmedins_code
