-- The few functions in which SQL engines differ, as DuckDB macros. Facts and rules use these names; another engine needs only another macros.sql.
-- Every macro is run again on each connection. Money never leaves DECIMAL: "/", "//" and avg() on a DECIMAL give DOUBLE.

-- '2026-03' of a date or a time.
CREATE OR REPLACE TEMP MACRO month_of(t) AS strftime(t, '%Y-%m');

-- The first day of a month '2026-03'.
CREATE OR REPLACE TEMP MACRO month_begin(m) AS CAST(m || '-01' AS DATE);

-- The month after a month '2026-03'.
CREATE OR REPLACE TEMP MACRO month_after(m) AS strftime(CAST(m || '-01' AS DATE) + INTERVAL 1 MONTH, '%Y-%m');

-- Calendar days from a to b, by subtraction: leap days count, negative when b is before a.
CREATE OR REPLACE TEMP MACRO days_between(a, b) AS CAST(CAST(b AS DATE) - CAST(a AS DATE) AS INTEGER);

-- Whole minutes from a to b.
CREATE OR REPLACE TEMP MACRO minutes_between(a, b) AS date_sub('minute', a, b);

-- A date some days later (or earlier).
CREATE OR REPLACE TEMP MACRO plus_days(d, n) AS CAST(d AS DATE) + CAST(n AS INTEGER);

-- The days from a (inclusive) to b (exclusive) as a list of dates, for unnest().
CREATE OR REPLACE TEMP MACRO day_series(a, b) AS
    CAST(range(CAST(CAST(a AS DATE) AS TIMESTAMP), CAST(CAST(b AS DATE) AS TIMESTAMP), INTERVAL 1 DAY) AS DATE[]);

-- Whether a region of a knowledge table covers a division: '990000' covers 990001, an empty region covers everything.
CREATE OR REPLACE TEMP MACRO in_region(region, admdvs) AS
    rtrim(coalesce(region, ''), '0') = '' OR starts_with(coalesce(admdvs, ''), rtrim(region, '0'));

-- How far from home somebody was treated, by the divisions of insurance and institution: 'province' in another pool of the same province (four
-- digits; municipalities are one pool), 'elsewhere' in another province; NULL at home. Without a division of insurance the place of payment says it
-- (3 within the province, 4 beyond).
CREATE OR REPLACE TEMP MACRO offsite_scope(insured_in, treated_in, pay_loc) AS
    CASE WHEN left(insured_in, 2) <> left(treated_in, 2) THEN 'elsewhere'
         WHEN left(insured_in, 4) <> left(treated_in, 4) AND left(insured_in, 2) NOT IN ('11', '12', '31', '50') THEN 'province'
         WHEN insured_in IS NULL AND pay_loc = '4' THEN 'elsewhere'
         WHEN insured_in IS NULL AND pay_loc = '3' THEN 'province' END;

-- Whether a filing or a referral for a division is good where somebody was treated: there, or in its pool (a district of the city means the city).
CREATE OR REPLACE TEMP MACRO covers_place(filed_for, treated_in) AS
    in_region(filed_for, treated_in) OR offsite_scope(filed_for, treated_in, NULL) IS NULL;

-- Whether a row of a knowledge table is in force on a day; both ends inclusive, empty ends are open.
CREATE OR REPLACE TEMP MACRO in_force(valid_from, valid_to, d) AS
    (valid_from IS NULL OR valid_from <= CAST(d AS DATE)) AND (valid_to IS NULL OR valid_to >= CAST(d AS DATE));

-- Whether a comma-separated list of traits has one of them.
CREATE OR REPLACE TEMP MACRO has_trait(traits, trait) AS contains(',' || coalesce(traits, '') || ',', ',' || trait || ',');

-- Flags as exports write them: a row counts unless it says otherwise; '1', '01' and '001' all mean yes.
CREATE OR REPLACE TEMP MACRO is_valid(flag) AS coalesce(ltrim(trim(flag), '0'), '1') = '1';
CREATE OR REPLACE TEMP MACRO is_yes(flag) AS coalesce(ltrim(trim(flag), '0'), '') = '1';
-- Neither yes nor no.
CREATE OR REPLACE TEMP MACRO is_no_flag(flag) AS coalesce(ltrim(trim(flag), '0') NOT IN ('', '1'), false);

