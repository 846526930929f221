package org.claimaudit.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.claimaudit.store.Db;
import org.jspecify.annotations.Nullable;

/** Fills a ledger with runs that never happened: amounts to the fen, clues, withheld money, names meant to do harm. */
final class TestLedger {
    static final String HOSTILE_CODE = "../../etc/passwd";
    static final String PERSON = "330182198503041234";
    static final List<String> INSTITUTIONS = List.of("H99000100001", "H99000100002", HOSTILE_CODE, "330100000012345");
    private static final List<String> NAMES =
            List.of("青山县人民医院", "白水镇卫生院", "=HYPERLINK(\"http://x\")", "Mountain\u001b[31m clinic");
    private static final List<String[]> RULES = List.of(
            new String[] {"bed-days-exceed-stay", "phantom-bed-days", "violation", "床位费天数超过住院天数"},
            new String[] {"split-stay", "split-billing", "suspect", "分解住院"},
            new String[] {"over-limit-price", "split-billing", "violation", "超标准收费"},
            new String[] {"volume-spike-own", "clinic-volumes", "clue", "门诊量突增"});

    private final Db db;
    private int ordinal;
    private @Nullable String last;

    TestLedger(Db db) {
        this.db = db;
    }

    /** Adds a run of some months with random findings. */
    TestLedger run(String runId, String from, String to, int findings, long seed) {
        db.transaction(() -> fill(runId, from, to, findings, seed));
        last = runId;
        return this;
    }

    private void fill(String runId, String from, String to, int findings, long seed) {
        ordinal++;
        db.execute(
                "INSERT INTO ledger.run VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,true)",
                runId,
                ordinal,
                "run",
                "complete",
                from,
                to,
                LocalDate.parse(to + "-01").plusMonths(1),
                "0.1.0",
                "ab12".repeat(16),
                last,
                3,
                LocalDateTime.of(2026, 4, 1, 1, 5),
                LocalDateTime.of(2026, 4, 1, 1, 6),
                61_000L,
                "eight funds added up; fund_pay_sumamt holds the personal account too and is not used",
                "按八项基金相加；fund_pay_sumamt 含个人账户，未采用",
                null);
        input(runId, 1, "2026-03/结算.csv", "settlement", 1000, 998, 1, 1);
        input(runId, 2, "2026-03/fees.csv", "fee_line", 52_000, 52_000, 0, 0);
        rules(runId);
        var random = new SplittableRandom(seed);
        for (int i = 0; i < findings; i++) {
            finding(runId, i, from, random);
        }
        db.execute("""
                UPDATE ledger.run_rule r SET findings = s.n, amount_gross = s.gross, amount_net = s.net FROM (
                    SELECT run_id, rule_id, count(*) n, sum(amount_gross) gross, sum(amount_net) net
                    FROM ledger.finding GROUP BY ALL) s
                WHERE r.run_id = s.run_id AND r.rule_id = s.rule_id""");
        db.execute(
                "INSERT INTO ledger.run_part VALUES (?, 'setting', 'lang', 'zh', NULL), (?, 'rule', 'split-stay', NULL, 'cd34')",
                runId,
                runId);
        db.execute(
                "INSERT INTO ledger.run_quality VALUES (?, 'H99000100002', 'settlement', 'dates', 12, 3, 20000, 1234.50, 20000, 0.01, 'accepted', NULL)",
                runId);
        db.execute(
                "INSERT INTO ledger.run_withheld VALUES (?, 'H99000100002', 'money-identity', 1234.50, 20000, 0.01)",
                runId);
    }

    private void input(
            String runId, int number, String path, String table, long read, long loaded, long twice, long rejected) {
        int file = ordinal * 10 + number;
        db.execute(
                "INSERT INTO ledger.file VALUES (?, 1, ?, ?, ?, '', 'GB18030', 4711, ?, ?, ?, 0, ?, '')",
                file,
                path,
                "ef56".repeat(16),
                table,
                read,
                loaded,
                twice,
                rejected);
        db.execute("INSERT INTO ledger.run_input VALUES (?, ?, ?, false)", runId, number, file);
        for (int i = 0; i < rejected; i++) {
            db.execute(
                    "INSERT INTO ledger.reject VALUES (?, ?, 'psn_no', ?, 'too long', '过长', ?, ?, ?, NULL, NULL)",
                    file,
                    17L + i,
                    "=" + PERSON,
                    "@S1," + PERSON,
                    "@S1,***",
                    "=***");
        }
    }

