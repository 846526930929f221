/*---
id: outpatient-ratio
title: { zh: 门诊报销比例超标, en: "Outpatient share paid above the policy" }
grade: violation
tier: 5
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第六项, checked: false }
official: { library: 两库, category: P-政策 }
catalogue: H1
params:
  tolerance: { type: decimal, default: 0.01, min: 0, max: 10, doc: { zh: "超出不到此金额（元）的不列", en: "An excess of no more than this (yuan) is left out" } }
requires: [valid_settlement.inscp, settlement_policy.visit_rate]
population: SELECT count(*) FROM valid_settlement v JOIN settlement_policy p ON p.setl_id = v.setl_id WHERE v.audited AND v.kind <> 'inpatient' AND p.visit_rate > 0
key: [claimed_settlement]
message:
  zh: "{fixmedins_name} 于 {visit_date} 的门诊结算：政策范围内 {inscp} 元，按 {rate} 应支付至多 {allowed} 元，实际支付 {paid} 元"
  en: "{fixmedins_name}, visit of {visit_date}: {inscp} yuan in policy, at {rate} the fund pays {allowed} at most, it paid {paid}"
false_positives:
  zh: [公务员补助、医疗救助等其他基金另有支付（只看统筹基金）, 一般诊疗费按其自身比例, 慢特病与急诊另有比例, 部分退费的结算（不判断）]
  en: ["other funds such as civil servants' subsidy or medical aid (only the basic pool is looked at)", the general consultation fee at its own rate, chronic and emergency visits with rates of their own, settlements refunded in part (not judged)]
---*/
-- Allowed is the rate of the policy in force x the in-policy amount (up to the limit of a visit), the general consultation fee at its own
-- rate, rounded half up to the fen. What the basic pool paid beyond that is claimed.
WITH consult AS (
    SELECT setl_id, sum(inscp) AS inscp FROM effective_line WHERE audited AND charge_class = '12' GROUP BY setl_id
), priced AS (
    SELECT
        v.*, p.visit_rate,
        coalesce(v.hifp_pay, v.fund) AS paid,
        least(v.inscp, p.visit_limit) AS covered,
        CASE WHEN p.consult_rate IS NULL THEN 0 ELSE least(coalesce(c.inscp, 0), v.inscp) END AS consult,
        coalesce(p.consult_rate, p.visit_rate) AS consult_rate
    FROM valid_settlement v
    JOIN settlement_policy p ON p.setl_id = v.setl_id
    LEFT JOIN consult c ON c.setl_id = v.setl_id
    WHERE v.audited AND v.kind <> 'inpatient' AND p.visit_rate > 0 AND NOT v.refd_part
), judged AS (
    SELECT *, at_rate(greatest(covered - consult, 0), visit_rate) + at_rate(least(consult, covered), consult_rate) AS allowed
    FROM priced
    WHERE inscp >= 0
)
SELECT
    j.setl_id AS claimed_settlement,
    j.fixmedins_code, j.psn_no, j.mdtrt_id, j.setl_id,
    j.begndate AS begin_date,
    j.begndate AS end_date,
    'settlement' AS row_table,
    j.setl_id AS row_id,
    j.paid - j.allowed AS claim,
    coalesce(k.fixmedins_name, j.fixmedins_code) AS fixmedins_name,
    j.begndate AS visit_date, j.inscp,
    plain(j.visit_rate * 100) || '%' AS rate,
    j.allowed, j.paid
FROM judged j
LEFT JOIN institution_kind k ON k.fixmedins_code = j.fixmedins_code
WHERE j.paid > j.allowed + getvariable('tolerance')
