package org.claimaudit.cli;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.claimaudit.cases.Reveals;
import org.claimaudit.cases.Run;
import org.claimaudit.config.Layers;
import org.claimaudit.config.Settings;
import org.claimaudit.report.ReportOptions;
import org.claimaudit.rule.Catalogue;
import org.claimaudit.rule.Rule;
import org.claimaudit.rule.RuleFolders;
import org.claimaudit.rule.Selection;
import org.claimaudit.rule.Severity;
import org.claimaudit.store.Store;
import org.claimaudit.store.StoreOptions;
import org.claimaudit.support.CsvProfile;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** What the commands of one call share. */
final class Context {
    private final Console console;
    private final CommonOptions options;
    private final Interrupt interrupt;
    private final String earlyColour;
    private @Nullable Settings settings;

    Context(Console console, CommonOptions options, Interrupt interrupt, String earlyColour) {
        this.earlyColour = earlyColour;
        this.console = console;
        this.options = options;
        this.interrupt = interrupt;
    }

    /** Reads the settings once the command line is understood, before a command runs. */
    void begin() {
        Settings read = Settings.load(Layers.usual(options.config(), console.environment(), options.values()));
        Messages.speak(Locale.forLanguageTag(read.lang()));
        Verbosity.set(console.err(), read.quiet(), read.verbose());
        settings = read;
    }

    Console console() {
        return console;
    }

    Settings settings() {
        return requireNonNull(settings, "settings are read before a command runs");
    }

    /** Shows a person how far the call is; to be closed. */
    Progress progress() {
        return new Progress(console, settings().quiet());
    }

    /** How a failure is told. */
    Failures failures() {
        return new Failures(this);
    }

    Interrupt interrupt() {
        return interrupt;
    }

    boolean dryRun() {
        return options.dryRun();
    }

    /** Whether stack traces are wanted; also known when the settings could not be read. */
    boolean verbose() {
        return settings != null ? settings.verbose() : options.values().containsKey("verbose");
    }

    /** Writes one line of the result. */
    void print(String line) {
        console.out().println(line);
    }

    /** Writes lines of the result. */
    void print(List<String> lines) {
        lines.forEach(this::print);
    }

    /** Writes a text of whole lines as the result. */
    void printText(String text) {
        console.out().print(text);
        console.out().flush();
    }

    /** Writes one line of talk, unless the user wants quiet. */
    void talk(String line) {
        if (!settings().quiet()) {
            console.err().println(line);
        }
    }

    /** {@code auto}, {@code always} or {@code never}; also known when the settings could not be read. */
    String colourChoice() {
        return settings != null ? settings.color() : earlyColour;
    }

    /** Colours for the result. */
    Ansi ansi() {
        return console.colours(colourChoice(), console.outIsTerminal()) ? Ansi.ON : Ansi.OFF;
    }

    /** The day that things are looked at from: of the settings, or today. */
    LocalDate today() {
        LocalDate asOf = settings().asOf();
        return asOf == null ? LocalDate.now(ZoneId.systemDefault()) : asOf;
    }

    /** Whether personal data are wanted unmasked; that the user had this command write those of a run is booked. */
    boolean reveal(Store store, Run run, String command) {
        boolean reveal = settings().reveal();
        if (reveal) {
            Reveals.record(store.db(), run, command, user(), Clock.systemUTC());
        }
        return reveal;
    }

    /** Who runs this process. */
    static String user() {
        return System.getProperty("user.name", "?");
    }

    /** How the settings want reports. */
    ReportOptions reportOptions() {
        Settings now = settings();
        CsvProfile csv = now.csv().equals("excel") ? CsvProfile.EXCEL : CsvProfile.PLAIN;
        return new ReportOptions(now.out(), Messages.language(), csv, now.reveal());
    }

    /** The rule library with the parameters that the settings change. */
    Catalogue catalogue() {
        Catalogue catalogue = Catalogue.load(folders());
        for (Map.Entry<String, String> parameter : settings().parameters().entrySet()) {
            try {
                catalogue = catalogue.with(Map.ofEntries(parameter));
            } catch (UserError e) {
                throw new UserError(e.exitCode(), settings().whereIs(parameter.getKey()) + ": " + e.what(), e.todo());
            }
        }
        return catalogue;
    }

    /** Where the rules lie: the shipped library and the folders of the settings. */
    RuleFolders folders() {
        return RuleFolders.of(settings().rules(), settings().region());
    }

    /**
     * The rules that the settings take.
     *
     * @throws UserError code 2 when there is none: a run that checks nothing must not look like one that found nothing
     */
    List<Rule> rules() {
        List<Rule> rules = catalogue().select(selection());
        if (rules.isEmpty()) {
            throw new UserError(ExitCode.USAGE, Messages.text("cli.no-rules"), Messages.text("cli.no-rules.todo"));
        }
        return rules;
    }

    /** Which rules the settings take. */
    Selection selection() {
        Settings now = settings();
        String severity = now.severity();
        return new Selection(
                now.only(),
                now.exclude(),
                now.pack(),
                severity == null ? null : Severity.valueOf(severity.toUpperCase(Locale.ROOT)));
    }

    /** Opens the store, waiting for another run as long as the settings say; an interrupt stops its statements. */
    Store openStore(boolean create, String command) {
        Settings now = settings();
        Store store = Store.open(
                new StoreOptions(now.store(), create, now.memory(), now.threads(), false, now.lockWait(), command));
        interrupt.watch(store);
        Logging.file(store.log());
        return store;
    }
}
