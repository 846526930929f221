/*---
id: clearing
title: { zh: 异地清算, en: Off-site clearing }
doc:
  zh: 本统筹区（区划前四位，本地结算最多的）与其他统筹区的异地结算，本季度至月末，以及一年内更早而未拨付的：IN 为外地参保人来本地（应收），OUT 为本地参保人去外地（应付），把本方结算与对方清算单（offsite_statement）逐月比较并列出未拨付金额的账龄（月末起算，超过 90 天另列）。balance 为 0 即平账，否则 result 说明不平在何处。最后一行（all）是应收减应付
  en: Settlements between this pooling area (four digits of the division, the one with most settlements of its own) and others, of the quarter up to the month's end and what is not paid of the year before it. IN, people insured elsewhere who came (receivable); OUT, its own who went (payable). Own figures against the other side's statement (offsite_statement) month by month, and how old what is not paid is (from the month's end; above 90 days apart). A balance of 0 is even, else the result says where it is not. The last row (all) is receivable less payable
catalogue: I6
requires: [offsite_statement, settlement_sign]
lookback: 15 months
columns:
  result: { zh: 结果, en: Result }
  region: { zh: 对方统筹区, en: Region }
  direction: { zh: 方向, en: Direction }
  month: { zh: 月份, en: Month }
  settlements_here: { zh: 结算人次, en: Settlements }
  settlements_there: { zh: 清算单人次, en: Stated }
  fund_here: { zh: 基金支付, en: Fund }
  fund_there: { zh: 清算单基金, en: Stated fund }
  balance: { zh: 差额, en: Balance }
  paid: { zh: 已拨付, en: Paid }
  open: { zh: 未拨付, en: Open }
  days: { zh: 账龄（天）, en: Days old }
  open_late: { zh: 超过 90 天, en: Above 90 days }
---*/
WITH quarter AS (
    SELECT
        month_of(date_trunc('quarter', month_begin(last_month()))) AS first_month,
        month_of(plus_days(date_trunc('quarter', month_begin(last_month())), -365)) AS oldest_month
), located AS (
    SELECT month, left(insu_admdvs, 4) AS insured_in, left(admdvs, 4) AS treated_in, number, fund
    FROM settlement_sign
    WHERE insu_admdvs IS NOT NULL AND admdvs IS NOT NULL
), home AS (
    SELECT treated_in AS area FROM located WHERE treated_in = insured_in GROUP BY treated_in ORDER BY count(*) DESC, treated_in LIMIT 1
), own AS (
    SELECT
        CASE WHEN l.treated_in = h.area THEN 'IN' ELSE 'OUT' END AS direction,
        CASE WHEN l.treated_in = h.area THEN l.insured_in ELSE l.treated_in END AS region,
        l.month, sum(l.number) AS number, sum(l.fund) AS fund
    FROM located l
    JOIN home h ON (l.treated_in = h.area) <> (l.insured_in = h.area)
    JOIN quarter q ON l.month BETWEEN q.oldest_month AND last_month()
    GROUP BY ALL
), stated AS (
    SELECT
        upper(t.direction) AS direction, left(t.region, 4) AS region, t.month, CAST(sum(t.setl_cnt) AS BIGINT) AS number, sum(t.fund) AS fund,
        sum(CASE WHEN t.paid_date < getvariable('as_of') THEN coalesce(t.paid_amt, t.fund) ELSE 0 END) AS paid
    FROM offsite_statement t
    JOIN quarter q ON t.month BETWEEN q.oldest_month AND last_month()
    GROUP BY ALL
), side AS (
    SELECT
        CASE WHEN o.region IS NULL AND t.fund <> 0 THEN 'only_there' WHEN t.region IS NULL THEN 'only_here'
             WHEN coalesce(o.fund, 0) = t.fund AND coalesce(t.number, o.number) = coalesce(o.number, 0) THEN 'even' ELSE 'differs' END AS result,
        coalesce(o.region, t.region) AS region, coalesce(o.direction, t.direction) AS direction, coalesce(o.month, t.month) AS month,
        CAST(o.number AS BIGINT) AS here, t.number AS there, o.fund AS own_fund, t.fund AS stated_fund,
        coalesce(o.fund, 0) - coalesce(t.fund, 0) AS balance, coalesce(t.paid, 0) AS paid,
        coalesce(t.fund, o.fund) - coalesce(t.paid, 0) AS open
    FROM own o
    FULL JOIN stated t ON t.region = o.region AND t.direction = o.direction AND t.month = o.month
), aged AS (
    SELECT
        *, greatest(days_between(month_begin(month_after(month)), getvariable('as_of')), 0) AS days,
        CASE direction WHEN 'OUT' THEN -1 ELSE 1 END AS sign
    FROM side
    JOIN quarter ON month >= first_month OR open <> 0
), listed AS (
    SELECT
        0 AS place, result, region || '00' AS region, direction, month, here, there, own_fund, stated_fund, balance, paid, open,
        CASE WHEN open <> 0 THEN days END AS days, CASE WHEN days > 90 THEN open ELSE 0 END AS late
    FROM aged
    UNION ALL
    SELECT
        1, CASE WHEN sum(sign * balance) = 0 AND bool_and(result = 'even') THEN 'even' ELSE 'differs' END, 'all', NULL, NULL,
        sum(here), sum(there), sum(sign * own_fund), sum(sign * stated_fund), sum(sign * balance), sum(sign * paid), sum(sign * open), NULL,
        sum(CASE WHEN days > 90 THEN sign * open ELSE 0 END)
    FROM aged
    HAVING count(*) > 0
)
SELECT
    result, region, direction, month, CAST(here AS BIGINT) AS settlements_here, CAST(there AS BIGINT) AS settlements_there,
    CAST(own_fund AS DECIMAL(18, 2)) AS fund_here, CAST(stated_fund AS DECIMAL(18, 2)) AS fund_there,
    CAST(balance AS DECIMAL(18, 2)) AS balance, CAST(paid AS DECIMAL(18, 2)) AS paid, CAST(open AS DECIMAL(18, 2)) AS open,
    days, CAST(late AS DECIMAL(18, 2)) AS open_late
FROM listed
ORDER BY place, result = 'even', region, direction, month
