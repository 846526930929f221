/*---
id: one-day-stays
title: { zh: 一天以内住院异常, en: Many stays of one day }
grade: clue
severity: low
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第一项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第二项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: A14
params:
  min_share:
    type: decimal
    default: 0.026
    min: 0
    max: 1
    doc:
      zh: "一天以内住院占比下限（公开审计工具以 2.6% 为值得关注）"
      en: "Smallest share of stays of one day (2.6% is worth a look in a public audit tool)"
  peer_ratio:
    type: decimal
    default: 2
    min: 1
    max: 100
    doc: { zh: 至少为同类机构中位数的几倍（经验值）, en: "Smallest multiple of the peers' median (experience, no official figure)" }
  min_short:
    type: integer
    default: 5
    min: 1
    max: 10000
    doc: { zh: 至少几次一天以内的住院（经验值）, en: "Fewest stays of one day (experience, no official figure)" }
  min_peers:
    type: integer
    default: 3
    min: 1
    max: 1000
    doc: { zh: 至少有多少家其他同类机构（经验值）, en: "Fewest other institutions of the kind (experience, no official figure)" }
  exempt_traits:
    type: list
    default: [day_surgery, chemo, dialysis, transfer]
    doc:
      zh: 不适用的医疗类别特征（日间手术、放化疗、透析、转院）
      en: "Traits of medical types that are exempt (day surgery, chemotherapy, dialysis, transfer)"
requires: [stay, encounter.endtime | stay.dsc, peer_group]
lookback: 3 months
population: SELECT count(DISTINCT fixmedins_code) FROM stay WHERE audited AND settlements > 0
key: [fixmedins_code]
message:
  zh: "{fixmedins_name} {stays} 次住院中 {short_stays} 次不超过一天，占 {share_percent}%（{peers} 家同类机构中位数 {usual_percent}%）"
  en: "{fixmedins_name}: {short_stays} of {stays} stays lasted one day at most, {share_percent}% (median of {peers} peers {usual_percent}%)"
false_positives:
  zh: [日间手术, 死亡, 转院]
  en: [day surgery, death, transfer]
---*/
-- The institution's share of stays of one day at most against its peers. Deaths and transfers are no such stays. Statistics only: no money.
WITH judged AS (
    SELECT mdtrt_id, psn_no, fixmedins_code, adm, dsc, los <= 1 AND coalesce(dscg_way, '') NOT IN ('2', '3', '5') AS short
    FROM stay
    WHERE audited AND settlements > 0 AND dsc IS NOT NULL AND NOT has_any_trait(traits, getvariable('exempt_traits'))
), place AS (
    SELECT fixmedins_code, count(*) AS stays, count(*) FILTER (WHERE short) AS short_stays, ratio(count(*) FILTER (WHERE short), count(*)) AS share
    FROM judged
    GROUP BY fixmedins_code
), peer AS (
    SELECT p.fixmedins_code, p.stays, p.short_stays, p.share, median(o.share) AS usual, count(*) AS peers
    FROM place p
    JOIN peer_group g ON g.fixmedins_code = p.fixmedins_code
    JOIN peer_group h ON h.peer_group = g.peer_group AND h.fixmedins_code <> g.fixmedins_code
    JOIN place o ON o.fixmedins_code = h.fixmedins_code
    WHERE p.short_stays >= getvariable('min_short') AND p.share >= getvariable('min_share')
    GROUP BY p.fixmedins_code, p.stays, p.short_stays, p.share
    HAVING count(*) >= getvariable('min_peers') AND p.share >= getvariable('peer_ratio') * median(o.share)
)
SELECT
    p.fixmedins_code, j.psn_no, j.mdtrt_id,
    text_of(NULL) AS setl_id,
    j.adm AS begin_date,
    j.dsc AS end_date,
    'encounter' AS row_table,
    j.mdtrt_id AS row_id,
    0 AS claim,
    coalesce(k.fixmedins_name, p.fixmedins_code) AS fixmedins_name,
    p.stays, p.short_stays, p.peers, plain(round(p.share * 100, 1)) AS share_percent, plain(round(p.usual * 100, 1)) AS usual_percent
FROM peer p
JOIN judged j ON j.fixmedins_code = p.fixmedins_code AND j.short
LEFT JOIN institution_kind k ON k.fixmedins_code = p.fixmedins_code
