-- What claimaudit remembers about itself: what was loaded, what was refused, which runs there were and what they found.
CREATE SCHEMA IF NOT EXISTS data;
CREATE SCHEMA IF NOT EXISTS history;
CREATE SCHEMA IF NOT EXISTS replaced;
CREATE SCHEMA IF NOT EXISTS fact;
CREATE SCHEMA IF NOT EXISTS knowledge;
CREATE SCHEMA IF NOT EXISTS ledger;

CREATE TABLE IF NOT EXISTS ledger.store (version INTEGER NOT NULL);

-- One call of ingest.
CREATE TABLE IF NOT EXISTS ledger.batch (
    batch_id INTEGER PRIMARY KEY, command VARCHAR NOT NULL, started_at TIMESTAMP NOT NULL, finished_at TIMESTAMP);

-- One source file and the table that it fed; rows_read = rows_loaded + rows_duplicate + rows_rejected.
CREATE TABLE IF NOT EXISTS ledger.file (
    file_id INTEGER PRIMARY KEY, batch_id INTEGER NOT NULL, path VARCHAR NOT NULL, sha256 VARCHAR NOT NULL,
    table_name VARCHAR NOT NULL, profile_sha256 VARCHAR NOT NULL, encoding VARCHAR NOT NULL, bytes BIGINT NOT NULL,
    rows_read BIGINT NOT NULL, rows_loaded BIGINT NOT NULL, rows_duplicate BIGINT NOT NULL,
    rows_superseded BIGINT NOT NULL, rows_rejected BIGINT NOT NULL, columns_left_out VARCHAR NOT NULL);

-- Months of a table that a call of ingest took out before it loaded them anew: rows, and yuan of the table's first money column. The rows
-- stand in the schema replaced.
CREATE TABLE IF NOT EXISTS ledger.month_swap (
    swap_id INTEGER PRIMARY KEY, batch_id INTEGER NOT NULL, table_name VARCHAR NOT NULL, month VARCHAR NOT NULL,
    rows_out BIGINT NOT NULL, amount_out DECIMAL(24, 2) NOT NULL);

-- Files of which such a swap took rows out: they count as not loaded.
CREATE TABLE IF NOT EXISTS ledger.swapped_file (swap_id INTEGER NOT NULL, file_id INTEGER NOT NULL, PRIMARY KEY (swap_id, file_id));

-- Sums of money over a file's records, yuan: of all that were read and of those that were loaded.
CREATE TABLE IF NOT EXISTS ledger.file_amount (
    file_id INTEGER NOT NULL, ordinal INTEGER NOT NULL, column_name VARCHAR NOT NULL, amount_read DECIMAL(24, 2) NOT NULL,
    amount_loaded DECIMAL(24, 2) NOT NULL, PRIMARY KEY (file_id, column_name));

CREATE TABLE IF NOT EXISTS ledger.reject (
    file_id INTEGER NOT NULL, source_line BIGINT NOT NULL, column_name VARCHAR, value VARCHAR,
    reason_en VARCHAR NOT NULL, reason_zh VARCHAR NOT NULL, raw VARCHAR NOT NULL, masked_raw VARCHAR NOT NULL,
    masked_value VARCHAR);
-- The record's key, NULL where it cannot be read, and the first file of a later call that brought a record with that key.
ALTER TABLE ledger.reject ADD COLUMN IF NOT EXISTS row_id VARCHAR;
ALTER TABLE ledger.reject ADD COLUMN IF NOT EXISTS brought_by INTEGER;

-- Months ('2026-03') whose facts no longer match the data; '*' for all, '*institution' for all of the facts that read that table.
CREATE TABLE IF NOT EXISTS ledger.dirty_month (month VARCHAR NOT NULL);

-- From which SQL, knowledge and fund convention the kept facts were built.
CREATE TABLE IF NOT EXISTS ledger.fact_state (fact_id VARCHAR PRIMARY KEY, sha256 VARCHAR NOT NULL);

-- Months are 'YYYY-MM', both inclusive; amounts are yuan.
CREATE TABLE IF NOT EXISTS ledger.run (
    run_id VARCHAR PRIMARY KEY, ordinal INTEGER NOT NULL, command VARCHAR NOT NULL, status VARCHAR NOT NULL,
    from_month VARCHAR NOT NULL, to_month VARCHAR NOT NULL, as_of DATE NOT NULL, tool_version VARCHAR NOT NULL,
    rule_set_sha256 VARCHAR NOT NULL, baseline_run_id VARCHAR, cleared INTEGER NOT NULL, started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP, millis BIGINT, fund_convention_en VARCHAR, fund_convention_zh VARCHAR, revealed_by VARCHAR);

