/*---
id: fixed-payment-double
title: { zh: 定额与按项目重复支付, en: "Paid by the case and by item for the same days" }
grade: violation
tier: 5
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第三项, checked: false }
official: { library: 两库, category: P-政策 }
catalogue: H11
params:
  min_overlap_days: { type: integer, default: 1, min: 1, max: 30, doc: { zh: "两笔结算的日期至少重叠几天", en: "Fewest days that both settlements cover" } }
requires: [valid_settlement, settlement.bydise_setl_payamt]
lookback: 3 months
population:
  SELECT count(*) FROM valid_settlement v JOIN settlement s ON s.setl_id = v.setl_id
  WHERE v.audited AND v.kind = 'inpatient' AND s.bydise_setl_payamt > 0
key: [fixed_settlement, item_settlement]
message:
  zh: "{fixmedins_name} {overlap_from} 起 {overlap_days} 天内既按病种定额结算，又按项目结算，较小一笔 {smaller} 元"
  en: "{fixmedins_name} settled by the case and again by item from {overlap_from} (days: {overlap_days}); the smaller one is {smaller} yuan"
false_positives:
  zh: [中途结算的各段（日期不重叠）, 定额外的除外项目（同一笔结算内，不判断）, 新生儿随母结算, 已退费]
  en: ["parts of one stay (their days do not overlap)", items excepted from the fixed price (in one settlement, not judged), a newborn billed under the mother, refunded settlements]
---*/
-- Two inpatient settlements of one person at one institution over the same days, one with a payment by disease (bydise_setl_payamt), the other
-- by item: the smaller payment of the fund is claimed. Discharge and admission on one day do not overlap.
WITH paid AS (
    SELECT
        v.*, coalesce(v.enddate, CAST(v.setl_time AS DATE)) AS last_day,
        coalesce(s.bydise_setl_payamt, 0) > 0 AS fixed, is_yes(s.nwb_flag) AS newborn
    FROM valid_settlement v
    JOIN settlement s ON s.setl_id = v.setl_id
    WHERE v.kind = 'inpatient' AND v.fund > 0
), pair AS (
    SELECT
        f.setl_id AS fixed_settlement, i.setl_id AS item_settlement,
        greatest(f.begndate, i.begndate) AS overlap_from,
        days_between(greatest(f.begndate, i.begndate), least(f.last_day, i.last_day)) AS overlap_days,
        CASE WHEN i.fund <= f.fund THEN i.setl_id ELSE f.setl_id END AS smaller_settlement,
        least(i.fund, f.fund) AS smaller
    FROM paid f
    JOIN paid i ON i.psn_no = f.psn_no AND i.fixmedins_code = f.fixmedins_code AND i.setl_id <> f.setl_id AND i.newborn = f.newborn
    WHERE f.fixed AND NOT i.fixed AND (f.audited OR i.audited)
)
SELECT
    p.fixed_settlement, p.item_settlement,
    s.fixmedins_code, s.psn_no, s.mdtrt_id, s.setl_id,
    s.begndate AS begin_date,
    s.last_day AS end_date,
    'settlement' AS row_table,
    s.setl_id AS row_id,
    CASE WHEN s.setl_id = p.smaller_settlement THEN s.fund ELSE 0 END AS claim,
    coalesce(k.fixmedins_name, s.fixmedins_code) AS fixmedins_name,
    p.overlap_from, p.overlap_days, p.smaller
FROM pair p
JOIN paid s ON s.setl_id IN (p.fixed_settlement, p.item_settlement)
LEFT JOIN institution_kind k ON k.fixmedins_code = s.fixmedins_code
WHERE p.overlap_days >= getvariable('min_overlap_days')
