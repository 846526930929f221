/*---
id: discharge-drugs
title: { zh: 出院带药超量, en: More drugs at discharge than allowed }
grade: suspect
tier: 4
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第二项, checked: false }
official: { library: 两库, category: C-药品 }
catalogue: D14
params:
  acute_days:
    type: integer
    default: 7
    min: 1
    max: 31
    doc: { zh: 急性病出院带药最多几天, en: Days of drugs at discharge for acute illnesses }
  chronic_days:
    type: integer
    default: 14
    min: 7
    max: 90
    doc: { zh: 慢性病出院带药最多几天, en: Days of drugs at discharge for chronic diseases }
  special_days:
    type: integer
    default: 30
    min: 7
    max: 90
    doc: { zh: 特殊疾病出院带药最多几天, en: Days of drugs at discharge for special diseases }
  chronic_dx:
    type: list
    default: [E10, E11, E14, I1, I20, I25, I48, I50, I69, J44, J45, N18, B18, F20, G20, G40, M05, M06, I63]
    doc: { zh: 慢性病的诊断编码前缀, en: Diagnosis prefixes of chronic diseases }
  special_dx:
    type: list
    default: [C, D0, A15, A16, A17, A18, A19, Z94, F2, B20]
    doc: { zh: 特殊疾病（肿瘤、结核、移植、精神病等）的诊断编码前缀, en: "Diagnosis prefixes of special diseases (tumours, tuberculosis, transplants, psychoses)" }
requires: [drug_supply, fee_line.dscg_tkdrug_flag, fee_line.prd_days | fee_line.sin_dos_dscr]
population: SELECT count(*) FROM drug_supply WHERE audited AND at_discharge AND days > 0
key: [setl_id, item_code]
message:
  zh: "{fixmedins_name} 出院带 {item} {days} 天用量，限 {limit_days} 天"
  en: "{fixmedins_name} gave {item} for {days} days at discharge, the limit is {limit_days}"
false_positives:
  zh: [最小包装已超过限量（不列）, 诊断不全（取全部诊断中最宽的限量）, 偏远地区、节假日前多带药]
  en: [a smallest pack that is above the limit (left out), diagnoses missing (the widest limit of all diagnoses counts), more for a remote home or before a holiday]
---*/
-- Drugs marked as given at discharge, days of supply of a medicine, in however many lines of a day, against the limit of the illness, rounded up to
-- whole packs. Without any diagnosis the widest limit counts. Claimed is the fund of the packs beyond, the last ones.
WITH line AS (
    SELECT
        d.*,
        CASE WHEN x.dx_list IS NULL OR has_dx(x.dx_list, getvariable('special_dx')) THEN getvariable('special_days')
             WHEN has_dx(x.dx_list, getvariable('chronic_dx')) THEN getvariable('chronic_days')
             ELSE getvariable('acute_days') END AS limit_days
    FROM drug_supply d
    LEFT JOIN settlement_dx x ON x.setl_id = d.setl_id
    WHERE d.audited AND d.at_discharge AND d.days > 0 AND d.cnt > 0 AND d.setl_id IS NOT NULL
), ranked AS (
    SELECT
        *,
        least(cnt_in_all, CAST(ceil(CAST(limit_days * cnt_in_all AS DOUBLE) / days_in_all) AS DECIMAL(18, 4))) AS allowed_cnt,
        coalesce(sum(cnt) OVER (one ORDER BY fee_ocur_time DESC, feedetl_sn DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS later_cnt,
        min(hilist_code) OVER one AS item_code
    FROM line
    WHERE days_in_all > limit_days
    WINDOW one AS (PARTITION BY setl_id, fee_date, medicine)
)
SELECT
    r.setl_id, r.item_code, r.fixmedins_code, r.psn_no, r.mdtrt_id,
    r.fee_date AS begin_date,
    r.fee_date AS end_date,
    'fee_line' AS row_table,
    r.feedetl_sn AS row_id,
    money_part(r.fund, greatest(0, least(r.cnt, r.cnt_in_all - r.allowed_cnt - r.later_cnt)), r.cnt) AS claim,
    coalesce(k.fixmedins_name, r.fixmedins_code) AS fixmedins_name,
    coalesce(r.hilist_name, r.hilist_code) AS item,
    r.days_in_all AS days, r.limit_days
FROM ranked r
LEFT JOIN institution_kind k ON k.fixmedins_code = r.fixmedins_code
WHERE r.allowed_cnt < r.cnt_in_all