-- Whether the run's reports were ever written: one whose reports nobody can have seen is no run to compare with.
ALTER TABLE ledger.run ADD COLUMN IF NOT EXISTS reported BOOLEAN DEFAULT true;

-- Audited months of which the store holds no settlement and no stay.
CREATE TABLE IF NOT EXISTS ledger.run_empty_month (run_id VARCHAR NOT NULL, month VARCHAR NOT NULL);

-- Months of the year before the audited ones of which the store holds nothing: rules that look back see nothing of them.
CREATE TABLE IF NOT EXISTS ledger.run_history_gap (run_id VARCHAR NOT NULL, month VARCHAR NOT NULL);

-- Files of which so many records were rejected, and have not come again since, that the run is incomplete.
CREATE TABLE IF NOT EXISTS ledger.run_shortfall (
    run_id VARCHAR NOT NULL, file_id INTEGER NOT NULL, missing BIGINT NOT NULL, PRIMARY KEY (run_id, file_id));

-- The files whose rows a run took in (of this call for run, all of the store for check).
CREATE TABLE IF NOT EXISTS ledger.run_input (
    run_id VARCHAR NOT NULL, ordinal INTEGER NOT NULL, file_id INTEGER NOT NULL, already_loaded BOOLEAN NOT NULL,
    PRIMARY KEY (run_id, ordinal));

-- What else decided the result: settings, rule files, facts, knowledge tables. kind: setting | rule | fact | knowledge | profile.
CREATE TABLE IF NOT EXISTS ledger.run_part (
    run_id VARCHAR NOT NULL, kind VARCHAR NOT NULL, name VARCHAR NOT NULL, value VARCHAR, sha256 VARCHAR,
    PRIMARY KEY (run_id, kind, name));

-- population is NULL when the rule did not run over the data: only where it did, a finding that is not there is gone.
CREATE TABLE IF NOT EXISTS ledger.run_rule (
    run_id VARCHAR NOT NULL, rule_id VARCHAR NOT NULL, family VARCHAR NOT NULL, title_en VARCHAR NOT NULL,
    title_zh VARCHAR NOT NULL, grade VARCHAR NOT NULL, tier INTEGER, priority INTEGER NOT NULL, severity VARCHAR NOT NULL,
    legal_en VARCHAR NOT NULL, legal_zh VARCHAR NOT NULL, outcome VARCHAR NOT NULL, population BIGINT, findings BIGINT NOT NULL,
    amount_gross DECIMAL(18, 2) NOT NULL, amount_net DECIMAL(18, 2) NOT NULL, millis BIGINT NOT NULL,
    reason_en VARCHAR, reason_zh VARCHAR, PRIMARY KEY (run_id, rule_id));

-- What may explain findings of a rule innocently, as the rule said it when it ran.
CREATE TABLE IF NOT EXISTS ledger.run_caution (
    run_id VARCHAR NOT NULL, rule_id VARCHAR NOT NULL, caution_en VARCHAR NOT NULL, caution_zh VARCHAR NOT NULL,
    PRIMARY KEY (run_id, rule_id));

-- strength is of clues: how many times the rule's limit the figure is; NULL where the rule does not say.
CREATE TABLE IF NOT EXISTS ledger.finding (
    run_id VARCHAR NOT NULL, finding_id VARCHAR NOT NULL, rule_id VARCHAR NOT NULL, grade VARCHAR NOT NULL,
    severity VARCHAR NOT NULL, fixmedins_code VARCHAR, fixmedins_name VARCHAR, psn_no VARCHAR, mdtrt_id VARCHAR,
    setl_id VARCHAR, begin_date DATE, end_date DATE, month VARCHAR NOT NULL, message_en VARCHAR NOT NULL, message_zh VARCHAR NOT NULL,
    evidence_rows BIGINT NOT NULL, amount_gross DECIMAL(18, 2) NOT NULL, amount_net DECIMAL(18, 2) NOT NULL,
    withheld DECIMAL(18, 2) NOT NULL, account DECIMAL(18, 2) NOT NULL, status VARCHAR NOT NULL, strength DECIMAL(18, 2));
