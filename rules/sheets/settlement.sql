/*---
id: settlement
title: { zh: 月结算单, en: Monthly settlement }
doc:
  zh: 每家机构当月应付 = 预算内核准费用（年度累计费用与序时预算取小，减去以前已付）+ 无预算费用 − 扣减；扣减大于应付的结转下月。扣减取自当月记账的扣减凭证，理由或文号含“病历、抽查”的算病历抽查，含“现场、检查、巡查”的算现场检查，其余单列。考核保证金没有数据，不在其中
  en: What is to be paid to each institution for the month, the smaller of fees and budget to date (cumulated over the year, less what was paid before) and fees without a budget, less deductions; what is deducted beyond that is carried to the next month. Deductions are those posted to the month; their reason or document tells whether they come from a review of records (record, 病历, 抽查), an inspection on site (site, 现场, 检查, 巡查) or elsewhere. Retentions for the yearly assessment are not known here
catalogue: J9
requires: [budget, budget_use]
lookback: 36 months
columns:
  fixmedins_code: { zh: 机构编码, en: Code }
  fixmedins_name: { zh: 机构名称, en: Institution }
  approved: { zh: 当月核准费用, en: Approved fees }
  within_budget: { zh: 预算内应付, en: Within budget }
  without_budget: { zh: 无预算费用, en: Without a budget }
  fees_carried: { zh: 超预算累计未付, en: Fees above budget so far }
  budget_left: { zh: 序时预算结余, en: Budget to date left }
  deduction_brought: { zh: 上月结转扣减, en: Deductions brought forward }
  deduction_records: { zh: 病历抽查扣减, en: Deducted for records }
  deduction_onsite: { zh: 现场检查扣减, en: Deducted on site }
  deduction_other: { zh: 其他扣减, en: Other deductions }
  deduction_carried: { zh: 结转下月扣减, en: Deductions carried forward }
  payable: { zh: 当月应付, en: Payable }
---*/
WITH month AS (
    SELECT month_of(unnest(generate_series(
        CAST((SELECT month_begin(least(min(month), last_month())) FROM budget_use) AS TIMESTAMP),
        CAST(month_begin(last_month()) AS TIMESTAMP), INTERVAL 1 MONTH))) AS month
), budgeted AS (
    -- each budget and month of its year: fees and budget up to the month's end
    SELECT
        m.month, b.fixmedins_code, b.year, b.insutype, b.clr_type,
        money_part(b.budget_amt, days_between(month_begin(b.year || '-01'), month_begin(month_after(m.month))),
            days_between(month_begin(b.year || '-01'), month_begin(month_after(b.year || '-12')))) AS budget,
        sum(coalesce(u.fund, 0)) OVER (PARTITION BY b.fixmedins_code, b.year, b.insutype, b.clr_type ORDER BY m.month) AS fees
    FROM month m
    JOIN budget b ON b.year = left(m.month, 4)
    LEFT JOIN budget_use u
      ON u.month = m.month AND u.covered AND u.fixmedins_code = b.fixmedins_code
     AND u.insutype IS NOT DISTINCT FROM b.insutype AND u.clr_type IS NOT DISTINCT FROM b.clr_type
), paid AS (
    SELECT
        *,
        least(fees, budget) - coalesce(lag(least(fees, budget)) OVER (
            PARTITION BY fixmedins_code, year, insutype, clr_type ORDER BY month), 0) AS within
    FROM budgeted
), within AS (
    SELECT month, fixmedins_code, sum(within) AS within, sum(fees - least(fees, budget)) AS above, sum(budget - least(fees, budget)) AS left_over
    FROM paid
    GROUP BY month, fixmedins_code
), fee AS (
    SELECT month, fixmedins_code, sum(fund) AS fund, coalesce(sum(fund) FILTER (NOT covered), 0) AS without
    FROM budget_use
    GROUP BY month, fixmedins_code
), deducted AS (
    SELECT
        month, fixmedins_code,
        sum(amount) AS amount,
        coalesce(sum(amount) FILTER (origin = 'records'), 0) AS records,
        coalesce(sum(amount) FILTER (origin = 'onsite'), 0) AS onsite,
        coalesce(sum(amount) FILTER (origin = 'other'), 0) AS other
    FROM (
        SELECT
            month, fixmedins_code, amount,
            CASE WHEN has_word(lower(reason || ' ' || document), ['病历', '抽查', 'record']) THEN 'records'
                 WHEN has_word(lower(reason || ' ' || document), ['现场', '检查', '巡查', 'site']) THEN 'onsite'
                 ELSE 'other' END AS origin
        FROM posting
        WHERE kind = 'deducted')
    GROUP BY month, fixmedins_code
), line AS (
    SELECT
        m.month, i.fixmedins_code,
        coalesce(f.fund, 0) AS approved, coalesce(w.within, 0) AS within, coalesce(f.without, 0) AS without,
        coalesce(w.above, 0) AS above, coalesce(w.left_over, 0) AS left_over,
        coalesce(d.records, 0) AS records, coalesce(d.onsite, 0) AS onsite, coalesce(d.other, 0) AS other, coalesce(d.amount, 0) AS deducted,
        coalesce(w.within, 0) + coalesce(f.without, 0) AS gross
    FROM month m
    CROSS JOIN (
        SELECT fixmedins_code FROM budget WHERE year = left(last_month(), 4)
        UNION
        SELECT fixmedins_code FROM budget_use
        UNION
        SELECT fixmedins_code FROM posting WHERE kind = 'deducted' AND month <= last_month()) i
    LEFT JOIN within w ON w.month = m.month AND w.fixmedins_code = i.fixmedins_code
    LEFT JOIN fee f ON f.month = m.month AND f.fixmedins_code = i.fixmedins_code
    LEFT JOIN deducted d ON d.month = m.month AND d.fixmedins_code = i.fixmedins_code
), excess AS (
    -- deductions less what there was to take them from, since the first month
    SELECT *, sum(deducted - gross) OVER (PARTITION BY fixmedins_code ORDER BY month) AS excess FROM line
), carried AS (
    -- what no month could bear: the excess above its lowest level so far
    SELECT *, excess - least(0, min(excess) OVER (PARTITION BY fixmedins_code ORDER BY month)) AS carried FROM excess
), brought AS (
    SELECT *, coalesce(lag(carried) OVER (PARTITION BY fixmedins_code ORDER BY month), 0) AS brought FROM carried
)
SELECT
    b.fixmedins_code, k.fixmedins_name,
    CAST(b.approved AS DECIMAL(18, 2)) AS approved,
    CAST(b.within AS DECIMAL(18, 2)) AS within_budget,
    CAST(b.without AS DECIMAL(18, 2)) AS without_budget,
    CAST(b.above AS DECIMAL(18, 2)) AS fees_carried,
    CAST(b.left_over AS DECIMAL(18, 2)) AS budget_left,
    CAST(b.brought AS DECIMAL(18, 2)) AS deduction_brought,
    CAST(b.records AS DECIMAL(18, 2)) AS deduction_records,
    CAST(b.onsite AS DECIMAL(18, 2)) AS deduction_onsite,
    CAST(b.other AS DECIMAL(18, 2)) AS deduction_other,
    CAST(b.carried AS DECIMAL(18, 2)) AS deduction_carried,
    CAST(b.gross - b.brought - b.deducted + b.carried AS DECIMAL(18, 2)) AS payable
FROM brought b
LEFT JOIN institution_kind k ON k.fixmedins_code = b.fixmedins_code
WHERE b.month = last_month()
ORDER BY b.fixmedins_code
