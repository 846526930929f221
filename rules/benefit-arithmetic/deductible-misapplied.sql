/*---
id: deductible-misapplied
title: { zh: 起付线少扣, en: "Deductible not taken in full" }
grade: violation
tier: 5
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第六项, checked: false }
official: { library: 两库, category: P-政策 }
catalogue: H8
params:
  tolerance: { type: decimal, default: 0.01, min: 0, max: 10, doc: { zh: "超出不到此金额（元）的不列", en: "An excess of no more than this (yuan) is left out" } }
  exempt_traits: { type: list, default: [maternity, transfer, per_diem, home_bed, day_surgery, chemo], doc: { zh: "不扣或减扣起付线的医疗类别特征（生育、转院、床日、家庭病床、日间手术、放化疗）", en: "Traits of medical types with no or another deductible (maternity, transfer, per diem, sickbed at home, day surgery, chemotherapy)" } }
  exempt_psn_types: { type: list, default: ['13', '34'], doc: { zh: "不扣起付线的人员类别前缀（离休等）", en: "Kinds of persons (prefixes) without a deductible" } }
requires: [stay, settlement.act_pay_dedc, settlement_policy.deductible | settlement.dedc_std]
lookback: 12 months
population:
  SELECT count(*) FROM stay y JOIN settlement s ON s.setl_id = y.setl_id LEFT JOIN settlement_policy p ON p.setl_id = y.setl_id
  WHERE y.audited AND s.act_pay_dedc IS NOT NULL AND coalesce(p.deductible, s.dedc_std) IS NOT NULL
key: [claimed_settlement]
message:
  zh: "{fixmedins_name} 住院（年内第 {stay_no} 次）起付线应为 {standard} 元，实际扣 {taken} 元"
  en: "{fixmedins_name}: deductible of stay number {stay_no} of the year is {standard} yuan, taken {taken}"
false_positives:
  zh: [年内第二次及以后住院的较低起付线, 年初月份未导入（按较低者）, 转院连续计算（前一次离院方式为转院、转社区乡镇的当日或次日入院，或有转诊登记的，不判断）, 救助对象免起付线（有救助支付或救助身份的，不判断）, 生育与日间手术, 中途结算（不判断）, 部分退费（不判断）]
  en: [a lower deductible of later stays in the year, months missing since January (the lower one counts), "a transfer that continues a stay (admitted on the day of a discharge by transfer or the day after it, or with a registered referral: not judged)", "persons with medical aid are exempt (aid paid or an identity: not judged)", maternity and day surgery, stays settled in parts (not judged), refunds in part (not judged)]
---*/
-- The standard is the policy's for the level at which the deductible was taken and the number of the stay in the year, without a policy the
-- export's own dedc_std, never more than the in-policy amount. Claimed is what the basic pool paid on the part of the deductible that was not taken.
WITH whole_year AS (
    -- whether the data hold every month of the year so far: without it nobody knows what was paid before
    SELECT left(month, 4) AS year, count(DISTINCT month) = max(CAST(right(month, 2) AS INTEGER)) AS complete
    FROM valid_settlement
    GROUP BY left(month, 4)
), numbered AS (
    SELECT
        y.*, v.benefit_year, v.inscp, v.hifp_pay, v.psn_type, v.maf_pay, v.refd_part,
        row_number() OVER (PARTITION BY y.psn_no, v.benefit_year ORDER BY y.adm, y.mdtrt_id) AS stay_no
    FROM stay y
    JOIN valid_settlement v ON v.setl_id = y.setl_id
), judged AS (
    SELECT
        n.*, s.act_pay_dedc AS taken,
        least(n.inscp, CASE WHEN p.deductible IS NULL THEN s.dedc_std
             WHEN coalesce(w.complete, false) AND n.stay_no = 1 THEN p.deductible
             ELSE least(p.deductible, p.later_deductible) END) AS standard
    FROM numbered n
    JOIN settlement s ON s.setl_id = n.setl_id
    LEFT JOIN settlement_policy p ON p.setl_id = n.setl_id
    LEFT JOIN whole_year w ON w.year = n.benefit_year
    WHERE n.audited AND NOT n.refd_part AND n.hifp_pay > 0 AND n.inscp IS NOT NULL AND coalesce(n.maf_pay, 0) = 0
      AND coalesce(p.deductible, s.dedc_std) IS NOT NULL
      AND n.refl_old_mdtrt_id IS NULL
      AND NOT has_any_trait(n.traits, getvariable('exempt_traits'))
      AND NOT has_prefix(n.psn_type, getvariable('exempt_psn_types'))
      -- 2 and 3: passed on to another hospital, which goes on with the stay
      AND NOT EXISTS (
          SELECT 1 FROM stay b
          WHERE b.psn_no = n.psn_no AND b.mdtrt_id <> n.mdtrt_id AND b.dscg_way IN ('2', '3') AND days_between(b.dsc, n.adm) BETWEEN 0 AND 1)
      AND NOT EXISTS (
          SELECT 1 FROM referral r
          WHERE r.psn_no = n.psn_no AND r.reflin_medins_no = n.fixmedins_code AND is_valid(r.vali_flag)
            AND n.adm BETWEEN r.begndate AND coalesce(r.enddate, n.adm))
      -- who holds an identity for medical aid on any day of the stay may be exempt, whether aid was paid or not
      AND NOT EXISTS (
          SELECT 1 FROM aid_identity i
          WHERE i.psn_no = n.psn_no AND is_valid(i.vali_flag)
            AND i.begndate <= coalesce(n.dsc, n.adm) AND coalesce(i.enddate, n.adm) >= n.adm)
)
SELECT
    j.setl_id AS claimed_settlement,
    j.fixmedins_code, j.psn_no, j.mdtrt_id, j.setl_id,
    j.adm AS begin_date,
    coalesce(j.dsc, j.adm) AS end_date,
    'settlement' AS row_table,
    j.setl_id AS row_id,
    money_part(j.hifp_pay, j.standard - j.taken, j.inscp - j.taken) AS claim,
    coalesce(j.fixmedins_name, j.fixmedins_code) AS fixmedins_name,
    j.stay_no, j.standard, j.taken
FROM judged j
WHERE j.taken < j.standard - getvariable('tolerance') AND j.taken >= 0
