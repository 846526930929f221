/*---
id: hospital-infection
title: { zh: 院内感染发生率, en: Infections acquired in hospital }
doc:
  zh: 有入院时没有的感染诊断（入院病情类型 4，A00–B99、J12–J18、N39.0、T80.2、T81.4、T82.7、O86）的住院 ÷ 填写了入院病情类型的住院
  en: Stays with an infection that was not there at admission (condition at admission 4; A00–B99, J12–J18, N39.0, T80.2, T81.4, T82.7, O86) for each stay that states conditions at admission
catalogue: J4
requires: [stay, diagnosis.adm_cond_type]
lookback: 12 months
measures:
  infection-rate: { title: { zh: 院内感染发生率, en: Infections acquired in hospital }, unit: share, code: ZB10000205007000 }
---*/
WITH stated AS (
    SELECT
        v.mdtrt_id,
        bool_or(ltrim(d.adm_cond_type, '0') = '4'
            AND has_prefix(upper(d.diag_code), ['A', 'B', 'J12', 'J13', 'J14', 'J15', 'J16', 'J17', 'J18', 'N39.0', 'T80.2', 'T81.4', 'T82.7', 'O86']))
            AS infected
    FROM diagnosis d
    JOIN valid_settlement v ON v.setl_id = d.setl_id
    WHERE d.adm_cond_type IS NOT NULL AND is_valid(d.vali_flag)
    GROUP BY v.mdtrt_id
), counted AS (
    SELECT s.month, s.fixmedins_code, count(*) AS stays, count(*) FILTER (t.infected) AS infected
    FROM stay s
    JOIN stated t ON t.mdtrt_id = s.mdtrt_id
    WHERE compared_month(s.month)
    GROUP BY GROUPING SETS ((s.month, s.fixmedins_code), (s.month))
)
SELECT
    'infection-rate' AS measure, c.month AS period,
    CASE WHEN c.fixmedins_code IS NULL THEN 'all' ELSE 'institution' END AS scope,
    coalesce(c.fixmedins_code, '') AS subject, k.fixmedins_name AS subject_name, g.peer_group AS peers,
    c.infected AS numerator, c.stays AS denominator
FROM counted c
LEFT JOIN institution_kind k ON k.fixmedins_code = c.fixmedins_code
LEFT JOIN peer_group g ON g.fixmedins_code = c.fixmedins_code
