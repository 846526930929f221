/*---
id: checkup-stay
title: { zh: 体检式住院, en: A stay that was a check-up }
grade: suspect
tier: 1
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第二项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第四十条第一项, checked: false }
official: { library: 两库, category: M-行为主体 }
catalogue: A10
params:
  max_los:
    type: integer
    default: 4
    min: 1
    max: 14
    doc: { zh: 住院不超过几天（经验值）, en: "Longest stay that is judged (experience, no official figure)" }
  min_test_share:
    type: decimal
    default: 0.7
    min: 0.1
    max: 1
    doc: { zh: 检查化验费用占比下限（经验值）, en: "Smallest share of examinations and tests in the costs (experience, no official figure)" }
  max_treatment_share:
    type: decimal
    default: 0.15
    min: 0
    max: 1
    doc: { zh: 治疗与药品费用占比上限（经验值）, en: "Largest share of treatment and drugs in the costs (experience, no official figure)" }
  min_tests:
    type: integer
    default: 8
    min: 1
    max: 100
    doc: { zh: 至少几种检查化验项目（经验值）, en: "Fewest different examinations and tests (experience, no official figure)" }
  min_cluster:
    type: integer
    default: 3
    min: 1
    max: 1000
    doc:
      zh: 同一机构至少几例才列为可疑，不足的为线索（经验值）
      en: "Fewest such stays of an institution that make them suspect; fewer are clues (experience, no official figure)"
  diagnostic_words:
    type: list
    default: [内镜, 胃镜, 肠镜, 支气管镜, 活检, 穿刺, 病理, 造影, 脑电, 麻醉]
    doc:
      zh: 名称含有这些词的为诊断性住院，不判断
      en: "Lines whose name has one of these words make it a diagnostic admission, which is not judged"
  exempt_traits:
    type: list
    default: [emergency, day_surgery, maternity, transfer]
    doc:
      zh: 不适用的医疗类别特征（急诊、日间手术、生育、转院）
      en: "Traits of medical types that are exempt (emergency, day surgery, maternity, transfer)"
requires: [stay, encounter.endtime | stay.dsc, effective_line]
lookback: 3 months
population: SELECT count(*) FROM stay WHERE audited AND settlements > 0 AND dsc IS NOT NULL AND lines > 0 AND los <= getvariable('max_los')
key: [mdtrt_id]
message:
  zh: "{fixmedins_name} 住院 {los} 天，检查化验 {tests} 种、占费用 {test_percent}%，治疗与药品占 {treatment_percent}%（同类住院 {cluster} 例）"
  en: "{fixmedins_name}: in a stay of {los} days {tests} different examinations and tests make {test_percent}% of the costs, treatment and drugs {treatment_percent}% (such stays there: {cluster})"
false_positives:
  zh: [诊断性住院（麻醉下内镜、活检、造影、脑电监测）, 单例（降为线索）, 急诊留观]
  en: ["diagnostic admissions (endoscopy under anaesthesia, biopsy, angiography, EEG monitoring)", a single case (lowered to clue), emergency observation]
---*/
-- Short stays whose costs are tests and next to no treatment, without operation. Claimed is the pooled fund of the stay.
WITH cost AS (
    SELECT
        s.mdtrt_id, s.psn_no, s.fixmedins_code, s.audited, s.adm, s.dsc, s.los, coalesce(s.fixmedins_name, s.fixmedins_code) AS fixmedins_name,
        sum(l.amount) AS total,
        coalesce(sum(l.amount) FILTER (WHERE l.charge_class IN ('03', '04')), 0) AS tested,
        coalesce(sum(l.amount) FILTER (WHERE l.charge_class IN ('05', '06', '09', '10', '11')), 0) AS treated,
        count(DISTINCT CASE WHEN l.charge_class IN ('03', '04') THEN l.hilist_code END) AS tests,
        bool_or(l.charge_class = '06' OR has_word(l.hilist_name, getvariable('diagnostic_words'))) AS diagnostic
    FROM stay s
    JOIN effective_line l ON l.mdtrt_id = s.mdtrt_id
    WHERE s.settlements > 0
      AND s.dsc IS NOT NULL
      AND s.los <= getvariable('max_los')
      AND NOT has_any_trait(s.traits, getvariable('exempt_traits'))
      AND coalesce(s.dscg_way, '') NOT IN ('2', '5')
    GROUP BY s.mdtrt_id, s.psn_no, s.fixmedins_code, s.audited, s.adm, s.dsc, s.los, coalesce(s.fixmedins_name, s.fixmedins_code)
), checkup AS (
    SELECT *, ratio(tested, total) AS test_share, ratio(treated, total) AS treatment_share, count(*) OVER (PARTITION BY fixmedins_code) AS cluster
    FROM cost
    WHERE total > 0
      AND NOT diagnostic
      AND tests >= getvariable('min_tests')
      AND tested >= getvariable('min_test_share') * total
      AND treated <= getvariable('max_treatment_share') * total
), row_of AS (
    SELECT c.mdtrt_id, v.setl_id, 'settlement' AS row_table, v.setl_id AS row_id, greatest(0, v.fund) AS claim
    FROM checkup c
    JOIN valid_settlement v ON v.mdtrt_id = c.mdtrt_id
    UNION ALL
    SELECT mdtrt_id, NULL, 'encounter', mdtrt_id, 0 FROM checkup
)
SELECT
    c.mdtrt_id, c.fixmedins_code, c.psn_no, r.setl_id,
    c.adm AS begin_date,
    c.dsc AS end_date,
    r.row_table, r.row_id, r.claim,
    CASE WHEN c.cluster >= getvariable('min_cluster') THEN 'suspect' ELSE 'clue' END AS grade,
    c.fixmedins_name, c.los, c.tests, c.cluster,
    plain(round(c.test_share * 100, 0)) AS test_percent, plain(round(c.treatment_share * 100, 0)) AS treatment_percent
FROM checkup c
JOIN row_of r ON r.mdtrt_id = c.mdtrt_id
WHERE c.audited
