/*---
id: reversal
doc:
  zh: 退费结算及其冲减的原结算；退费又被退回的，方向相反
  en: Reversals with the settlement they reach in the end; the reversal of a reversal gives back what that one took
sources: [settlement]
---*/
WITH RECURSIVE back AS (
    -- exports that do not flag reversals still carry negative amounts
    SELECT setl_id, init_setl_id, psn_no, fixmedins_code, coalesce(mdtrt_id, '') AS mdtrt_key, medfee_sumamt, setl_time
    FROM settlement
    WHERE is_valid(vali_flag) AND (is_yes(refd_setl_flag) OR (medfee_sumamt < 0 AND (init_setl_id <> setl_id OR (init_setl_id IS NULL AND refd_setl_flag IS NULL))))
), nameless AS (
    -- reversals that name no original take back the same amounts of the same person there, one each, unless they were reversed themselves
    SELECT
        psn_no, fixmedins_code, mdtrt_key, medfee_sumamt, setl_id, setl_time,
        row_number() OVER (PARTITION BY psn_no, fixmedins_code, mdtrt_key, medfee_sumamt ORDER BY setl_time, setl_id) AS place
    FROM back
    WHERE init_setl_id IS NULL AND medfee_sumamt < 0
      AND (setl_id, -medfee_sumamt) NOT IN (SELECT (init_setl_id, medfee_sumamt) FROM back WHERE init_setl_id IS NOT NULL)
), candidate AS (
    SELECT
        setl_id, psn_no, fixmedins_code, coalesce(mdtrt_id, '') AS mdtrt_key, medfee_sumamt, setl_time,
        row_number() OVER (PARTITION BY psn_no, fixmedins_code, coalesce(mdtrt_id, ''), medfee_sumamt ORDER BY setl_time, setl_id) AS place
    FROM settlement
    WHERE is_valid(vali_flag)
      AND (psn_no, fixmedins_code, -medfee_sumamt) IN (SELECT (psn_no, fixmedins_code, medfee_sumamt) FROM nameless)
      AND setl_id NOT IN (SELECT setl_id FROM back)
      AND setl_id NOT IN (SELECT init_setl_id FROM back WHERE init_setl_id IS NOT NULL)
), alike AS (
    SELECT n.setl_id, c.setl_id AS parent_id, n.medfee_sumamt
    FROM nameless n
    JOIN candidate c
      ON c.psn_no = n.psn_no AND c.fixmedins_code = n.fixmedins_code AND c.mdtrt_key = n.mdtrt_key
     AND c.medfee_sumamt = -n.medfee_sumamt AND c.place = n.place
), stray AS (
    -- those that name no stay or visit either take back the latest that is left, whichever it belongs to
    SELECT *, row_number() OVER (PARTITION BY psn_no, fixmedins_code, medfee_sumamt ORDER BY setl_time DESC, setl_id DESC) AS turn
    FROM nameless
    WHERE mdtrt_key = '' AND setl_id NOT IN (SELECT setl_id FROM alike)
), left_over AS (
    SELECT c.*, row_number() OVER (PARTITION BY c.psn_no, c.fixmedins_code, c.medfee_sumamt ORDER BY c.setl_time DESC, c.setl_id DESC) AS turn
    FROM candidate c
    WHERE c.setl_id NOT IN (SELECT parent_id FROM alike)
      AND c.setl_time <= (
          SELECT max(s.setl_time) FROM stray s
          WHERE s.psn_no = c.psn_no AND s.fixmedins_code = c.fixmedins_code AND s.medfee_sumamt = -c.medfee_sumamt)
), named AS (
    SELECT setl_id, init_setl_id AS parent_id, medfee_sumamt, false AS by_amount FROM back WHERE init_setl_id IS NOT NULL
    UNION ALL
    SELECT setl_id, parent_id, medfee_sumamt, true FROM alike
    UNION ALL
    SELECT s.setl_id, l.setl_id, s.medfee_sumamt, true
    FROM stray s
    JOIN left_over l
      ON l.psn_no = s.psn_no AND l.fixmedins_code = s.fixmedins_code AND l.medfee_sumamt = -s.medfee_sumamt AND l.turn = s.turn
), chain AS (
    -- what names no reversal takes back; what names one undoes it, unless both are negative: then it takes back more
    SELECT setl_id, parent_id, parent_id AS original_id, medfee_sumamt, by_amount, -1 AS direction
    FROM named
    WHERE parent_id NOT IN (SELECT setl_id FROM back)
    UNION ALL
    SELECT
        n.setl_id, n.parent_id, c.original_id, n.medfee_sumamt, false,
        CASE WHEN n.medfee_sumamt < 0 AND c.medfee_sumamt < 0 THEN c.direction ELSE -c.direction END
    FROM chain c
    JOIN named n ON n.parent_id = c.setl_id
), under AS (
    SELECT setl_id AS top_id, setl_id, direction AS top_direction, direction, medfee_sumamt FROM chain
    UNION ALL
    SELECT u.top_id, c.setl_id, u.top_direction, c.direction, c.medfee_sumamt FROM under u JOIN chain c ON c.parent_id = u.setl_id
), undone AS (
    SELECT top_id AS setl_id
    FROM under
    GROUP BY top_id
    HAVING count(*) FILTER (direction <> top_direction) > 0 AND sum(direction * top_direction * abs(medfee_sumamt)) <= 0
)
-- what was undone wholly is as if it had never been, with all that names it
SELECT setl_id, original_id, direction > 0 AS gives_back, by_amount
FROM chain
WHERE setl_id NOT IN (SELECT u.setl_id FROM under u JOIN undone d ON d.setl_id = u.top_id)
