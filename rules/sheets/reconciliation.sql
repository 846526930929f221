/*---
id: reconciliation
title: { zh: 月对账（总额）, en: Monthly reconciliation in total }
doc:
  zh: 按机构、险种、清算类别，把机构对账单（3201）与结算数据比较：人次、医疗费、基金、个人账户。退费结算计 −1，金额取负。对账期间以对账单为准，没有对账单的机构按当月列出。结算数据没有清算类别的，对账单各清算类别合并比较。结果：matched 相符，differs 金额或人次不符，only_there 只有对账单，only_here 没有对账单
  en: An institution's statement (3201) against the settlements of its days, by insurance and kind of clearing; settlements, charges, fund, account. A reversal counts −1 and takes its amounts away. The days are the statement's; what no statement covers is listed by month. Where settlements name no clearing, the kinds of a statement are compared together. Result, matched, differs (in amount or number), only_there (a statement alone) or only_here (no statement)
catalogue: I5
requires: [statement_total, settlement_sign]
lookback: 1 month
columns:
  result: { zh: 结果, en: Result }
  fixmedins_code: { zh: 机构编码, en: Code }
  fixmedins_name: { zh: 机构名称, en: Institution }
  insutype: { zh: 险种, en: Insurance }
  clr_type: { zh: 清算类别, en: Clearing }
  begin_date: { zh: 开始日期, en: From }
  end_date: { zh: 结束日期, en: Until }
  settlements_here: { zh: 结算人次, en: Settlements }
  settlements_there: { zh: 对账单人次, en: Stated }
  medfee_here: { zh: 医疗费, en: Charges }
  medfee_there: { zh: 对账单医疗费, en: Stated charges }
  medfee_difference: { zh: 医疗费差额, en: Difference }
  fund_here: { zh: 基金支付, en: Fund }
  fund_there: { zh: 对账单基金, en: Stated fund }
  fund_difference: { zh: 基金差额, en: Difference }
  account_here: { zh: 个人账户, en: Account }
  account_there: { zh: 对账单账户, en: Stated account }
  account_difference: { zh: 账户差额, en: Difference }
---*/
WITH here AS (
    SELECT
        fixmedins_code, insutype, coalesce(clr_type, '') AS clr_type, CAST(setl_time AS DATE) AS day, sum(number) AS number,
        sum(medfee) AS medfee, sum(fund) AS fund, sum(account) AS account
    FROM settlement_sign
    GROUP BY ALL
), stated_kind AS (
    SELECT
        fixmedins_code, insutype, clr_type, stmt_begndate AS begin_date, stmt_enddate AS end_date,
        CAST(sum(fixmedins_setl_cnt) AS BIGINT) AS number, sum(medfee_sumamt) AS medfee, sum(fund_pay_sumamt) AS fund, sum(acct_pay) AS account
    FROM statement_total
    WHERE stmt_enddate >= getvariable('window_from') AND stmt_begndate < getvariable('window_to')
    GROUP BY ALL
), stated AS (
    -- settlements without a kind of clearing can only be held against all kinds together
    SELECT
        s.fixmedins_code, s.insutype, CASE WHEN EXISTS (
            SELECT 1 FROM here h
            WHERE (s.fixmedins_code IS NULL OR s.fixmedins_code = h.fixmedins_code) AND s.insutype = h.insutype
              AND h.clr_type = '' AND h.day BETWEEN s.begin_date AND s.end_date) THEN '' ELSE s.clr_type END AS clr_type,
        s.begin_date, s.end_date,
        CAST(CASE WHEN count(s.number) = count(*) THEN sum(s.number) END AS BIGINT) AS number, sum(s.medfee) AS medfee,
        CASE WHEN count(s.fund) = count(*) THEN sum(s.fund) END AS fund, CASE WHEN count(s.account) = count(*) THEN sum(s.account) END AS account
    FROM stated_kind s
    GROUP BY ALL
), covered AS (
    SELECT
        s.*, h.here_number, h.here_medfee, h.here_fund, h.here_account
    FROM stated s
    LEFT JOIN (
        SELECT
            t.fixmedins_code, t.insutype, t.clr_type, t.begin_date, t.end_date,
            sum(h.number) AS here_number, sum(h.medfee) AS here_medfee, sum(h.fund) AS here_fund, sum(h.account) AS here_account
        FROM stated t
        JOIN here h
          ON (t.fixmedins_code IS NULL OR t.fixmedins_code = h.fixmedins_code) AND t.insutype = h.insutype
         AND (t.clr_type = h.clr_type OR t.clr_type = '') AND h.day BETWEEN t.begin_date AND t.end_date
        GROUP BY ALL) h
      ON h.fixmedins_code IS NOT DISTINCT FROM s.fixmedins_code AND h.insutype = s.insutype AND h.clr_type = s.clr_type
     AND h.begin_date = s.begin_date AND h.end_date = s.end_date
), uncovered AS (
    SELECT
        h.fixmedins_code, h.insutype, h.clr_type, getvariable('window_from') AS begin_date, plus_days(getvariable('window_to'), -1) AS end_date,
        sum(h.number) AS here_number, sum(h.medfee) AS here_medfee, sum(h.fund) AS here_fund, sum(h.account) AS here_account
    FROM here h
    WHERE h.day >= getvariable('window_from') AND h.day < getvariable('window_to')
      AND NOT EXISTS (
        SELECT 1 FROM stated t
        WHERE (t.fixmedins_code IS NULL OR t.fixmedins_code = h.fixmedins_code) AND t.insutype IS NOT DISTINCT FROM h.insutype
          AND (t.clr_type = h.clr_type OR t.clr_type = '') AND h.day BETWEEN t.begin_date AND t.end_date)
    GROUP BY ALL
), side AS (
    SELECT
        CASE WHEN here_number IS NULL AND coalesce(number, 0) = 0 AND medfee = 0 THEN 'matched'
             WHEN here_number IS NULL THEN 'only_there'
             -- what a statement leaves out is not held against it
             WHEN coalesce(number, here_number) = here_number AND medfee = here_medfee AND coalesce(fund, here_fund) = here_fund
              AND coalesce(account, here_account) = here_account THEN 'matched'
             ELSE 'differs' END AS result, *
    FROM covered
    UNION ALL BY NAME
    SELECT 'only_here' AS result, * FROM uncovered
)
SELECT
    s.result, s.fixmedins_code, k.fixmedins_name, s.insutype, s.clr_type, s.begin_date, s.end_date,
    CAST(s.here_number AS BIGINT) AS settlements_here, s.number AS settlements_there,
    CAST(s.here_medfee AS DECIMAL(18, 2)) AS medfee_here, CAST(s.medfee AS DECIMAL(18, 2)) AS medfee_there,
    CAST(coalesce(s.here_medfee, 0) - coalesce(s.medfee, 0) AS DECIMAL(18, 2)) AS medfee_difference,
    CAST(s.here_fund AS DECIMAL(18, 2)) AS fund_here, CAST(s.fund AS DECIMAL(18, 2)) AS fund_there,
    CAST(coalesce(s.here_fund, 0) - coalesce(s.fund, 0) AS DECIMAL(18, 2)) AS fund_difference,
    CAST(s.here_account AS DECIMAL(18, 2)) AS account_here, CAST(s.account AS DECIMAL(18, 2)) AS account_there,
    CAST(coalesce(s.here_account, 0) - coalesce(s.account, 0) AS DECIMAL(18, 2)) AS account_difference
FROM side s
LEFT JOIN institution_kind k ON k.fixmedins_code = s.fixmedins_code
ORDER BY s.result = 'matched', s.fixmedins_code NULLS FIRST, s.insutype, s.clr_type, s.begin_date, s.end_date, s.result
