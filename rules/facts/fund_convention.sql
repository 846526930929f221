/*---
id: fund_convention
doc:
  zh: 统筹基金支付额取自各基金分项之和还是基金支付总额，基金支付总额是否含个人账户
  en: Where the pooled fund's payment is read from, and whether fund_pay_sumamt includes the personal account
sources: [settlement]
decides: [pooled_from, fund_pay_includes_account]
---*/
-- National layout: fund_pay_sumamt without the account; some provinces put the account into it. Only rows with account money can tell.
WITH row_sums AS (
    SELECT
        CASE WHEN coalesce(hifp_pay, cvlserv_pay, hifes_pay, hifmi_pay, hifob_pay, hifdm_pay, maf_pay, othfund_pay) IS NOT NULL
             THEN coalesce(hifp_pay, 0) + coalesce(cvlserv_pay, 0) + coalesce(hifes_pay, 0) + coalesce(hifmi_pay, 0)
                + coalesce(hifob_pay, 0) + coalesce(hifdm_pay, 0) + coalesce(maf_pay, 0) + coalesce(othfund_pay, 0) END AS components,
        fund_pay_sumamt AS fund, coalesce(acct_pay, 0) AS account, medfee_sumamt AS medfee, cash_payamt AS cash,
        hifp_pay, cvlserv_pay, hifes_pay, hifmi_pay, hifob_pay, hifdm_pay, maf_pay, othfund_pay
    FROM settlement
    WHERE is_valid(vali_flag)
), counted AS (
    SELECT
        count(*) AS settlements,
        count(components) AS with_components,
        count(fund) AS with_fund,
        count(*) FILTER (components IS NOT NULL AND fund IS NOT NULL) AS with_both,
        count(*) FILTER (account <> 0 AND components = fund) AS equal_without_account,
        count(*) FILTER (account <> 0 AND components + account = fund) AS equal_with_account,
        count(*) FILTER (components < fund AND components + account <> fund) AS too_small,
        count(*) FILTER (account <> 0 AND medfee = fund + account + cash) AS balanced_without_account,
        count(*) FILTER (account <> 0 AND medfee = fund + cash) AS balanced_with_account,
        count(hifp_pay) = 0 OR count(cvlserv_pay) = 0 OR count(hifes_pay) = 0 OR count(hifmi_pay) = 0 OR count(hifob_pay) = 0
            OR count(hifdm_pay) = 0 OR count(maf_pay) = 0 OR count(othfund_pay) = 0 AS component_missing
    FROM row_sums
)
SELECT
    -- A component that the export leaves out altogether makes the sum too small: seen when the sums often fall short of the total.
    CASE WHEN with_components = 0 THEN 'fund_pay_sumamt'
         WHEN component_missing AND too_small >= 20 AND too_small * 20 > with_both THEN 'fund_pay_sumamt'
         ELSE 'components' END AS pooled_from,
    CASE WHEN equal_with_account + equal_without_account > 0 THEN equal_with_account > equal_without_account
         ELSE balanced_with_account > balanced_without_account END AS fund_pay_includes_account,
    settlements, with_components, with_fund, equal_without_account, equal_with_account, balanced_without_account,
    balanced_with_account
FROM counted
