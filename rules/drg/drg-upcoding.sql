/*---
id: drg-upcoding
title: { zh: 高套分组, en: Grouped higher than the stay supports }
grade: suspect
tier: 5
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第七项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第四十条第二项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: K1
params:
  min_difference:
    type: decimal
    default: 0.05
    min: 0
    max: 10
    doc: { zh: 两个病组的权重至少相差多少（经验值）, en: "Smallest difference of the weights (experience, no official figure)" }
  exempt_traits:
    type: list
    default: [single_disease, per_diem]
    doc: { zh: 不适用的医疗类别特征（单病种、按床日付费）, en: "Traits of medical types that are exempt (single disease, per diem)" }
requires: [drg_settlement.weight, stay, effective_line, uplift_pair]
lookback: 12 months
population:
  SELECT count(*) FROM drg_settlement d WHERE d.audited AND d.fund > 0 AND d.weight IS NOT NULL
  AND EXISTS (SELECT 1 FROM uplift_pair u WHERE in_region(u.region, d.admdvs) AND in_force(u.valid_from, u.valid_to, d.dsc))
key: [claimed_settlement]
message:
  zh: "{fixmedins_name} 以 {dx}（{dx_name}）入 {drg_code} 组（权重 {weight}），费用中没有任何佐证项目（{confirm_words}）；较轻诊断 {lower_dx} 为 {lower_drg} 组（权重 {lower_weight}）"
  en: "{fixmedins_name} grouped {dx} ({dx_name}) as {drg_code} (weight {weight}), though nothing that confirms it was charged ({confirm_words}); the lesser {lower_dx} is {lower_drg} (weight {lower_weight})"
false_positives:
  zh: [编码质量提高、新版诊断编码, 检查在入院前门诊完成（同一机构入院前七日内的计入佐证）, 病情确实更重, 佐证项目名称不同（对照表可补充）]
  en: ["better coding, a new version of the codes", tests done as an outpatient before the admission (those of the seven days before at the institution count), patients who are sicker, other names of the confirming items (the table can be extended)]
---*/
-- Table uplift_pair names principal diagnoses that are coded for a lesser one, and words of the items that confirm them; one word on any line of the
-- stay, or of the person's visits at the institution within the week before, is enough. Claimed is (weight of the group - weight of the lesser one's
-- group) x rate; of several pairs the one that claims least.
WITH grouped AS (
    SELECT
        d.*, s.dx, coalesce(s.dx_name, '') AS dx_name, s.adm AS admitted,
        coalesce(s.fixmedins_name, d.fixmedins_code) AS fixmedins_name
    FROM drg_settlement d
    JOIN stay s ON s.mdtrt_id = d.mdtrt_id
    WHERE d.audited AND d.fund > 0 AND d.weight IS NOT NULL
      AND s.lines > 0
      AND NOT has_any_trait(s.traits, getvariable('exempt_traits'))
), paired AS (
    SELECT g.setl_id, u.dx_code, u.lower_dx_code, coalesce(u.lower_dx_name, u.lower_dx_code) AS lower_dx, u.lower_drg_code, u.confirm_word
    FROM grouped g
    JOIN uplift_pair u ON starts_with(g.dx, u.dx_code) AND in_region(u.region, g.admdvs) AND in_force(u.valid_from, u.valid_to, g.dsc)
    WHERE u.lower_drg_code <> g.drg_code
), item AS (
    SELECT g.setl_id, l.hilist_name
    FROM grouped g
    JOIN effective_line l ON l.mdtrt_id = g.mdtrt_id
    UNION ALL
    SELECT g.setl_id, l.hilist_name
    FROM grouped g
    JOIN effective_line l
      ON l.psn_no = g.psn_no AND l.fixmedins_code = g.fixmedins_code
     AND l.fee_date BETWEEN plus_days(g.admitted, -7) AND g.admitted
    WHERE l.kind <> 'inpatient'
), confirmed AS (
    SELECT DISTINCT p.setl_id, p.dx_code, p.lower_dx_code
    FROM paired p
    JOIN item i ON i.setl_id = p.setl_id AND contains(i.hilist_name, p.confirm_word)
), unconfirmed AS (
    SELECT
        p.setl_id, p.dx_code, p.lower_dx_code, p.lower_drg_code, max(p.lower_dx) AS lower_dx,
        joined(array_agg(DISTINCT p.confirm_word), '、') AS confirm_words
    FROM paired p
    LEFT JOIN confirmed c ON c.setl_id = p.setl_id AND c.dx_code = p.dx_code AND c.lower_dx_code = p.lower_dx_code
    WHERE c.setl_id IS NULL
    GROUP BY p.setl_id, p.dx_code, p.lower_dx_code, p.lower_drg_code
), priced AS (
    SELECT u.*, w.weight AS lower_weight
    FROM unconfirmed u
    JOIN grouped g ON g.setl_id = u.setl_id
    JOIN drg_weight w ON w.drg_code = u.lower_drg_code AND in_region(w.region, g.admdvs) AND in_force(w.valid_from, w.valid_to, g.dsc)
    QUALIFY row_number() OVER (
        PARTITION BY u.setl_id, u.dx_code, u.lower_dx_code, u.lower_drg_code
        ORDER BY length(rtrim(coalesce(w.region, ''), '0')) DESC, w.valid_from DESC NULLS LAST, w.weight DESC) = 1
), flagged AS (
    SELECT g.*, p.lower_dx, p.lower_drg_code, p.lower_weight, p.confirm_words
    FROM grouped g
    JOIN priced p ON p.setl_id = g.setl_id
    WHERE g.weight - p.lower_weight >= getvariable('min_difference') AND g.weight > p.lower_weight
    QUALIFY row_number() OVER (PARTITION BY g.setl_id ORDER BY p.lower_weight DESC, p.lower_drg_code, p.lower_dx_code) = 1
), row_of AS (
    SELECT setl_id, 'settlement' AS row_table, setl_id AS row_id, least(fund, at_rate(coalesce(rate, 0), weight - lower_weight)) AS claim FROM flagged
    UNION ALL
    SELECT setl_id, 'encounter', mdtrt_id, 0 FROM flagged
)
SELECT
    f.setl_id AS claimed_settlement,
    f.fixmedins_code, f.psn_no, f.mdtrt_id, f.setl_id,
    f.adm AS begin_date,
    f.dsc AS end_date,
    r.row_table, r.row_id, r.claim,
    f.fixmedins_name, f.dx, f.dx_name, f.drg_code,
    plain(f.weight) AS weight,
    f.confirm_words, f.lower_dx,
    f.lower_drg_code AS lower_drg,
    plain(f.lower_weight) AS lower_weight
FROM flagged f
JOIN row_of r ON r.setl_id = f.setl_id
