/*---
id: stay
doc:
  zh: 住院（按就诊归集，分段结算合并），住院天数计入不计出、至少一天，出院早于入院的不明
  en: Inpatient stays, settlements in parts put together; nights by calendar subtraction, at least one, unknown where the discharge lies before the admission
depends: [valid_settlement, effective_line, med_kind]
sources: [encounter, settlement, institution]
---*/
WITH renewed AS (
    SELECT mdtrt_id FROM valid_settlement
    WHERE mdtrt_id IS NOT NULL
    GROUP BY mdtrt_id
    HAVING max(month) IN (SELECT month FROM renew_month)
), settled AS (
    SELECT
        s.mdtrt_id, max(s.month) AS month, count(*) AS settlements, sum(s.fund) AS fund, sum(s.medfee) AS medfee,
        min(s.setl_id) AS setl_id,
        max(coalesce(s.enddate, CAST(s.setl_time AS DATE))) AS last_day,
        -- an interim settlement that another followed did not end the stay
        max_by(coalesce(s.mid_setl_flag, ''), (s.setl_time, s.setl_id)) AS mid_setl_flag,
        max(s.nwb_flag) FILTER (is_yes(s.nwb_flag)) AS setl_nwb_flag,
        bool_or(s.kind = 'inpatient') AS inpatient,
        max_by(s.med_type, (s.setl_time, s.setl_id)) AS med_type,
        max_by(s.traits, (s.setl_time, s.setl_id)) AS traits,
        max_by(s.psn_no, (s.setl_time, s.setl_id)) AS psn_no,
        max_by(s.certno, (s.setl_time, s.setl_id)) AS certno,
        max_by(s.brdy, (s.setl_time, s.setl_id)) AS brdy,
        max_by(s.gend, (s.setl_time, s.setl_id)) AS gend,
        max_by(s.fixmedins_code, (s.setl_time, s.setl_id)) AS fixmedins_code,
        max_by(s.admdvs, (s.setl_time, s.setl_id)) AS admdvs,
        max_by(s.hosp_lv, (s.setl_time, s.setl_id)) AS hosp_lv,
        max_by(s.dise_no, (s.setl_time, s.setl_id)) AS dise_no,
        max_by(s.dise_name, (s.setl_time, s.setl_id)) AS dise_name,
        max_by(s.dr_code, (s.setl_time, s.setl_id)) AS dr_code
    FROM valid_settlement s
    JOIN renewed r ON r.mdtrt_id = s.mdtrt_id
    GROUP BY s.mdtrt_id
), admitted AS (
    SELECT e.*, s.* EXCLUDE (mdtrt_id), k.kind AS own_kind, k.traits AS own_traits
    FROM (SELECT mdtrt_id AS mid, * EXCLUDE (mdtrt_id, psn_no, certno, brdy, gend, fixmedins_code, hosp_lv, med_type, dise_no, endtime),
              -- 2099 and later stand for "not discharged"
              CASE WHEN endtime < TIMESTAMP '2099-01-01 00:00:00' THEN endtime END AS endtime, psn_no AS own_psn_no, certno AS own_certno, brdy AS own_brdy, gend AS own_gend, fixmedins_code AS own_code,
              hosp_lv AS own_hosp_lv, med_type AS own_med_type, dise_no AS own_dise_no
          FROM encounter WHERE is_valid(vali_flag)) e
    LEFT JOIN settled s ON s.mdtrt_id = e.mid
    LEFT JOIN med_kind k ON k.med_type = e.own_med_type
    WHERE s.mdtrt_id IS NOT NULL
       OR (month_of(e.endtime) IN (SELECT month FROM renew_month)
           AND e.mid NOT IN (SELECT mdtrt_id FROM valid_settlement WHERE mdtrt_id IS NOT NULL))
), inpatient AS (
    SELECT
        a.*,
        CAST(a.begntime AS DATE) AS adm,
        -- an export that never says when a patient left: as the last settlement says, unless it did not end the stay
        coalesce(CAST(a.endtime AS DATE), CASE WHEN never_ends AND NOT is_yes(a.mid_setl_flag) THEN a.last_day END) AS dsc,
        coalesce(a.own_code, a.fixmedins_code) AS code
    FROM admitted a
    CROSS JOIN (SELECT count(endtime) = 0 AS never_ends FROM encounter)
    WHERE a.own_kind = 'inpatient' OR a.inpatient
), day_amount AS (
    -- an operation and its material make a costly day, not a batch
    SELECT l.mdtrt_id, l.fee_date, sum(l.amount) FILTER (l.charge_class NOT IN ('06', '08')) AS amount, count(*) AS lines, count(*) FILTER (l.possible_care) AS care_lines,
        min(l.fee_ocur_time) FILTER (l.possible_care) AS first_care
    FROM effective_line l
    JOIN inpatient i ON i.mid = l.mdtrt_id
    GROUP BY l.mdtrt_id, l.fee_date
), lines AS (
    SELECT mdtrt_id, sum(lines) AS lines, sum(care_lines) AS care_lines, min(first_care) AS first_care,
        ratio(max(amount), sum(amount)) AS batch_share
    FROM day_amount
    GROUP BY mdtrt_id
)
SELECT
    coalesce(i.month, month_of(i.endtime)) AS month, i.mid AS mdtrt_id,
    coalesce(i.own_psn_no, i.psn_no) AS psn_no, coalesce(i.own_certno, i.certno) AS certno,
    coalesce(i.own_brdy, i.brdy) AS brdy, coalesce(i.own_gend, i.gend) AS gend,
    i.code AS fixmedins_code, coalesce(i.fixmedins_name, t.fixmedins_name) AS fixmedins_name,
    coalesce(t.fix_blng_admdvs, i.fix_blng_admdvs, i.admdvs, i.insu_admdvs) AS admdvs,
    coalesce(t.hosp_lv, i.own_hosp_lv, i.hosp_lv) AS hosp_lv,
    coalesce(i.own_med_type, i.med_type) AS med_type,
    coalesce(i.own_traits, i.traits, '') AS traits,
    i.begntime, i.endtime, i.adm, i.dsc, coalesce(i.dsc, i.last_day) AS last_day,
    -- dates that contradict each other say nothing of its length
    CASE WHEN coalesce(i.dsc >= i.adm, true) THEN greatest(1, days_between(i.adm, coalesce(i.dsc, i.last_day))) END AS los,
    i.ipt_days,
    upper(trim(coalesce(i.dscg_maindiag_code, i.own_dise_no, i.dise_no))) AS dx,
    left(upper(trim(coalesce(i.dscg_maindiag_code, i.own_dise_no, i.dise_no))), 3) AS dx3,
    coalesce(i.dscg_maindiag_name, i.dise_name) AS dx_name,
    ltrim(trim(i.dscg_way), '0') AS dscg_way, i.refl_old_mdtrt_id, coalesce(i.setl_nwb_flag, i.nwb_flag) AS nwb_flag, i.ars_year_ipt_flag, i.mid_setl_flag,
    coalesce(i.dscg_dept_codg, i.adm_dept_codg, i.adm_dept_name) AS dept,
    coalesce(i.chfpdr_code, i.dr_code) AS doctor,
    CAST(coalesce(i.settlements, 0) AS INTEGER) AS settlements,
    CASE WHEN i.settlements = 1 THEN i.setl_id END AS setl_id,
    CAST(coalesce(i.fund, 0) AS DECIMAL(18, 2)) AS fund,
    CAST(coalesce(i.medfee, 0) AS DECIMAL(18, 2)) AS medfee,
    CAST(coalesce(l.lines, 0) AS INTEGER) AS lines,
    CAST(coalesce(l.care_lines, 0) AS INTEGER) AS care_lines,
    l.first_care,
    CAST(l.batch_share AS DECIMAL(9, 4)) AS batch_share
FROM inpatient i
LEFT JOIN institution t ON t.fixmedins_code = i.code
LEFT JOIN lines l ON l.mdtrt_id = i.mid
