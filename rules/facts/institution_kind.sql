/*---
id: institution_kind
doc:
  zh: 全部机构（含只在结算中出现的）及其类别：医院、卫生院、村卫生室、药店、其他
  en: Every institution, those that only occur in settlements too, and its type
sources: [institution, settlement, encounter, inst_type]
decides: [fixmedins_code, inst_type, hosp_lv, admdvs]
---*/
WITH seen AS (
    SELECT fixmedins_code, fixmedins_name, hosp_lv, fix_blng_admdvs FROM settlement
    UNION ALL
    SELECT fixmedins_code, fixmedins_name, hosp_lv, fix_blng_admdvs FROM encounter
), known AS (
    SELECT fixmedins_code, fixmedins_name, hosp_lv, fix_blng_admdvs AS admdvs, fixmedins_type, medins_type FROM institution
    UNION ALL
    SELECT fixmedins_code, max(fixmedins_name), max(hosp_lv), max(fix_blng_admdvs), NULL, NULL
    FROM seen
    WHERE fixmedins_code NOT IN (SELECT fixmedins_code FROM institution) AND fixmedins_code IS NOT NULL
    GROUP BY fixmedins_code
), typed AS (
    SELECT k.fixmedins_code, t.inst_type
    FROM known k
    JOIN inst_type t
      ON (t.match_on = 'name' AND contains(k.fixmedins_name, t.pattern))
      OR (t.match_on = 'code' AND starts_with(k.fixmedins_code, t.pattern))
      OR (t.match_on = 'fixmedins_type' AND starts_with(k.fixmedins_type, t.pattern))
      OR (t.match_on = 'medins_type' AND starts_with(k.medins_type, t.pattern))
      OR (t.match_on = 'hosp_lv' AND k.hosp_lv = t.pattern)
    QUALIFY row_number() OVER (
        PARTITION BY k.fixmedins_code ORDER BY CAST(t.priority AS INTEGER), length(t.pattern) DESC, t.pattern, t.inst_type) = 1
)
SELECT k.fixmedins_code, k.fixmedins_name, coalesce(t.inst_type, 'other') AS inst_type, k.hosp_lv, k.admdvs
FROM known k
LEFT JOIN typed t ON t.fixmedins_code = k.fixmedins_code
