/*---
id: restricted-item
title: { zh: 超支付范围（限定支付）, en: Paid beyond the item's restriction }
grade: violation
tier: 3
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第六项, checked: false }
official: { library: 两库, category: P-药品 }
catalogue: C10
params:
  exempt_traits:
    type: list
    default: [special_drug]
    doc:
      zh: 不判断机构等级与就医方式的医疗类别特征（谈判药品双通道、特药）
      en: Traits of medical types whose level and setting are not judged (negotiated and special drugs)
requires: [effective_line, valid_settlement, restricted_item]
lookback: 12 months
population: SELECT count(*) FROM effective_line l JOIN valid_settlement v ON v.setl_id = l.setl_id WHERE l.audited AND l.inscp > 0 AND EXISTS (SELECT 1 FROM restricted_item r WHERE r.hilist_code = l.hilist_code AND in_region(r.region, l.admdvs) AND in_force(r.valid_from, r.valid_to, l.fee_date) AND (v.insutype IS NOT NULL OR r.restrict_kind NOT IN ('insutype', '险种', '限险种')))
key: [visit_id, item_code, restriction]
message:
  zh: "{fixmedins_name} 将 {item} 纳入支付：{limit_zh} {allowed}，实际 {actual}"
  en: "{fixmedins_name} had {item} paid: {limit_en} {allowed}, this case {actual}"
false_positives:
  zh: [患者全自费使用（未纳入支付的不列）, 诊断书写不全（适应症只列为可疑）, 谈判药品例外, 转院带药]
  en: [used but paid by the patient (not listed), incomplete diagnoses (indications are only suspect), exceptions for negotiated drugs, drugs brought along after a transfer]
---*/
-- Restrictions stand in table restricted_item, one row for each value that is allowed: insutype (prefix), hosp_lv, setting (inpatient,
-- outpatient, emergency, pharmacy), indication (prefix of a diagnosis), course (days of one stay that are paid). Only lines with an
-- in-policy amount count, and only where the case says what it is. Claimed are the lines; of a course the days after the allowed ones.
WITH restriction AS (
    SELECT
        *,
        CASE WHEN restrict_kind IN ('insutype', '险种', '限险种') THEN 'insutype'
             WHEN restrict_kind IN ('hosp_lv', 'level', '机构等级', '限机构等级') THEN 'hosp_lv'
             WHEN restrict_kind IN ('setting', '就医方式', '限就医方式') THEN 'setting'
             WHEN restrict_kind IN ('indication', '适应症', '限适应症') THEN 'indication'
             WHEN restrict_kind IN ('course', '疗程', '限疗程') THEN 'course' END AS restriction
    FROM restricted_item
    WHERE restrict_value IS NOT NULL
), line AS (
    SELECT
        l.*, coalesce(l.mdtrt_id, l.setl_id) AS visit_id, v.insutype, v.traits,
        count(DISTINCT l.fee_date) OVER (PARTITION BY coalesce(l.mdtrt_id, l.setl_id), l.hilist_code) AS used_days,
        dense_rank() OVER (PARTITION BY coalesce(l.mdtrt_id, l.setl_id), l.hilist_code ORDER BY l.fee_date) AS day_no
    FROM effective_line l
    JOIN valid_settlement v ON v.setl_id = l.setl_id
    WHERE l.inscp > 0 AND l.hilist_code IN (SELECT hilist_code FROM restriction)
), tested AS (
    SELECT
        l.visit_id, l.feedetl_sn, r.restriction,
        max(coalesce(r.hilist_name, l.hilist_name, l.hilist_code)) AS item,
        joined(array_agg(DISTINCT r.restrict_value), '、') AS allowed,
        CASE r.restriction
            WHEN 'insutype' THEN max(l.insutype)
            WHEN 'hosp_lv' THEN max(CASE WHEN NOT has_any_trait(l.traits, getvariable('exempt_traits')) THEN l.hosp_lv END)
            WHEN 'setting' THEN max(CASE WHEN NOT has_any_trait(l.traits, getvariable('exempt_traits')) THEN l.kind END)
            WHEN 'course' THEN CASE WHEN max(l.kind) = 'inpatient' THEN text_of(max(l.used_days)) END
            ELSE max(replace(trim(x.dx_list, ';'), ';', '、')) END AS actual,
        bool_or(CASE r.restriction
            WHEN 'insutype' THEN starts_with(l.insutype, r.restrict_value)
            WHEN 'hosp_lv' THEN l.hosp_lv = r.restrict_value
            WHEN 'setting' THEN l.kind = r.restrict_value
            WHEN 'course' THEN l.day_no <= first_number(r.restrict_value)
            ELSE dx_begins(x.dx_list, r.restrict_value) END) AS met
    FROM line l
    JOIN restriction r
      ON r.hilist_code = l.hilist_code AND in_region(r.region, l.admdvs) AND in_force(r.valid_from, r.valid_to, l.fee_date)
    LEFT JOIN settlement_dx x ON x.setl_id = l.setl_id
    WHERE r.restriction IS NOT NULL
    GROUP BY l.visit_id, l.feedetl_sn, r.restriction
)
SELECT
    t.visit_id,
    l.hilist_code AS item_code,
    t.restriction,
    l.fixmedins_code, l.psn_no, l.mdtrt_id, l.setl_id,
    l.fee_date AS begin_date,
    l.fee_date AS end_date,
    'fee_line' AS row_table,
    l.feedetl_sn AS row_id,
    l.fund AS claim,
    CASE WHEN t.restriction IN ('indication', 'course') THEN 'suspect' ELSE 'violation' END AS grade,
    coalesce(k.fixmedins_name, l.fixmedins_code) AS fixmedins_name,
    t.item, t.allowed, t.actual,
    CASE t.restriction WHEN 'insutype' THEN '限险种' WHEN 'hosp_lv' THEN '限机构等级' WHEN 'setting' THEN '限就医方式'
                       WHEN 'course' THEN '限支付天数' ELSE '限诊断' END AS limit_zh,
    CASE t.restriction WHEN 'insutype' THEN 'insurance type' WHEN 'hosp_lv' THEN 'hospital level' WHEN 'setting' THEN 'setting'
                       WHEN 'course' THEN 'days of a course' ELSE 'diagnosis' END AS limit_en
FROM tested t
JOIN line l ON l.feedetl_sn = t.feedetl_sn
LEFT JOIN institution_kind k ON k.fixmedins_code = l.fixmedins_code
WHERE l.audited AND NOT t.met AND t.actual IS NOT NULL
