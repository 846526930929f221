/*---
id: outpatient-annual-cap
title: { zh: 门诊年度限额超支, en: "Outpatient payments above the annual limit" }
grade: violation
tier: 5
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第六项, checked: false }
official: { library: 两库, category: P-政策 }
catalogue: H2
params:
  tolerance: { type: decimal, default: 0.00, min: 0, max: 100, doc: { zh: "超出不到此金额（元）的不列", en: "An excess of no more than this (yuan) is left out" } }
requires: [valid_settlement, settlement_policy.outpatient_year_cap]
lookback: 12 months
population: SELECT count(DISTINCT v.psn_no) FROM valid_settlement v JOIN settlement_policy p ON p.setl_id = v.setl_id WHERE v.audited AND p.outpatient_year_cap IS NOT NULL AND v.kind <> 'inpatient'
key: [psn_no, benefit_year, insutype]
apart: true
message:
  zh: "{benefit_year} 年普通门诊统筹支付累计 {year_paid} 元，超过年度限额 {year_cap} 元"
  en: "Outpatient payments of {benefit_year} come to {year_paid} yuan, the annual limit is {year_cap}"
false_positives:
  zh: [同一年度内换险种（分别计算）, 跨年住院按结算年度计入, 已退费, 稽核月份以前已超出的部分（不重复追回）, 慢特病与药店另有限额]
  en: [a change of insurance within the year (counted apart), stays over the turn of the year (the year of the settlement), refunded settlements, what went beyond the limit before the audited months (not claimed again), chronic visits and pharmacies with limits of their own]
---*/
-- The pooled fund's payments for common outpatient visits of one person, insurance and calendar year, in order of time: what goes beyond
-- the annual limit is claimed, the last settlements first. Earlier settlements are evidence.
WITH paid AS (
    SELECT v.*, coalesce(v.hifp_pay, v.fund) AS paid, p.outpatient_year_cap AS cap
    FROM valid_settlement v
    JOIN settlement_policy p ON p.setl_id = v.setl_id
    WHERE p.outpatient_year_cap IS NOT NULL AND v.kind <> 'inpatient' AND coalesce(v.hifp_pay, v.fund) > 0
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
