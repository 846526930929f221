/*---
id: cloned-stays
title: { zh: 住院雷同, en: Stays that are copies of each other }
grade: clue
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第二项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: A17
params:
  min_cluster:
    type: integer
    default: 5
    min: 2
    max: 1000
    doc: { zh: 至少几次雷同的住院（经验值）, en: "Fewest stays alike (experience, no official figure)" }
  min_similarity:
    type: decimal
    default: 0.95
    min: 0.5
    max: 1
    doc: { zh: 项目与数量的相似度下限（共有数量除以全部数量）, en: Smallest similarity of items and quantities (what both have / what either has) }
  min_lines:
    type: integer
    default: 10
    min: 1
    max: 1000
    doc: { zh: 至少几笔费用才比较（经验值）, en: "Fewest lines of a stay that is compared (experience, no official figure)" }
  exempt_dx:
    type: list
    default: [H25, H26, Z49, Z51, O80, O82, F]
    doc:
      zh: 账单自然相同的诊断编码前缀（白内障、透析、放化疗、分娩、精神科）
      en: "Diagnosis prefixes whose bills are naturally alike (cataract, dialysis, chemotherapy, delivery, psychiatry)"
  exempt_traits:
    type: list
    default: [day_surgery, dialysis, chemo, maternity, single_disease, per_diem, psychiatric, rehab]
    doc: { zh: 打包付费或标准医嘱的医疗类别特征, en: Traits of medical types with packages or standard orders }
requires: [stay, encounter.endtime | stay.dsc, effective_line]
lookback: 3 months
population: SELECT count(*) FROM stay WHERE audited AND settlements > 0 AND dsc IS NOT NULL AND lines >= getvariable('min_lines')
key: [model_stay]
message:
  zh: "{fixmedins_name} 有 {stays} 名不同患者的住院天数（{los} 天）、逐日金额与项目均相同"
  en: "{fixmedins_name}: {stays} stays of {los} days of different patients have the same amounts day by day and the same items"
false_positives:
  zh: [临床路径、标准医嘱, 白内障、透析、化疗等按病种打包, 套餐价]
  en: ["clinical pathways, standard orders", "packages by the case (cataract, dialysis, chemotherapy)", package prices]
---*/
-- Stays of one institution with equal length and equal amounts on every day; of these, those whose items and quantities agree with the first one's.
-- Statistics only: no money.
WITH day_amount AS (
    SELECT s.mdtrt_id, days_between(s.adm, l.fee_date) AS day_no, sum(l.amount) AS amount
    FROM stay s
    JOIN effective_line l ON l.mdtrt_id = s.mdtrt_id
    WHERE s.settlements > 0
      AND s.dsc IS NOT NULL
      AND s.lines >= getvariable('min_lines')
      AND NOT has_prefix(s.dx, getvariable('exempt_dx'))
      AND NOT has_any_trait(s.traits, getvariable('exempt_traits'))
    GROUP BY s.mdtrt_id, days_between(s.adm, l.fee_date)
), signature AS (
    SELECT mdtrt_id, string_agg(day_no || ':' || amount, ' ' ORDER BY day_no) AS amounts FROM day_amount GROUP BY mdtrt_id
), alike AS (
    SELECT
        s.mdtrt_id, s.psn_no, s.fixmedins_code, coalesce(s.fixmedins_name, s.fixmedins_code) AS fixmedins_name, s.adm, s.dsc, s.los, s.audited,
        first_value(s.mdtrt_id) OVER same_bill AS model_stay,
        count(*) OVER (PARTITION BY s.fixmedins_code, s.los, g.amounts) AS stays
    FROM signature g
    JOIN stay s ON s.mdtrt_id = g.mdtrt_id
    WINDOW same_bill AS (PARTITION BY s.fixmedins_code, s.los, g.amounts ORDER BY s.adm, s.mdtrt_id)
), candidate AS (
    SELECT * FROM alike WHERE stays >= getvariable('min_cluster')
), item AS (
    SELECT mdtrt_id, hilist_code, sum(cnt) AS cnt
    FROM effective_line
    WHERE mdtrt_id IN (SELECT mdtrt_id FROM candidate)
    GROUP BY mdtrt_id, hilist_code
), size AS (
    SELECT mdtrt_id, sum(cnt) AS cnt FROM item GROUP BY mdtrt_id
), common AS (
    SELECT c.mdtrt_id, sum(least(i.cnt, m.cnt)) AS cnt
    FROM candidate c
    JOIN item i ON i.mdtrt_id = c.mdtrt_id
    JOIN item m ON m.mdtrt_id = c.model_stay AND m.hilist_code = i.hilist_code
    GROUP BY c.mdtrt_id
), clone AS (
    SELECT c.*
    FROM candidate c
    JOIN common b ON b.mdtrt_id = c.mdtrt_id
    JOIN size a ON a.mdtrt_id = c.mdtrt_id
    JOIN size m ON m.mdtrt_id = c.model_stay
    WHERE b.cnt >= getvariable('min_similarity') * (a.cnt + m.cnt - b.cnt)
), flagged AS (
    SELECT model_stay, count(*) AS stays
    FROM clone
    GROUP BY model_stay
    HAVING count(DISTINCT psn_no) >= getvariable('min_cluster') AND bool_or(audited)
)
SELECT
    f.model_stay, c.fixmedins_code, c.psn_no, c.mdtrt_id,
    text_of(NULL) AS setl_id,
    c.adm AS begin_date,
    c.dsc AS end_date,
    'encounter' AS row_table,
    c.mdtrt_id AS row_id,
    0 AS claim,
    c.fixmedins_name, f.stays, c.los
FROM flagged f
JOIN clone c ON c.model_stay = f.model_stay
