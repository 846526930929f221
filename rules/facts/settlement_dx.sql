/*---
id: settlement_dx
doc:
  zh: 每笔结算的全部诊断（结算、就诊、结算清单），以分号连接成一个大写文本 ;I10.X00;特发性高血压;
  en: "All diagnoses of a settlement (its own, the encounter's, the settlement list's) as one text in capitals: ;I10.X00;hypertension;"
depends: [valid_settlement]
sources: [settlement, encounter, diagnosis]
---*/
WITH listed AS (
    SELECT setl_id, string_agg(concat_ws(';', diag_code, diag_name), ';' ORDER BY diag_code, diag_name) AS dx
    FROM diagnosis
    WHERE is_valid(vali_flag)
    GROUP BY setl_id
), found AS (
    SELECT
        v.month, v.setl_id,
        concat_ws(';', v.dise_no, v.dise_name, e.dscg_maindiag_code, e.dscg_maindiag_name, e.dise_no, e.otp_diag_info, e.adm_diag_dscr, d.dx) AS dx
    FROM valid_settlement v
    LEFT JOIN encounter e ON e.mdtrt_id = v.mdtrt_id AND is_valid(e.vali_flag)
    LEFT JOIN listed d ON d.setl_id = v.setl_id
    WHERE v.month IN (SELECT month FROM renew_month)
)
SELECT
    month, setl_id,
    ';' || regexp_replace(upper(trim(dx)), '[,，、|/;； ]+', ';', 'g') || ';' AS dx_list
FROM found
WHERE trim(dx) <> ''
