/*---
id: account-misuse
title: { zh: 个人账户违规支付, en: "Personal account used for what it must not pay" }
grade: violation
tier: 3
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第六项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第四十一条第三项, checked: false }
official: { library: 两库, category: M-药品 }
catalogue: H10
params:
  exempt_words: { type: list, default: [医用, 械字, 药用], doc: { zh: "名称含有这些词的不是日用品", en: "A charge with one of these words is no household good" } }
requires: [valid_settlement, non_medical_item | account_share]
population:
  SELECT count(*) FROM valid_settlement v WHERE v.audited AND ((v.acct_mulaid_pay > 0 AND EXISTS (SELECT 1 FROM account_share))
  OR ((v.acct_pay > 0 OR v.fund > 0) AND EXISTS (SELECT 1 FROM non_medical_item n
  WHERE in_region(n.region, v.admdvs) AND in_force(n.valid_from, n.valid_to, v.begndate))))
key: [claimed_settlement, reason_code]
message:
  zh: "{fixmedins_name} {service_date} 个人账户支付 {amount} 元：{reason_zh}"
  en: "{fixmedins_name}, {service_date}: {amount} yuan from the personal account: {reason_en}"
false_positives:
  zh: [医用产品与日用品同名, 自费购买（账户支付不超过单据中医疗部分的不列）, 绑定关系在就医当日有效, 已退费]
  en: [medical products named like household goods, "bought with cash (not listed where the account paid no more than the medical rest of the bill)", a link that was in force on the day, refunded purchases]
---*/
-- (a) Goods of the table non_medical_item paid from the personal account or the fund: what the account paid beyond the medical rest of the bill
-- (cash pays for the goods first), and the fund's share of the lines. (b) An account of the family used by somebody with no link in account_share on that day.
WITH goods AS (
    SELECT l.*
    FROM effective_line l
    WHERE l.audited
      AND coalesce(l.list_type, '') NOT IN ('101', '102', '103', '104', '105')
      AND NOT has_word(l.hilist_name, getvariable('exempt_words'))
      AND EXISTS (
          SELECT 1
          FROM non_medical_item n
          WHERE ((n.match_kind = 'code' AND n.pattern = l.hilist_code) OR (n.match_kind = 'keyword' AND contains(l.hilist_name, n.pattern)))
            AND in_region(n.region, l.admdvs) AND in_force(n.valid_from, n.valid_to, l.fee_date))
), bought AS (
    SELECT
        v.setl_id, g.fund, g.item,
        -- what neither the goods nor the fund leave to pay was medical
        greatest(0, least(g.amount - g.fund, coalesce(v.acct_pay, 0) - greatest(0, v.medfee - g.amount - (v.fund - g.fund)))) AS account
    FROM (SELECT setl_id, sum(amount) AS amount, sum(fund) AS fund, min(hilist_name) AS item FROM goods GROUP BY setl_id) g
    JOIN valid_settlement v ON v.setl_id = g.setl_id
), flagged AS (
    SELECT
        b.setl_id, 'goods' AS reason_code, b.fund + b.account AS amount, b.account,
        '购买非医疗用品（' || b.item || '）' AS reason_zh, 'goods that are not medical (' || b.item || ')' AS reason_en
    FROM bought b
    WHERE b.fund > 0 OR b.account > 0
    UNION ALL
    SELECT
        v.setl_id, 'shared', v.acct_mulaid_pay, v.acct_mulaid_pay, '就医当日不在家庭共济绑定名单', 'no family link on that day'
    FROM valid_settlement v
    WHERE v.audited
      AND v.acct_mulaid_pay > 0
      AND EXISTS (SELECT 1 FROM account_share)
      AND NOT EXISTS (
          SELECT 1
          FROM account_share a
          WHERE a.user_psn_no = v.psn_no AND is_valid(a.vali_flag)
            AND coalesce(a.begndate, v.begndate) <= CAST(v.setl_time AS DATE) AND coalesce(a.enddate, v.begndate) >= v.begndate)
), row_of AS (
    SELECT setl_id, reason_code, 'settlement' AS row_table, setl_id AS row_id, 0 AS claim, account FROM flagged
    UNION ALL
    SELECT g.setl_id, 'goods', 'fee_line', g.feedetl_sn, g.fund, 0 FROM goods g
)
SELECT
    f.setl_id AS claimed_settlement, f.reason_code,
    v.fixmedins_code, v.psn_no, v.mdtrt_id, v.setl_id,
    v.begndate AS begin_date,
    v.begndate AS end_date,
    r.row_table, r.row_id, r.claim, CAST(r.account AS DECIMAL(18, 2)) AS account,
    coalesce(k.fixmedins_name, v.fixmedins_code) AS fixmedins_name,
    v.begndate AS service_date, f.amount, f.reason_zh, f.reason_en
FROM flagged f
JOIN row_of r ON r.setl_id = f.setl_id AND r.reason_code = f.reason_code
JOIN valid_settlement v ON v.setl_id = f.setl_id
LEFT JOIN institution_kind k ON k.fixmedins_code = v.fixmedins_code
