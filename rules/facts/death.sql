/*---
id: death
doc:
  zh: 死亡记录：死亡登记（按证件号码对应人员编号，注明姓名是否不符）、就诊信息
  en: Deaths from the registry (persons found by certificate number; do the names differ?) and from encounters
sources: [death_registry, encounter, person, settlement]
---*/
WITH registered AS (
    SELECT cert_no, psn_no, name, die_date, confidence
    FROM death_registry
    WHERE die_date IS NOT NULL
), known AS (
    SELECT p.certno, p.psn_no, p.psn_name FROM person p WHERE p.certno IN (SELECT cert_no FROM registered)
    UNION
    SELECT s.certno, s.psn_no, s.psn_name FROM settlement s WHERE s.certno IN (SELECT cert_no FROM registered)
    UNION
    SELECT e.certno, e.psn_no, e.psn_name FROM encounter e WHERE e.certno IN (SELECT cert_no FROM registered)
), persons AS (
    SELECT certno, psn_no, list(DISTINCT trim(psn_name)) FILTER (psn_name NOT LIKE '%*%') AS names
    FROM known
    WHERE psn_no IS NOT NULL
    GROUP BY certno, psn_no
)
SELECT
    coalesce(r.psn_no, k.psn_no) AS psn_no, r.cert_no AS certno, r.die_date, 'registry' AS source,
    r.confidence,
    -- masked names say nothing
    coalesce(NOT contains(r.name, '*') AND len(k.names) > 0 AND NOT list_contains(k.names, trim(r.name)), false) AS name_differs,
    'death_registry' AS row_table, r.cert_no AS row_id
FROM registered r
LEFT JOIN persons k ON k.certno = r.cert_no AND (r.psn_no IS NULL OR r.psn_no = k.psn_no)
UNION ALL
SELECT e.psn_no, e.certno, coalesce(e.die_date, CAST(e.endtime AS DATE)), 'encounter', NULL, false, 'encounter', e.mdtrt_id
FROM encounter e
WHERE is_valid(e.vali_flag) AND coalesce(e.die_date, CASE WHEN e.dscg_way = '5' THEN CAST(e.endtime AS DATE) END) IS NOT NULL
