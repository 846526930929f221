/*---
id: frequent-admission
title: { zh: 频繁住院, en: One person admitted again and again }
grade: clue
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第一项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: A13
params:
  period_days:
    type: integer
    default: 365
    min: 30
    max: 366
    doc: { zh: 统计多少天, en: Days that are looked at }
  min_stays:
    type: integer
    default: 6
    min: 2
    max: 100
    doc: { zh: 至少几次住院（经验值）, en: "Fewest stays (experience, no official figure)" }
  min_days:
    type: integer
    default: 100
    min: 10
    max: 366
    doc: { zh: 或累计住院至少几天（公开稽核口径 100 天）, en: Or fewest days in hospital (100 in public audits) }
  same_place_share:
    type: decimal
    default: 0.8
    min: 0
    max: 1
    doc:
      zh: 集中在同一机构的住院次数比例达到此值时写明（经验值）
      en: "Share of the stays at one institution from which it is named (experience, no official figure)"
  exempt_dx:
    type: list
    default: [Z51, Z49, N18, C, F, D46]
    doc:
      zh: 不适用的诊断编码前缀（放化疗、透析、尿毒症、肿瘤与白血病、精神科）
      en: "Diagnosis prefixes that are exempt (chemotherapy, dialysis, kidney failure, tumours and leukaemia, psychiatry)"
  exempt_traits:
    type: list
    default: [dialysis, chemo, psychiatric, rehab, per_diem]
    doc: { zh: 不适用的医疗类别特征, en: Traits of medical types that are exempt }
requires: [stay]
lookback: 12 months
population: SELECT count(DISTINCT psn_no) FROM stay WHERE audited AND settlements > 0
key: [psn_no]
message:
  zh: "一人 {period_days} 天内住院 {stays} 次、共 {days} 天{place_zh}"
  en: "One person: {stays} stays and {days} days in hospital within {period_days} days{place_en}"
false_positives:
  zh: [肿瘤放化疗、白血病, 透析, 精神科、康复, 安宁疗护]
  en: [chemotherapy and leukaemia, dialysis, "psychiatry, rehabilitation", palliative care]
---*/
-- Stays that began in the days before the end of an audited month, of several such ends the one with most; exempt stays are not counted.
-- Statistics only: no money.
WITH period AS (
    SELECT DISTINCT month, month_begin(month_after(month)) AS ends FROM stay WHERE audited
), counted AS (
    SELECT
        p.ends, s.psn_no, s.mdtrt_id, s.fixmedins_code, coalesce(s.fixmedins_name, s.fixmedins_code) AS name,
        s.adm, coalesce(s.dsc, plus_days(s.adm, s.los), s.adm) AS until, s.los, s.month = p.month AS of_month,
        count(*) OVER (PARTITION BY p.ends, s.psn_no, s.fixmedins_code) AS at_place
    FROM stay s
    JOIN period p ON s.adm >= plus_days(p.ends, -getvariable('period_days')) AND s.adm < p.ends
    WHERE s.settlements > 0
      AND NOT has_prefix(s.dx, getvariable('exempt_dx'))
      AND NOT has_any_trait(s.traits, getvariable('exempt_traits'))
), flagged AS (
    SELECT
        psn_no, ends, count(*) AS stays, sum(los) AS days,
        max(at_place) AS most_at_place,
        max_by(fixmedins_code, (at_place, fixmedins_code)) AS place, max_by(name, (at_place, fixmedins_code)) AS place_name
    FROM counted
    GROUP BY psn_no, ends
    HAVING bool_or(of_month) AND (count(*) >= getvariable('min_stays') OR sum(los) >= getvariable('min_days'))
    QUALIFY row_number() OVER (PARTITION BY psn_no ORDER BY count(*) DESC, sum(los) DESC, ends DESC) = 1
)
SELECT
    f.psn_no,
    f.place AS fixmedins_code,
    c.mdtrt_id,
    text_of(NULL) AS setl_id,
    c.adm AS begin_date,
    c.until AS end_date,
    'encounter' AS row_table,
    c.mdtrt_id AS row_id,
    0 AS claim,
    f.place_name AS fixmedins_name, f.stays, f.days, getvariable('period_days') AS period_days,
    CASE WHEN f.most_at_place >= getvariable('same_place_share') * f.stays THEN '，其中 ' || f.most_at_place || ' 次在 ' || f.place_name ELSE '' END
        AS place_zh,
    CASE WHEN f.most_at_place >= getvariable('same_place_share') * f.stays THEN ', ' || f.most_at_place || ' of them at ' || f.place_name ELSE '' END
        AS place_en
FROM flagged f
JOIN counted c ON c.psn_no = f.psn_no AND c.ends = f.ends
