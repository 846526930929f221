/*---
id: visit
doc:
  zh: 门诊、急诊、药店结算，一笔一行
  en: Settlements of outpatient and emergency visits and of pharmacy purchases, one row each
depends: [valid_settlement, effective_line]
sources: [encounter]
---*/
WITH renewed AS (
    SELECT * FROM valid_settlement WHERE kind <> 'inpatient' AND month IN (SELECT month FROM renew_month)
), charged AS (
    SELECT
        l.setl_id, count(*) AS lines, count(*) FILTER (l.possible_care) AS care_lines,
        count(*) FILTER (l.charge_class IN ('02', '12', '13')) AS consult_lines,
        sum(l.fund) FILTER (l.charge_class IN ('02', '12', '13')) AS consult_fund
    FROM effective_line l
    WHERE l.month IN (SELECT month FROM renew_month) AND l.kind <> 'inpatient'
    GROUP BY l.setl_id
)
SELECT
    s.month, s.setl_id, s.mdtrt_id, s.psn_no, s.certno, s.fixmedins_code, s.admdvs, s.hosp_lv, s.med_type, s.kind, s.traits,
    s.begndate AS visit_date, coalesce(e.begntime, s.setl_time) AS begntime, s.setl_time, s.dx, s.dx3, s.dr_code,
    s.medfee, s.inscp, s.fund, s.acct_pay, s.acct_mulaid_pay,
    CAST(coalesce(c.lines, 0) AS INTEGER) AS lines,
    CAST(coalesce(c.care_lines, 0) AS INTEGER) AS care_lines,
    CAST(coalesce(c.consult_lines, 0) AS INTEGER) AS consult_lines,
    CAST(coalesce(c.consult_fund, 0) AS DECIMAL(18, 2)) AS consult_fund
FROM renewed s
LEFT JOIN encounter e ON e.mdtrt_id = s.mdtrt_id AND is_valid(e.vali_flag)
LEFT JOIN charged c ON c.setl_id = s.setl_id
