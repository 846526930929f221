/*---
id: money_difference
doc:
  zh: 每笔结算各勾稽关系的差额；缺列或不能判断的为空，部分退费的结算不在内
  en: How far each settlement's amounts are from adding up; NULL where an identity cannot be looked at; without settlements refunded in part
depends: [fund_convention, valid_settlement, effective_line]
sources: [settlement, encounter, fee_line]
---*/
-- (a) quantity x price = line, the largest of the lines; (b) lines = settlement; (c) settlement = own pay + above limit + pay first + in policy;
-- (d) funds = fund total, with or without the account; (e) settlement = pooled fund + person; (f) person = account + cash.
WITH filled AS (
    SELECT
        month_of(setl_time) AS month,
        count(fulamt_ownpay_amt) > 0 AND count(overlmt_selfpay) > 0 AND count(preselfpay_amt) > 0 AND count(inscp_amt) > 0 AS parts,
        count(acct_pay) > 0 AND count(cash_payamt) > 0 AS purse
    FROM settlement
    WHERE month_of(setl_time) IN (SELECT month FROM renew_month)
    GROUP BY month_of(setl_time)
), line_sum AS (
    SELECT
        e.setl_id,
        count(*) AS lines,
        sum(e.amount) AS amount,
        sum(coalesce(f.medins_disc_amt, 0)) AS discount,
        bool_and(f.setl_id IS NOT NULL) AS own_settlement,
        max(line_difference(f.cnt, f.pric, f.medins_disc_amt, f.det_item_fee_sumamt)) AS line_difference
    FROM effective_line e
    LEFT JOIN fee_line f ON f.feedetl_sn = e.feedetl_sn
    WHERE e.month IN (SELECT month FROM renew_month) AND e.setl_id IS NOT NULL
    GROUP BY e.setl_id
), parts_of AS (
    SELECT mdtrt_id, count(*) AS settlements FROM valid_settlement WHERE mdtrt_id IS NOT NULL GROUP BY mdtrt_id
), amount AS (
    SELECT
        v.month, v.setl_id, v.mdtrt_id, v.psn_no, v.fixmedins_code, v.begndate, v.enddate, v.setl_time, v.medfee, v.fund,
        s.psn_pay, s.cash_payamt, s.fund_pay_sumamt, s.inscp_amt,
        coalesce(s.acct_pay, 0) AS acct_pay,
        coalesce(s.acct_mulaid_pay, 0) AS acct_mulaid_pay,
        coalesce(s.fulamt_ownpay_amt, 0) + coalesce(s.overlmt_selfpay, 0) + coalesce(s.preselfpay_amt, 0) AS self_paid,
        CASE WHEN coalesce(s.hifp_pay, s.cvlserv_pay, s.hifes_pay, s.hifmi_pay, s.hifob_pay, s.hifdm_pay, s.maf_pay, s.othfund_pay)
                  IS NOT NULL AND c.pooled_from = 'components'
             THEN coalesce(s.hifp_pay, 0) + coalesce(s.cvlserv_pay, 0) + coalesce(s.hifes_pay, 0) + coalesce(s.hifmi_pay, 0)
                + coalesce(s.hifob_pay, 0) + coalesce(s.hifdm_pay, 0) + coalesce(s.maf_pay, 0) + coalesce(s.othfund_pay, 0) END AS funds
    FROM valid_settlement v
    JOIN settlement s ON s.setl_id = v.setl_id
    CROSS JOIN fund_convention c
    WHERE v.month IN (SELECT month FROM renew_month) AND NOT v.refd_part
)
SELECT
    a.month, a.setl_id, a.mdtrt_id, a.psn_no, a.fixmedins_code, a.begndate, a.enddate, a.setl_time, a.medfee,
    coalesce(l.lines, 0) AS lines,
    l.line_difference AS off_a,
    -- lines that name no settlement are only certain to be this one's when the visit has no other
    CASE WHEN l.own_settlement OR coalesce(p.settlements, 1) = 1
         THEN least(abs(l.amount - a.medfee), abs(l.amount - l.discount - a.medfee)) END AS off_b,
    CASE WHEN k.parts AND a.inscp_amt IS NOT NULL THEN abs(a.medfee - a.self_paid - a.inscp_amt) END AS off_c,
    least(abs(a.funds - a.fund_pay_sumamt), abs(a.funds + a.acct_pay - a.fund_pay_sumamt)) AS off_d,
    abs(a.medfee - a.fund - a.psn_pay) AS off_e,
    CASE WHEN k.purse
         THEN least(
             abs(a.psn_pay - a.acct_pay - a.cash_payamt),
             abs(a.psn_pay - a.acct_pay - a.acct_mulaid_pay - a.cash_payamt)) END AS off_f
FROM amount a
JOIN filled k ON k.month = a.month
LEFT JOIN line_sum l ON l.setl_id = a.setl_id
LEFT JOIN parts_of p ON p.mdtrt_id = a.mdtrt_id
