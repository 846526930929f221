/*---
id: third-party-injury
title: { zh: 第三方责任、工伤外伤, en: Injuries that somebody else has to pay for }
grade: suspect
tier: 1
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 社会保险法 第三十条, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第六项, checked: false }
official: { library: 两库, category: P-待遇 }
catalogue: F8
params:
  cause_dx:
    type: list
    default: [V, X85, X86, X87, X88, X89, X9, Y0, Y96]
    doc: { zh: 由第三方负担的外因编码前缀（交通、加害、工作）, en: "Prefixes of external causes that others pay for (traffic, assault, work)" }
  cause_words:
    type: list
    default: [交通事故, 车祸, 肇事, 打伤, 殴打, 斗殴, 工伤]
    doc: { zh: 表明第三方责任的诊断用语, en: Words of a diagnosis that say so }
  trauma_dx:
    type: list
    default: [S, T0, T1, T2, T30, T31]
    doc: { zh: 外伤的诊断编码前缀（没有外因的只作线索）, en: Diagnosis prefixes of injuries (without a cause only a clue) }
  own_dx:
    type: list
    default: [W0, W1, M80, M84]
    doc: { zh: 自身跌倒、病理性骨折等（不列）, en: "Falls at home, fractures from illness (left out)" }
  own_words:
    type: list
    default: [跌, 摔, 滑倒, 运动, 病理性]
    doc: { zh: 表明非第三方责任的诊断用语（不列）, en: Words that say nobody else is to blame (left out) }
requires: [valid_settlement, settlement_dx, encounter]
population: SELECT count(*) FROM valid_settlement WHERE audited AND kind = 'inpatient' AND fund > 0
key: [claimed_settlement]
message:
  zh: "{fixmedins_name} 为{cause_zh}住院（{dx}）结算统筹基金，未见第三方赔付信息"
  en: "{fixmedins_name} settled a stay for {cause_en} ({dx}), and nothing says whether somebody else pays"
false_positives:
  zh: [在家跌倒、运动损伤（不列）, 已登记第三方赔付信息（不列）, 肇事者逃逸由基金先行支付, 仅有外伤编码（降为线索）]
  en: [falls at home and sports (left out), the third party’s part is recorded (left out), paid in advance because the person to blame is unknown, a code of injury alone (lowered to clue)]
---*/
-- Stays with an external cause that others have to pay for (traffic, assault, work) and no entry about a third party's payment. Claimed is
-- the whole pooled fund, to be settled with who is to blame. Injuries without a cause are a clue; falls and illness are left out.
WITH injured AS (
    SELECT
        v.*, x.dx_list,
        has_dx(x.dx_list, getvariable('cause_dx')) OR has_word(x.dx_list, getvariable('cause_words')) AS caused,
        has_dx(x.dx_list, getvariable('own_dx')) OR has_word(x.dx_list, getvariable('own_words')) AS own
    FROM valid_settlement v
    JOIN settlement_dx x ON x.setl_id = v.setl_id
    JOIN encounter e ON e.mdtrt_id = v.mdtrt_id
    WHERE v.audited AND v.kind = 'inpatient' AND v.fund > 0
      AND e.ttp_pay_flag IS NULL
      AND (has_dx(x.dx_list, getvariable('cause_dx')) OR has_word(x.dx_list, getvariable('cause_words'))
           OR has_dx(x.dx_list, getvariable('trauma_dx')))
)
SELECT
    i.setl_id AS claimed_settlement,
    i.fixmedins_code, i.psn_no, i.mdtrt_id, i.setl_id,
    i.begndate AS begin_date,
    coalesce(i.enddate, i.begndate) AS end_date,
    'settlement' AS row_table,
    i.setl_id AS row_id,
    i.fund AS claim,
    CASE WHEN i.caused THEN 'suspect' ELSE 'clue' END AS grade,
    coalesce(k.fixmedins_name, i.fixmedins_code) AS fixmedins_name,
    coalesce(i.dx, trim(replace(i.dx_list, ';', ' '))) AS dx,
    CASE WHEN i.caused THEN '有第三方责任外因的伤' ELSE '外伤' END AS cause_zh,
    CASE WHEN i.caused THEN 'an injury that others have to pay for' ELSE 'an injury' END AS cause_en
FROM injured i
LEFT JOIN institution_kind k ON k.fixmedins_code = i.fixmedins_code
WHERE i.caused OR NOT i.own
