/*---
id: gender-conflict
title: { zh: 性别冲突, en: Items or diagnoses of the other sex }
grade: violation
tier: 3
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第三项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第六项, checked: false }
official: { library: 两库, category: C-药品 }
catalogue: F3
params:
  exempt_words:
    type: list
    default: [新生儿, 配偶, 伴侣]
    doc:
      zh: 名称含有这些词的收费不计（母婴合并记账、伴侣检查）
      en: "Lines whose name has one of these words are exempt (a child billed with its mother, tests of the partner)"
requires: [effective_line, gender_item | restricted_dx, settlement.gend | encounter.gend | person.gend | settlement.certno]
population:
  SELECT count(*) FROM valid_settlement v WHERE v.audited AND (right(trim(v.gend), 1) IN ('1', '2') OR sex_of_id(v.certno) IS NOT NULL)
  AND (EXISTS (SELECT 1 FROM gender_item g WHERE in_region(g.region, v.admdvs) AND in_force(g.valid_from, g.valid_to, v.begndate))
  OR EXISTS (SELECT 1 FROM restricted_dx r WHERE r.gend IS NOT NULL
  AND in_region(r.region, v.admdvs) AND in_force(r.valid_from, r.valid_to, v.begndate)))
key: [setl_id, conflict]
message:
  zh: "{fixmedins_name} 为{sex_zh}性结算只适用于{only_zh}性的{item}"
  en: "{fixmedins_name} settled {item}, which is for the {only_en} sex only, for a {sex_en} person"
false_positives:
  zh: [登记性别与身份证号不一致（降为可疑）, 母婴合并记账的新生儿, 男性乳腺疾病（不应列入表中）, 伴侣的检验, 变更性别, 仅诊断不符（列为可疑，不计金额）]
  en: [registered sex and identity number disagree (lowered to suspect), a newborn billed with its mother, diseases of the male breast (do not belong into the table), tests of the partner, a change of sex, "only the diagnosis conflicts (suspect, no money)"]
---*/
-- Items of table gender_item (a code or the beginning of one) charged to the other sex: claimed is the line. Certain where the registered
-- sex and the identity number agree or one of them is missing. A diagnosis of the other sex alone (table restricted_dx) claims nothing.
WITH item AS (
    SELECT c.hilist_code, g.hilist_code AS listed_code, g.gend AS only_sex, g.valid_from, g.valid_to, g.region
    FROM (SELECT DISTINCT hilist_code FROM effective_line WHERE audited) c
    JOIN gender_item g ON starts_with(c.hilist_code, g.hilist_code)
), person_sex AS (
    SELECT
        v.*,
        CASE WHEN right(trim(v.gend), 1) IN ('1', '2') THEN right(trim(v.gend), 1) END AS registered,
        sex_of_id(v.certno) AS by_id
    FROM valid_settlement v
    JOIN settlement s ON s.setl_id = v.setl_id
    LEFT JOIN encounter e ON e.mdtrt_id = v.mdtrt_id
    WHERE v.audited AND NOT is_yes(s.nwb_flag) AND NOT is_yes(e.nwb_flag)
), sexed AS (
    SELECT *, coalesce(registered, by_id) AS sex, coalesce(registered = by_id, registered IS NOT NULL) AS sure FROM person_sex
), limited AS (
    SELECT
        l.setl_id, l.hilist_code AS conflict, coalesce(l.hilist_name, l.hilist_code) AS item, i.only_sex, s.sex, s.sure,
        'fee_line' AS row_table, l.feedetl_sn AS row_id, l.fund AS claim, l.fee_date
    FROM effective_line l
    JOIN item i ON i.hilist_code = l.hilist_code
    JOIN sexed s ON s.setl_id = l.setl_id
    WHERE l.audited
      AND in_region(i.region, l.admdvs) AND in_force(i.valid_from, i.valid_to, l.fee_date)
      AND NOT has_word(l.hilist_name, getvariable('exempt_words'))
    -- the nearest region's entry, and of its entries the one that names most of the code
    QUALIFY rank() OVER (PARTITION BY l.feedetl_sn ORDER BY length(rtrim(coalesce(i.region, ''), '0')) DESC, length(i.listed_code) DESC) = 1
    UNION ALL
    SELECT s.setl_id, r.dx_code, coalesce(r.dx_name, r.dx_code), r.gend, s.sex, false, 'settlement', s.setl_id, 0, s.begndate
    FROM sexed s
    JOIN settlement_dx d ON d.setl_id = s.setl_id
    JOIN restricted_dx r ON dx_begins(d.dx_list, r.dx_code)
    WHERE r.gend IS NOT NULL
      AND in_region(r.region, s.admdvs) AND in_force(r.valid_from, r.valid_to, s.begndate)
    QUALIFY rank() OVER (PARTITION BY s.setl_id, r.dx_code ORDER BY length(rtrim(coalesce(r.region, ''), '0')) DESC) = 1
), conflict AS (
    SELECT * FROM limited WHERE sex <> only_sex
)
SELECT
    c.setl_id, c.conflict, s.fixmedins_code, s.psn_no, s.mdtrt_id,
    c.fee_date AS begin_date,
    c.fee_date AS end_date,
    c.row_table, c.row_id, c.claim,
    CASE WHEN c.sure THEN 'violation' ELSE 'suspect' END AS grade,
    coalesce(k.fixmedins_name, s.fixmedins_code) AS fixmedins_name,
    c.item,
    CASE s.sex WHEN '1' THEN '男' ELSE '女' END AS sex_zh,
    CASE s.sex WHEN '1' THEN 'male' ELSE 'female' END AS sex_en,
    CASE c.only_sex WHEN '1' THEN '男' ELSE '女' END AS only_zh,
    CASE c.only_sex WHEN '1' THEN 'male' ELSE 'female' END AS only_en
FROM conflict c
JOIN sexed s ON s.setl_id = c.setl_id
LEFT JOIN institution_kind k ON k.fixmedins_code = s.fixmedins_code
