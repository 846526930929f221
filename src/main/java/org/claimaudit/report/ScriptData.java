package org.claimaudit.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectMapper;
import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** JSON for a script element: nothing in it can end the element, whatever stands in the data. */
final class ScriptData implements Content {
    /** Writes the JSON; must not close the generator. */
    interface Source {
        void write(JsonGenerator json) throws IOException;
    }

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Source source;

    private ScriptData(Source source) {
        this.source = source;
    }

    static ScriptData of(Object value) {
        return new ScriptData(json -> MAPPER.writeValue(json, value));
    }

    static ScriptData streamed(Source source) {
        return new ScriptData(source);
    }

    @Override
    public void writeTo(TemplateOutput output) {
        try (JsonGenerator json = MAPPER.getFactory().createGenerator(writer(output))) {
            json.setCharacterEscapes(new ForScript());
            source.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Writer writer(TemplateOutput output) {
        return new Writer() {
            @Override
            public void write(char[] text, int offset, int length) {
                output.writeContent(new String(text, offset, length));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    /** {@code </script} and {@code <!--} are the ways out of a script element; U+2028 and U+2029 end a line of JavaScript. */
    private static final class ForScript extends CharacterEscapes {
        private static final long serialVersionUID = 1;
        private static final int[] ASCII = standardAsciiEscapesForJSON();

        static {
            ASCII['<'] = ESCAPE_STANDARD;
            ASCII['>'] = ESCAPE_STANDARD;
            ASCII['&'] = ESCAPE_STANDARD;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ASCII;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int c) {
            return c == 0x2028 || c == 0x2029 ? new SerializedString(String.format("\\u%04x", c)) : null;
        }
    }
}
