/*---
id: orphan-item
title: { zh: 关联缺失（缺少必有的关联项目）, en: Charged without what it cannot be used without }
grade: suspect
tier: 3
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第三项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第三项, checked: false }
official: { library: 两库, category: C-项目 }
catalogue: C11
params:
  tolerance_days:
    type: integer
    default: 1
    min: 0
    max: 7
    doc: { zh: 关联项目记账日期前后可差几天（延后记账）, en: Days by which the partner may be posted earlier or later }
requires: [effective_line, partner_item]
lookback: 12 months
population: SELECT count(*) FROM effective_line l WHERE l.audited AND EXISTS (SELECT 1 FROM partner_item p WHERE p.item_code = l.hilist_code AND in_region(p.region, l.admdvs) AND in_force(p.valid_from, p.valid_to, l.fee_date))
key: [visit_id, item_code]
message:
  zh: "{fixmedins_name} 收取 {item} {orphans} 笔，但无必有的关联项目（{partners}）"
  en: "{fixmedins_name} charged {item} on {orphans} lines without what it needs ({partners})"
false_positives:
  zh: [关联项目已含在打包项目中（按项目对识别）, 关联项目自费, 外送检验、外包服务（外检标志）, 关联项目延后记账]
  en: [the partner is part of a package that was charged (known from the bundle pairs), the partner was paid by the patient (its line counts all the same), sent out (flag of outside tests), the partner was posted later]
---*/
-- Items and what each of them needs stand in table partner_item, one row for each partner (a code or its first characters); one is enough,
-- charged to the person at the institution on the same day give or take the tolerance, in whichever visit, or anywhere in the visit. Claimed are
-- the lines without any.
WITH need AS (
    SELECT *, coalesce(partner_window, 'same_day') IN ('same_stay', 'stay', '住院', '当次住院') AS whole_visit
    FROM partner_item
), line AS (
    SELECT
        l.*, coalesce(l.mdtrt_id, l.setl_id) AS visit_id, l.psn_no || '|' || l.fixmedins_code AS visitor, n.partner_code, n.whole_visit,
        coalesce(n.item_name, l.hilist_name, l.hilist_code) AS item, coalesce(n.partner_name, n.partner_code) AS partner_name
    FROM effective_line l
    JOIN need n
      ON n.item_code = l.hilist_code AND in_region(n.region, l.admdvs) AND in_force(n.valid_from, n.valid_to, l.fee_date)
    WHERE coalesce(l.mdtrt_id, l.setl_id) IS NOT NULL
), beside AS (
    SELECT DISTINCT coalesce(l.mdtrt_id, l.setl_id) AS visit_id, l.psn_no || '|' || l.fixmedins_code AS visitor, l.hilist_code, l.fee_date, l.admdvs
    FROM effective_line l
    WHERE coalesce(l.mdtrt_id, l.setl_id) IN (SELECT visit_id FROM line WHERE audited)
       OR l.psn_no || '|' || l.fixmedins_code IN (SELECT visitor FROM line WHERE audited)
), partner AS (
    SELECT visit_id, visitor, hilist_code AS code, fee_date FROM beside
    UNION
    -- what a package contains is there with it
    SELECT b.visit_id, b.visitor, p.part_code, b.fee_date
    FROM beside b
    JOIN bundle_pair p ON p.main_code = b.hilist_code AND in_region(p.region, b.admdvs) AND in_force(p.valid_from, p.valid_to, b.fee_date)
), accompanied AS (
    SELECT DISTINCT l.feedetl_sn
    FROM line l
    JOIN partner p ON p.visit_id = l.visit_id AND starts_with(p.code, l.partner_code) AND p.code <> l.hilist_code
    WHERE l.whole_visit OR abs(days_between(l.fee_date, p.fee_date)) <= getvariable('tolerance_days')
    UNION
    SELECT l.feedetl_sn
    FROM line l
    JOIN partner p ON p.visitor = l.visitor AND starts_with(p.code, l.partner_code) AND p.code <> l.hilist_code
    WHERE abs(days_between(l.fee_date, p.fee_date)) <= getvariable('tolerance_days')
), orphan AS (
    SELECT
        l.visit_id, l.feedetl_sn, l.hilist_code, l.fixmedins_code, l.psn_no, l.mdtrt_id, l.setl_id, l.fee_date, l.fund,
        max(l.item) AS item, joined(array_agg(DISTINCT l.partner_name), '、') AS partners
    FROM line l
    JOIN fee_line f ON f.feedetl_sn = l.feedetl_sn
    WHERE l.audited AND l.amount > 0 AND NOT is_yes(f.etip_flag) AND l.feedetl_sn NOT IN (SELECT feedetl_sn FROM accompanied)
    GROUP BY l.visit_id, l.feedetl_sn, l.hilist_code, l.fixmedins_code, l.psn_no, l.mdtrt_id, l.setl_id, l.fee_date, l.fund
)
SELECT
    o.visit_id,
    o.hilist_code AS item_code,
    o.fixmedins_code, o.psn_no, o.mdtrt_id, o.setl_id,
    o.fee_date AS begin_date,
    o.fee_date AS end_date,
    'fee_line' AS row_table,
    o.feedetl_sn AS row_id,
    o.fund AS claim,
    coalesce(k.fixmedins_name, o.fixmedins_code) AS fixmedins_name,
    o.item, o.partners,
    count(*) OVER (PARTITION BY o.visit_id, o.hilist_code) AS orphans
FROM orphan o
LEFT JOIN institution_kind k ON k.fixmedins_code = o.fixmedins_code
