/*---
id: money-identity
title: { zh: 金额勾稽不符, en: Amounts that do not add up }
grade: clue
severity: low
status: stable
since: 0.1.0
gate: true
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十九条, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第十六条, checked: false }
official: { library: 两库, category: M-数据 }
catalogue: C16
params:
  gate_share:
    type: decimal
    default: 0.01
    min: 0
    max: 1
    doc:
      zh: 机构勾稽不符的结算占其医疗费用超过此比例时，该机构的追回金额暂不计入合计
      en: Above this share of its money in settlements that do not add up an institution's amounts are withheld from the totals
  tolerance:
    type: decimal
    default: 0.05
    min: 0
    max: 10
    doc: { zh: 允许的差额（元）, en: Difference allowed in yuan }
  line_rounding:
    type: decimal
    default: 0.005
    min: 0
    max: 1
    doc: { zh: 明细合计每行再允许的舍入差（元）, en: Rounding allowed in addition for each line of a sum (yuan) }
requires: [valid_settlement, settlement.psn_pay | settlement.inscp_amt | settlement.fund_pay_sumamt | effective_line]
population: SELECT count(*) FROM valid_settlement WHERE audited
key: [setl_id]
message:
  zh: "{fixmedins_name} 结算金额勾稽不符：{failed_zh}，最大差额 {difference} 元"
  en: "{fixmedins_name}: amounts of a settlement do not add up: {failed_en}, largest difference {difference} yuan"
false_positives:
  zh: [逐行舍入, 医院减免, 医院负担部分, 部分退费的结算（不判断）]
  en: [rounding of each line, discounts of the hospital, a part borne by the hospital, settlements refunded in part (not judged)]
---*/
-- Each identity is looked at only where its columns are filled: (a) quantity x price = line; (b) lines = settlement; (c) settlement =
-- own pay + above limit + pay first + in policy; (d) funds = fund total, with or without the account; (e) settlement = pooled fund +
-- person, person = account + cash. No money is claimed: bad amounts make all other amounts doubtful, see the parameter gate_share.
WITH beyond AS (
    -- NULL where the identity holds or cannot be looked at
    SELECT
        setl_id, mdtrt_id, psn_no, fixmedins_code, begndate, enddate, setl_time,
        CASE WHEN off_a > getvariable('tolerance') THEN off_a END AS off_a,
        CASE WHEN off_b > getvariable('tolerance') + getvariable('line_rounding') * lines THEN off_b END AS off_b,
        CASE WHEN off_c > getvariable('tolerance') THEN off_c END AS off_c,
        CASE WHEN off_d > getvariable('tolerance') THEN off_d END AS off_d,
        CASE WHEN off_e > getvariable('tolerance') THEN off_e END AS off_e,
        CASE WHEN off_f > getvariable('tolerance') THEN off_f END AS off_f
    FROM money_difference
    WHERE audited
), failed AS (
    SELECT
        b.*,
        coalesce(k.fixmedins_name, b.fixmedins_code) AS fixmedins_name,
        concat_ws('、',
            CASE WHEN off_a IS NOT NULL THEN '数量×单价≠明细金额' END,
            CASE WHEN off_b IS NOT NULL THEN '明细合计≠医疗费总额' END,
            CASE WHEN off_c IS NOT NULL THEN '全自费+超限价+先行自付+符合范围≠医疗费总额' END,
            CASE WHEN off_d IS NOT NULL THEN '各基金合计≠基金支付总额' END,
            CASE WHEN off_e IS NOT NULL THEN '统筹基金+个人负担≠医疗费总额' END,
            CASE WHEN off_f IS NOT NULL THEN '个人账户+现金≠个人负担' END) AS failed_zh,
        concat_ws(', ',
            CASE WHEN off_a IS NOT NULL THEN 'quantity x price and line' END,
            CASE WHEN off_b IS NOT NULL THEN 'lines and settlement' END,
            CASE WHEN off_c IS NOT NULL THEN 'self-paid and in-policy parts and settlement' END,
            CASE WHEN off_d IS NOT NULL THEN 'funds and fund total' END,
            CASE WHEN off_e IS NOT NULL THEN 'pooled fund, person and settlement' END,
            CASE WHEN off_f IS NOT NULL THEN 'account, cash and person' END) AS failed_en,
        CAST(greatest(off_a, off_b, off_c, off_d, off_e, off_f) AS DECIMAL(18, 2)) AS difference
    FROM beyond b
    LEFT JOIN institution_kind k ON k.fixmedins_code = b.fixmedins_code
    WHERE greatest(off_a, off_b, off_c, off_d, off_e, off_f) IS NOT NULL
)
SELECT
    setl_id, fixmedins_code, psn_no, mdtrt_id,
    begndate AS begin_date,
    coalesce(enddate, CAST(setl_time AS DATE)) AS end_date,
    'settlement' AS row_table,
    setl_id AS row_id,
    0 AS claim,
    fixmedins_name, failed_zh, failed_en, difference
FROM failed
UNION ALL
SELECT
    f.setl_id, f.fixmedins_code, f.psn_no, f.mdtrt_id, l.fee_date, l.fee_date, 'fee_line', l.feedetl_sn, 0,
    f.fixmedins_name, f.failed_zh, f.failed_en, f.difference
FROM failed f
JOIN effective_line l ON l.setl_id = f.setl_id
JOIN fee_line d ON d.feedetl_sn = l.feedetl_sn
WHERE f.off_a IS NOT NULL AND line_difference(d.cnt, d.pric, d.medins_disc_amt, d.det_item_fee_sumamt) > getvariable('tolerance')
