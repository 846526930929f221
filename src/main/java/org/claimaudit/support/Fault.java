package org.claimaudit.support;

import java.nio.file.Path;

/**
 * Something wrong in a file that a person wrote.
 *
 * @param line counted from 1
 * @param text what is wrong, in the language of this process, without the place
 */
public record Fault(Path file, int line, String text) {
    @Override
    public String toString() {
        return file + ":" + line + ": " + text;
    }
}
