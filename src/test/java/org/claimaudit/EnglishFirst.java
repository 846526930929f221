package org.claimaudit;

import java.util.Locale;
import org.claimaudit.support.Messages;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Every test begins in English, whatever language the program spoke in the test before: the language belongs to the process. */
public final class EnglishFirst implements BeforeAllCallback, BeforeEachCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        Messages.speak(Locale.ENGLISH);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Messages.speak(Locale.ENGLISH);
    }
}
