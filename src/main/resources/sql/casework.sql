-- What became of findings: decisions, the money that follows, exemptions. Rows are only ever added; every figure is computed from them.

-- A file that came back from people; the same bytes are taken once.
CREATE TABLE IF NOT EXISTS ledger.paper (
    paper_id INTEGER PRIMARY KEY, kind VARCHAR NOT NULL, path VARCHAR NOT NULL, sha256 VARCHAR NOT NULL,
    entries BIGINT NOT NULL, recorded_at TIMESTAMP NOT NULL);

-- amount is what the file says, confirmed what stands after it; run_id is the run whose claims were decided upon. Yuan.
CREATE TABLE IF NOT EXISTS ledger.decision (
    decision_id BIGINT PRIMARY KEY, paper_id INTEGER NOT NULL, source_line BIGINT NOT NULL, finding_id VARCHAR NOT NULL,
    decision VARCHAR NOT NULL, amount DECIMAL(18, 2), confirmed DECIMAL(18, 2) NOT NULL, officer VARCHAR NOT NULL,
    decided_on DATE NOT NULL, document VARCHAR NOT NULL, reason VARCHAR NOT NULL, run_id VARCHAR NOT NULL);

-- How a decision that confirms or refuses money spreads over the source rows of its finding; a row that gets nothing stands with 0.
CREATE TABLE IF NOT EXISTS ledger.confirmed (
    decision_id BIGINT NOT NULL, finding_id VARCHAR NOT NULL, row_table VARCHAR NOT NULL, row_id VARCHAR NOT NULL,
    setl_id VARCHAR NOT NULL, month VARCHAR, amount DECIMAL(18, 2) NOT NULL);

-- Double entry: amount goes from the account credit to the account debit. posted_on is the day of the document,
-- month the month of the settlement that it belongs to. Fines and damages may lie with an institution alone.
CREATE TABLE IF NOT EXISTS ledger.posting (
    posting_id BIGINT PRIMARY KEY, paper_id INTEGER NOT NULL, source_line BIGINT NOT NULL, kind VARCHAR NOT NULL,
    debit VARCHAR NOT NULL, credit VARCHAR NOT NULL, finding_id VARCHAR, fixmedins_code VARCHAR NOT NULL,
    amount DECIMAL(18, 2) NOT NULL CHECK (amount > 0), posted_on DATE NOT NULL, month VARCHAR NOT NULL,
    document VARCHAR NOT NULL, officer VARCHAR NOT NULL, reason VARCHAR NOT NULL);

-- The decisions that stood when a run was made: reports of that run show them.
CREATE TABLE IF NOT EXISTS ledger.run_decision (
    run_id VARCHAR NOT NULL, finding_id VARCHAR NOT NULL, decision VARCHAR NOT NULL);

-- The last decision on each finding.
CREATE VIEW IF NOT EXISTS ledger.last_decision AS
    SELECT finding_id, arg_max(decision, decision_id) AS decision FROM ledger.decision GROUP BY finding_id;

-- What stands confirmed of each source row by the last decision about money; decided rows with nothing confirmed stand with 0. Nothing stands
-- of a decision that was taken back: the finding claims again as if nobody had decided.
CREATE VIEW IF NOT EXISTS ledger.confirmed_now AS
    SELECT c.* FROM ledger.confirmed c JOIN (
        SELECT finding_id, max(decision_id) AS decision_id FROM ledger.confirmed GROUP BY finding_id) USING (finding_id, decision_id)
    WHERE decision_id NOT IN (SELECT decision_id FROM ledger.decision WHERE decision = 'withdrawn');

-- Every movement as two entries, one per account.
CREATE VIEW IF NOT EXISTS ledger.entry AS
    SELECT posting_id, finding_id, fixmedins_code, posted_on, month, debit AS account, amount FROM ledger.posting
    UNION ALL
    SELECT posting_id, finding_id, fixmedins_code, posted_on, month, credit, -amount FROM ledger.posting;