-- Yuan as whole fen and back.
CREATE OR REPLACE TEMP MACRO fen(amount) AS CAST(amount * 100 AS HUGEINT);
CREATE OR REPLACE TEMP MACRO yuan(f) AS CAST(CAST(f AS DECIMAL(30, 0)) * 0.01 AS DECIMAL(18, 2));

-- amount x part / whole in yuan, exact, rounded half up to the fen; NULL when whole is 0. Part and whole may have up to six decimals.
CREATE OR REPLACE TEMP MACRO money_part(amount, part, whole) AS
    yuan(CAST(sign(amount) AS INTEGER)
        * ((2 * abs(fen(amount)) * CAST(part * 1000000 AS HUGEINT) + CAST(whole * 1000000 AS HUGEINT))
            // nullif(2 * CAST(whole * 1000000 AS HUGEINT), 0)));

-- What reversals leave of an amount: never below 0 (or below a negative amount), never more than it was; NULL of NULL.
CREATE OR REPLACE TEMP MACRO amount_left(amount, taken) AS
    CASE WHEN amount IS NOT NULL THEN greatest(amount - greatest(coalesce(taken, 0), 0), least(amount, 0)) END;

-- amount x rate in yuan, rounded half up to the fen.
CREATE OR REPLACE TEMP MACRO at_rate(amount, rate) AS
    CAST(round(CAST(amount AS DECIMAL(18, 2)) * CAST(rate AS DECIMAL(9, 6)), 2) AS DECIMAL(18, 2));

-- part / whole as a ratio of four decimals, rounded half up; NULL when whole is 0. For amounts, counts and quantities that are not negative.
CREATE OR REPLACE TEMP MACRO ratio(part, whole) AS
    CAST(CAST((20000 * CAST(part * 10000 AS HUGEINT) + CAST(whole * 10000 AS HUGEINT))
        // nullif(2 * CAST(whole * 10000 AS HUGEINT), 0) AS DECIMAL(14, 0)) * 0.0001 AS DECIMAL(14, 4));

-- Robust z (Iglewicz and Hoaglin): 0.6745 x (x - median) / MAD; with MAD 0 the mean absolute deviation instead. Not for money.
CREATE OR REPLACE TEMP MACRO robust_z(x, med, mad, mean_ad) AS
    CASE WHEN mad > 0 THEN 0.6745 * (CAST(x AS DOUBLE) - med) / mad
         WHEN mean_ad > 0 THEN (CAST(x AS DOUBLE) - med) / (1.2533 * mean_ad) END;

-- A time some hours or minutes later.
CREATE OR REPLACE TEMP MACRO plus_hours(t, n) AS CAST(t AS TIMESTAMP) + to_hours(CAST(n AS BIGINT));
CREATE OR REPLACE TEMP MACRO plus_minutes(t, n) AS CAST(t AS TIMESTAMP) + to_minutes(CAST(n AS BIGINT));

-- The day on which a person turns an age; somebody born on 29 February turns it on 1 March of a year without that day.
CREATE OR REPLACE TEMP MACRO birthday(brdy, age) AS
    CASE WHEN extract(day FROM brdy) <> extract(day FROM CAST(brdy + to_years(CAST(age AS INTEGER)) AS DATE))
         THEN CAST(brdy + to_years(CAST(age AS INTEGER)) AS DATE) + 1
         ELSE CAST(brdy + to_years(CAST(age AS INTEGER)) AS DATE) END;

-- The day on which a person reaches an age in years, months or days; NULL without an age.
CREATE OR REPLACE TEMP MACRO age_begins(brdy, age, unit) AS
    CASE unit WHEN 'day' THEN CAST(brdy AS DATE) + CAST(age AS INTEGER)
              WHEN 'month' THEN CAST(brdy + to_months(CAST(age AS INTEGER)) AS DATE)
              ELSE CAST(birthday(brdy, age) AS DATE) END;

-- A person's age in whole years on a day.
CREATE OR REPLACE TEMP MACRO full_years(brdy, d) AS
    CAST(extract(year FROM d) - extract(year FROM brdy) - CASE WHEN birthday(brdy, extract(year FROM d) - extract(year FROM brdy)) > d THEN 1 ELSE 0 END
        AS INTEGER);

-- Whether a day is a Saturday or a Sunday.
CREATE OR REPLACE TEMP MACRO is_weekend(d) AS extract(isodow FROM d) IN (6, 7);

-- '09:05' of a time.
CREATE OR REPLACE TEMP MACRO clock_of(t) AS strftime(t, '%H:%M');

-- Whole seconds from a to b.
CREATE OR REPLACE TEMP MACRO seconds_between(a, b) AS date_sub('second', a, b);

-- Whether a time says more than the day, and whether it says seconds. Exports that only know the day write midnight.
CREATE OR REPLACE TEMP MACRO has_clock(t) AS CAST(t AS TIME) <> TIME '00:00:00';
CREATE OR REPLACE TEMP MACRO has_seconds(t) AS extract(second FROM t) <> 0;

-- Whether a text has one of the words, a code one of the prefixes, a comma-separated list of traits one of the traits; NULL has none.
CREATE OR REPLACE TEMP MACRO has_word(t, words) AS len(list_filter(words, lambda w: contains(coalesce(t, ''), w))) > 0;
CREATE OR REPLACE TEMP MACRO has_prefix(code, prefixes) AS len(list_filter(prefixes, lambda p: starts_with(coalesce(code, ''), p))) > 0;
CREATE OR REPLACE TEMP MACRO has_any_trait(traits, wanted) AS len(list_filter(wanted, lambda s: has_trait(traits, s))) > 0;

-- How often a day a frequency says ("bid", "q8h", "一日三次"); 1 for what it does not know.
CREATE OR REPLACE TEMP MACRO doses_a_day(frequency) AS
    CASE WHEN regexp_matches(lower(frequency), '^(bid|q12h)|[日天][2二两]次|2/日') THEN 2
         WHEN regexp_matches(lower(frequency), '^(tid|q8h)|[日天][3三]次|3/日') THEN 3
         WHEN regexp_matches(lower(frequency), '^(qid|q6h)|[日天][4四]次|4/日') THEN 4
         WHEN regexp_matches(lower(frequency), '^q4h') THEN 6
         ELSE 1 END;

-- How often in fourteen days a frequency says ("qd" 14, "qod" 7, "biw" 4, "一日三次" 42); NULL for what it does not know ("prn").
CREATE OR REPLACE TEMP MACRO doses_in_14_days(frequency) AS
    CASE WHEN regexp_matches(lower(frequency), '^ *qod|隔[日天]') THEN 7
         WHEN regexp_matches(lower(frequency), '^ *q2w|[2二两]周[1一]次') THEN 1
         WHEN regexp_matches(lower(frequency), '^ *qw|周[1一]次') THEN 2
         WHEN regexp_matches(lower(frequency), '^ *biw|周[2二两]次') THEN 4
         WHEN regexp_matches(lower(frequency), '^ *tiw|周[3三]次') THEN 6
         WHEN regexp_matches(lower(frequency), '^ *(qd|qn|qm|q24h)|[日天][1一]次|1/日') THEN 14
         WHEN regexp_matches(lower(frequency), '^ *(bid|q12h)|[日天][2二两]次|2/日') THEN 28
         WHEN regexp_matches(lower(frequency), '^ *(tid|q8h)|[日天][3三]次|3/日') THEN 42
         WHEN regexp_matches(lower(frequency), '^ *(qid|q6h)|[日天][4四]次|4/日') THEN 56
         WHEN regexp_matches(lower(frequency), '^ *q4h') THEN 84 END;

-- The first amount of a dose or a specification ("0.25g*24粒", "2片"): its kind, and its size in mg, ml, units or pieces.
CREATE OR REPLACE TEMP MACRO measure_kind(t) AS
    CASE WHEN regexp_matches(lower(t), '^[^0-9]*[0-9.]+ *(g|mg|ug|μg|mcg|克|毫克|微克)') THEN 'mass'
         WHEN regexp_matches(lower(t), '^[^0-9]*[0-9.]+ *(ml|l|毫升|升)') THEN 'volume'
         WHEN regexp_matches(lower(t), '^[^0-9]*[0-9.]+ *(iu|u|万?单位|万u)') THEN 'unit'
         WHEN regexp_matches(t, '^[^0-9]*[0-9.]+ *[片粒丸袋支枚贴包揿喷滴]') THEN 'piece' END;
CREATE OR REPLACE TEMP MACRO measure(t) AS
    TRY_CAST(nullif(regexp_extract(t, '[0-9]+(\.[0-9]+)?'), '') AS DECIMAL(18, 6))
    * CASE WHEN regexp_matches(lower(t), '^[^0-9]*[0-9.]+ *(g|克|l|升)') THEN 1000
           WHEN regexp_matches(lower(t), '^[^0-9]*[0-9.]+ *万') THEN 10000
           WHEN regexp_matches(lower(t), '^[^0-9]*[0-9.]+ *(ug|μg|mcg|微克)') THEN 0.001
           ELSE 1 END;

-- How many pieces a pack holds: "0.25g*12粒*2板" 24, "100片" 100, "100ml" 1.
CREATE OR REPLACE TEMP MACRO pack_pieces(spec) AS
    CASE WHEN measure_kind(spec) = 'piece' THEN CAST(measure(spec) AS DOUBLE) ELSE 1 END
    * coalesce(list_product(CAST(regexp_extract_all(lower(spec), '[*×x] *([0-9]+) *(?:[^0-9.gmlμu ]|$)', 1) AS DOUBLE[])), 1);

-- For how many whole days a line lasts: as stated, else packs x content / (dose x frequency); NULL when that cannot be told, or says more
-- than a year (packs taken for pieces).
CREATE OR REPLACE TEMP MACRO supply_days(prd_days, cnt, spec, dose, frequency) AS
    CASE WHEN prd_days > 0 THEN CAST(floor(prd_days) AS INTEGER)
         WHEN measure(dose) > 0 AND doses_in_14_days(frequency) IS NOT NULL
              AND (measure_kind(dose) = 'piece' OR measure_kind(dose) = measure_kind(spec))
         THEN CAST(floor(nullif(least(367,
                CAST(cnt AS DOUBLE) * pack_pieces(spec) * CASE WHEN measure_kind(dose) = 'piece' THEN 1 ELSE CAST(measure(spec) AS DOUBLE) END * 14
                / (CAST(measure(dose) AS DOUBLE) * doses_in_14_days(frequency))), 367)) AS INTEGER) END;

-- The generic of a drug by the national drug code (letter, ATC class, name), whatever its form, strength and maker; another code as it is.
CREATE OR REPLACE TEMP MACRO generic_of(hilist_code) AS
    CASE WHEN length(hilist_code) >= 20 AND regexp_matches(hilist_code, '^[XZ][A-Z]') THEN left(hilist_code, 10) ELSE hilist_code END;

-- Whether a list of diagnoses (fact settlement_dx) has one that begins with the prefix, or with one of the prefixes.
CREATE OR REPLACE TEMP MACRO dx_begins(dx_list, prefix) AS contains(coalesce(dx_list, ''), ';' || upper(prefix));
CREATE OR REPLACE TEMP MACRO has_dx(dx_list, prefixes) AS len(list_filter(prefixes, lambda p: dx_begins(dx_list, p))) > 0;

-- Sex (1 male, 2 female) and date of birth that an identity number of 18 digits says; NULL where it is none, or masked.
CREATE OR REPLACE TEMP MACRO sex_of_id(certno) AS
    CASE WHEN regexp_matches(certno, '^[0-9]{17}[0-9Xx]$') THEN CASE WHEN substr(certno, 17, 1) IN ('1', '3', '5', '7', '9') THEN '1' ELSE '2' END END;
CREATE OR REPLACE TEMP MACRO birth_of_id(certno) AS
    CASE WHEN regexp_matches(certno, '^[0-9]{17}[0-9Xx]$')
         THEN TRY_CAST(substr(certno, 7, 4) || '-' || substr(certno, 11, 2) || '-' || substr(certno, 13, 2) AS DATE) END;

-- Whether the check character of an identity number of 18 digits is wrong (GB 11643, ISO 7064 MOD 11-2); NULL where it is none, or masked.
CREATE OR REPLACE TEMP MACRO id_check_fails(certno) AS
    CASE WHEN regexp_matches(certno, '^[0-9]{17}[0-9Xx]$')
         THEN substr('10X98765432', CAST(1 + list_sum(list_transform(range(1, 18), lambda i:
                 TRY_CAST(substr(certno, CAST(i AS INTEGER), 1) AS INTEGER)
                 * [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2][CAST(i AS INTEGER)])) % 11 AS INTEGER), 1)
             <> upper(substr(certno, 18, 1)) END;

-- The texts of a list in their order, with something between them; NULL of none.
CREATE OR REPLACE TEMP MACRO joined(texts, between) AS nullif(array_to_string(list_sort(texts), between), '');

-- Any value as text.
CREATE OR REPLACE TEMP MACRO text_of(x) AS CAST(x AS VARCHAR);

-- A number without trailing zeros, as text.
CREATE OR REPLACE TEMP MACRO plain(x) AS rtrim(rtrim(CAST(CAST(x AS DECIMAL(30, 4)) AS VARCHAR), '0'), '.');

-- How far a line's quantity x price is from its amount, with or without the institution's discount; NULL where one of them is missing.
CREATE OR REPLACE TEMP MACRO line_difference(cnt, pric, discount, amount) AS
    least(abs(cnt * pric - amount), abs(cnt * pric - coalesce(discount, 0) - amount));

-- The first whole number in a text ('15d', '每14天'); NULL without one.
CREATE OR REPLACE TEMP MACRO first_number(t) AS CAST(nullif(regexp_extract(t, '[0-9]+'), '') AS INTEGER);

-- The same month, or year, a year before.
CREATE OR REPLACE TEMP MACRO year_before(period) AS CAST(CAST(left(period, 4) AS INTEGER) - 1 AS VARCHAR) || substr(period, 5);

-- The last month of the window.
CREATE OR REPLACE TEMP MACRO last_month() AS strftime(CAST(getvariable('window_to') AS DATE) - 1, '%Y-%m');

-- part / whole of four decimals, rounded half away from zero; NULL when whole is 0. For amounts that may be negative.
CREATE OR REPLACE TEMP MACRO signed_ratio(part, whole) AS
    CAST(sign(part) * sign(whole) AS INTEGER) * ratio(abs(part), abs(whole));

-- The periods of figures that a month belongs to: itself, if it is audited or the same month a year before; its year, if it is one of the
-- window's last year up to the window's end or of the same months a year before.
CREATE OR REPLACE TEMP MACRO compared_month(m) AS
    m BETWEEN month_of(getvariable('window_from')) AND last_month()
    OR m BETWEEN year_before(month_of(getvariable('window_from'))) AND year_before(last_month());
CREATE OR REPLACE TEMP MACRO figure_periods(m) AS
    CASE WHEN compared_month(m) THEN [m] ELSE []::VARCHAR[] END
    || CASE WHEN substr(m, 6) <= substr(last_month(), 6) AND left(m, 4) IN (left(last_month(), 4), year_before(left(last_month(), 4)))
            THEN [left(m, 4)] ELSE []::VARCHAR[] END;

-- Probability that a Poisson variable of this mean reaches k or more.
CREATE OR REPLACE TEMP MACRO poisson_tail(k, mean) AS
    CASE WHEN k <= 0 THEN 1.0
         WHEN mean <= 0 THEN 0.0
         ELSE greatest(0.0, 1.0 - list_sum(list_transform(range(CAST(k AS BIGINT)),
                lambda i: exp(i * ln(CAST(mean AS DOUBLE)) - CAST(mean AS DOUBLE) - lgamma(i + 1))))) END;

-- The village or neighbourhood of an address; NULL where it names none or is masked.
CREATE OR REPLACE TEMP MACRO village_of(address) AS
    CASE WHEN NOT contains(address, '*') THEN nullif(regexp_extract(trim(address), '^.*(村|社区|居委会|嘎查)'), '') END;

-- A village's own name out of a longer one, without county and town and without its committee: 柳湾镇李村卫生室 to 李村卫生室, 某县李村委会 to 李村.
CREATE OR REPLACE TEMP MACRO village_name(name) AS
    regexp_replace(regexp_replace(name, '村?村(民?委员?会|委)$', '村'), '^.*(?:省|市|县|[^社]区|镇|乡|街道)(..+)$', '\1');

-- The town that a longer name of a village gives; empty when it gives none.
CREATE OR REPLACE TEMP MACRO town_name(name) AS regexp_extract(name, '[^省市县区]+?(?:镇|乡|街道)');

-- Whether an area's people are those whom an institution is there for: the area goes by its code, or is the village of a village clinic, by the
-- twelve digits of the village or by its name with the kind of clinic after it (王村头村卫生室 is not that of 王村) in the same county and town.
CREATE OR REPLACE TEMP MACRO is_area_of(area, area_name, code, clinic, inst_type, admdvs) AS
    area = code OR (inst_type = 'village' AND ((length(area) = 12 AND area = admdvs)
        OR (length(village_name(area_name)) > 1 AND starts_with(area, left(admdvs, 6))
            AND (town_name(area_name) = '' OR town_name(clinic) = '' OR town_name(area_name) = town_name(clinic))
            AND starts_with(village_name(clinic), village_name(area_name))
            AND regexp_matches(substr(village_name(clinic), length(village_name(area_name)) + 1), '^村?([第中（(一二三四五甲乙0-9]|社区|卫生|医|诊|$)'))));
