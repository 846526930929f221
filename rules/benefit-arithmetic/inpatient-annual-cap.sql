/*---
id: inpatient-annual-cap
title: { zh: 住院年度限额超支, en: "Inpatient payments above the annual limit" }
grade: violation
tier: 5
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第六项, checked: false }
official: { library: 两库, category: P-政策 }
catalogue: H3
params:
  tolerance: { type: decimal, default: 0.00, min: 0, max: 100, doc: { zh: "超出不到此金额（元）的不列", en: "An excess of no more than this (yuan) is left out" } }
requires: [valid_settlement.hifp_pay, settlement_policy.inpatient_year_cap]
lookback: 12 months
population: SELECT count(DISTINCT v.psn_no) FROM valid_settlement v JOIN settlement_policy p ON p.setl_id = v.setl_id WHERE v.audited AND p.inpatient_year_cap IS NOT NULL AND v.kind = 'inpatient'
key: [psn_no, benefit_year, insutype]
apart: true
message:
  zh: "{benefit_year} 年住院统筹基金支付累计 {year_paid} 元，超过年度限额 {year_cap} 元"
  en: "Inpatient payments of the basic pool in {benefit_year} come to {year_paid} yuan, the annual limit is {year_cap}"
false_positives:
  zh: [同一年度内换险种（分别计算）, 跨年住院按结算年度计入, 已退费, 稽核月份以前已超出的部分（不重复追回）, 大病保险与医疗救助是另外的基金（只累计统筹基金）]
  en: [a change of insurance within the year (counted apart), stays over the turn of the year (the year of the settlement), refunded settlements, what went beyond the limit before the audited months (not claimed again), serious-illness insurance and medical aid are other funds (only the basic pool counts)]
---*/
-- What the basic pool (hifp_pay alone) paid for stays of one person, insurance and year, in order of time: what goes beyond the annual
-- limit is claimed, the last settlements first. Earlier settlements are evidence.
WITH paid AS (
    SELECT v.*, v.hifp_pay AS paid, p.inpatient_year_cap AS cap
    FROM valid_settlement v
    JOIN settlement_policy p ON p.setl_id = v.setl_id
    WHERE p.inpatient_year_cap IS NOT NULL AND v.kind = 'inpatient' AND v.hifp_pay > 0
), running AS (
    SELECT
        *,
        sum(paid) OVER (
            PARTITION BY psn_no, benefit_year, insutype ORDER BY setl_time, setl_id ROWS UNBOUNDED PRECEDING) AS so_far,
        max(cap) OVER one AS year_cap,
        sum(paid) OVER one AS year_paid
    FROM paid
    WINDOW one AS (PARTITION BY psn_no, benefit_year, insutype)
), judged AS (
    SELECT
        *,
        CASE WHEN audited THEN greatest(0, least(paid, so_far - year_cap)) ELSE 0 END AS excess
    FROM running
    QUALIFY bool_or(audited AND so_far > year_cap + getvariable('tolerance')) OVER (PARTITION BY psn_no, benefit_year, insutype)
)
SELECT
    psn_no, benefit_year, insutype, fixmedins_code, mdtrt_id, setl_id,
    begndate AS begin_date,
    coalesce(enddate, begndate) AS end_date,
    'settlement' AS row_table,
    setl_id AS row_id,
    CAST(excess AS DECIMAL(18, 2)) AS claim,
    year_cap, year_paid
FROM judged
