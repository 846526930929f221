-- Code values in the audited months that neither the national list nor the region's has, per institution; money in yuan. Of medical types and
-- charge classes a longer value is known by its beginning, and by the bureau's own tables.
WITH settled AS (
    SELECT v.fixmedins_code, v.medfee, s.med_type, s.insutype, s.hosp_lv
    FROM valid_settlement v
    JOIN settlement s ON s.setl_id = v.setl_id
    WHERE v.audited
), seen AS (
    SELECT fixmedins_code, 'settlement' AS table_name, 'med_type' AS code_list, med_type AS code, count(*) AS row_count, sum(medfee) AS money
    FROM settled GROUP BY ALL
    UNION ALL
    SELECT fixmedins_code, 'settlement', 'insutype', insutype, count(*), sum(medfee) FROM settled GROUP BY ALL
    UNION ALL
    SELECT fixmedins_code, 'settlement', 'hosp_lv', hosp_lv, count(*), sum(medfee) FROM settled GROUP BY ALL
    UNION ALL
    SELECT fixmedins_code, 'encounter', 'med_type', med_type, count(*), 0
    FROM encounter
    WHERE is_valid(vali_flag) AND endtime >= getvariable('window_from') AND endtime < getvariable('window_to')
    GROUP BY ALL
    UNION ALL
    SELECT fixmedins_code, 'fee_line', 'med_chrgitm_type', med_chrgitm_type, count(*), sum(amount) FROM effective_line WHERE audited GROUP BY ALL
    UNION ALL
    SELECT fixmedins_code, 'institution', 'hosp_lv', hosp_lv, count(*), 0 FROM institution GROUP BY ALL
), known AS (
    SELECT code_list, code, code_list IN ('med_type', 'med_chrgitm_type') AS by_beginning FROM region_code
    UNION
    SELECT 'med_type', med_type, true FROM med_type_kind
    UNION
    SELECT 'med_chrgitm_type', pattern, true FROM charge_class WHERE match_kind = 'chrgitm'
)
SELECT coalesce(fixmedins_code, '') AS fixmedins_code, table_name, code_list, code, row_count, CAST(money AS DECIMAL(18, 2)) AS money
FROM seen s
WHERE code IS NOT NULL
  AND NOT EXISTS (
      SELECT 1 FROM known k
      WHERE k.code_list = s.code_list AND (k.code = s.code OR (k.by_beginning AND starts_with(s.code, k.code))))
