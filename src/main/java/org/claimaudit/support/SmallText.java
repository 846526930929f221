package org.claimaudit.support;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a small file that a person wrote, in UTF-8 (with or without a byte-order mark) or GB18030. */
public final class SmallText {
    private static final Charset GB18030 = Charset.forName("GB18030");

    private SmallText() {}

    /**
     * Reads a file whole.
     *
     * @throws UserError {@link ExitCode#MISSING} when it is not there, {@link ExitCode#BAD_INPUT} when it is in neither encoding
     */
    public static String read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UserError(
                    ExitCode.MISSING, Messages.text("sheet.missing", file), Messages.text("sheet.missing.todo"), e);
        }
        String text;
        try {
            text = decode(bytes, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            text = inGb18030(file, bytes);
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static String inGb18030(Path file, byte[] bytes) {
        try {
            return decode(bytes, GB18030);
        } catch (CharacterCodingException e) {
            throw new UserError(
                    ExitCode.BAD_INPUT, Messages.text("sheet.encoding", file), Messages.text("sheet.encoding.todo"), e);
        }
    }

    private static String decode(byte[] bytes, Charset charset) throws CharacterCodingException {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
