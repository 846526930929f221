/*---
id: over-limit-price
title: { zh: 超标准收费, en: Charged above the price limit }
grade: violation
tier: 4
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第三项, checked: false }
official: { library: 两库, category: P-项目 }
catalogue: C5
params:
  tolerance:
    type: decimal
    default: 0.00
    min: 0
    max: 100
    doc: { zh: 单价超出限价不到此金额（元）的不列, en: Prices that exceed the limit by no more than this (yuan) are left out }
  child_age:
    type: integer
    default: 6
    min: 0
    max: 18
    doc: { zh: 不满此年龄的儿童可加收, en: Children below this age may be charged more }
  child_surcharge:
    type: decimal
    default: 0.0
    min: 0
    max: 1
    doc: { zh: 儿童加收比例（地方价格政策，默认不加收）, en: "Share that may be added for children (local price policy, none by default)" }
  not_limited:
    type: list
    default: [特需, 加收, 夜间]
    doc: { zh: 名称含有这些词的收费不适用限价（特需病房、加收项、夜间收费）, en: "Lines whose name has one of these words have no such limit (special wards, surcharges, night rates)" }
requires: [effective_line, price_limit | fee_line.pric_uplmt_amt]
population: SELECT count(*) FROM effective_line l WHERE l.audited AND (l.pric_uplmt_amt > 0 OR EXISTS (SELECT 1 FROM price_limit p WHERE p.hilist_code = l.hilist_code AND in_region(p.region, l.admdvs) AND in_force(p.valid_from, p.valid_to, l.fee_date)))
key: [visit_id, item_code]
message:
  zh: "{fixmedins_name} 收取 {item} 单价 {pric} 元，限价 {price_limit} 元，共 {units} 次{paid_zh}"
  en: "{fixmedins_name} charged {pric} yuan for {item}, limit {price_limit}, {units} times{paid_en}"
false_positives:
  zh: [按价格等级不同的限价, 特需病房, 儿童加收, 夜间加收, 限价不在有效期内, 超限价部分已由患者自付（降为线索，不计金额）]
  en: [another limit for the hospital's price level, special wards, surcharge for children, night rates, a limit that was not in force, an excess that the patient already paid (lowered to clue, no money)]
---*/
-- The limit of the item for the hospital's price level, region and date; without one in the table, the limit on the line itself.
-- What the platform already took out as overlmt_selfpay the fund has not paid: the patient was overcharged, the fund was not.
WITH lowest AS (
    SELECT hilist_code, min(pric_uplmt_amt) AS pric_uplmt_amt FROM price_limit WHERE pric_uplmt_amt > 0 GROUP BY hilist_code
), line AS (
    SELECT
        l.*,
        coalesce(l.mdtrt_id, l.setl_id, l.feedetl_sn) AS visit_id,
        -- the settlement knows the level of its day, the institution today's
        coalesce(s.lmtpric_hosp_lv, i.lmtpric_hosp_lv, l.hosp_lv) AS price_level
    FROM effective_line l
    LEFT JOIN settlement s ON s.setl_id = l.setl_id
    LEFT JOIN institution i ON i.fixmedins_code = l.fixmedins_code
    LEFT JOIN lowest w ON w.hilist_code = l.hilist_code
    WHERE l.audited
      AND l.pric > least(w.pric_uplmt_amt, nullif(l.pric_uplmt_amt, 0))
      AND NOT has_word(l.hilist_name, getvariable('not_limited'))
), table_limit AS (
    SELECT l.feedetl_sn, p.pric_uplmt_amt
    FROM line l
    JOIN price_limit p
      ON p.hilist_code = l.hilist_code AND in_region(p.region, l.admdvs) AND in_force(p.valid_from, p.valid_to, l.fee_date)
     AND (p.hosp_lv IS NULL OR p.hosp_lv = l.price_level)
    WHERE p.pric_uplmt_amt > 0
    -- the nearest region, the hospital's own level before all levels, the latest
    QUALIFY row_number() OVER (
        PARTITION BY l.feedetl_sn
        ORDER BY length(rtrim(coalesce(p.region, ''), '0')) DESC, p.hosp_lv IS NULL, p.valid_from DESC NULLS LAST, p.pric_uplmt_amt DESC) = 1
), limited AS (
    SELECT
        l.*,
        CAST(coalesce(t.pric_uplmt_amt, nullif(l.pric_uplmt_amt, 0))
            * (1 + CASE WHEN birthday(v.brdy, getvariable('child_age')) > l.fee_date
                        THEN getvariable('child_surcharge') ELSE 0 END) AS DECIMAL(18, 6)) AS price_limit
    FROM line l
    LEFT JOIN table_limit t ON t.feedetl_sn = l.feedetl_sn
    LEFT JOIN valid_settlement v ON v.setl_id = l.setl_id
), over AS (
    SELECT
        *,
        CAST((pric - price_limit) * cnt AS DECIMAL(18, 6)) AS excess,
        CAST(greatest(0, (pric - price_limit) * cnt - coalesce(overlmt_selfpay, 0)) AS DECIMAL(18, 6)) AS paid_excess,
        CAST(pric * cnt - coalesce(overlmt_selfpay, 0) AS DECIMAL(18, 6)) AS covered
    FROM limited
    WHERE pric > price_limit + getvariable('tolerance')
), flagged AS (
    SELECT
        *,
        -- half a fen is rounding
        bool_or(paid_excess >= 0.005) OVER (PARTITION BY visit_id, hilist_code) AS fund_paid,
        sum(cnt) OVER (PARTITION BY visit_id, hilist_code) AS units
    FROM over
)
SELECT
    f.visit_id,
    f.hilist_code AS item_code,
    f.fixmedins_code, f.psn_no, f.mdtrt_id, f.setl_id,
    f.fee_date AS begin_date,
    f.fee_date AS end_date,
    'fee_line' AS row_table,
    f.feedetl_sn AS row_id,
    CASE WHEN f.paid_excess >= 0.005 THEN money_part(f.fund, least(f.paid_excess, f.covered), f.covered) ELSE 0 END AS claim,
    CASE WHEN f.fund_paid THEN 'violation' ELSE 'clue' END AS grade,
    coalesce(k.fixmedins_name, f.fixmedins_code) AS fixmedins_name,
    coalesce(f.hilist_name, f.hilist_code) AS item,
    f.pric, f.price_limit, plain(f.units) AS units,
    CASE WHEN f.fund_paid THEN '' ELSE '，超出部分由患者自付' END AS paid_zh,
    CASE WHEN f.fund_paid THEN '' ELSE ', the excess paid by the patient' END AS paid_en
FROM flagged f
LEFT JOIN institution_kind k ON k.fixmedins_code = f.fixmedins_code
