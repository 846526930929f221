/*---
id: age-conflict
title: { zh: 年龄冲突, en: Items or diagnoses of another age }
grade: violation
tier: 3
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第三项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第六项, checked: false }
official: { library: 两库, category: C-药品 }
catalogue: F4
params:
  exempt_traits:
    type: list
    default: [maternity]
    doc: { zh: 限新生儿的项目在这些医疗类别中不计（随母记账）, en: Traits of medical types where items of the newborn are exempt (billed with the mother) }
  mother_dx:
    type: list
    default: [O3, O4, O6, O7, O8, Z37]
    doc: { zh: 有这些诊断（编码前缀，分娩及与胎儿有关的产科情况）的结算，其新生儿项目不计（随母记账）, en: "Prefixes of diagnoses (childbirth, care for the unborn) with which items of the newborn are exempt as well (billed with the mother)" }
  newborn_days:
    type: integer
    default: 28
    min: 1
    max: 90
    doc: { zh: 最大年龄不超过多少天的项目视为新生儿项目, en: Items for so many days of life at most are items of the newborn }
requires: [effective_line, age_item | restricted_dx, settlement.brdy | encounter.brdy | person.brdy]
population:
  SELECT count(*) FROM valid_settlement v WHERE v.audited AND v.brdy IS NOT NULL
  AND (EXISTS (SELECT 1 FROM age_item a WHERE in_region(a.region, v.admdvs) AND in_force(a.valid_from, a.valid_to, v.begndate))
  OR EXISTS (SELECT 1 FROM restricted_dx r WHERE coalesce(r.min_age, r.max_age) IS NOT NULL
  AND in_region(r.region, v.admdvs) AND in_force(r.valid_from, r.valid_to, v.begndate)))
key: [setl_id, conflict]
message:
  zh: "{fixmedins_name} 为 {age} 岁的人结算{item}，限 {range}"
  en: "{fixmedins_name} settled {item} for a person of {age} years, allowed at {range}"
false_positives:
  zh: [新生儿费用记在母亲名下（不列）, 出生日期登记错误（与身份证号不符的降为线索）, 2 月 29 日出生者按 3 月 1 日满岁, 仅诊断不符（列为可疑，不计金额）]
  en: [a newborn billed with its mother (left out), "a wrong date of birth (where the identity number says another, lowered to clue)", "born on 29 February, a year older on 1 March", "only the diagnosis conflicts (suspect, no money)"]
---*/
-- Items of table age_item (a code or the beginning of one) charged below the least or above the greatest age, both inclusive, at the date
-- of service: claimed is the line. Ages count by birthdays; age_unit day and month count from birth. A diagnosis of another age alone
-- (table restricted_dx) claims nothing.
WITH item AS (
    SELECT c.hilist_code, a.hilist_code AS listed_code, a.min_age, a.max_age, coalesce(lower(a.age_unit), 'year') AS age_unit, a.valid_from, a.valid_to, a.region
    FROM (SELECT DISTINCT hilist_code FROM effective_line WHERE audited) c
    JOIN age_item a ON starts_with(c.hilist_code, a.hilist_code)
), born AS (
    SELECT
        v.*,
        birth_of_id(v.certno) IS NOT NULL AND birth_of_id(v.certno) <> v.brdy AS doubtful,
        has_any_trait(v.traits, getvariable('exempt_traits')) OR is_yes(s.nwb_flag) OR is_yes(e.nwb_flag)
            OR has_dx(x.dx_list, getvariable('mother_dx')) AS with_mother
    FROM valid_settlement v
    JOIN settlement s ON s.setl_id = v.setl_id
    LEFT JOIN encounter e ON e.mdtrt_id = v.mdtrt_id
    LEFT JOIN settlement_dx x ON x.setl_id = v.setl_id
    WHERE v.audited AND v.brdy IS NOT NULL
), candidate AS (
    SELECT
        l.setl_id, l.hilist_code AS conflict, coalesce(l.hilist_name, l.hilist_code) AS item, l.fee_date AS day,
        i.min_age, i.max_age, i.age_unit, 'fee_line' AS row_table, l.feedetl_sn AS row_id, l.fund AS claim
    FROM effective_line l
    JOIN item i ON i.hilist_code = l.hilist_code
    WHERE l.audited AND in_region(i.region, l.admdvs) AND in_force(i.valid_from, i.valid_to, l.fee_date)
    -- the nearest region's entry, and of its entries the one that names most of the code
    QUALIFY rank() OVER (PARTITION BY l.feedetl_sn ORDER BY length(rtrim(coalesce(i.region, ''), '0')) DESC, length(i.listed_code) DESC) = 1
    UNION ALL
    SELECT
        b.setl_id, r.dx_code, coalesce(r.dx_name, r.dx_code), b.begndate,
        r.min_age, r.max_age, coalesce(lower(r.age_unit), 'year'), 'settlement', b.setl_id, 0
    FROM born b
    JOIN settlement_dx d ON d.setl_id = b.setl_id
    JOIN restricted_dx r ON dx_begins(d.dx_list, r.dx_code)
    WHERE (r.min_age IS NOT NULL OR r.max_age IS NOT NULL)
      AND in_region(r.region, b.admdvs) AND in_force(r.valid_from, r.valid_to, b.begndate)
    QUALIFY rank() OVER (PARTITION BY b.setl_id, r.dx_code ORDER BY length(rtrim(coalesce(r.region, ''), '0')) DESC) = 1
), dated AS (
    SELECT
        c.*, b.fixmedins_code, b.psn_no, b.mdtrt_id, b.brdy, b.doubtful,
        age_begins(b.brdy, c.min_age, c.age_unit) AS allowed_from,
        age_begins(b.brdy, c.max_age + 1, c.age_unit) AS allowed_before
    FROM candidate c
    JOIN born b ON b.setl_id = c.setl_id
    WHERE NOT (b.with_mother AND c.max_age IS NOT NULL
               AND age_begins(b.brdy, c.max_age, c.age_unit) <= plus_days(b.brdy, getvariable('newborn_days')))
)
SELECT
    d.setl_id, d.conflict, d.fixmedins_code, d.psn_no, d.mdtrt_id,
    d.day AS begin_date,
    d.day AS end_date,
    d.row_table, d.row_id, d.claim,
    CASE WHEN d.doubtful THEN 'clue' WHEN d.row_table = 'settlement' THEN 'suspect' ELSE 'violation' END AS grade,
    coalesce(k.fixmedins_name, d.fixmedins_code) AS fixmedins_name,
    d.item,
    full_years(d.brdy, d.day) AS age,
    coalesce(plain(d.min_age), '0') || '–' || coalesce(plain(d.max_age), '') || CASE d.age_unit WHEN 'year' THEN '' ELSE ' (' || d.age_unit || ')' END AS range
FROM dated d
LEFT JOIN institution_kind k ON k.fixmedins_code = d.fixmedins_code
WHERE d.day < d.allowed_from OR d.day >= d.allowed_before
