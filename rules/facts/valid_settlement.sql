/*---
id: valid_settlement
doc:
  zh: 有效结算，退费结算已冲减，统筹基金支付额已按口径计算
  en: Valid settlements net of their reversals, with the pooled fund's payment
depends: [fund_convention, med_kind, reversal]
sources: [settlement, encounter, fee_line, institution, person]
---*/
WITH settled AS (
    SELECT
        s.*,
        is_yes(s.refd_setl_flag) OR (s.init_setl_id <> s.setl_id AND s.medfee_sumamt < 0) IS TRUE OR s.setl_id IN (SELECT setl_id FROM reversal) AS reversal,
        CAST(CASE
            WHEN coalesce(s.hifp_pay, s.cvlserv_pay, s.hifes_pay, s.hifmi_pay, s.hifob_pay, s.hifdm_pay, s.maf_pay, s.othfund_pay) IS NOT NULL
                 AND (c.pooled_from = 'components' OR s.fund_pay_sumamt IS NULL)
            THEN coalesce(s.hifp_pay, 0) + coalesce(s.cvlserv_pay, 0) + coalesce(s.hifes_pay, 0) + coalesce(s.hifmi_pay, 0)
               + coalesce(s.hifob_pay, 0) + coalesce(s.hifdm_pay, 0) + coalesce(s.maf_pay, 0) + coalesce(s.othfund_pay, 0)
            WHEN c.fund_pay_includes_account AND s.fund_pay_sumamt > 0
            THEN greatest(s.fund_pay_sumamt - coalesce(s.acct_pay, 0), 0)
            WHEN c.fund_pay_includes_account
            THEN least(coalesce(s.fund_pay_sumamt, 0) - coalesce(s.acct_pay, 0), 0)
            ELSE coalesce(s.fund_pay_sumamt, 0) END AS DECIMAL(18, 2)) AS pooled
    FROM settlement s
    CROSS JOIN fund_convention c
    WHERE is_valid(s.vali_flag)
), original AS (
    SELECT s.*, r.month
    FROM settled s
    JOIN renew_month r ON r.month = month_of(s.setl_time)
    WHERE NOT s.reversal
), taken_back AS (
    SELECT
        r.original_id AS setl_id,
        sum(r.side * abs(s.medfee_sumamt)) AS medfee, sum(r.side * abs(s.inscp_amt)) AS inscp, sum(r.side * abs(s.pooled)) AS fund,
        sum(r.side * abs(s.acct_pay)) AS acct_pay, sum(r.side * abs(s.acct_mulaid_pay)) AS acct_mulaid_pay,
        sum(r.side * abs(s.psn_pay)) AS psn_pay, sum(r.side * abs(s.hifp_pay)) AS hifp_pay,
        sum(r.side * abs(s.hifmi_pay)) AS hifmi_pay, sum(r.side * abs(s.maf_pay)) AS maf_pay
    FROM (SELECT *, CASE WHEN gives_back THEN -1 ELSE 1 END AS side FROM reversal) r
    JOIN settled s ON s.setl_id = CASE WHEN r.by_amount THEN r.original_id ELSE r.setl_id END
    GROUP BY r.original_id
), net AS (
    -- reversals never make an amount negative that was not, nor larger than it was
    SELECT
        s.* EXCLUDE (medfee_sumamt, inscp_amt, pooled, acct_pay, acct_mulaid_pay, psn_pay, hifp_pay, hifmi_pay, maf_pay),
        t.setl_id IS NOT NULL AS refd_part,
        amount_left(s.medfee_sumamt, t.medfee) AS medfee,
        amount_left(s.inscp_amt, t.inscp) AS inscp,
        amount_left(s.pooled, t.fund) AS fund,
        amount_left(s.acct_pay, t.acct_pay) AS acct_pay,
        amount_left(s.acct_mulaid_pay, t.acct_mulaid_pay) AS acct_mulaid_pay,
        amount_left(s.psn_pay, t.psn_pay) AS psn_pay,
        amount_left(s.hifp_pay, t.hifp_pay) AS hifp_pay,
        amount_left(s.hifmi_pay, t.hifmi_pay) AS hifmi_pay,
        amount_left(s.maf_pay, t.maf_pay) AS maf_pay
    FROM original s
    LEFT JOIN taken_back t ON t.setl_id = s.setl_id
), kept AS (
    SELECT
        n.*,
        coalesce(k.kind, CASE WHEN n.enddate > n.begndate THEN 'inpatient' ELSE 'outpatient' END) AS kind,
        coalesce(k.traits, 'unmapped') AS traits
    FROM net n
    LEFT JOIN med_kind k ON k.med_type = n.med_type
    WHERE NOT (n.refd_part AND n.medfee <= 0 AND n.fund <= 0)
), by_line AS (
    SELECT l.setl_id, min(l.mdtrt_id) AS mdtrt_id
    FROM fee_line l
    JOIN kept s ON s.setl_id = l.setl_id
    WHERE s.mdtrt_id IS NULL AND l.mdtrt_id IS NOT NULL AND is_valid(l.vali_flag)
    GROUP BY l.setl_id
), by_person AS (
    SELECT s.setl_id, min(e.mdtrt_id) AS mdtrt_id
    FROM kept s
    JOIN encounter e ON e.psn_no = s.psn_no AND e.fixmedins_code = s.fixmedins_code AND CAST(e.begntime AS DATE) = s.begndate
    LEFT JOIN med_kind k ON k.med_type = e.med_type
    WHERE s.mdtrt_id IS NULL AND is_valid(e.vali_flag) AND coalesce(k.kind, s.kind) = s.kind
    GROUP BY s.setl_id
    HAVING count(*) = 1
), linked AS (
    SELECT s.* REPLACE (coalesce(s.mdtrt_id, bl.mdtrt_id, bp.mdtrt_id) AS mdtrt_id)
    FROM kept s
    LEFT JOIN by_line bl ON bl.setl_id = s.setl_id
    LEFT JOIN by_person bp ON bp.setl_id = s.setl_id
), doctor_lines AS (
    SELECT l.setl_id, l.bilg_dr_code
    FROM fee_line l
    JOIN linked s ON s.setl_id = l.setl_id
    WHERE l.bilg_dr_code IS NOT NULL AND is_valid(l.vali_flag)
    UNION ALL
    SELECT s.setl_id, l.bilg_dr_code
    FROM fee_line l
    JOIN linked s ON s.mdtrt_id = l.mdtrt_id
    WHERE l.setl_id IS NULL AND l.bilg_dr_code IS NOT NULL AND is_valid(l.vali_flag)
), doctor AS (
    SELECT setl_id, bilg_dr_code AS dr_code
    FROM (SELECT setl_id, bilg_dr_code, count(*) AS n FROM doctor_lines GROUP BY setl_id, bilg_dr_code)
    QUALIFY row_number() OVER (PARTITION BY setl_id ORDER BY n DESC, bilg_dr_code) = 1
)
SELECT
    s.month, s.setl_id, s.mdtrt_id, s.psn_no,
    coalesce(s.certno, e.certno, p.certno) AS certno,
    coalesce(s.gend, e.gend, p.gend) AS gend,
    coalesce(s.brdy, e.brdy, p.brdy) AS brdy,
    s.insutype, s.psn_type, s.insu_admdvs,
    coalesce(i.fix_blng_admdvs, s.fix_blng_admdvs, s.insu_admdvs) AS admdvs,
    s.fixmedins_code,
    -- the level at which it was settled; the institution's is today's
    coalesce(s.hosp_lv, i.hosp_lv) AS hosp_lv,
    coalesce(s.dedc_hosp_lv, e.dedc_hosp_lv, i.dedc_hosp_lv, s.hosp_lv, i.hosp_lv) AS dedc_hosp_lv,
    s.med_type, s.kind, s.traits, s.begndate, s.enddate, s.setl_time,
    CAST(s.medfee AS DECIMAL(18, 2)) AS medfee,
    CAST(s.inscp AS DECIMAL(18, 2)) AS inscp,
    CAST(s.fund AS DECIMAL(18, 2)) AS fund,
    CAST(s.acct_pay AS DECIMAL(18, 2)) AS acct_pay,
    CAST(s.acct_mulaid_pay AS DECIMAL(18, 2)) AS acct_mulaid_pay,
    CAST(s.psn_pay AS DECIMAL(18, 2)) AS psn_pay,
    CAST(s.hifp_pay AS DECIMAL(18, 2)) AS hifp_pay,
    CAST(s.hifmi_pay AS DECIMAL(18, 2)) AS hifmi_pay,
    CAST(s.maf_pay AS DECIMAL(18, 2)) AS maf_pay,
    coalesce(s.year, strftime(s.setl_time, '%Y')) AS benefit_year,
    s.refd_part, s.dise_no, s.dise_name, s.mid_setl_flag, s.nwb_flag, s.manl_reim_rea, s.pay_loc,
    coalesce(d.dr_code, e.chfpdr_code) AS dr_code,
    upper(trim(coalesce(s.dise_no, e.dscg_maindiag_code, e.dise_no, e.otp_diag_info))) AS dx,
    left(upper(trim(coalesce(s.dise_no, e.dscg_maindiag_code, e.dise_no, e.otp_diag_info))), 3) AS dx3
FROM linked s
LEFT JOIN encounter e ON e.mdtrt_id = s.mdtrt_id AND is_valid(e.vali_flag)
LEFT JOIN institution i ON i.fixmedins_code = s.fixmedins_code
LEFT JOIN person p ON p.psn_no = s.psn_no
LEFT JOIN doctor d ON d.setl_id = s.setl_id
