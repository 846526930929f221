/*---
id: medical-aid-cap
title: { zh: 医疗救助超限额或无救助身份, en: "Medical aid above its limit or without an identity" }
grade: violation
tier: 5
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第六项, checked: false }
official: { library: 两库, category: P-政策 }
catalogue: H7
params:
  tolerance: { type: decimal, default: 0.00, min: 0, max: 100, doc: { zh: "超出不到此金额（元）的不列", en: "An excess of no more than this (yuan) is left out" } }
requires: [valid_settlement.maf_pay, settlement_policy.aid_year_cap | aid_identity]
lookback: 12 months
population:
  SELECT count(DISTINCT v.psn_no) FROM valid_settlement v LEFT JOIN settlement_policy p ON p.setl_id = v.setl_id
  WHERE v.audited AND v.maf_pay > 0 AND (p.aid_year_cap IS NOT NULL OR EXISTS (SELECT 1 FROM aid_identity))
key: [psn_no, benefit_year, reason_code]
apart: true
message:
  zh: "{benefit_year} 年医疗救助支付累计 {year_paid} 元：{reason_zh}"
  en: "Medical aid of {benefit_year} comes to {year_paid} yuan: {reason_en}"
false_positives:
  zh: [事后追认的救助身份（无身份的列为可疑）, 依申请救助另有限额, 跨年住院按结算年度计入, 已退费]
  en: ["an identity granted later (without one the grade is suspect)", aid on application with a limit of its own, stays over the turn of the year (the year of the settlement), refunded settlements]
---*/
-- Medical aid (maf_pay), outpatient and inpatient together, of one person and year in order of time: what goes beyond the annual limit is
-- claimed, the last settlements first. Apart from that: the aid of settlements on a day without an identity, where identities are delivered.
WITH aid AS (
    SELECT v.*, p.aid_year_cap AS cap
    FROM valid_settlement v
    LEFT JOIN settlement_policy p ON p.setl_id = v.setl_id
    WHERE v.maf_pay > 0
), running AS (
    SELECT
        *,
        sum(maf_pay) OVER (PARTITION BY psn_no, benefit_year ORDER BY setl_time, setl_id ROWS UNBOUNDED PRECEDING) AS so_far,
        max(cap) OVER one AS year_cap,
        sum(maf_pay) OVER one AS year_paid
    FROM aid
    WINDOW one AS (PARTITION BY psn_no, benefit_year)
), judged AS (
    SELECT r.*, 'limit' AS reason_code, CASE WHEN audited THEN greatest(0, least(maf_pay, so_far - year_cap)) ELSE 0 END AS excess
    FROM running r
    QUALIFY bool_or(audited AND so_far > year_cap + getvariable('tolerance')) OVER (PARTITION BY psn_no, benefit_year)
    UNION ALL
    SELECT r.*, 'identity', r.maf_pay
    FROM running r
    WHERE r.audited
      AND EXISTS (SELECT 1 FROM aid_identity)
      AND NOT EXISTS (
          SELECT 1
          FROM aid_identity i
          WHERE i.psn_no = r.psn_no AND is_valid(i.vali_flag)
            -- an identity on any day of the care or its settlement is enough
            AND i.begndate <= CAST(r.setl_time AS DATE) AND coalesce(i.enddate, r.begndate) >= r.begndate)
)
SELECT
    psn_no, benefit_year, reason_code, fixmedins_code, mdtrt_id, setl_id,
    begndate AS begin_date,
    coalesce(enddate, begndate) AS end_date,
    'settlement' AS row_table,
    setl_id AS row_id,
    CAST(excess AS DECIMAL(18, 2)) AS claim,
    CASE reason_code WHEN 'limit' THEN 'violation' ELSE 'suspect' END AS grade,
    year_paid,
    CASE reason_code WHEN 'limit' THEN '超过年度限额 ' || year_cap || ' 元' ELSE '就医时无救助身份' END AS reason_zh,
    CASE reason_code WHEN 'limit' THEN 'above the annual limit of ' || year_cap ELSE 'no identity at the time of care' END AS reason_en
FROM judged
