/*---
id: reconciliation-detail
title: { zh: 月对账（明细）, en: Monthly reconciliation by settlement }
doc:
  zh: 逐笔比较机构对账明细（3202）与当月结算，退费结算单独成行。结果：matched 相符，differs 金额不符，only_here 机构没有报（该机构当月报过别的明细），only_there 我方没有。不符的在前
  en: The institution's details (3202) against the month's settlements one by one, reversals on their own. Result, matched, differs (in an amount), only_here (not stated, by an institution that stated others of the month) or only_there (unknown here). What does not match comes first
catalogue: I5
requires: [statement_detail, settlement_sign]
columns:
  result: { zh: 结果, en: Result }
  fixmedins_code: { zh: 机构编码, en: Code }
  setl_id: { zh: 结算号, en: Settlement }
  number: { zh: 计数, en: Counts }
  medfee_here: { zh: 医疗费, en: Charges }
  medfee_there: { zh: 对账单医疗费, en: Stated charges }
  fund_here: { zh: 基金支付, en: Fund }
  fund_there: { zh: 对账单基金, en: Stated fund }
  account_here: { zh: 个人账户, en: Account }
  account_there: { zh: 对账单账户, en: Stated account }
---*/
WITH stated AS (
    SELECT
        setl_id, CASE WHEN is_yes(refd_setl_flag) THEN -1 ELSE 1 END AS number,
        CASE WHEN is_yes(refd_setl_flag) THEN -abs(medfee_sumamt) ELSE medfee_sumamt END AS medfee,
        CASE WHEN is_yes(refd_setl_flag) THEN -abs(fund_pay_sumamt) ELSE fund_pay_sumamt END AS fund,
        CASE WHEN is_yes(refd_setl_flag) THEN -abs(acct_pay) ELSE acct_pay END AS account
    FROM statement_detail
), own AS (
    SELECT * FROM settlement_sign WHERE setl_time >= getvariable('window_from') AND setl_time < getvariable('window_to')
), stating AS (
    SELECT DISTINCT o.fixmedins_code FROM own o JOIN stated t ON t.setl_id = o.setl_id AND t.number = o.number
), side AS (
    SELECT
        CASE WHEN o.setl_id IS NULL THEN 'only_there' WHEN t.setl_id IS NULL THEN 'only_here'
             WHEN t.medfee = o.medfee AND coalesce(t.fund, o.fund) = o.fund AND coalesce(t.account, o.account) = o.account THEN 'matched'
             ELSE 'differs' END AS result,
        o.fixmedins_code, coalesce(o.setl_id, t.setl_id) AS setl_id, coalesce(o.number, t.number) AS number,
        o.medfee AS medfee_here, t.medfee AS medfee_there, o.fund AS fund_here, t.fund AS fund_there,
        o.account AS account_here, t.account AS account_there
    FROM own o
    FULL JOIN stated t ON t.setl_id = o.setl_id AND t.number = o.number
    WHERE (o.setl_id IS NOT NULL AND (t.setl_id IS NOT NULL OR o.fixmedins_code IN (SELECT fixmedins_code FROM stating)))
       -- details of other months match their own month
       OR (o.setl_id IS NULL AND t.setl_id NOT IN (
            SELECT setl_id FROM every_settlement
            WHERE setl_time < getvariable('window_from') OR setl_time >= getvariable('window_to')))
)
SELECT
    result, fixmedins_code, setl_id, CAST(number AS BIGINT) AS number, medfee_here, CAST(medfee_there AS DECIMAL(18, 2)) AS medfee_there,
    fund_here, CAST(fund_there AS DECIMAL(18, 2)) AS fund_there, account_here, CAST(account_there AS DECIMAL(18, 2)) AS account_there
FROM side
ORDER BY result = 'matched', result, fixmedins_code NULLS LAST, setl_id, number DESC
