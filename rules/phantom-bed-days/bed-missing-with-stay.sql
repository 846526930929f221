/*---
id: bed-missing-with-stay
title: { zh: 无床位费的住院, en: A stay without a bed charged }
grade: clue
severity: low
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第三项, checked: false }
official: { library: 两库, category: M-数据 }
catalogue: A18
params:
  min_los:
    type: integer
    default: 2
    min: 1
    max: 30
    doc: { zh: 至少住院几天才判断, en: Shortest stay that is judged }
  max_share:
    type: decimal
    default: 0.5
    min: 0
    max: 1
    doc:
      zh: 机构有此比例的住院无床位费时，视为其床位费编码未识别，不逐例列出
      en: An institution with this share of stays without a bed codes its beds in a way that is not known; its stays are not listed
  bed_words:
    type: list
    default: [床位, 床费, 病床]
    doc: { zh: 名称含有这些词的也算床位费, en: Lines whose name has one of these words count as beds as well }
  exempt_traits:
    type: list
    default: [home_bed, day_surgery]
    doc: { zh: 不适用的医疗类别特征（家庭病床、日间手术）, en: "Traits of medical types that are exempt (sickbed at home, day surgery)" }
requires: [stay, encounter.endtime | stay.dsc, effective_line]
lookback: 3 months
population: SELECT count(*) FROM stay WHERE audited AND settlements > 0 AND dsc IS NOT NULL AND lines > 0 AND los >= getvariable('min_los')
key: [mdtrt_id]
message:
  zh: "{fixmedins_name} 住院 {los} 天，{lines} 笔费用中无床位费"
  en: "{fixmedins_name}: a stay of {los} days with {lines} lines and no bed among them"
false_positives:
  zh: [家庭病床, 日间病房, 床位费编码未识别（该机构多数住院均无床位费的不列）, 按床日、按病种打包收费]
  en: [sickbed at home, day hospital, beds coded in a way that is not known (not listed where most stays have none), packages by the day or the case]
---*/
-- Stays with fee lines none of which is a bed. Likely invented, at home, or by the day: a clue.
WITH bedded AS (
    SELECT DISTINCT mdtrt_id
    FROM effective_line
    WHERE kind = 'inpatient' AND mdtrt_id IS NOT NULL AND (charge_class = '01' OR has_word(hilist_name, getvariable('bed_words')))
), judged AS (
    SELECT
        s.mdtrt_id, s.psn_no, s.fixmedins_code, coalesce(s.fixmedins_name, s.fixmedins_code) AS fixmedins_name, s.adm, s.dsc, s.los, s.lines, s.audited,
        b.mdtrt_id IS NULL AS without_bed
    FROM stay s
    LEFT JOIN bedded b ON b.mdtrt_id = s.mdtrt_id
    WHERE s.settlements > 0
      AND s.dsc IS NOT NULL
      AND s.lines > 0
      AND s.los >= getvariable('min_los')
      AND NOT is_yes(s.nwb_flag)
      AND NOT has_any_trait(s.traits, getvariable('exempt_traits'))
), place AS (
    SELECT fixmedins_code, count(*) FILTER (WHERE without_bed) AS without_bed, count(*) AS stays FROM judged GROUP BY fixmedins_code
)
SELECT
    j.mdtrt_id, j.fixmedins_code, j.psn_no,
    text_of(NULL) AS setl_id,
    j.adm AS begin_date,
    j.dsc AS end_date,
    'encounter' AS row_table,
    j.mdtrt_id AS row_id,
    0 AS claim,
    j.fixmedins_name, j.los, j.lines
FROM judged j
JOIN place p ON p.fixmedins_code = j.fixmedins_code
WHERE j.without_bed AND j.audited AND p.without_bed <= getvariable('max_share') * p.stays
