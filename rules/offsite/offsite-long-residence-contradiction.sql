/*---
id: offsite-long-residence-contradiction
title: { zh: 异地长期居住备案而本地高频就医, en: Filed as living elsewhere but treated at home again and again }
grade: clue
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十一条第一项, checked: false }
official: { library: 两库, category: M-数据 }
catalogue: I4
params:
  min_visits:
    type: integer
    default: 6
    min: 2
    max: 365
    doc: { zh: 备案有效期内在本地门诊、购药至少几次（经验值）, en: "Fewest visits and purchases at home while the filing was in force (experience, no official figure)" }
  min_months:
    type: integer
    default: 3
    min: 1
    max: 12
    doc: { zh: 且分布在几个以上的月份（一次回乡探亲不算）, en: "In at least so many months (one trip home does not count)" }
  min_filed_days:
    type: integer
    default: 180
    min: 1
    max: 3650
    doc: { zh: 备案有效期至少多少天才算长期居住（无截止日的算长期）, en: "Shortest filing that means residence (without an end it does)" }
requires: [offsite_filing.rloc_admdvs, visit, settlement.insu_admdvs]
lookback: 12 months
population: SELECT count(DISTINCT psn_no) FROM visit WHERE audited AND fund > 0 AND psn_no IN (SELECT psn_no FROM offsite_filing)
key: [psn_no]
message:
  zh: "{filed_from} 起备案在 {filed_place} 长期居住，仍在本地 {institutions} 家机构门诊、购药 {visits} 次（{months} 个月，基金支付 {fund} 元）"
  en: "Filed as living in {filed_place} from {filed_from}, yet {visits} visits and purchases at home (institutions: {institutions}, months: {months}, fund {fund} yuan)"
false_positives:
  zh: [短期、转诊备案（不计）, 回乡探亲（集中在少数月份的不列）, 备案后又迁回未注销, 亲属持卡购药, 仅个人账户支付（不计）]
  en: ["short filings and referrals (do not count)", a visit to the family (too few months), moved back and never took the filing back, relatives who buy with the card, account-only payments (do not count)]
---*/
-- Persons with a long filing for a place outside the pool of their insurance, and the visits and purchases that the fund paid in that pool while the filing
-- was in force. Shows where to look and claims no money.
WITH filed AS (
    SELECT psn_no, rloc_admdvs, begndate, coalesce(enddate, getvariable('window_to')) AS until
    FROM offsite_filing
    WHERE is_valid(vali_flag) AND NOT is_yes(retn_flag)
      AND (enddate IS NULL OR days_between(begndate, enddate) >= getvariable('min_filed_days'))
), at_home AS (
    SELECT v.setl_id, v.mdtrt_id, v.psn_no, v.fixmedins_code, v.visit_date, v.fund, v.audited, max_by(f.rloc_admdvs, (f.begndate, f.rloc_admdvs)) AS filed_place,
        max(f.begndate) AS filed_from
    FROM visit v
    JOIN settlement s ON s.setl_id = v.setl_id
    LEFT JOIN institution i ON i.fixmedins_code = v.fixmedins_code
    JOIN filed f ON f.psn_no = v.psn_no AND v.visit_date BETWEEN f.begndate AND f.until
    WHERE v.fund > 0
      AND offsite_scope(s.insu_admdvs, coalesce(i.fix_blng_admdvs, s.fix_blng_admdvs, s.insu_admdvs), s.pay_loc) IS NULL
      -- paid elsewhere, at an institution whose place is unknown
      AND NOT (coalesce(i.fix_blng_admdvs, s.fix_blng_admdvs) IS NULL AND coalesce(s.pay_loc, '') IN ('3', '4'))
      AND offsite_scope(s.insu_admdvs, f.rloc_admdvs, NULL) IS NOT NULL
    GROUP BY v.setl_id, v.mdtrt_id, v.psn_no, v.fixmedins_code, v.visit_date, v.fund, v.audited
), flagged AS (
    SELECT
        psn_no, count(*) AS visits, count(DISTINCT fixmedins_code) AS institutions, count(DISTINCT month_of(visit_date)) AS months, sum(fund) AS fund,
        max_by(filed_place, (visit_date, setl_id)) AS filed_place, min(filed_from) AS filed_from
    FROM at_home
    GROUP BY psn_no
    HAVING bool_or(audited) AND count(*) >= getvariable('min_visits') AND count(DISTINCT month_of(visit_date)) >= getvariable('min_months')
)
SELECT
    h.psn_no, h.fixmedins_code, h.mdtrt_id, h.setl_id,
    h.visit_date AS begin_date,
    h.visit_date AS end_date,
    'settlement' AS row_table,
    h.setl_id AS row_id,
    0 AS claim,
    f.filed_from, f.filed_place, f.visits, f.institutions, f.months, f.fund
FROM flagged f
JOIN at_home h ON h.psn_no = f.psn_no
