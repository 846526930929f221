/*---
id: chronic-cap-and-interval
title: { zh: 慢特病超限额, en: Chronic-disease benefits above the limit }
grade: violation
tier: 5
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第六项, checked: false }
official: { library: 两库, category: P-待遇 }
catalogue: D8
params:
  tolerance:
    type: decimal
    default: 0.00
    min: 0
    max: 100
    doc: { zh: 超出限额不到此金额（元）的不列, en: An excess of no more than this (yuan) is left out }
requires: [valid_settlement, chronic_limit, settlement.dise_no]
lookback: 12 months
population:
  SELECT count(*) FROM valid_settlement v WHERE v.audited AND v.fund > 0 AND EXISTS (SELECT 1 FROM chronic_limit l
  WHERE l.opsp_dise_code = v.dise_no AND (l.insutype IS NULL OR l.insutype = v.insutype)
  AND in_region(l.region, v.admdvs) AND in_force(l.valid_from, l.valid_to, v.begndate))
key: [psn_no, disease, period]
apart: true
message:
  zh: "{period} {disease_name} 的{kind_zh} {used} 元，超过限额 {limit_amt} 元"
  en: "{period}: {kind_en} of {disease_name} {used} yuan, above the limit of {limit_amt}"
false_positives:
  zh: [两个病种合并限额（按各限额之和判断，降为可疑）, 跨月取药（以服务日为准）, 限额调整（按较高者）, 取药间隔与处方天数由超量开药、重复开药两条规则检查]
  en: ["two diseases with one merged limit (judged by the sum of the limits, lowered to suspect)", drugs fetched over the end of a month (the date of service counts), a limit that was changed (the higher one counts), intervals and days of supply are looked at by the rules for oversupply and early refill]
---*/
-- What a person used of a disease's limit in its period (month, quarter or year of service), in pooled fund, in-policy amount or gross as
-- limit_kind says (fund, inscp, medfee). Claimed is the fund of the excess, the latest settlements first. A person with several limited
-- diseases is only judged by the sum of the limits.
WITH used AS (
    SELECT
        v.*, l.opsp_dise_code AS disease, coalesce(l.opsp_dise_name, v.dise_name, l.opsp_dise_code) AS disease_name,
        coalesce(l.limit_kind, 'fund') AS limit_kind, l.limit_amt,
        CASE l.period WHEN 'year' THEN left(month_of(v.begndate), 4)
                      WHEN 'quarter' THEN left(month_of(v.begndate), 4) || 'Q' || extract(quarter FROM v.begndate)
                      ELSE month_of(v.begndate) END AS period,
        CASE l.limit_kind WHEN 'medfee' THEN v.medfee WHEN 'inscp' THEN coalesce(v.inscp, v.medfee) ELSE v.fund END AS basis
    FROM valid_settlement v
    JOIN chronic_limit l
      ON l.opsp_dise_code = v.dise_no AND l.limit_amt > 0
     AND (l.insutype IS NULL OR l.insutype = v.insutype)
     AND in_region(l.region, v.admdvs) AND in_force(l.valid_from, l.valid_to, v.begndate)
    WHERE v.fund > 0 AND has_trait(v.traits, 'chronic')
    QUALIFY row_number() OVER (
        PARTITION BY v.setl_id, l.period, l.limit_kind
        ORDER BY length(rtrim(coalesce(l.region, ''), '0')) DESC, l.insutype IS NULL, l.valid_from DESC NULLS LAST) = 1
), of_disease AS (
    SELECT psn_no, period, limit_kind, disease, sum(basis) AS used, max(limit_amt) AS limit_amt, bool_or(audited) AS audited
    FROM used
    GROUP BY psn_no, period, limit_kind, disease
), of_person AS (
    SELECT
        d.*,
        count(*) OVER one AS diseases,
        sum(d.used) OVER one AS all_used,
        sum(d.limit_amt) OVER one AS all_limits
    FROM of_disease d
    WINDOW one AS (PARTITION BY d.psn_no, d.period, d.limit_kind)
), beyond AS (
    SELECT *, CASE WHEN diseases = 1 THEN used - limit_amt ELSE least(used - limit_amt, all_used - all_limits) END AS excess
    FROM of_person
    WHERE audited AND used - limit_amt > getvariable('tolerance') AND (diseases = 1 OR all_used - all_limits > getvariable('tolerance'))
), ordered AS (
    SELECT
        b.diseases, b.excess, b.used, b.limit_amt AS limit_of_person, u.*,
        coalesce(sum(u.basis) OVER (
            PARTITION BY u.psn_no, u.period, u.limit_kind, u.disease
            ORDER BY u.setl_time DESC, u.setl_id DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS later_basis
    FROM beyond b
    JOIN used u ON u.psn_no = b.psn_no AND u.period = b.period AND u.limit_kind = b.limit_kind AND u.disease = b.disease
)
SELECT
    o.psn_no, o.disease, o.period, o.fixmedins_code, o.mdtrt_id, o.setl_id,
    o.begndate AS begin_date,
    coalesce(o.enddate, o.begndate) AS end_date,
    'settlement' AS row_table,
    o.setl_id AS row_id,
    money_part(o.fund, greatest(0, least(o.basis, o.excess - o.later_basis)), o.basis) AS claim,
    CASE WHEN o.diseases = 1 THEN 'violation' ELSE 'suspect' END AS grade,
    o.disease_name, o.used, o.limit_of_person AS limit_amt,
    CASE o.limit_kind WHEN 'medfee' THEN '医疗费总额' WHEN 'inscp' THEN '符合范围金额' ELSE '基金支付' END AS kind_zh,
    CASE o.limit_kind WHEN 'medfee' THEN 'total charges' WHEN 'inscp' THEN 'in-policy amount' ELSE 'pooled fund' END AS kind_en
FROM ordered o
