/*---
id: offsite-high-use
title: { zh: 异地高频高额就医, en: Treated away from home often and at high cost }
grade: clue
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第一项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: I3
params:
  window_days:
    type: integer
    default: 365
    min: 7
    max: 365
    doc: { zh: 统计最近多少天, en: The last days that are counted }
  min_visits:
    type: integer
    default: 5
    min: 2
    max: 1000
    doc: { zh: 异地结算至少几次（公开的监管配置为 5 次）, en: "Fewest settlements away from home (5 in a published configuration)" }
  min_amount:
    type: decimal
    default: 50000.00
    min: 0
    max: 10000000
    doc: { zh: 且异地医疗费总额超过（元，公开的监管配置为 5 万元）, en: "And their total above this (yuan; 50,000 in a published configuration)" }
  exempt_traits:
    type: list
    default: [dialysis, chemo]
    doc: { zh: 不计的医疗类别特征（透析、放化疗）, en: "Traits of medical types that do not count (dialysis, chemotherapy)" }
  planned_dx:
    type: list
    default: [Z51, Z49]
    doc: { zh: 不计的诊断编码前缀（放化疗、透析）, en: "Diagnosis prefixes that do not count (chemotherapy, radiotherapy, dialysis)" }
requires: [valid_settlement, settlement.insu_admdvs | settlement.pay_loc]
lookback: 12 months
population: SELECT count(DISTINCT v.psn_no) FROM valid_settlement v JOIN settlement s ON s.setl_id = v.setl_id LEFT JOIN institution i ON i.fixmedins_code = v.fixmedins_code WHERE v.audited AND offsite_scope(CASE WHEN coalesce(i.fix_blng_admdvs, s.fix_blng_admdvs) IS NOT NULL THEN v.insu_admdvs END, v.admdvs, v.pay_loc) IS NOT NULL
key: [psn_no]
message:
  zh: "近 {of_days} 天异地就医结算 {visits} 次（{institutions} 家机构），医疗费 {total} 元"
  en: "{visits} settlements away from home within {of_days} days (institutions: {institutions}), {total} yuan in all"
false_positives:
  zh: [备案后长期异地居住（备案有效的不计）, 放化疗、透析（不计）, 重大疾病在上级医院多次住院, 参保地登记未更新]
  en: [people who live there and filed it (not counted while the filing is in force), "chemotherapy, radiotherapy and dialysis (not counted)", a severe illness with several stays at a higher hospital, a place of insurance that was not updated]
---*/
-- Per person the settlements away from home, without a filing in force that covers the place, within the last days of the window: how many, and how
-- much in all. Both limits must be passed. Shows where to look and claims no money.
WITH away AS (
    SELECT v.*
    FROM valid_settlement v
    JOIN settlement s ON s.setl_id = v.setl_id
    LEFT JOIN institution i ON i.fixmedins_code = v.fixmedins_code
    -- by the divisions, by the place of payment where the institution's is unknown
    WHERE offsite_scope(CASE WHEN coalesce(i.fix_blng_admdvs, s.fix_blng_admdvs) IS NOT NULL THEN v.insu_admdvs END, v.admdvs, v.pay_loc) IS NOT NULL
      AND v.begndate >= plus_days(getvariable('window_to'), -getvariable('window_days'))
      AND NOT has_any_trait(v.traits, getvariable('exempt_traits'))
      AND NOT has_prefix(v.dx, getvariable('planned_dx'))
      AND NOT EXISTS (
        SELECT 1
        FROM offsite_filing f
        WHERE (f.psn_no = v.psn_no OR f.certno = v.certno)
          AND is_valid(f.vali_flag) AND NOT is_yes(f.retn_flag)
          AND (coalesce(i.fix_blng_admdvs, s.fix_blng_admdvs) IS NULL OR covers_place(f.rloc_admdvs, v.admdvs))
          AND f.begndate <= v.begndate AND coalesce(f.enddate, v.begndate) >= v.begndate)
), flagged AS (
    SELECT psn_no, count(*) AS visits, count(DISTINCT fixmedins_code) AS institutions, sum(medfee) AS total
    FROM away
    GROUP BY psn_no
    HAVING bool_or(audited) AND count(*) >= getvariable('min_visits') AND sum(medfee) > getvariable('min_amount')
)
SELECT
    a.psn_no, a.fixmedins_code, a.mdtrt_id, a.setl_id,
    a.begndate AS begin_date,
    coalesce(a.enddate, a.begndate) AS end_date,
    'settlement' AS row_table,
    a.setl_id AS row_id,
    0 AS claim,
    f.visits, f.institutions, f.total,
    getvariable('window_days') AS of_days
FROM flagged f
JOIN away a ON a.psn_no = f.psn_no
