/*---
id: effective_line
doc:
  zh: 有效费用明细，退费明细已冲减，逐行分摊统筹基金支付额（分位最大余数法，各行之和等于应摊额）
  en: Valid fee lines net of refunds, each in one settlement, with its exact share of what the pooled fund paid
depends: [valid_settlement, med_kind, reversal]
sources: [fee_line, settlement, encounter, institution, charge_class]
---*/
WITH RECURSIVE paid AS (
    SELECT s.* FROM valid_settlement s WHERE s.month IN (SELECT month FROM renew_month)
), bearer AS (
    -- lines may carry the number of the reversal that takes them back, or gives them back; the original it leaves a rest of is theirs
    SELECT setl_id AS named, setl_id, 0 AS side FROM paid
    UNION ALL
    SELECT r.setl_id, s.setl_id, CASE WHEN r.gives_back THEN 1 ELSE -1 END FROM reversal r JOIN paid s ON s.setl_id = r.original_id
), gone AS (
    SELECT setl_id, mdtrt_id
    FROM settlement
    WHERE mdtrt_id IN (SELECT mdtrt_id FROM paid) AND NOT is_yes(refd_setl_flag) AND medfee_sumamt > 0
      AND setl_id NOT IN (SELECT setl_id FROM valid_settlement)
), kept_number AS (
    -- settled again after a reversal, while all lines kept the number of the settlement that was taken back: they go by their stay or visit
    SELECT l.mdtrt_id, min(l.setl_id) AS setl_id
    FROM fee_line l
    WHERE l.mdtrt_id IN (SELECT mdtrt_id FROM gone) AND is_valid(l.vali_flag)
    GROUP BY l.mdtrt_id
    HAVING count(DISTINCT l.setl_id) = 1 AND min(l.setl_id) IN (SELECT setl_id FROM gone)
), line AS (
    SELECT
        l.feedetl_sn, CASE WHEN k.mdtrt_id IS NULL THEN l.setl_id END AS setl_id,
        l.mdtrt_id, l.psn_no, l.fixmedins_code, l.fee_ocur_time, l.cnt, l.pric,
        coalesce(l.det_item_fee_sumamt, 0) AS amount, l.inscp_amt, l.fulamt_ownpay_amt, l.overlmt_selfpay, l.preselfpay_amt,
        l.pric_uplmt_amt, l.hilist_code, coalesce(l.hilist_name, l.medins_list_name) AS hilist_name, l.list_type,
        l.med_chrgitm_type, l.rx_drord_no, l.bilg_dr_code, l.dscg_tkdrug_flag, l.used_frqu_dscr, l.init_feedetl_sn
    FROM fee_line l
    LEFT JOIN kept_number k ON k.mdtrt_id = l.mdtrt_id AND k.setl_id = l.setl_id
    WHERE is_valid(l.vali_flag)
), settled_stay AS (
    SELECT
        mdtrt_id, setl_id, setl_time, coalesce(enddate, CAST(setl_time AS DATE)) AS last_day,
        count(*) OVER (PARTITION BY mdtrt_id) AS settlements
    FROM valid_settlement
    WHERE mdtrt_id IN (SELECT mdtrt_id FROM paid WHERE mdtrt_id IS NOT NULL)
), unsettled_stay AS (
    SELECT e.mdtrt_id, month_of(e.endtime) AS month
    FROM encounter e
    JOIN med_kind k ON k.med_type = e.med_type AND k.kind = 'inpatient'
    WHERE is_valid(e.vali_flag) AND e.endtime < TIMESTAMP '2099-01-01 00:00:00' AND month_of(e.endtime) IN (SELECT month FROM renew_month)
      AND e.mdtrt_id NOT IN (SELECT mdtrt_id FROM valid_settlement WHERE mdtrt_id IS NOT NULL)
), assigned AS (
    SELECT l.*, b.setl_id AS to_setl, b.side, CAST(NULL AS VARCHAR) AS unsettled_month
    FROM line l
    JOIN bearer b ON b.named = l.setl_id
    UNION ALL
    SELECT l.*, s.setl_id, 0, NULL
    FROM line l
    JOIN settled_stay s ON s.mdtrt_id = l.mdtrt_id AND s.settlements = 1
    WHERE l.setl_id IS NULL
    UNION ALL
    -- a stay settled in parts: the first settlement that reaches to the line's day, else the last one
    SELECT * EXCLUDE (place) FROM (
        SELECT
            l.*, s.setl_id AS to_setl, 0 AS side, CAST(NULL AS VARCHAR) AS unsettled_month,
            row_number() OVER (
                PARTITION BY l.feedetl_sn
                ORDER BY CASE WHEN s.last_day >= CAST(l.fee_ocur_time AS DATE) THEN 0 ELSE 1 END,
                    CASE WHEN s.last_day >= CAST(l.fee_ocur_time AS DATE) THEN s.last_day END,
                    CASE WHEN s.last_day >= CAST(l.fee_ocur_time AS DATE) AND s.setl_time < l.fee_ocur_time THEN 1 ELSE 0 END,
                    s.last_day DESC, s.setl_time, s.setl_id) AS place
        FROM line l
        JOIN settled_stay s ON s.mdtrt_id = l.mdtrt_id AND s.settlements > 1
        WHERE l.setl_id IS NULL)
    WHERE place = 1
    UNION ALL
    SELECT l.*, NULL, 0, u.month
    FROM line l
    JOIN unsettled_stay u ON u.mdtrt_id = l.mdtrt_id
    WHERE l.setl_id IS NULL
), home AS (
    SELECT
        a.* EXCLUDE (setl_id, mdtrt_id, psn_no, fixmedins_code, unsettled_month),
        coalesce(s.month, a.unsettled_month) AS month,
        coalesce(s.mdtrt_id, a.mdtrt_id) AS mdtrt_id,
        coalesce(a.psn_no, s.psn_no) AS psn_no,
        coalesce(a.fixmedins_code, s.fixmedins_code) AS fixmedins_code,
        s.admdvs, s.hosp_lv, s.kind, s.fund AS setl_fund, s.medfee AS setl_medfee,
        a.side < 0 OR (a.side = 0 AND (a.cnt < 0 OR a.amount < 0)) AS refund
    FROM assigned a
    LEFT JOIN paid s ON s.setl_id = a.to_setl
    WHERE a.to_setl IS NULL OR s.setl_id IS NOT NULL
), back AS (
    -- refunds, and what undoes them; they count from whichever valid settlement they stand in
    SELECT l.feedetl_sn, nullif(l.init_feedetl_sn, l.feedetl_sn) AS init_feedetl_sn, CASE WHEN r.gives_back THEN -1 ELSE 1 END * abs(l.cnt) AS cnt
    FROM line l
    LEFT JOIN reversal r ON r.setl_id = l.setl_id
    WHERE (l.cnt < 0 OR l.amount < 0 OR r.setl_id IS NOT NULL)
      AND (l.setl_id IS NULL OR coalesce(r.original_id, l.setl_id) IN (SELECT setl_id FROM valid_settlement))
), again AS (
    -- a line that names a refund beside it undoes that one; in another settlement it is a charge like any other
    SELECT l.feedetl_sn, l.init_feedetl_sn, -l.cnt AS cnt
    FROM line l
    JOIN line b
      ON b.feedetl_sn = l.init_feedetl_sn AND b.setl_id IS NOT DISTINCT FROM l.setl_id AND b.mdtrt_id IS NOT DISTINCT FROM l.mdtrt_id
    WHERE l.cnt > 0 AND l.amount >= 0 AND l.feedetl_sn NOT IN (SELECT feedetl_sn FROM back) AND b.feedetl_sn IN (SELECT feedetl_sn FROM back)
), step AS (
    SELECT * FROM back UNION ALL SELECT * FROM again
), original AS (
    SELECT feedetl_sn FROM line
    WHERE feedetl_sn IN (SELECT init_feedetl_sn FROM step) AND feedetl_sn NOT IN (SELECT feedetl_sn FROM step) AND cnt > 0 AND amount >= 0
), traced AS (
    -- the line that a refund, or the refund of a refund, is about in the end
    SELECT s.feedetl_sn, s.cnt, o.feedetl_sn AS original_sn FROM step s JOIN original o ON o.feedetl_sn = s.init_feedetl_sn
    UNION ALL
    SELECT s.feedetl_sn, s.cnt, t.original_sn FROM traced t JOIN step s ON s.init_feedetl_sn = t.feedetl_sn
), charge AS (
    SELECT * FROM home WHERE side = 0 AND NOT refund AND cnt > 0 AND feedetl_sn NOT IN (SELECT feedetl_sn FROM again)
), linked AS (
    SELECT original_sn AS feedetl_sn, greatest(sum(cnt), 0) AS cnt FROM traced GROUP BY original_sn
), loose AS (
    -- what names no original, or more than the original, goes against the latest lines of the same item and price
    SELECT mdtrt_id, to_setl, hilist_code, abs(pric) AS pric, sum(cnt) AS cnt
    FROM (
        SELECT h.mdtrt_id, h.to_setl, h.hilist_code, h.pric, CASE WHEN h.side > 0 THEN -1 ELSE 1 END * abs(h.cnt) AS cnt
        FROM home h
        WHERE (h.refund OR h.side > 0) AND h.feedetl_sn NOT IN (SELECT feedetl_sn FROM traced)
        UNION ALL
        SELECT h.mdtrt_id, h.to_setl, h.hilist_code, h.pric, -h.cnt
        FROM home h
        JOIN again a ON a.feedetl_sn = h.feedetl_sn
        WHERE h.feedetl_sn NOT IN (SELECT feedetl_sn FROM traced)
        UNION ALL
        SELECT c.mdtrt_id, c.to_setl, c.hilist_code, c.pric, l.cnt - c.cnt
        FROM charge c
        JOIN linked l ON l.feedetl_sn = c.feedetl_sn
        WHERE l.cnt > c.cnt)
    GROUP BY mdtrt_id, to_setl, hilist_code, abs(pric)
    HAVING sum(cnt) > 0
), exposed AS (
    SELECT
        c.feedetl_sn, greatest(c.cnt - coalesce(k.cnt, 0), 0) AS rest, l.cnt AS refunded,
        sum(greatest(c.cnt - coalesce(k.cnt, 0), 0)) OVER (
            PARTITION BY c.mdtrt_id, c.to_setl, c.hilist_code, c.pric ORDER BY c.fee_ocur_time DESC, c.feedetl_sn DESC
            ROWS UNBOUNDED PRECEDING) AS up_to_here
    FROM charge c
    JOIN loose l
      ON coalesce(l.mdtrt_id, '') = coalesce(c.mdtrt_id, '') AND coalesce(l.to_setl, '') = coalesce(c.to_setl, '')
     AND l.hilist_code = c.hilist_code AND coalesce(l.pric, 0) = coalesce(c.pric, 0)
    LEFT JOIN linked k ON k.feedetl_sn = c.feedetl_sn
), taken AS (
    SELECT feedetl_sn, greatest(least(rest, refunded - (up_to_here - rest)), 0) AS cnt FROM exposed
), counted AS (
    SELECT c.*, CAST(c.cnt - coalesce(k.cnt, 0) - coalesce(t.cnt, 0) AS DECIMAL(18, 4)) AS net_cnt
    FROM charge c
    LEFT JOIN linked k ON k.feedetl_sn = c.feedetl_sn
    LEFT JOIN taken t ON t.feedetl_sn = c.feedetl_sn
), policy_part AS (
    -- in-policy amount: as exported, else the amount less what the person pays beforehand
    SELECT
        *,
        greatest(coalesce(inscp_amt,
            amount - coalesce(fulamt_ownpay_amt, 0) - coalesce(overlmt_selfpay, 0) - coalesce(preselfpay_amt, 0), 0), 0) AS inscp_full
    FROM counted
    WHERE net_cnt > 0
), netted AS (
    SELECT
        * EXCLUDE (amount, overlmt_selfpay, inscp_full),
        CASE WHEN net_cnt = cnt THEN amount ELSE money_part(amount, net_cnt, cnt) END AS amount,
        CASE WHEN net_cnt = cnt THEN overlmt_selfpay ELSE money_part(overlmt_selfpay, net_cnt, cnt) END AS overlmt_selfpay,
        CAST(CASE WHEN net_cnt = cnt THEN inscp_full ELSE money_part(inscp_full, net_cnt, cnt) END AS DECIMAL(18, 2)) AS inscp
    FROM policy_part
), total AS (
    SELECT to_setl, sum(fen(inscp)) AS inscp_fen, sum(fen(amount)) AS amount_fen, any_value(setl_fund) AS fund, any_value(setl_medfee) AS medfee
    FROM netted
    WHERE to_setl IS NOT NULL
    GROUP BY to_setl
), target AS (
    -- the fund's payment over the in-policy amounts; without any, over the amounts and only their part of the bill
    SELECT
        to_setl, inscp_fen > 0 AS by_policy,
        CAST(CASE WHEN inscp_fen > 0 THEN inscp_fen ELSE amount_fen END AS HUGEINT) AS whole,
        CAST(CASE WHEN fund <= 0 THEN 0
             WHEN inscp_fen > 0 THEN least(fen(fund), inscp_fen)
             WHEN amount_fen > 0 AND medfee > 0
             THEN least(fen(fund), amount_fen, (2 * fen(fund) * amount_fen + fen(medfee)) // nullif(2 * fen(medfee), 0))
             ELSE 0 END AS HUGEINT) AS fund_fen
    FROM total
), divided AS (
    SELECT
        n.feedetl_sn, n.to_setl, t.fund_fen,
        t.fund_fen * fen(CASE WHEN t.by_policy THEN n.inscp ELSE n.amount END) // nullif(t.whole, 0) AS share_fen,
        t.fund_fen * fen(CASE WHEN t.by_policy THEN n.inscp ELSE n.amount END) % nullif(t.whole, 0) AS remainder
    FROM netted n
    JOIN target t ON t.to_setl = n.to_setl
    WHERE t.fund_fen > 0
), missing AS (
    SELECT to_setl, any_value(fund_fen) - sum(share_fen) AS fen_left FROM divided GROUP BY to_setl
), rounded AS (
    -- the fen that rounding down left over go to the largest remainders
    SELECT d.feedetl_sn, d.share_fen
        + CASE WHEN d.remainder > 0
                AND row_number() OVER (PARTITION BY d.to_setl ORDER BY d.remainder DESC, d.feedetl_sn) <= m.fen_left THEN 1 ELSE 0 END AS share_fen
    FROM divided d
    JOIN missing m ON m.to_setl = d.to_setl
), wording AS (
    SELECT DISTINCT hilist_code, hilist_name, list_type, med_chrgitm_type FROM netted
), classed AS (
    -- the bureau's own table first; code, code prefix, catalogue, words in the name, then the institution's own class
    SELECT
        w.*,
        coalesce(
            min_by(c.charge_class, (c.shipped,
                CASE c.match_kind WHEN 'code' THEN 0 WHEN 'prefix' THEN 1 WHEN 'list_type' THEN 2 WHEN 'per_day' THEN 3 WHEN 'keyword' THEN 3 ELSE 4 END,
                -length(c.pattern), instr(w.hilist_name, c.pattern), c.pattern, c.charge_class)),
            '14') AS charge_class,
        coalesce(bool_or(c.match_kind = 'per_day'), false) AS other_per_day,
        count(c.match_kind) = 0 AS unknown
    FROM wording w
    LEFT JOIN charge_class c
      ON (c.match_kind = 'code' AND c.pattern = w.hilist_code)
      OR (c.match_kind = 'prefix' AND starts_with(w.hilist_code, c.pattern))
      OR (c.match_kind IN ('keyword', 'per_day') AND contains(w.hilist_name, c.pattern))
      OR (c.match_kind = 'list_type' AND c.pattern = w.list_type)
      OR (c.match_kind = 'chrgitm' AND starts_with(w.med_chrgitm_type, c.pattern))
    GROUP BY ALL
)
SELECT
    n.month, n.feedetl_sn, n.mdtrt_id, n.to_setl AS setl_id, n.psn_no, n.fixmedins_code,
    coalesce(n.admdvs, i.fix_blng_admdvs) AS admdvs,
    coalesce(n.hosp_lv, i.hosp_lv) AS hosp_lv,
    coalesce(n.kind, 'inpatient') AS kind,
    n.fee_ocur_time, CAST(n.fee_ocur_time AS DATE) AS fee_date, n.hilist_code, n.hilist_name, c.charge_class,
    c.charge_class IN ('03', '04', '05', '06', '09', '10', '11') AND NOT is_yes(n.dscg_tkdrug_flag) AS care,
    -- a line of which nobody knows what it is does not say that there was none
    (c.unknown OR c.charge_class IN ('03', '04', '05', '06', '09', '10', '11')) AND NOT is_yes(n.dscg_tkdrug_flag) AS possible_care,
    c.charge_class IN ('01', '02', '07', '12') OR (c.charge_class = '14' AND c.other_per_day) AS per_day,
    n.net_cnt AS cnt, n.pric, CAST(n.amount AS DECIMAL(18, 2)) AS amount, n.inscp,
    yuan(coalesce(r.share_fen, 0)) AS fund,
    n.pric_uplmt_amt, CAST(n.overlmt_selfpay AS DECIMAL(18, 2)) AS overlmt_selfpay,
    n.rx_drord_no, n.bilg_dr_code, n.dscg_tkdrug_flag, n.list_type, n.med_chrgitm_type, n.used_frqu_dscr
FROM netted n
JOIN classed c
  ON coalesce(c.hilist_code, '') = coalesce(n.hilist_code, '') AND coalesce(c.hilist_name, '') = coalesce(n.hilist_name, '')
 AND coalesce(c.list_type, '') = coalesce(n.list_type, '') AND coalesce(c.med_chrgitm_type, '') = coalesce(n.med_chrgitm_type, '')
LEFT JOIN rounded r ON r.feedetl_sn = n.feedetl_sn
LEFT JOIN institution i ON i.fixmedins_code = n.fixmedins_code
