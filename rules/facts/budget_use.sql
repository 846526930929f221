/*---
id: budget_use
doc:
  zh: 各机构每月费用及其归入的预算（险种、清算类别最具体的一条）；没有预算的费用单列一行
  en: Fees of every institution and month and the budget that they fall under, the most specific one by insurance and kind of clearing; fees without a budget apart
depends: [valid_settlement]
sources: [settlement, budget]
---*/
WITH grouped AS (
    SELECT
        v.month, v.fixmedins_code, v.insutype, s.clr_type, v.kind, coalesce(starts_with(v.med_type, '14'), false) AS chronic,
        -- a stay that was settled in parts is one
        count(DISTINCT CASE WHEN v.kind = 'inpatient' THEN coalesce(v.mdtrt_id, v.setl_id) ELSE v.setl_id END) AS visits,
        sum(v.medfee) AS medfee, sum(v.fund) AS fund
    FROM valid_settlement v
    JOIN settlement s ON s.setl_id = v.setl_id
    WHERE v.month IN (SELECT month FROM renew_month)
    GROUP BY ALL
), matched AS (
    SELECT
        g.*, b.fixmedins_code IS NOT NULL AS covered, b.insutype AS budget_insutype, b.clr_type AS budget_clr_type
    FROM grouped g
    LEFT JOIN budget b
      ON b.fixmedins_code = g.fixmedins_code AND b.year = left(g.month, 4)
     AND (b.insutype IS NULL OR b.insutype = g.insutype)
     AND (b.clr_type IS NULL OR b.clr_type = g.clr_type
          OR CASE b.clr_type WHEN '住院' THEN g.kind = 'inpatient' WHEN '门诊' THEN g.kind <> 'inpatient' WHEN '慢病' THEN g.chronic ELSE false END)
    QUALIFY row_number() OVER (
        PARTITION BY g.month, g.fixmedins_code, g.insutype, g.clr_type, g.kind, g.chronic
        ORDER BY b.insutype IS NULL, b.clr_type IS NULL, b.clr_type IS DISTINCT FROM g.clr_type, b.clr_type <> '慢病') = 1
)
SELECT
    month, fixmedins_code, covered, budget_insutype AS insutype, budget_clr_type AS clr_type,
    CAST(sum(visits) AS INTEGER) AS visits,
    CAST(sum(medfee) AS DECIMAL(18, 2)) AS medfee,
    CAST(sum(fund) AS DECIMAL(18, 2)) AS fund
FROM matched
GROUP BY ALL
