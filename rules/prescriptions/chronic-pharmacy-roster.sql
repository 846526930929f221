/*---
id: chronic-pharmacy-roster
title: { zh: 慢病药店“两点一线”, en: "One doctor, one pharmacy, again and again" }
grade: clue
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第五项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: D16
params:
  pair_share:
    type: decimal
    default: 0.9
    min: 0.5
    max: 1
    doc: { zh: 同一医生与同一药店的组合占比达到多少, en: Share of one pair of doctor and pharmacy }
  far_share:
    type: decimal
    default: 0.9
    min: 0.5
    max: 1
    doc: { zh: 在居住地以外县区购药的占比达到多少, en: Share of purchases outside the county of residence }
  min_purchases:
    type: integer
    default: 12
    min: 3
    max: 1000
    doc: { zh: 六个月内至少多少次购药, en: Fewest purchases within six months }
  quantile:
    type: decimal
    default: 0.99
    min: 0.5
    max: 0.999
    doc: { zh: 次数须高于全部购药者的分位, en: The number must lie above this quantile of all buyers }
  min_buyers:
    type: integer
    default: 100
    min: 10
    max: 100000
    doc: { zh: 至少有多少名购药者才判断, en: Fewest buyers that are judged }
requires: [visit]
lookback: 6 months
population: SELECT count(DISTINCT psn_no) FROM visit WHERE audited AND kind = 'pharmacy'
key: [psn_no]
message:
  zh: "六个月内购药 {purchases} 次（{share_percent}%在 {fixmedins_name}{reason_zh}），高于全部购药者的 {quantile_percent}%"
  en: "{purchases} purchases within six months ({share_percent} % at {fixmedins_name}{reason_en}), more than {quantile_percent} % of all buyers"
false_positives:
  zh: [居住地登记未更新, 唯一一家供应某药的药店, 家属代购]
  en: [a residence that was not updated, the only pharmacy with some drug, fetched for the family]
---*/
-- Persons who buy at pharmacies more often than nearly all others, and nearly always by one doctor's prescription at one pharmacy, or
-- nearly always outside the county they live in. Statistics only: no money.
WITH bought AS (
    SELECT v.*, p.live_admdvs
    FROM visit v
    LEFT JOIN person p ON p.psn_no = v.psn_no
    WHERE v.kind = 'pharmacy' AND v.visit_date >= plus_days(getvariable('window_to'), -183)
), buyer AS (
    SELECT
        psn_no, count(*) AS purchases, bool_or(audited) AS audited,
        count(*) FILTER (WHERE left(live_admdvs, 6) <> left(admdvs, 6)) AS far
    FROM bought
    GROUP BY psn_no
), usual AS (
    SELECT quantile_cont(purchases, getvariable('quantile')) AS high, count(*) AS buyers FROM buyer
), pair AS (
    SELECT psn_no, fixmedins_code, dr_code, count(*) AS n
    FROM bought
    GROUP BY psn_no, fixmedins_code, dr_code
    QUALIFY row_number() OVER (PARTITION BY psn_no ORDER BY count(*) DESC, fixmedins_code, dr_code) = 1
), flagged AS (
    SELECT
        b.psn_no, b.purchases, p.fixmedins_code, p.n,
        p.dr_code IS NOT NULL AND p.n >= getvariable('pair_share') * b.purchases AS one_pair
    FROM buyer b
    JOIN pair p ON p.psn_no = b.psn_no
    CROSS JOIN usual u
    WHERE b.audited AND u.buyers >= getvariable('min_buyers')
      AND b.purchases >= getvariable('min_purchases') AND b.purchases > u.high
      AND ((p.dr_code IS NOT NULL AND p.n >= getvariable('pair_share') * b.purchases) OR b.far >= getvariable('far_share') * b.purchases)
)
SELECT
    f.psn_no, b.fixmedins_code, b.mdtrt_id, b.setl_id,
    b.visit_date AS begin_date,
    b.visit_date AS end_date,
    'settlement' AS row_table,
    b.setl_id AS row_id,
    0 AS claim,
    coalesce(k.fixmedins_name, f.fixmedins_code) AS fixmedins_name,
    f.purchases,
    plain(100 * ratio(f.n, f.purchases)) AS share_percent,
    plain(100 * getvariable('quantile')) AS quantile_percent,
    CASE WHEN f.one_pair THEN '，同一医生' ELSE '，居住地以外' END AS reason_zh,
    CASE WHEN f.one_pair THEN ', one doctor' ELSE ', away from home' END AS reason_en
FROM flagged f
JOIN bought b ON b.psn_no = f.psn_no
LEFT JOIN institution_kind k ON k.fixmedins_code = f.fixmedins_code
