-- How good the data of the audited months are, per institution, table and check. The views are those of the window; row_count and money
-- are what was looked at, failing and failing_money what is wrong with it, total the institution's medical fees, in yuan; a check without
-- limit_share withholds nothing: stays are settled later, and columns that are not filled stop only the rules that need them.
WITH identity AS (
    -- differences of up to five fen are rounding, in a sum half a fen more for each line
    SELECT
        fixmedins_code, medfee,
        off_a > 0.05 AS "line-amount", off_b > 0.05 + 0.005 * lines AS "lines-sum", off_c > 0.05 AS "fee-parts",
        off_d > 0.05 AS "fund-total", off_e > 0.05 AS "fund-and-person", off_f > 0.05 AS "person-parts"
    FROM money_difference
    WHERE audited
), settled AS (
    SELECT s.*, v.medfee
    FROM valid_settlement v
    JOIN settlement s ON s.setl_id = v.setl_id
    WHERE v.audited
), stay_line AS (
    SELECT mdtrt_id, sum(amount) AS amount FROM effective_line WHERE audited AND setl_id IS NULL GROUP BY mdtrt_id
), discharge AS (
    SELECT
        e.*, l.amount,
        e.mdtrt_id NOT IN (SELECT mdtrt_id FROM valid_settlement WHERE mdtrt_id IS NOT NULL)
            AND e.mdtrt_id NOT IN (SELECT mdtrt_id FROM data.settlement WHERE mdtrt_id IS NOT NULL) AS unsettled
    FROM encounter e
    JOIN med_kind k ON k.med_type = e.med_type AND k.kind = 'inpatient'
    LEFT JOIN stay_line l ON l.mdtrt_id = e.mdtrt_id
    WHERE is_valid(e.vali_flag) AND e.endtime >= getvariable('window_from') AND e.endtime < getvariable('window_to')
), filled AS (
    -- columns that the export leaves out altogether are the rules' matter: those that need one say so
    SELECT
        count(mdtrt_id) > 0 AS mdtrt_id, count(hilist_name) > 0 AS hilist_name, count(med_chrgitm_type) > 0 AS med_chrgitm_type,
        count(list_type) > 0 AS list_type, count(bilg_dr_code) > 0 AS bilg_dr_code
    FROM fee_line
    WHERE fee_ocur_time >= getvariable('window_from') AND fee_ocur_time < getvariable('window_to')
), line AS (
    SELECT
        coalesce(l.fixmedins_code, s.fixmedins_code, e.fixmedins_code) AS fixmedins_code,
        abs(coalesce(l.det_item_fee_sumamt, 0)) AS amount,
        (l.mdtrt_id IS NULL AND f.mdtrt_id) OR (l.hilist_name IS NULL AND f.hilist_name)
            OR (l.med_chrgitm_type IS NULL AND f.med_chrgitm_type) OR (l.list_type IS NULL AND f.list_type)
            OR (l.bilg_dr_code IS NULL AND f.bilg_dr_code) AS lacking,
        l.crte_time > l.fee_ocur_time + INTERVAL 48 HOUR AS late,
        CASE WHEN l.setl_id IS NOT NULL THEN s.setl_id IS NULL
             ELSE e.mdtrt_id IS NULL AND l.mdtrt_id NOT IN (SELECT mdtrt_id FROM data.settlement WHERE mdtrt_id IS NOT NULL) END AS orphan
    FROM fee_line l
    CROSS JOIN filled f
    -- settled after the window is settled
    LEFT JOIN data.settlement s ON s.setl_id = l.setl_id
    LEFT JOIN data.encounter e ON e.mdtrt_id = l.mdtrt_id
    WHERE is_valid(l.vali_flag)
      AND l.fee_ocur_time >= getvariable('window_from') AND l.fee_ocur_time < getvariable('window_to')
), line_sum AS (
    -- lines are many: one pass over them for all checks
    SELECT
        fixmedins_code, count(*) AS line_count, sum(amount) AS line_money,
        count(*) FILTER (lacking) AS lacking, sum(amount) FILTER (lacking) AS lacking_money,
        count(late) AS stamped, sum(amount) FILTER (late IS NOT NULL) AS stamped_money,
        count(*) FILTER (late) AS late, sum(amount) FILTER (late) AS late_money,
        count(*) FILTER (orphan) AS orphan, sum(amount) FILTER (orphan) AS orphan_money
    FROM line
    GROUP BY fixmedins_code
), dated_line AS (
    SELECT
        v.fixmedins_code, e.amount,
        e.fee_ocur_time < TIMESTAMP '2000-01-01' OR e.fee_ocur_time >= CAST(getvariable('window_to') AS TIMESTAMP) AS wrong
    FROM effective_line e
    JOIN valid_settlement v ON v.setl_id = e.setl_id
    WHERE e.audited
), seen AS (
    SELECT fixmedins_code, 'settlement' AS table_name, check_id, medfee AS money, failing, false AS gates
    FROM (UNPIVOT identity ON "line-amount", "lines-sum", "fee-parts", "fund-total", "fund-and-person", "person-parts" INTO NAME check_id VALUE failing)
    UNION ALL
    SELECT
        fixmedins_code, 'settlement', 'mandatory-fields', medfee,
        (mdtrt_id IS NULL AND count(mdtrt_id) OVER () > 0) OR (insutype IS NULL AND count(insutype) OVER () > 0)
            OR (psn_type IS NULL AND count(psn_type) OVER () > 0) OR (enddate IS NULL AND count(enddate) OVER () > 0)
            OR (gend IS NULL AND count(gend) OVER () > 0) OR (brdy IS NULL AND count(brdy) OVER () > 0)
            OR (psn_pay IS NULL AND count(psn_pay) OVER () > 0),
        false
    FROM settled
    UNION ALL
    SELECT
        fixmedins_code, 'encounter', 'mandatory-fields', coalesce(amount, 0),
        (dscg_maindiag_code IS NULL AND count(dscg_maindiag_code) OVER () > 0) OR (chfpdr_code IS NULL AND count(chfpdr_code) OVER () > 0)
            OR (gend IS NULL AND count(gend) OVER () > 0) OR (brdy IS NULL AND count(brdy) OVER () > 0),
        false
    FROM discharge
    UNION ALL
    SELECT fixmedins_code, 'encounter', 'unsettled-stays', coalesce(amount, 0), unsettled, false FROM discharge
    UNION ALL
    SELECT
        fixmedins_code, 'settlement', 'dates', medfee,
        begndate < DATE '2000-01-01' OR begndate > CAST(setl_time AS DATE) OR coalesce(enddate < begndate, false), true
    FROM settled
    UNION ALL
    SELECT fixmedins_code, 'encounter', 'dates', coalesce(amount, 0), begntime < TIMESTAMP '2000-01-01' OR endtime < begntime, true FROM discharge
), total AS (
    SELECT fixmedins_code, sum(medfee) AS total FROM valid_settlement WHERE audited AND fixmedins_code IS NOT NULL GROUP BY fixmedins_code
), counted AS (
    SELECT
        fixmedins_code, table_name, check_id, gates, count(*) AS row_count, count(*) FILTER (failing) AS failing, sum(money) AS money,
        sum(money) FILTER (failing) AS failing_money
    FROM seen
    GROUP BY ALL
    UNION ALL
    SELECT fixmedins_code, 'fee_line', 'mandatory-fields', false, line_count, lacking, line_money, lacking_money FROM line_sum
    UNION ALL
    -- data are to be handed over within 48 hours
    SELECT fixmedins_code, 'fee_line', 'late-upload', false, stamped, late, stamped_money, late_money FROM line_sum WHERE stamped > 0
    UNION ALL
    SELECT fixmedins_code, 'fee_line', 'orphan-lines', true, line_count, orphan, line_money, orphan_money FROM line_sum
    UNION ALL
    SELECT fixmedins_code, 'fee_line', 'dates', true, count(*), count(*) FILTER (wrong), sum(amount), sum(amount) FILTER (wrong)
    FROM dated_line
    GROUP BY fixmedins_code
)
SELECT
    coalesce(c.fixmedins_code, '') AS fixmedins_code, c.table_name, c.check_id, c.row_count, c.failing,
    CAST(c.money AS DECIMAL(18, 2)) AS money,
    CAST(coalesce(c.failing_money, 0) AS DECIMAL(18, 2)) AS failing_money,
    CAST(coalesce(t.total, 0) AS DECIMAL(18, 2)) AS total,
    CASE WHEN c.gates THEN CAST(getvariable('quality_limit') AS DECIMAL(9, 4)) END AS limit_share
FROM counted c
LEFT JOIN total t ON t.fixmedins_code = c.fixmedins_code
