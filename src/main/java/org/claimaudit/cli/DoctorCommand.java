package org.claimaudit.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.claimaudit.cli.Diagnosis.Verdict;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import picocli.CommandLine.Command;

/** Says whether this machine is fit for a run; exit code 1 when it is not, whatever is merely doubtful. */
@Command(name = "doctor")
final class DoctorCommand implements Callable<Integer> {
    private final Context context;

    DoctorCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        List<Diagnosis> diagnoses = new Examination(context.settings()).all();
        boolean quiet = context.settings().quiet();
        for (Diagnosis diagnosis : diagnoses) {
            if (!quiet || diagnosis.verdict() != Verdict.OK) {
                print(diagnosis);
            }
        }
        boolean fit = diagnoses.stream().noneMatch(diagnosis -> diagnosis.verdict() == Verdict.FAIL);
        if (!quiet) {
            context.print("");
            context.print(Messages.text(fit ? "doctor.fit" : "doctor.unfit"));
        }
        return (fit ? ExitCode.OK : ExitCode.UNEXPECTED).code();
    }

    private void print(Diagnosis diagnosis) {
        String style = switch (diagnosis.verdict()) {
            case OK -> "green";
            case WARN -> "yellow";
            case FAIL -> "bold,red";
        };
        String word = Messages.text("doctor." + diagnosis.verdict().name().toLowerCase(Locale.ROOT));
        context.print(context.ansi().string("@|" + style + " " + word + "|@ ") + diagnosis.finding());
        if (!diagnosis.todo().isEmpty()) {
            context.print("     " + diagnosis.todo());
        }
    }
}
