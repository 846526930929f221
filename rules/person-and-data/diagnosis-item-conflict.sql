/*---
id: diagnosis-item-conflict
title: { zh: 手术操作与诊断不符, en: Operations that no diagnosis calls for }
grade: suspect
tier: 3
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第二项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第四十条第二项, checked: false }
official: { library: 两库, category: M-数据 }
catalogue: F5
params:
  exempt_words:
    type: list
    default: [探查, 活检, 诊断性]
    doc: { zh: 名称含有这些词的不判断（探查、活检）, en: "Operations whose name has one of these words are not judged (explorations, biopsies)" }
requires: [effective_line | operation, procedure_dx_map, settlement_dx]
population:
  SELECT count(*) FROM valid_settlement v WHERE v.audited AND v.setl_id IN (SELECT setl_id FROM settlement_dx)
  AND EXISTS (SELECT 1 FROM procedure_dx_map m WHERE in_region(m.region, v.admdvs) AND in_force(m.valid_from, m.valid_to, v.begndate))
key: [setl_id, item_code]
message:
  zh: "{fixmedins_name} 结算 {item}，应对应{diagnoses}，诊断中没有"
  en: "{fixmedins_name} settled {item}, which goes with {diagnoses}; no diagnosis is one of them"
false_positives:
  zh: [次要诊断未填, 探查与活检（不列）, 并发症再手术, 诊断编码录入错误]
  en: [a second diagnosis that was left out, explorations and biopsies (left out), a second operation for a complication, a mistyped diagnosis]
---*/
-- An operation of table procedure_dx_map (item or operation code, or the beginning of one) none of whose diagnoses is among those of the
-- settlement, by code or by name. Claimed is the charged line; an entry of the operation list alone claims nothing.
WITH done AS (
    SELECT l.setl_id, l.mdtrt_id, l.psn_no, l.fixmedins_code, l.admdvs, l.fee_date AS day, l.hilist_code AS code, l.hilist_name AS name,
        'fee_line' AS row_table, l.feedetl_sn AS row_id, l.fund
    FROM effective_line l
    WHERE l.audited AND l.charge_class IN ('05', '06')
    UNION ALL
    SELECT v.setl_id, v.mdtrt_id, v.psn_no, v.fixmedins_code, v.admdvs, coalesce(o.oprn_oprt_date, v.begndate), o.oprn_oprt_code, o.oprn_oprt_name,
        'operation', o.setl_id || '|' || coalesce(o.oprn_oprt_code, '') || '|' || coalesce(text_of(o.oprn_oprt_date), ''), 0
    FROM operation o
    JOIN valid_settlement v ON v.setl_id = o.setl_id
    WHERE v.audited AND is_valid(o.vali_flag)
), mapped AS (
    SELECT c.code, m.dx_code, m.dx_name, m.valid_from, m.valid_to, m.region
    FROM (SELECT DISTINCT code FROM done) c
    JOIN procedure_dx_map m ON starts_with(c.code, m.item_code)
), unfit AS (
    SELECT d.row_table, d.row_id, string_agg(DISTINCT coalesce(m.dx_name, m.dx_code), '、' ORDER BY coalesce(m.dx_name, m.dx_code)) AS diagnoses
    FROM done d
    JOIN mapped m ON m.code = d.code AND in_region(m.region, d.admdvs) AND in_force(m.valid_from, m.valid_to, d.day)
    JOIN settlement_dx x ON x.setl_id = d.setl_id
    WHERE NOT has_word(d.name, getvariable('exempt_words'))
    GROUP BY d.row_table, d.row_id
    HAVING NOT bool_or(dx_begins(x.dx_list, m.dx_code) OR coalesce(contains(x.dx_list, upper(m.dx_name)), false))
), row_of AS (
    SELECT row_table AS of_table, row_id AS of_row, row_table, row_id FROM unfit
    UNION ALL
    -- the settlement places an entry of the operation list in its month
    SELECT row_table, row_id, 'settlement', setl_id FROM done WHERE row_table = 'operation'
)
SELECT
    d.setl_id,
    d.code AS item_code,
    d.fixmedins_code, d.psn_no, d.mdtrt_id,
    d.day AS begin_date,
    d.day AS end_date,
    r.row_table, r.row_id,
    CASE WHEN r.row_table = 'fee_line' THEN d.fund ELSE 0 END AS claim,
    coalesce(k.fixmedins_name, d.fixmedins_code) AS fixmedins_name,
    coalesce(d.name, d.code) AS item,
    u.diagnoses
FROM done d
JOIN unfit u ON u.row_table = d.row_table AND u.row_id = d.row_id
JOIN row_of r ON r.of_table = d.row_table AND r.of_row = d.row_id
LEFT JOIN institution_kind k ON k.fixmedins_code = d.fixmedins_code
