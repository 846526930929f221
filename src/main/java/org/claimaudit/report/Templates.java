package org.claimaudit.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.WriterOutput;
import java.io.Writer;

/** The pages for people, compiled with the program. */
final class Templates {
    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Templates.class.getClassLoader(), "org.claimaudit");

    private Templates() {}

    /** Writes a page of {@code src/main/jte}. */
    static void render(String name, Object page, Writer out) {
        ENGINE.render(name, page, new WriterOutput(out));
    }
}
