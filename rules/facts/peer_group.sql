/*---
id: peer_group
doc:
  zh: 每家机构的同类：同类别同等级同区划满 9 家，否则同类别同等级，再否则同类别
  en: The peers of every institution; type, level and division where nine are of the kind, else type and level, else the type
depends: [institution_kind]
---*/
WITH named AS (
    SELECT
        fixmedins_code,
        inst_type || '|' || coalesce(hosp_lv, '') || '|' || coalesce(admdvs, '') AS nearest,
        inst_type || '|' || coalesce(hosp_lv, '') AS wider,
        inst_type AS widest
    FROM institution_kind
), counted AS (
    SELECT
        n.*,
        count(*) OVER (PARTITION BY nearest) AS in_nearest,
        count(*) OVER (PARTITION BY wider) AS in_wider,
        count(*) OVER (PARTITION BY widest) AS in_widest
    FROM named n
)
SELECT
    fixmedins_code,
    CASE WHEN in_nearest >= 9 THEN nearest WHEN in_wider >= 9 THEN wider ELSE widest END AS peer_group,
    CAST(CASE WHEN in_nearest >= 9 THEN in_nearest WHEN in_wider >= 9 THEN in_wider ELSE in_widest END AS INTEGER) AS members
FROM counted
