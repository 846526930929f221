package org.claimaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.claimaudit.Cli;
import org.claimaudit.store.Store;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody whom the sample's exports name can be found in anything that leaves, unless that was asked for and is on record. */
class PrivacyTest {
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final String INSTITUTION = "H99000100001";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{9,}[0-9Xx]");

    @TempDir
    static Path dir;

    private static final Set<String> NAMES = new HashSet<>();
    private static final Set<String> NUMBERS = new HashSet<>();

    @BeforeAll
    static void people() throws IOException {
        for (String line : Files.readAllLines(SampleCounty.EXPORTS.resolve("reference/PSN_INFO_B.csv"), GB18030)) {
            String[] cells = line.split(",", -1);
            NUMBERS.add(cells[0]);
            NAMES.add(cells[1]);
            NUMBERS.add(cells[5]);
        }
        for (String line : Files.readAllLines(SampleCounty.EXPORTS.resolve("reference/DR_INFO_B.csv"), GB18030)) {
            NAMES.add(line.split(",", -1)[2]);
        }
        NAMES.removeIf(name -> name.isEmpty() || name.matches("[A-Z_]+"));
        assertThat(NAMES).hasSizeGreaterThan(500);
        assertThat(NUMBERS).hasSizeGreaterThan(5000);
    }

    @Test
    void nobodyIsInWhatADefaultRunLeaves() throws IOException {
        var outputs = texts(SampleCounty.reports());
        outputs.putAll(texts(SampleCounty.folder().resolve("log")));
        assertThat(outputs).containsKeys("report.html", "report.xlsx", "rejects.csv", "claimaudit.log");
        for (String[] command : List.of(
                new String[] {"cases", "list", "--limit", "0"},
                new String[] {"cases", "export"},
                new String[] {"cases", "pack", "--institution", INSTITUTION},
                new String[] {"cases", "pack", "--institution", INSTITUTION, "--zip"},
                new String[] {"recovery"})) {
            Cli call = onStore(dir.resolve("masked"), command);
            assertThat(call.code()).as(call.err()).isZero();
            outputs.put(String.join(" ", command), call.out() + call.err());
        }
        texts(dir.resolve("masked")).forEach((name, text) -> outputs.put("pack/" + name, text));
        outputs.forEach((name, text) -> assertThat(peopleIn(text)).as(name).isEmpty());
    }

    /** A telephone number, a name and an address in a row that cannot be loaded: all that is known of it is its raw text. */
    @Test
    void nobodyIsInTheRowsThatWereRefused() throws IOException {
        Path export = Files.createDirectories(dir.resolve("in")).resolve("MDTRT_D.csv");
        Files.writeString(export, """
                MDTRT_ID,PSN_NO,PSN_NAME,CERTNO,TEL,CONER_NAME,ADDR,FIXMEDINS_CODE,BEGNTIME,ENDTIME
                M1,990001000000077,诸葛静怡,990001198001010077,13905710077,司徒望北,青禾县柳湾镇七号,H1,not a day,
                """);
        Cli run = Cli.call(
                "run",
                export,
                "--month",
                "2026-03",
                "--lang",
                "zh",
                "--store",
                dir.resolve("store"),
                "--out",
                dir.resolve("out"));
        assertThat(run.code()).as(run.err()).isEqualTo(3);
        var outputs = texts(dir.resolve("out/latest").toRealPath());
        outputs.putAll(texts(dir.resolve("store/log")));
        outputs.forEach((name, text) -> assertThat(text)
                .as(name)
                .doesNotContain("诸葛静怡", "司徒望北", "柳湾镇七号", "990001000000077", "990001198001010077", "13905710077"));
        assertThat(Files.readString(dir.resolve("out/latest/rejects.csv")))
                .contains("MDTRT_D.csv,2,encounter,begntime,not a day,");
    }

    @Test
    void whoRevealsIsOnRecord() throws IOException {
        Path out = dir.resolve("revealed");
        String before = SampleCounty.reports().getFileName().toString();
        for (String[] command : List.of(
                new String[] {"cases", "export", "--reveal"},
                new String[] {"cases", "pack", "--institution", INSTITUTION, "--reveal"},
                new String[] {"report", "--reveal"})) {
            Cli call = onStore(out, command);
            assertThat(call.code()).as(call.err()).isZero();
        }
        try (Store store = SampleCounty.store()) {
            assertThat(store.db()
                            .list(
                                    "SELECT run_id || ' ' || command || ' ' || revealed_by AS said FROM ledger.reveal ORDER BY revealed_at, rowid",
                                    row -> row.str("said")))
                    .containsExactly(
                            before + " cases export " + System.getProperty("user.name"),
                            before + " cases pack " + System.getProperty("user.name"),
                            before + " report " + System.getProperty("user.name"));
        }
        assertThat(peopleIn(Files.readString(out.resolve(before).resolve("violations.csv"))))
                .isNotEmpty();
    }

    @Test
    void onlyTheOwnerMayReadWhatIsWritten() throws IOException {
        Path out = dir.resolve("modes");
        assertThat(onStore(out, "cases", "pack", "--institution", INSTITUTION, "--zip")
                        .code())
                .isZero();
        assertThat(onStore(out, "cases", "pack", "--institution", INSTITUTION).code())
                .isZero();
        assertThat(onStore(
                                out,
                                "cases",
                                "export",
                                "--to",
                                out.resolve("export.csv").toString())
                        .code())
                .isZero();
        var wrong = new ArrayList<String>();
        for (Path root : List.of(out, SampleCounty.reports(), SampleCounty.folder())) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file :
                        files.filter(path -> !Files.isSymbolicLink(path)).toList()) {
                    String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                    if (!mode.equals(Files.isDirectory(file) ? "rwx------" : "rw-------")) {
                        wrong.add(mode + " " + root.relativize(file));
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static Cli onStore(Path out, String... command) {
        var words = new ArrayList<Object>(List.of(command));
        words.addAll(List.of("--lang", "zh", "--store", SampleCounty.folder(), "--out", out));
        return Cli.call(words.toArray());
    }

    /** All that can be read under a folder, by the files' names. */
    private static Map<String, String> texts(Path folder) throws IOException {
        var texts = new TreeMap<String, String>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.put(folder.relativize(file).toString(), ReportText.of(file));
            }
        }
        return texts;
    }

    private static Set<String> peopleIn(String text) {
        var found = new HashSet<String>();
        NUMBER.matcher(text)
                .results()
                .map(match -> match.group())
                .filter(NUMBERS::contains)
                .forEach(found::add);
        NAMES.stream().filter(text::contains).forEach(found::add);
        return found;
    }
}
