/*---
id: stockpiling
title: { zh: 囤药、多点开药, en: "Drugs hoarded, or fetched at many places" }
grade: suspect
tier: 4
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十一条第三项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第五项, checked: false }
official: { library: 两库, category: M-药品 }
catalogue: D5
params:
  max_stock_days:
    type: integer
    default: 90
    min: 31
    max: 366
    doc: { zh: 手中存药超过多少天用量即列, en: Days of supply in hand above which it counts }
  free_stock_days:
    type: integer
    default: 30
    min: 0
    max: 180
    doc: { zh: 存药不超过多少天的部分不计金额, en: Days of supply in hand that are not claimed }
  min_institutions:
    type: integer
    default: 3
    min: 2
    max: 20
    doc: { zh: 多点开药：六个月内至少几家机构, en: Fetched at so many institutions within six months }
  min_packs:
    type: integer
    default: 60
    min: 10
    max: 1000
    doc: { zh: 多点开药：六个月内合计超过多少盒（支）, en: and more than so many packs in all }
  exempt_generics:
    type: list
    default: [XL01, XL02, XL04, XA10A]
    doc: { zh: 不判断的药品编码前缀（抗肿瘤、移植、胰岛素）, en: "Drug code prefixes not judged (cancer, transplants, insulin)" }
requires: [drug_supply]
lookback: 6 months
population: SELECT count(*) FROM (SELECT DISTINCT psn_no, generic FROM drug_supply WHERE audited)
key: [psn_no, generic]
apart: true
message:
  zh: "六个月内在 {institutions} 家机构取 {item} 共 {packs} 盒（支），存药最多 {stock} 天用量"
  en: "{item}: {packs} packs from {institutions} institutions within six months, at most {stock} days of supply in hand"
false_positives:
  zh: [肿瘤、移植、胰岛素患者多处就诊（不列）, 家属代取, 单位换算错误（一行超过一年用量的不计）, 外出前多带药]
  en: ["cancer, transplant and insulin patients at several places (left out)", fetched by the family, packs taken for pieces (lines of more than a year do not count), more for a long journey]
---*/
-- The stock in hand after each purchase of a generic, over all institutions: what was left plus what was fetched, one day's supply used a
-- day. Above the greatest stock: claimed is the fund of the days beyond the stock that is free. Many packs from many places count too; they
-- claim only what such a stock says.
WITH line AS (
    SELECT *, coalesce(days, 0) AS supply, days_between(DATE '2000-01-01', fee_date) AS day_no
    FROM drug_supply
    WHERE cnt > 0 AND fee_date >= least(plus_days(getvariable('window_to'), -183), plus_days(getvariable('window_from'), -152))
      AND NOT has_prefix(hilist_code, getvariable('exempt_generics'))
), running AS (
    SELECT l.*, sum(l.supply) OVER (PARTITION BY l.psn_no, l.generic ORDER BY l.fee_ocur_time, l.feedetl_sn) AS fetched FROM line l
), stocked AS (
    SELECT
        r.*,
        -- never less than nothing in hand: the lowest point of (fetched before - days gone) so far is where it last ran out
        r.fetched - r.day_no - min(r.fetched - r.supply - r.day_no) OVER (
            PARTITION BY r.psn_no, r.generic ORDER BY r.fee_ocur_time, r.feedetl_sn ROWS UNBOUNDED PRECEDING) AS stock
    FROM running r
), counted AS (
    SELECT *, count(DISTINCT fixmedins_code) OVER half_year AS institutions, sum(cnt) OVER half_year AS packs
    FROM stocked
    WINDOW half_year AS (PARTITION BY psn_no, generic ORDER BY day_no RANGE BETWEEN 182 PRECEDING AND CURRENT ROW)
), judged AS (
    SELECT
        *,
        audited AND (stock > getvariable('max_stock_days')
            OR (institutions >= getvariable('min_institutions') AND packs > getvariable('min_packs'))) AS too_much
    FROM counted
), near AS (
    -- what was fetched in the half year that ends with too much
    SELECT *, max(CASE WHEN too_much THEN day_no END) OVER coming IS NOT NULL AS counts
    FROM judged
    WINDOW coming AS (PARTITION BY psn_no, generic ORDER BY day_no RANGE BETWEEN CURRENT ROW AND 182 FOLLOWING)
), flagged AS (
    SELECT psn_no, generic, max(institutions) AS institutions, max(packs) AS packs, max(stock) AS stock
    FROM near
    WHERE counts
    GROUP BY psn_no, generic
)
SELECT
    s.psn_no, s.generic, s.fixmedins_code, s.mdtrt_id, s.setl_id,
    s.fee_date AS begin_date,
    s.fee_date AS end_date,
    'fee_line' AS row_table,
    s.feedetl_sn AS row_id,
    CASE WHEN s.supply > 0 THEN money_part(s.fund, greatest(0, least(s.supply, s.stock - getvariable('free_stock_days'))), s.supply) ELSE 0 END AS claim,
    coalesce(s.hilist_name, s.hilist_code) AS item,
    f.institutions,
    plain(f.packs) AS packs,
    f.stock
FROM flagged f
JOIN near s ON s.psn_no = f.psn_no AND s.generic = f.generic AND s.counts
