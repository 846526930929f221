-- The months of every case that a row belongs to which was loaded after file getvariable('facts_seen'), as it was and as it is now.
CREATE OR REPLACE TEMP TABLE changed_settlement AS
SELECT * FROM data.settlement WHERE file_id > getvariable('facts_seen');

CREATE OR REPLACE TEMP TABLE changed_line AS
SELECT feedetl_sn, setl_id, mdtrt_id, init_feedetl_sn FROM data.fee_line WHERE file_id > getvariable('facts_seen');
INSERT INTO changed_line
SELECT feedetl_sn, setl_id, mdtrt_id, init_feedetl_sn FROM history.fee_line WHERE feedetl_sn IN (SELECT feedetl_sn FROM changed_line);

CREATE OR REPLACE TEMP TABLE changed_encounter AS
SELECT mdtrt_id, psn_no, fixmedins_code, begntime, endtime FROM data.encounter WHERE file_id > getvariable('facts_seen');
INSERT INTO changed_encounter
SELECT mdtrt_id, psn_no, fixmedins_code, begntime, endtime FROM history.encounter
WHERE mdtrt_id IN (SELECT mdtrt_id FROM changed_encounter);

INSERT INTO changed_settlement BY NAME
SELECT * FROM history.settlement WHERE setl_id IN (SELECT setl_id FROM changed_settlement);

-- Settlements: the changed ones, those of changed lines and persons, those that find their encounter by person and day.
CREATE OR REPLACE TEMP TABLE touched_settlement AS
SELECT setl_id FROM changed_settlement
UNION
SELECT init_setl_id FROM changed_settlement WHERE init_setl_id IS NOT NULL
UNION
SELECT setl_id FROM changed_line WHERE setl_id IS NOT NULL
UNION
SELECT setl_id FROM data.settlement
WHERE psn_no IN (SELECT psn_no FROM data.person WHERE file_id > getvariable('facts_seen'))
UNION
SELECT s.setl_id
FROM data.settlement s
JOIN changed_encounter e
  ON e.psn_no = s.psn_no AND e.fixmedins_code = s.fixmedins_code AND CAST(e.begntime AS DATE) = s.begndate
WHERE s.mdtrt_id IS NULL;

-- What hangs together with them: up to the original of a reversal; where one names none, all settlements that it may mean; down to all reversals.
CREATE OR REPLACE TEMP VIEW kin AS
WITH RECURSIVE up AS (
    SELECT setl_id FROM touched_settlement
    UNION
    SELECT s.init_setl_id FROM up JOIN data.settlement s ON s.setl_id = up.setl_id WHERE s.init_setl_id IS NOT NULL
), known AS (
    SELECT psn_no, fixmedins_code, medfee_sumamt FROM data.settlement WHERE setl_id IN (SELECT setl_id FROM up)
    UNION
    SELECT psn_no, fixmedins_code, medfee_sumamt FROM changed_settlement
), nameless AS (
    SELECT psn_no, fixmedins_code, -medfee_sumamt AS medfee FROM data.settlement WHERE medfee_sumamt < 0 AND init_setl_id IS NULL
    UNION
    SELECT psn_no, fixmedins_code, -medfee_sumamt FROM changed_settlement WHERE medfee_sumamt < 0 AND init_setl_id IS NULL
), meant AS (
    SELECT setl_id FROM up
    UNION
    SELECT s.setl_id
    FROM data.settlement s
    JOIN nameless n ON n.psn_no = s.psn_no AND n.fixmedins_code = s.fixmedins_code AND n.medfee = abs(s.medfee_sumamt)
    WHERE (s.psn_no, s.fixmedins_code, abs(s.medfee_sumamt)) IN (SELECT (psn_no, fixmedins_code, abs(medfee_sumamt)) FROM known)
), down AS (
    SELECT setl_id FROM meant
    UNION
    SELECT s.setl_id FROM down JOIN data.settlement s ON s.init_setl_id = down.setl_id
)
SELECT setl_id FROM down;

INSERT INTO touched_settlement SELECT setl_id FROM kin;