-- Where the money of each finding stands; open is below nothing when more was recovered than is still upheld.
CREATE VIEW IF NOT EXISTS ledger.finding_balance AS
    SELECT e.*, coalesce(l.decision = 'appealed', false) AS contested FROM (
        SELECT finding_id, min(fixmedins_code) AS fixmedins_code,
            -sum(amount) FILTER (account = 'claim') AS upheld,
            -coalesce(sum(amount) FILTER (account IN ('claim', 'upheld')), 0) AS demanded,
            coalesce(sum(amount) FILTER (account = 'deducted'), 0) AS deducted,
            coalesce(sum(amount) FILTER (account = 'returned'), 0) AS returned,
            coalesce(sum(amount) FILTER (account = 'waived'), 0) AS waived,
            -coalesce(sum(amount) FILTER (account = 'refunded'), 0) AS refunded,
            coalesce(sum(amount) FILTER (account = 'open'), 0) AS open
        FROM ledger.entry WHERE account NOT LIKE 'fine%' AND account NOT LIKE 'damages%' GROUP BY finding_id) e
    LEFT JOIN ledger.last_decision l USING (finding_id);

-- Upheld findings that a run found wanting: worth is what the rows still bear of what is upheld, open what was demanded and not settled, yuan.
-- why: refunded | exempted | gone | less; fresh: the run before did not say so, or of a smaller amount.
CREATE TABLE IF NOT EXISTS ledger.run_lapsed (
    run_id VARCHAR NOT NULL, finding_id VARCHAR NOT NULL, rule_id VARCHAR NOT NULL, fixmedins_code VARCHAR, fixmedins_name VARCHAR,
    upheld DECIMAL(18, 2) NOT NULL, worth DECIMAL(18, 2) NOT NULL, open DECIMAL(18, 2) NOT NULL, why VARCHAR NOT NULL,
    fresh BOOLEAN NOT NULL);

-- What of it is still so after the decisions since.
CREATE VIEW IF NOT EXISTS ledger.lapsed AS
    SELECT l.* REPLACE (s.upheld AS upheld, greatest(coalesce(b.open, 0), 0) AS open)
    FROM ledger.run_lapsed l JOIN (SELECT finding_id, sum(amount) AS upheld FROM ledger.confirmed_now GROUP BY finding_id) s USING (finding_id)
        LEFT JOIN ledger.finding_balance b USING (finding_id)
    WHERE s.upheld > l.worth
        AND l.run_id = (SELECT arg_max(r.run_id, r.ordinal) FROM ledger.run r WHERE r.status IN ('complete', 'partial'));

-- The lines of files of postings and measures as they were read, to know them again.
CREATE TABLE IF NOT EXISTS ledger.paper_line (paper_id INTEGER NOT NULL, source_line BIGINT NOT NULL, content VARCHAR NOT NULL);

-- What was done besides claiming money back: talk, rectify, suspend (until), transfer (target).
CREATE TABLE IF NOT EXISTS ledger.measure (
    paper_id INTEGER NOT NULL, source_line BIGINT NOT NULL, kind VARCHAR NOT NULL, finding_id VARCHAR, fixmedins_code VARCHAR NOT NULL,
    begins DATE NOT NULL, until DATE, target VARCHAR NOT NULL, officer VARCHAR NOT NULL, document VARCHAR NOT NULL, reason VARCHAR NOT NULL);

-- Months that were closed or opened again: the last row of a month counts.
CREATE TABLE IF NOT EXISTS ledger.closing (
    closing_id INTEGER PRIMARY KEY, month VARCHAR NOT NULL, closed BOOLEAN NOT NULL, officer VARCHAR NOT NULL, reason VARCHAR NOT NULL,
    recorded_at TIMESTAMP NOT NULL);

-- What an inspector has excused: all that is given must match a finding or its rows, whose days must lie between begins and ends.
-- A later version of an id replaces the earlier one.
CREATE TABLE IF NOT EXISTS ledger.exemption (
    exemption_id VARCHAR NOT NULL, version INTEGER NOT NULL, paper_id INTEGER NOT NULL, rule VARCHAR, institution VARCHAR, person VARCHAR,
    stay VARCHAR, item VARCHAR, pattern VARCHAR, reason VARCHAR NOT NULL, officer VARCHAR NOT NULL, begins DATE NOT NULL,
    ends DATE NOT NULL, PRIMARY KEY (exemption_id, version));

CREATE VIEW IF NOT EXISTS ledger.exemption_in_force AS
    SELECT * FROM ledger.exemption QUALIFY row_number() OVER (PARTITION BY exemption_id ORDER BY version DESC) = 1;

