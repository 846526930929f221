/*---
id: early-refill
title: { zh: 重复开药（提前续方）, en: Refilled long before the supply was used up }
grade: suspect
tier: 4
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第二项, checked: false }
official: { library: 两库, category: C-药品 }
catalogue: D4
params:
  used_share:
    type: decimal
    default: 0.7
    min: 0
    max: 1
    doc: { zh: 上次用量用去多少之前再次取药即列（经验值）, en: "Refilled before this share of the supply was used up (experience, no official figure)" }
  min_gap:
    type: integer
    default: 3
    min: 0
    max: 31
    doc: { zh: 剩余用量至少多少天才列, en: Fewest days of supply left over }
  exempt_generics:
    type: list
    default: [XL01, XL02, XL04, XA10A]
    doc: { zh: 不判断的药品编码前缀（抗肿瘤、免疫抑制、胰岛素）, en: "Drug code prefixes not judged (cancer drugs, immunosuppressants, insulin)" }
requires: [drug_supply, fee_line.prd_days | fee_line.sin_dos_dscr]
lookback: 4 months
population: SELECT count(*) FROM drug_supply WHERE audited AND days > 0 AND NOT at_discharge
key: [psn_no, generic, refilled_on]
apart: true
message:
  zh: "{earlier_date} 已取 {item} {earlier_days} 天用量，{refilled_on} 又在 {fixmedins_name} 取药，尚余 {left_days} 天"
  en: "{item} for {earlier_days} days was fetched on {earlier_date}, and again at {fixmedins_name} on {refilled_on}, with {left_days} days left"
false_positives:
  zh: [更换规格或剂型（不列）, 剂量增加（不列）, 药品遗失损坏, 同日同一机构多张处方（视为一次）, 出院带药（不列）]
  en: [another strength or form (left out), a higher dose (left out), drugs lost or broken, several prescriptions of a day at one institution (one purchase), drugs given at discharge (left out)]
---*/
-- Purchases of one generic in one specification, dose and frequency, over all institutions; those of a day at one institution are one; drugs given at
-- discharge are none. A purchase before the share of a supply fetched before is used up (of several the one that lasts longest), on the same day too
-- where it is another institution's: claimed is the fund of the days that overlap, of the later purchase.
WITH line AS (
    SELECT *
    FROM drug_supply
    WHERE days > 0 AND cnt > 0 AND NOT at_discharge AND NOT has_prefix(hilist_code, getvariable('exempt_generics'))
), purchase AS (
    SELECT
        psn_no, medicine, fee_date, fixmedins_code, min(fee_ocur_time) AS fetched_at, max(days_in_all) AS supply,
        days_between(DATE '2000-01-01', fee_date) + getvariable('used_share') * max(days_in_all) AS used_until
    FROM line
    GROUP BY psn_no, medicine, fee_date, fixmedins_code
), timeline AS (
    SELECT
        *,
        max_by((fee_date, fixmedins_code, supply), (used_until, fetched_at, fixmedins_code)) OVER before AS earlier,
        max(used_until) OVER before AS earlier_until
    FROM purchase
    WINDOW before AS (PARTITION BY psn_no, medicine ORDER BY fee_date, fetched_at, fixmedins_code ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), early AS (
    SELECT
        psn_no, medicine, fee_date, fixmedins_code, supply,
        earlier[1] AS earlier_date, earlier[2] AS earlier_place, earlier[3] AS earlier_days,
        earlier[3] - days_between(earlier[1], fee_date) AS left_days
    FROM timeline
    WHERE days_between(DATE '2000-01-01', fee_date) < earlier_until
      AND earlier[3] - days_between(earlier[1], fee_date) >= getvariable('min_gap')
), row_of AS (
    SELECT
        e.psn_no, e.medicine, e.fee_date AS refilled_on, e.fixmedins_code AS refilled_at, e.earlier_date, e.earlier_days, e.left_days,
        l.feedetl_sn, l.setl_id, l.mdtrt_id, l.fixmedins_code, l.generic, l.fee_date, l.hilist_code, l.hilist_name,
        money_part(l.fund, least(e.left_days, e.supply), e.supply) AS claim, true AS refill
    FROM early e
    JOIN line l ON l.psn_no = e.psn_no AND l.medicine = e.medicine AND l.fee_date = e.fee_date AND l.fixmedins_code = e.fixmedins_code
    WHERE l.audited
    UNION ALL
    SELECT
        e.psn_no, e.medicine, e.fee_date, e.fixmedins_code, e.earlier_date, e.earlier_days, e.left_days,
        l.feedetl_sn, l.setl_id, l.mdtrt_id, l.fixmedins_code, l.generic, l.fee_date, l.hilist_code, l.hilist_name, 0, false
    FROM early e
    JOIN line l ON l.psn_no = e.psn_no AND l.medicine = e.medicine AND l.fee_date = e.earlier_date AND l.fixmedins_code = e.earlier_place
)
SELECT
    r.psn_no, r.generic, r.refilled_on,
    r.fixmedins_code, r.mdtrt_id, r.setl_id,
    r.fee_date AS begin_date,
    r.fee_date AS end_date,
    'fee_line' AS row_table,
    r.feedetl_sn AS row_id,
    r.claim,
    first_value(coalesce(k.fixmedins_name, r.fixmedins_code)) OVER one AS fixmedins_name,
    coalesce(r.hilist_name, r.hilist_code) AS item,
    r.earlier_date, r.earlier_days, r.left_days
FROM row_of r
LEFT JOIN institution_kind k ON k.fixmedins_code = r.fixmedins_code
WINDOW one AS (PARTITION BY r.psn_no, r.medicine, r.refilled_on, r.refilled_at ORDER BY r.refill DESC, r.feedetl_sn)
