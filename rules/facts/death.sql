/*---
id: death
doc:
  zh: 死亡记录：死亡登记（按证件号码对应人员编号，注明姓名是否不符）、就诊信息；记在母亲编号下的新生儿死亡不对应任何人员编号
  en: "Deaths from the registry (persons found by certificate number; do the names differ?) and from encounters; a newborn under the mother's number has no number of its own"
sources: [death_registry, encounter, person, settlement]
---*/
WITH registered AS (
    -- a masked number is that of many
    SELECT cert_no, CASE WHEN NOT contains(cert_no, '*') THEN cert_no END AS certno, psn_no, name, die_date, confidence
    FROM death_registry
    WHERE die_date IS NOT NULL
), known AS (
    SELECT p.certno, p.psn_no, p.psn_name FROM person p WHERE p.certno IN (SELECT certno FROM registered)
    UNION
    SELECT s.certno, s.psn_no, s.psn_name FROM settlement s WHERE s.certno IN (SELECT certno FROM registered)
    UNION
    SELECT e.certno, e.psn_no, e.psn_name FROM encounter e WHERE e.certno IN (SELECT certno FROM registered)
), persons AS (
    SELECT certno, psn_no, list(DISTINCT trim(psn_name)) FILTER (psn_name NOT LIKE '%*%') AS names
    FROM known
    WHERE psn_no IS NOT NULL
    GROUP BY certno, psn_no
), died_in AS (
    SELECT
        e.*, coalesce(e.die_date, CAST(e.endtime AS DATE)) AS died,
        -- unless the number's own holder was born within the year, it is the mother's, and she lives on
        (is_yes(e.nwb_flag) OR e.mdtrt_id IN (SELECT mdtrt_id FROM settlement WHERE is_yes(nwb_flag) AND mdtrt_id IS NOT NULL))
            AND NOT coalesce(birthday(p.brdy, 1) > CAST(e.begntime AS DATE), false) AS with_mother
    FROM encounter e
    LEFT JOIN person p ON p.psn_no = e.psn_no
    WHERE is_valid(e.vali_flag) AND coalesce(e.die_date, CASE WHEN ltrim(trim(e.dscg_way), '0') = '5' THEN CAST(e.endtime AS DATE) END) IS NOT NULL
)
SELECT
    coalesce(r.psn_no, k.psn_no) AS psn_no, r.certno, r.die_date, 'registry' AS source,
    r.confidence,
    -- masked names say nothing
    coalesce(NOT contains(r.name, '*') AND len(k.names) > 0 AND NOT list_contains(k.names, trim(r.name)), false) AS name_differs,
    'death_registry' AS row_table, r.cert_no AS row_id
FROM registered r
LEFT JOIN persons k ON k.certno = r.certno AND (r.psn_no IS NULL OR r.psn_no = k.psn_no)
UNION ALL
SELECT
    CASE WHEN NOT with_mother THEN psn_no END, CASE WHEN NOT with_mother AND NOT contains(certno, '*') THEN certno END,
    died, 'encounter', NULL, false, 'encounter', mdtrt_id
FROM died_in
