/*---
id: drg_settlement
doc:
  zh: 已分组的住院结算及其病组的权重、费率、均费、合并症分级（出院当日适用、区划最接近者）
  en: Grouped settlements with weight, rate, mean cost and severity of their group (in force on the day of discharge, nearest region)
depends: [valid_settlement]
sources: [drg_case, drg_weight]
---*/
WITH grouped AS (
    SELECT v.*, c.drg_code, c.drg_name, coalesce(v.enddate, CAST(v.setl_time AS DATE)) AS dsc
    FROM drg_case c
    JOIN valid_settlement v ON v.setl_id = c.setl_id
    WHERE v.month IN (SELECT month FROM renew_month) AND c.drg_code IS NOT NULL
), kind AS (
    SELECT DISTINCT drg_code, admdvs, dsc FROM grouped
), best AS (
    SELECT k.*, w.weight, w.rate, w.avg_cost, w.severity, w.drg_name
    FROM kind k
    JOIN drg_weight w ON w.drg_code = k.drg_code AND in_region(w.region, k.admdvs) AND in_force(w.valid_from, w.valid_to, k.dsc)
    QUALIFY row_number() OVER (
        PARTITION BY k.drg_code, k.admdvs, k.dsc
        ORDER BY length(rtrim(coalesce(w.region, ''), '0')) DESC, w.valid_from DESC NULLS LAST, w.weight) = 1
)
SELECT
    g.month, g.setl_id, g.mdtrt_id, g.psn_no, g.fixmedins_code, g.admdvs, g.begndate AS adm, g.dsc, g.medfee, g.fund,
    g.drg_code, coalesce(g.drg_name, b.drg_name) AS drg_name,
    b.weight, b.rate, b.avg_cost, upper(b.severity) AS severity
FROM grouped g
LEFT JOIN best b ON b.drg_code = g.drg_code AND b.dsc = g.dsc AND coalesce(b.admdvs, '') = coalesce(g.admdvs, '')
