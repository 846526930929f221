/*---
id: special-drug-benefit
title: { zh: 大病特药待遇超支, en: "Special-drug benefit above the policy" }
grade: violation
tier: 5
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第六项, checked: false }
official: { library: 两库, category: P-政策 }
catalogue: H6
params:
  tolerance: { type: decimal, default: 0.01, min: 0, max: 10, doc: { zh: "超出不到此金额（元）的不列", en: "An excess of no more than this (yuan) is left out" } }
requires: [valid_settlement.inscp, settlement_policy.special_drug_rate]
lookback: 12 months
population: SELECT count(DISTINCT v.psn_no) FROM valid_settlement v JOIN settlement_policy p ON p.setl_id = v.setl_id WHERE v.audited AND p.special_drug_rate IS NOT NULL
key: [psn_no, benefit_year, insutype]
apart: true
message:
  zh: "{benefit_year} 年大病特药政策范围内累计 {covered} 元，应支付至多 {allowed} 元，实际支付 {paid} 元"
  en: "Special drugs of {benefit_year}: {covered} yuan in policy, {allowed} due at most, {paid} paid"
false_positives:
  zh: [年初月份未导入（不扣起付线，只按比例和限额判断）, 同一年度内换险种（分别计算）, 医疗救助、公务员等补充支付（不计入）, 已退费]
  en: ["months missing since January (then the deductible is left out, only rate and limit count)", a change of insurance within the year (counted apart), medical aid and supplements (do not count), refunded settlements]
---*/
-- Per person, insurance and year: due is the rate x (in-policy amounts - deductible), up to the annual limit; all of it for settlements that
-- the policy calls special drugs. Paid is what the pooled fund and the serious illness fund gave: medical aid and supplements lie on top and
-- have limits of their own. What was paid beyond is claimed, the last settlements first; what earlier months already exceeded is not.
WITH whole_year AS (
    -- whether the data hold every month of the year so far: without it nobody knows what was paid before
    SELECT left(month, 4) AS year, count(DISTINCT month) = max(CAST(right(month, 2) AS INTEGER)) AS complete
    FROM valid_settlement
    GROUP BY left(month, 4)
), drug AS (
    SELECT
        v.*,
        CASE WHEN v.hifp_pay IS NULL AND v.hifmi_pay IS NULL THEN greatest(v.fund - coalesce(v.maf_pay, 0), 0)
             ELSE least(v.fund, coalesce(v.hifp_pay, 0) + coalesce(v.hifmi_pay, 0)) END AS benefit,
        p.special_drug_rate AS rate, p.special_drug_deductible AS deductible, p.special_drug_year_cap AS cap
    FROM valid_settlement v
    JOIN settlement_policy p ON p.setl_id = v.setl_id
    WHERE p.special_drug_rate IS NOT NULL AND v.inscp >= 0 AND v.fund >= 0
), year_sum AS (
    SELECT
        d.psn_no, d.benefit_year, d.insutype,
        max(d.rate) AS rate, max(d.cap) AS cap,
        CASE WHEN bool_and(coalesce(w.complete, false)) THEN coalesce(min(d.deductible), 0) ELSE 0 END AS deductible,
        sum(d.inscp) AS covered, sum(d.benefit) AS paid,
        sum(CASE WHEN d.audited THEN 0 ELSE d.inscp END) AS covered_before,
        sum(CASE WHEN d.audited THEN 0 ELSE d.benefit END) AS paid_before
    FROM drug d
    LEFT JOIN whole_year w ON w.year = d.benefit_year
    GROUP BY d.psn_no, d.benefit_year, d.insutype
), judged AS (
    SELECT
        *,
        least(at_rate(greatest(covered - deductible, 0), rate), cap) AS allowed,
        least(at_rate(greatest(covered_before - deductible, 0), rate), cap) AS allowed_before
    FROM year_sum
), flagged AS (
    SELECT *, paid - allowed - greatest(paid_before - allowed_before, 0) AS excess
    FROM judged
), settled AS (
    SELECT
        d.*, f.covered, f.paid, f.allowed, f.excess,
        coalesce(sum(CASE WHEN d.audited THEN d.benefit ELSE 0 END) OVER (
            PARTITION BY d.psn_no, d.benefit_year, d.insutype ORDER BY d.setl_time DESC, d.setl_id DESC
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS later_benefit
    FROM flagged f
    JOIN drug d ON d.psn_no = f.psn_no AND d.benefit_year = f.benefit_year AND coalesce(d.insutype, '') = coalesce(f.insutype, '')
    WHERE f.excess > getvariable('tolerance')
)
SELECT
    psn_no, benefit_year, insutype, fixmedins_code, mdtrt_id, setl_id,
    begndate AS begin_date,
    coalesce(enddate, begndate) AS end_date,
    'settlement' AS row_table,
    setl_id AS row_id,
    CAST(CASE WHEN audited THEN greatest(0, least(benefit, excess - later_benefit)) ELSE 0 END AS DECIMAL(18, 2)) AS claim,
    covered, allowed, paid
FROM settled
