/*---
id: coverage
title: { zh: 参保率, en: Coverage }
doc:
  zh: 参保人数 ÷ 常住人口，按地区；村的数字另按县合计（县自己有数字的用县的）
  en: The insured over the residents, by area; villages are summed up by county unless the county has figures of its own
catalogue: J3
requires: [population.insured, population.residents]
lookback: 24 months
measures:
  coverage: { title: { zh: 参保率, en: Insured per resident }, unit: share }
---*/
WITH known AS (
    SELECT y.period, p.area, p.area_name, p.insured, p.residents
    FROM (SELECT unnest([left(last_month(), 4), year_before(left(last_month(), 4))]) AS period) y
    JOIN population p ON p.year = y.period
    WHERE p.insured IS NOT NULL AND p.residents > 0
), summed AS (
    SELECT period, left(area, 6) AS area, NULL AS area_name, sum(insured) AS insured, sum(residents) AS residents
    FROM known
    WHERE length(area) > 9 AND (period, left(area, 6)) NOT IN (SELECT (period, area) FROM known)
    GROUP BY period, left(area, 6)
)
SELECT
    'coverage' AS measure, period, 'area' AS scope, area AS subject, area_name AS subject_name,
    CASE WHEN length(area) <= 6 THEN 'area' ELSE left(area, 6) || '/' || length(area) END AS peers,
    insured AS numerator, residents AS denominator
FROM (SELECT * FROM known UNION ALL SELECT * FROM summed)