    private void rules(String runId) {
        for (String[] rule : RULES) {
            db.execute(
                    "INSERT INTO ledger.run_rule VALUES (?,?,?,?,?,?,4,0,'high',?,?,'found',120,0,0,0,12,NULL,NULL)",
                    runId,
                    rule[0],
                    rule[1],
                    rule[0].replace('-', ' '),
                    rule[3],
                    rule[2],
                    "Regulation, article 38",
                    "医疗保障基金使用监督管理条例 第三十八条（待核）");
        }
        for (String id : List.of("deceased-claim", "over-bed-capacity")) {
            db.execute(
                    "INSERT INTO ledger.run_rule VALUES (?,?,'person-and-data','Deceased','死亡后结算','violation',1,0,'critical','','','not_applicable',NULL,0,0,0,0,?,?)",
                    runId,
                    id,
                    "table death_registry is empty",
                    "数据表 death_registry 为空");
        }
    }

    private void finding(String runId, int number, String month, SplittableRandom random) {
        String[] rule = RULES.get(random.nextInt(RULES.size()));
        int at = random.nextInt(INSTITUTIONS.size());
        boolean clue = rule[2].equals("clue");
        boolean withheld = INSTITUTIONS.get(at).equals("H99000100002");
        String id = String.format("%016x", 0xabcdef0123L * (number + 1));
        BigDecimal gross = BigDecimal.ZERO;
        BigDecimal net = BigDecimal.ZERO;
        BigDecimal account = BigDecimal.ZERO;
        int rows = 1 + random.nextInt(4);
        var claims = new ArrayList<@Nullable Object[]>();
        for (int i = 0; i < rows; i++) {
            BigDecimal rowGross = clue ? BigDecimal.ZERO : BigDecimal.valueOf(random.nextLong(1, 900_000), 2);
            BigDecimal rowNet =
                    random.nextInt(3) == 0 ? rowGross.divideToIntegralValue(BigDecimal.valueOf(2)) : rowGross;
            BigDecimal rowAccount = clue ? BigDecimal.ZERO : BigDecimal.valueOf(random.nextLong(0, 500), 2);
            gross = gross.add(rowGross);
            net = net.add(rowNet);
            account = account.add(rowAccount);
            claims.add(new @Nullable Object[] {
                runId,
                id,
                rule[0],
                "fee_line",
                "F" + number + "-" + i,
                "2026-03/fees.csv",
                2L + number * 5L + i,
                "S" + number,
                month,
                random.nextInt(5) == 0 ? null : random.nextInt(2) == 0 ? "310" : "390",
                INSTITUTIONS.get(at),
                rowGross,
                rowGross,
                rowAccount,
                rowGross,
                withheld ? BigDecimal.ZERO : rowNet,
                withheld ? rowNet : BigDecimal.ZERO,
                rowAccount,
                rowAccount
            });
        }
        db.load(
                "ledger.claim",
                List.of(
                        "run_id",
                        "finding_id",
                        "rule_id",
                        "row_table",
                        "row_id",
                        "source_file",
                        "source_line",
                        "setl_id",
                        "month",
                        "insutype",
                        "fixmedins_code",
                        "cap_row",
                        "cap_setl",
                        "cap_account",
                        "amount_gross",
                        "amount_net",
                        "withheld",
                        "account_gross",
                        "account"),
                claims);
        db.execute(
                "INSERT INTO ledger.finding VALUES (?,?,?,?,'high',?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,NULL)",
                runId,
                id,
                rule[0],
                rule[2],
                INSTITUTIONS.get(at),
                NAMES.get(at),
                PERSON,
                "M" + number,
                "S" + number,
                LocalDate.parse(month + "-03"),
                LocalDate.parse(month + "-09"),
                month,
                "charged 9 bed-days, " + PERSON + ", \"stay\" of 6",
                "+住院 6 天，收取床位费 9 天，" + PERSON,
                rows,
                gross,
                withheld ? BigDecimal.ZERO : net,
                withheld ? net : BigDecimal.ZERO,
                account,
                number % 3 == 0 ? "persisting" : "new");
    }
}
