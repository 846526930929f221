package org.claimaudit.cli;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Locale;
import org.claimaudit.config.Origin;
import org.claimaudit.lab.Generator;
import org.claimaudit.lab.GeneratorOptions;
import org.claimaudit.lab.GeneratorReport;
import org.claimaudit.lab.Layout;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes synthetic months with planted violations and their truth into {@code --out}. */
@Command(name = "generate")
final class GenerateCommand implements Runnable {
    /** How an option names an encoding; the order is that of the help. */
    enum Encoding {
        GB18030(Charset.forName("GB18030")),
        UTF8(StandardCharsets.UTF_8);

        private final Charset charset;

        Encoding(Charset charset) {
            this.charset = charset;
        }
    }

    @Option(names = "--months", paramLabel = "FROM..TO", required = true, descriptionKey = "months")
    private String months = "";

    @Option(names = "--people", paramLabel = "N", defaultValue = "3000", descriptionKey = "people")
    private int people;

    @Option(names = "--institutions", paramLabel = "N", defaultValue = "30", descriptionKey = "institutions")
    private int institutions;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", descriptionKey = "seed")
    private long seed;

    @Option(names = "--clean", descriptionKey = "clean")
    private boolean clean;

    @Option(names = "--rate", paramLabel = "SHARE", defaultValue = "0.02", descriptionKey = "rate")
    private BigDecimal rate = BigDecimal.ZERO;

    @Option(names = "--layout", paramLabel = "NAME", defaultValue = "platform", descriptionKey = "layout")
    private String layout = "";

    @Option(names = "--encoding", paramLabel = "NAME", defaultValue = "gb18030", descriptionKey = "encoding")
    private String encoding = "";

    @Option(names = "--dirty", descriptionKey = "dirty")
    private boolean dirty;

    private final Context context;

    GenerateCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        GeneratorOptions options = options();
        GeneratorReport report = Generator.generate(options);
        if (context.settings().quiet()) {
            return;
        }
        context.print(Messages.text(
                "generate.written",
                "" + report.months(),
                "" + report.settlements(),
                "" + report.encounters(),
                "" + report.feeLines(),
                options.out()));
        report.planted()
                .forEach((behaviour, rows) -> context.print(Messages.text("generate.planted", behaviour, "" + rows)));
    }

    private GeneratorOptions options() {
        boolean named = context.settings().all().stream()
                .anyMatch(setting ->
                        setting.name().equals("out") && setting.origin().source() != Origin.Source.DEFAULT);
        if (!named) {
            throw new UserError(ExitCode.USAGE, Messages.text("generate.out"), Messages.text("generate.out.todo"));
        }
        String[] ends = months.split("\\.\\.", -1);
        if (ends.length > 2) {
            throw wrong("--months", months);
        }
        try {
            return new GeneratorOptions(
                    context.settings().out(),
                    month(ends[0]),
                    month(ends[ends.length - 1]),
                    people,
                    institutions,
                    seed,
                    clean,
                    rate,
                    layout(),
                    charset(),
                    dirty);
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    ExitCode.USAGE,
                    Messages.text(
                            "generate.range", "--" + e.getMessage(), Messages.text("generate.range." + e.getMessage())),
                    Messages.text("generate.todo"));
        }
    }

    private YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException e) {
            throw wrong("--months", months);
        }
    }

    private Layout layout() {
        try {
            return Layout.valueOf(layout.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw wrong("--layout", layout);
        }
    }

    private Charset charset() {
        try {
            return Encoding.valueOf(encoding.toUpperCase(Locale.ROOT).replace("-", "")).charset;
        } catch (IllegalArgumentException e) {
            throw wrong("--encoding", encoding);
        }
    }

    private static UserError wrong(String option, String value) {
        return new UserError(
                ExitCode.USAGE, Messages.text("generate.wrong", option, value), Messages.text("generate.todo"));
    }
}