ALTER TABLE ledger.finding ADD COLUMN IF NOT EXISTS strength DECIMAL(18, 2);

-- One source row of one finding. setl_id is the settlement whose fund money is claimed, cap_row the fund paid for the row alone.
CREATE TABLE IF NOT EXISTS ledger.claim (
    run_id VARCHAR NOT NULL, finding_id VARCHAR NOT NULL, rule_id VARCHAR NOT NULL, row_table VARCHAR NOT NULL,
    row_id VARCHAR NOT NULL, source_file VARCHAR NOT NULL, source_line BIGINT NOT NULL, setl_id VARCHAR, month VARCHAR, insutype VARCHAR,
    fixmedins_code VARCHAR, cap_row DECIMAL(18, 2) NOT NULL, cap_setl DECIMAL(18, 2) NOT NULL, cap_account DECIMAL(18, 2) NOT NULL,
    amount_gross DECIMAL(18, 2) NOT NULL, amount_net DECIMAL(18, 2) NOT NULL, withheld DECIMAL(18, 2) NOT NULL,
    account_gross DECIMAL(18, 2) NOT NULL, account DECIMAL(18, 2) NOT NULL);
-- Which of the files of that name it was.
ALTER TABLE ledger.claim ADD COLUMN IF NOT EXISTS source_sha256 VARCHAR DEFAULT '';

-- How good the data of a run were, per institution ('' for rows that name none), table and check (or gate rule): rows and yuan looked at and
-- failing, the institution's medical fees, the share of them from which amounts are withheld, and fit | withheld | accepted | exempted.
CREATE TABLE IF NOT EXISTS ledger.run_quality (
    run_id VARCHAR NOT NULL, fixmedins_code VARCHAR NOT NULL, table_name VARCHAR NOT NULL, check_id VARCHAR NOT NULL,
    row_count BIGINT NOT NULL, failing BIGINT NOT NULL, money DECIMAL(18, 2) NOT NULL, failing_money DECIMAL(18, 2) NOT NULL,
    total DECIMAL(18, 2) NOT NULL, limit_share DECIMAL(9, 4), outcome VARCHAR NOT NULL,
    fixmedins_name VARCHAR);

-- Code values of a run's months that no list has, per institution; money in yuan.
CREATE TABLE IF NOT EXISTS ledger.run_unknown_code (
    run_id VARCHAR NOT NULL, fixmedins_code VARCHAR NOT NULL, table_name VARCHAR NOT NULL, code_list VARCHAR NOT NULL,
    code VARCHAR NOT NULL, row_count BIGINT NOT NULL, money DECIMAL(18, 2) NOT NULL);

-- Institutions whose data failed the quality gate of a run; shares are of the institution's money, 0 to 1.
CREATE TABLE IF NOT EXISTS ledger.run_withheld (
    run_id VARCHAR NOT NULL, fixmedins_code VARCHAR NOT NULL, rule_id VARCHAR NOT NULL, failing DECIMAL(18, 2) NOT NULL,
    total DECIMAL(18, 2) NOT NULL, limit_share DECIMAL(9, 4) NOT NULL, PRIMARY KEY (run_id, fixmedins_code, rule_id));

-- Indicators of a run's months (period '2026-03') and years ('2026'); value is numerator / denominator, for growth less one. One without a
-- period could not be worked out and says why.
CREATE TABLE IF NOT EXISTS ledger.run_indicator (
    run_id VARCHAR NOT NULL, ordinal INTEGER NOT NULL, indicator VARCHAR NOT NULL, measure VARCHAR NOT NULL, title_en VARCHAR NOT NULL,
    title_zh VARCHAR NOT NULL, code VARCHAR NOT NULL, unit VARCHAR NOT NULL, money VARCHAR NOT NULL, period VARCHAR, scope VARCHAR,
    subject VARCHAR, subject_name VARCHAR, numerator DECIMAL(20, 4), denominator DECIMAL(20, 4), value DECIMAL(18, 4),
    peer_group VARCHAR, peers INTEGER, peer_median DECIMAL(18, 4), previous DECIMAL(18, 4), mark VARCHAR,
    reason_en VARCHAR, reason_zh VARCHAR);
