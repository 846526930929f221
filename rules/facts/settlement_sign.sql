/*---
id: settlement_sign
doc:
  zh: 有效结算逐笔，不冲减：退费结算计 −1 且金额为负（对账、清算按发生月份计）
  en: Valid settlements row by row, not netted; a reversal counts −1 and its amounts are below nothing (reconciliation and clearing count in the month in which it happened)
sources: [settlement, institution]
---*/
WITH signed AS (
    SELECT
        s.*,
        CASE WHEN is_yes(s.refd_setl_flag) OR (s.init_setl_id <> s.setl_id AND s.medfee_sumamt < 0) IS TRUE THEN -1 ELSE 1 END AS number
    FROM settlement s
    WHERE is_valid(s.vali_flag) AND month_of(s.setl_time) IN (SELECT month FROM renew_month)
), amounts AS (
    SELECT
        s.*,
        coalesce(s.fund_pay_sumamt, coalesce(s.hifp_pay, 0) + coalesce(s.cvlserv_pay, 0) + coalesce(s.hifes_pay, 0) + coalesce(s.hifmi_pay, 0)
            + coalesce(s.hifob_pay, 0) + coalesce(s.hifdm_pay, 0) + coalesce(s.maf_pay, 0) + coalesce(s.othfund_pay, 0)) AS paid
    FROM signed s
)
SELECT
    month_of(a.setl_time) AS month, a.setl_id, a.mdtrt_id, a.fixmedins_code, a.insutype, a.clr_type, a.setl_time, a.insu_admdvs,
    coalesce(i.fix_blng_admdvs, a.fix_blng_admdvs) AS admdvs, CAST(a.number AS INTEGER) AS number,
    -- some exports write the amounts of a reversal without the sign
    CAST(CASE WHEN a.number < 0 THEN -abs(a.medfee_sumamt) ELSE a.medfee_sumamt END AS DECIMAL(18, 2)) AS medfee,
    CAST(CASE WHEN a.number < 0 THEN -abs(a.paid) ELSE a.paid END AS DECIMAL(18, 2)) AS fund,
    CAST(CASE WHEN a.number < 0 THEN -abs(coalesce(a.acct_pay, 0)) ELSE coalesce(a.acct_pay, 0) END AS DECIMAL(18, 2)) AS account
FROM amounts a
LEFT JOIN institution i ON i.fixmedins_code = a.fixmedins_code
