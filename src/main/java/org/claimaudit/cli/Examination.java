package org.claimaudit.cli;

import static java.util.Objects.requireNonNullElse;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.claimaudit.config.Settings;
import org.claimaudit.rule.Catalogue;
import org.claimaudit.rule.RuleFolders;
import org.claimaudit.store.Store;
import org.claimaudit.store.StoreOptions;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Fault;
import org.claimaudit.support.UserError;

/** Looks at everything on this machine that a run depends on. */
final class Examination {
    private static final long GIGABYTE = 1_000_000_000L;
    private static final long LEAST_FREE = GIGABYTE;
    private static final long ENOUGH_FREE = 10 * GIGABYTE;
    private static final long LEAST_MEMORY = 2 * GIGABYTE;

    /** 医保结算清单, as provinces write it; 㐂 takes four bytes and tells GB18030 from GBK. */
    private static final byte[] SAMPLE = {
        (byte) 0xD2, (byte) 0xBD, (byte) 0xB1, (byte) 0xA3, (byte) 0xBD, (byte) 0xE1, (byte) 0xCB, (byte) 0xE3,
        (byte) 0xC7, (byte) 0xE5, (byte) 0xB5, (byte) 0xA5, (byte) 0x81, (byte) 0x39, (byte) 0xF0, (byte) 0x30
    };

    private final Settings settings;

    Examination(Settings settings) {
        this.settings = settings;
    }

    /** Every diagnosis, in the order in which they are worth reading. */
    List<Diagnosis> all() {
        List<Supplier<Diagnosis>> checks = List.of(
                this::java,
                this::memory,
                this::database,
                () -> folder(settings.store()),
                () -> folder(settings.out()),
                () -> disk(settings.store()),
                this::temporary,
                this::lock,
                this::encoding,
                this::locale,
                this::rules);
        return checks.stream().map(Supplier::get).toList();
    }

    private Diagnosis java() {
        String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        int version = Runtime.version().feature();
        return version >= 17
                ? Diagnosis.ok("doctor.java", Runtime.version().toString(), machine)
                : Diagnosis.fail("doctor.java.old", Runtime.version().toString(), machine);
    }

    private Diagnosis memory() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long total = system.getTotalMemorySize();
        String key = total < LEAST_MEMORY ? "doctor.memory.little" : "doctor.memory";
        Object[] numbers = {gigabytes(total), settings.memory(), String.valueOf(settings.threads())};
        return total < LEAST_MEMORY ? Diagnosis.warn(key, numbers) : Diagnosis.ok(key, numbers);
    }

    private Diagnosis database() {
        try (Store store = Store.openMemory(true)) {
            String version = store.db()
                    .first("SELECT version() AS version", row -> requireNonNullElse(row.text("version"), "?"))
                    .orElse("?");
            return Diagnosis.ok("doctor.database", version);
        } catch (RuntimeException | LinkageError e) {
            return Diagnosis.fail("doctor.database.broken", String.valueOf(e.getMessage()));
        }
    }

    /** Whether a folder, or the nearest one above it that is there, can be written. */
    private static Diagnosis folder(Path folder) {
        Path there = nearest(folder);
        try {
            Files.delete(Files.createTempFile(there, ".claimaudit", ".probe"));
            return Diagnosis.ok(there.equals(folder) ? "doctor.folder" : "doctor.folder.new", folder);
        } catch (IOException e) {
            return Diagnosis.fail("doctor.folder.unwritable", folder, there);
        }
    }

    private static Diagnosis disk(Path folder) {
        try {
            long free = Files.getFileStore(nearest(folder)).getUsableSpace();
            if (free < LEAST_FREE) {
                return Diagnosis.fail("doctor.disk.full", folder, gigabytes(free));
            }
            return free < ENOUGH_FREE
                    ? Diagnosis.warn("doctor.disk.little", folder, gigabytes(free))
                    : Diagnosis.ok("doctor.disk", folder, gigabytes(free));
        } catch (IOException e) {
            return Diagnosis.fail("doctor.folder.unwritable", folder, nearest(folder));
        }
    }

    private static Path nearest(Path folder) {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there)) {
            there = requireNonNullElse(there.getParent(), there.getRoot());
        }
        return there.equals(folder.toAbsolutePath()) ? folder : there;
    }

    private Diagnosis temporary() {
        Path folder = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        Diagnosis diagnosis = folder(folder);
        return diagnosis.verdict() == Diagnosis.Verdict.OK ? Diagnosis.ok("doctor.temporary", folder) : diagnosis;
    }

    private Diagnosis lock() {
        if (!Files.exists(settings.store())) {
            return Diagnosis.ok("doctor.store.none", settings.store());
        }
        var options = new StoreOptions(
                settings.store(), false, settings.memory(), settings.threads(), true, settings.lockWait(), "doctor");
        try (Store store = Store.open(options)) {
            long runs = store.db().count("SELECT count(*) FROM ledger.run");
            return Diagnosis.ok("doctor.store", settings.store(), String.valueOf(runs));
        } catch (UserError e) {
            return e.exitCode() == ExitCode.MISSING.code()
                    ? Diagnosis.ok("doctor.store.none", settings.store())
                    : new Diagnosis(
                            e.exitCode() == ExitCode.LOCKED.code() ? Diagnosis.Verdict.WARN : Diagnosis.Verdict.FAIL,
                            e.what(),
                            e.todo());
        }
    }

    private Diagnosis encoding() {
        boolean known = Charset.isSupported("GB18030");
        String text = known ? new String(SAMPLE, Charset.forName("GB18030")) : "";
        byte[] back = known ? text.getBytes(Charset.forName("GB18030")) : new byte[0];
        return text.startsWith("医保结算清单") && Arrays.equals(back, SAMPLE)
                ? Diagnosis.ok("doctor.encoding")
                : Diagnosis.fail("doctor.encoding.broken");
    }

    private Diagnosis locale() {
        String names = System.getProperty("sun.jnu.encoding", "?");
        String language = Locale.getDefault().toLanguageTag();
        return names.equalsIgnoreCase(StandardCharsets.UTF_8.name())
                ? Diagnosis.ok("doctor.locale", language, settings.lang(), names)
                : Diagnosis.warn("doctor.locale.names", language, settings.lang(), names);
    }

    private static String gigabytes(long bytes) {
        return BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(GIGABYTE), 1, RoundingMode.HALF_UP) + " GB";
    }

    /** Only reads the files; {@code rules lint} looks further. */
    private Diagnosis rules() {
        var faults = new ArrayList<Fault>();
        try {
            Catalogue catalogue = Catalogue.load(RuleFolders.of(settings.rules(), settings.region()), faults::add);
            return faults.isEmpty()
                    ? Diagnosis.ok(
                            "doctor.rules", String.valueOf(catalogue.rules().size()))
                    : Diagnosis.fail("doctor.rules.faults", String.valueOf(faults.size()));
        } catch (UserError e) {
            return new Diagnosis(Diagnosis.Verdict.FAIL, e.what(), e.todo());
        }
    }
}