-- Lines that hang together by refunds with changed lines, and with lines of touched settlements.
INSERT INTO changed_line
WITH RECURSIVE refund AS (
    SELECT feedetl_sn AS from_sn, init_feedetl_sn AS to_sn FROM data.fee_line WHERE init_feedetl_sn IS NOT NULL
    UNION ALL
    SELECT init_feedetl_sn, feedetl_sn FROM data.fee_line WHERE init_feedetl_sn IS NOT NULL
), together AS (
    SELECT feedetl_sn FROM changed_line
    UNION
    SELECT init_feedetl_sn FROM changed_line WHERE init_feedetl_sn IS NOT NULL
    UNION
    SELECT r.to_sn
    FROM refund r
    JOIN data.fee_line l ON l.feedetl_sn = r.from_sn
    WHERE l.setl_id IN (SELECT setl_id FROM touched_settlement)
), linked AS (
    SELECT feedetl_sn FROM together
    UNION
    SELECT r.to_sn FROM linked l JOIN refund r ON r.from_sn = l.feedetl_sn
)
SELECT feedetl_sn, setl_id, mdtrt_id, init_feedetl_sn FROM data.fee_line WHERE feedetl_sn IN (SELECT feedetl_sn FROM linked);

INSERT INTO touched_settlement SELECT setl_id FROM changed_line WHERE setl_id IS NOT NULL;
INSERT INTO touched_settlement SELECT setl_id FROM kin;

-- Encounters, as these settlements named or found them and as they do now.
CREATE OR REPLACE TEMP TABLE touched_encounter AS
SELECT mdtrt_id FROM changed_encounter
UNION
SELECT mdtrt_id FROM changed_settlement WHERE mdtrt_id IS NOT NULL
UNION
SELECT mdtrt_id FROM changed_line WHERE mdtrt_id IS NOT NULL
UNION
SELECT mdtrt_id FROM data.settlement WHERE mdtrt_id IS NOT NULL AND setl_id IN (SELECT setl_id FROM touched_settlement)
UNION
SELECT mdtrt_id FROM fact.valid_settlement WHERE mdtrt_id IS NOT NULL AND setl_id IN (SELECT setl_id FROM touched_settlement)
UNION
SELECT mdtrt_id FROM data.fee_line WHERE mdtrt_id IS NOT NULL AND setl_id IN (SELECT setl_id FROM touched_settlement)
UNION
SELECT e.mdtrt_id
FROM data.encounter e
JOIN data.settlement s
  ON s.psn_no = e.psn_no AND s.fixmedins_code = e.fixmedins_code AND s.begndate = CAST(e.begntime AS DATE)
WHERE s.mdtrt_id IS NULL AND s.setl_id IN (SELECT setl_id FROM touched_settlement);

CREATE OR REPLACE TEMP TABLE changed_month AS
SELECT DISTINCT month
FROM (
    SELECT month_of(setl_time) AS month FROM changed_settlement
    UNION ALL
    SELECT month_of(setl_time) FROM data.settlement
    WHERE setl_id IN (SELECT setl_id FROM touched_settlement) OR mdtrt_id IN (SELECT mdtrt_id FROM touched_encounter)
    UNION ALL
    SELECT month FROM fact.valid_settlement
    WHERE setl_id IN (SELECT setl_id FROM touched_settlement) OR mdtrt_id IN (SELECT mdtrt_id FROM touched_encounter)
    UNION ALL
    SELECT month FROM fact.stay WHERE mdtrt_id IN (SELECT mdtrt_id FROM touched_encounter)
    UNION ALL
    SELECT month_of(endtime) FROM changed_encounter
    UNION ALL
    SELECT month_of(endtime) FROM data.encounter WHERE mdtrt_id IN (SELECT mdtrt_id FROM touched_encounter))
WHERE month IS NOT NULL;

DROP VIEW kin;
DROP TABLE changed_settlement;
DROP TABLE changed_line;
DROP TABLE changed_encounter;
DROP TABLE touched_settlement;
DROP TABLE touched_encounter;
