package org.claimaudit.conform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;

/** The macro files: functions in which SQL engines differ. */
final class Macros {
    private Macros() {}

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UserError(
                    ExitCode.USAGE,
                    Messages.text("conform.macros", file, e.getClass().getSimpleName()),
                    Messages.text("conform.macros.todo"));
        }
    }
}
