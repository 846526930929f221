/*---
id: markup
title: { zh: 耗材、药品加价, en: Sold above the purchase price }
grade: suspect
tier: 4
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第三项, checked: false }
official: { library: 两库, category: M-耗材 }
catalogue: C7
params:
  material_ratio:
    type: decimal
    default: 1.25
    min: 1
    max: 5
    doc:
      zh: 耗材售价与购进价之比上限（公立医院零差率地区设为 1）
      en: Largest ratio of sale to purchase price of materials (1 where public hospitals may add nothing)
  drug_ratio:
    type: decimal
    default: 1.5
    min: 1
    max: 5
    doc: { zh: 药品售价与购进价之比上限（零差率地区设为 1）, en: Largest ratio of sale to purchase price of drugs (1 where nothing may be added) }
  pieces_ratio:
    type: decimal
    default: 1.5
    min: 1
    max: 5
    doc:
      zh: "中药饮片售价与购进价之比上限（部分地区允许加价 25%）"
      en: "Largest ratio of sale to purchase price of herbal pieces (some regions allow 25%)"
  max_ratio:
    type: decimal
    default: 10
    min: 2
    max: 1000
    doc: { zh: 比值超过此数视为计价单位不一致（盒与片），不列, en: Above this ratio the units differ (box and tablet) and nothing is listed }
  private_natures:
    type: list
    default: []
    doc: { zh: 自主定价的机构性质代码（民营机构）, en: Codes of the nature of institutions that set their own prices (private ones) }
  price_months:
    type: integer
    default: 12
    min: 1
    max: 60
    doc: { zh: 购进价有效月数, en: Months for which a purchase price counts }
requires: [effective_line, supplier_ledger.price_in]
population: SELECT count(*) FROM effective_line l WHERE l.audited AND (l.fixmedins_code, l.hilist_code) IN (SELECT (fixmedins_code, item_code) FROM supplier_ledger WHERE price_in > 0)
key: [fixmedins_code, item_code]
apart: true
message:
  zh: "{fixmedins_name} 以 {sold} 元收取 {item}，购进价 {bought} 元，允许 {allowed} 元，共 {lines} 笔"
  en: "{fixmedins_name} charged {item} at {sold} yuan, bought at {bought}, allowed {allowed} ({lines} lines)"
false_positives:
  zh: [民营机构自主定价, 中药饮片允许加价, 包装单位不一致（比值过大的不列）, 购进价变动（取有效期内最高价）]
  en: [private institutions that set their prices, "herbal pieces, which may be marked up", other units (not listed above the ratio), prices that changed (the highest of the months counts)]
---*/
-- The unit price against the highest purchase price of the institution in the months before, times what may be added. Claimed is the part of the price
-- above that.
WITH bought AS (
    SELECT fixmedins_code, item_code, date AS day, max(price_in) AS price_in
    FROM supplier_ledger
    WHERE coalesce(qty_in, 1) > 0
    GROUP BY fixmedins_code, item_code, date
), sold AS (
    SELECT l.*, b.price_in
    FROM effective_line l
    JOIN bought b
      ON b.fixmedins_code = l.fixmedins_code AND b.item_code = l.hilist_code
     AND b.day <= l.fee_date AND days_between(b.day, l.fee_date) <= 31 * getvariable('price_months')
    LEFT JOIN institution i ON i.fixmedins_code = l.fixmedins_code
    LEFT JOIN institution_kind k ON k.fixmedins_code = l.fixmedins_code
    WHERE l.audited
      AND l.charge_class IN ('08', '09', '10', '11')
      AND coalesce(k.inst_type, '') <> 'pharmacy'
      AND NOT coalesce(array_contains(getvariable('private_natures'), i.medins_natu), false)
    QUALIFY row_number() OVER (PARTITION BY l.feedetl_sn ORDER BY b.price_in DESC, b.day DESC) = 1
), over AS (
    SELECT
        *,
        CAST(price_in * CASE charge_class WHEN '08' THEN getvariable('material_ratio') WHEN '10' THEN getvariable('pieces_ratio')
                                          ELSE getvariable('drug_ratio') END AS DECIMAL(18, 6)) AS allowed
    FROM sold
)
SELECT
    o.fixmedins_code,
    o.hilist_code AS item_code,
    o.psn_no, o.mdtrt_id, o.setl_id,
    o.fee_date AS begin_date,
    o.fee_date AS end_date,
    'fee_line' AS row_table,
    o.feedetl_sn AS row_id,
    money_part(o.fund, o.pric - o.allowed, o.pric) AS claim,
    coalesce(k.fixmedins_name, o.fixmedins_code) AS fixmedins_name,
    coalesce(o.hilist_name, o.hilist_code) AS item,
    plain(max(o.pric) OVER one) AS sold, plain(max(o.price_in) OVER one) AS bought, plain(max(o.allowed) OVER one) AS allowed,
    count(*) OVER one AS lines
FROM over o
LEFT JOIN institution_kind k ON k.fixmedins_code = o.fixmedins_code
WHERE o.pric - o.allowed >= 0.005 AND o.pric <= getvariable('max_ratio') * o.price_in
WINDOW one AS (PARTITION BY o.fixmedins_code, o.hilist_code)
