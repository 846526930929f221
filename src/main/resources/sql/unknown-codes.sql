-- Code values in the audited months that neither the national list nor the region's has, per institution; money in yuan. Of medical types and
-- charge classes a longer value is known by its beginning, and by the bureau's own tables.
WITH settled AS (
    SELECT v.fixmedins_code, v.medfee, s.med_type, s.insutype, s.hosp_lv, s.gend
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
    SELECT fixmedins_code, 'settlement', 'gend', right(trim(gend), 1), count(*), sum(medfee) FROM settled GROUP BY ALL
    UNION ALL
    SELECT fixmedins_code, 'encounter', code_list, code, count(*), 0 FROM (
        SELECT
            fixmedins_code, unnest(['med_type', 'gend', 'dscg_way']) AS code_list, unnest([med_type, right(trim(gend), 1), dscg_way]) AS code
        FROM encounter
        WHERE is_valid(vali_flag) AND endtime >= getvariable('window_from') AND endtime < getvariable('window_to')
    )
    GROUP BY ALL
    UNION ALL
    SELECT fixmedins_code, 'fee_line', 'med_chrgitm_type', med_chrgitm_type, count(*), sum(amount) FROM effective_line WHERE audited GROUP BY ALL
    UNION ALL
    SELECT fixmedins_code, 'fee_line', 'list_type', list_type, count(*), sum(amount) FROM effective_line WHERE audited GROUP BY ALL
    UNION ALL
    SELECT NULL, 'person', 'gend', right(trim(gend), 1), count(*), 0 FROM person GROUP BY ALL
    UNION ALL
    SELECT NULL, 'insurance', 'psn_insu_stas', right(trim(psn_insu_stas), 1), count(*), 0 FROM insurance GROUP BY ALL
    UNION ALL
    SELECT fixmedins_code, 'institution', 'hosp_lv', hosp_lv, count(*), 0 FROM institution GROUP BY ALL
    UNION ALL
    SELECT fixmedins_code, table_name, code_list, code, count(*), sum(money) FROM (
        SELECT
            fixmedins_code, 'settlement' AS table_name, medfee_sumamt AS money,
            unnest(['vali_flag', 'refd_setl_flag', 'mid_setl_flag']) AS code_list,
            unnest([vali_flag, refd_setl_flag, mid_setl_flag]) AS code
        FROM settlement
        WHERE setl_time >= getvariable('window_from') AND setl_time < getvariable('window_to')
          AND (is_no_flag(vali_flag) OR is_no_flag(refd_setl_flag) OR is_no_flag(mid_setl_flag))
        UNION ALL
        SELECT fixmedins_code, 'encounter', 0, 'vali_flag', vali_flag
        FROM encounter
        WHERE endtime >= getvariable('window_from') AND endtime < getvariable('window_to') AND is_no_flag(vali_flag)
        UNION ALL
        SELECT
            fixmedins_code, 'fee_line', det_item_fee_sumamt, unnest(['vali_flag', 'dscg_tkdrug_flag', 'etip_flag']),
            unnest([vali_flag, dscg_tkdrug_flag, etip_flag])
        FROM fee_line
        WHERE fee_ocur_time >= getvariable('window_from') AND fee_ocur_time < getvariable('window_to')
          AND (is_no_flag(vali_flag) OR is_no_flag(dscg_tkdrug_flag) OR is_no_flag(etip_flag))
    )
    WHERE is_no_flag(code)
    GROUP BY ALL
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