-- The exemptions that there were when a run was made, and what each took out: findings as a whole, and yuan claimed (gross).
CREATE TABLE IF NOT EXISTS ledger.run_exemption (
    run_id VARCHAR NOT NULL, exemption_id VARCHAR NOT NULL, version INTEGER NOT NULL, findings BIGINT NOT NULL,
    row_count BIGINT NOT NULL, amount_gross DECIMAL(18, 2) NOT NULL, state VARCHAR NOT NULL);

-- Every row that an exemption took out of a finding.
CREATE TABLE IF NOT EXISTS ledger.exempted (
    run_id VARCHAR NOT NULL, exemption_id VARCHAR NOT NULL, finding_id VARCHAR NOT NULL, rule_id VARCHAR NOT NULL, fixmedins_code VARCHAR,
    row_table VARCHAR NOT NULL, row_id VARCHAR NOT NULL, source_file VARCHAR NOT NULL, source_line BIGINT NOT NULL,
    amount_gross DECIMAL(18, 2) NOT NULL, whole BOOLEAN NOT NULL);

-- Who reviews which area in which month; of the same month and area the last version counts.
CREATE TABLE IF NOT EXISTS ledger.assignment (
    version BIGINT NOT NULL, month VARCHAR NOT NULL, area VARCHAR NOT NULL, first_review VARCHAR NOT NULL, second_review VARCHAR NOT NULL);

-- Random samples of settlements for review on site; id is made of the options and of what was drawn. Months are 'YYYY-MM', inclusive.
CREATE TABLE IF NOT EXISTS ledger.sample (
    sample_id VARCHAR PRIMARY KEY, ordinal INTEGER NOT NULL, from_month VARCHAR NOT NULL, to_month VARCHAR NOT NULL, kind VARCHAR NOT NULL,
    seed BIGINT NOT NULL, drawn_at TIMESTAMP NOT NULL);

-- What was drawn from: an institution's settlements by size of the pooled fund's payment (money class 0 small to 2 large), yuan.
CREATE TABLE IF NOT EXISTS ledger.sample_stratum (
    sample_id VARCHAR NOT NULL, fixmedins_code VARCHAR NOT NULL, money_class INTEGER NOT NULL, records BIGINT NOT NULL,
    fund DECIMAL(18, 2) NOT NULL, drawn BIGINT NOT NULL);

-- What was drawn, as it was then.
CREATE TABLE IF NOT EXISTS ledger.sample_record (
    sample_id VARCHAR NOT NULL, place INTEGER NOT NULL, fixmedins_code VARCHAR NOT NULL, fixmedins_name VARCHAR, money_class INTEGER NOT NULL,
    setl_id VARCHAR NOT NULL, mdtrt_id VARCHAR, psn_no VARCHAR, kind VARCHAR NOT NULL, begin_date DATE, end_date DATE,
    medfee DECIMAL(18, 2) NOT NULL, fund DECIMAL(18, 2) NOT NULL);

-- What the review found, amount in yuan of the pooled fund; the last result of a record counts.
CREATE TABLE IF NOT EXISTS ledger.sample_result (
    result_id BIGINT PRIMARY KEY, paper_id INTEGER NOT NULL, source_line BIGINT NOT NULL, sample_id VARCHAR NOT NULL, setl_id VARCHAR NOT NULL,
    result VARCHAR NOT NULL, amount DECIMAL(18, 2) NOT NULL, officer VARCHAR NOT NULL, reviewed_on DATE NOT NULL, note VARCHAR NOT NULL);

-- The steps of the procedure, case by case (clue, filed, notified, decided …); a line may bring a finding into its case.
CREATE TABLE IF NOT EXISTS ledger.procedure_step (
    step_id BIGINT PRIMARY KEY, paper_id INTEGER NOT NULL, source_line BIGINT NOT NULL, case_no VARCHAR NOT NULL, step VARCHAR NOT NULL,
    stepped_on DATE NOT NULL, officer VARCHAR NOT NULL, document VARCHAR NOT NULL, outcome VARCHAR NOT NULL, reason VARCHAR NOT NULL,
    fixmedins_code VARCHAR NOT NULL, finding_id VARCHAR);

-- Personal data of a run that a command wrote unmasked after the run itself, whose own --reveal stands in ledger.run. UTC.
CREATE TABLE IF NOT EXISTS ledger.reveal (
    run_id VARCHAR NOT NULL, command VARCHAR NOT NULL, revealed_by VARCHAR NOT NULL, revealed_at TIMESTAMP NOT NULL);
