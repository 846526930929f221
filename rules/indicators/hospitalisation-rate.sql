/*---
id: hospitalisation-rate
title: { zh: 住院率, en: Hospitalisation rate }
doc:
  zh: 本年至期末的住院人次、住院人数 ÷ 参保人数（缺参保人数时用常住人口）；县、市按参保区划，乡镇、村按居住地址中的地区名称
  en: Stays, and persons who stayed, of the year up to the period's end for each insured person (resident where the insured are not given); counties and cities by the division that insures, towns and villages by their name in the address
catalogue: J3
requires: [stay, population]
lookback: 24 months
measures:
  hospitalisation-rate: { title: { zh: 住院率（人次）, en: Stays per insured person }, unit: share }
  hospitalised-persons: { title: { zh: 住院率（人数）, en: Share of the insured who stayed }, unit: share }
---*/
WITH insured AS (
    SELECT mdtrt_id, max(insu_admdvs) AS insu_admdvs FROM valid_settlement WHERE kind = 'inpatient' GROUP BY mdtrt_id
), stayed AS (
    SELECT unnest(figure_periods(s.month)) AS period, s.mdtrt_id, s.psn_no, coalesce(i.insu_admdvs, e.insu_admdvs) AS division, p.live_addr
    FROM stay s
    LEFT JOIN insured i ON i.mdtrt_id = s.mdtrt_id
    LEFT JOIN encounter e ON e.mdtrt_id = s.mdtrt_id
    LEFT JOIN person p ON p.psn_no = s.psn_no
    WHERE s.settlements > 0
), area AS (
    -- of each area the people of the year, or of the last year before it
    SELECT y.period, p.area, p.area_name, coalesce(p.insured, p.residents) AS people
    FROM (SELECT DISTINCT period FROM stayed WHERE length(period) = 4) y
    JOIN population p ON p.year <= y.period
    QUALIFY row_number() OVER (PARTITION BY y.period, p.area ORDER BY p.year DESC) = 1
), counted AS (
    SELECT a.period, a.area, a.area_name, a.people, count(*) AS stays, count(DISTINCT s.psn_no) AS persons
    FROM area a
    JOIN stayed s
      ON s.period = a.period
     AND CASE WHEN length(a.area) <= 6 THEN in_region(a.area, s.division)
              ELSE starts_with(a.area, left(s.division, 6)) AND length(a.area_name) > 1 AND contains(s.live_addr, a.area_name) END
    GROUP BY ALL
)
SELECT
    unnest(['hospitalisation-rate', 'hospitalised-persons']) AS measure,
    period, 'area' AS scope, area AS subject, area_name AS subject_name,
    -- a county's rows are compared with counties, a village's with the villages of its county
    CASE WHEN length(area) <= 6 THEN 'area' ELSE left(area, 6) || '/' || length(area) END AS peers,
    unnest([stays, persons]) AS numerator,
    people AS denominator
FROM counted
