package org.claimaudit.ingest;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.claimaudit.ingest.Inputs.Input;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;

/**
 * Makes text files of what holds them: archives, compressed files, workbooks, also one within the other. The text lies in the staging folder under
 * a number, so that no name in an archive says where it goes.
 */
final class Unpacker {
    private static final int DEEPEST = 4;
    private static final int BLOCK = 1 << 16;

    private final StagingFolder staging;

    Unpacker(StagingFolder staging) {
        this.staging = staging;
    }

    /**
     * What an input holds: itself when it is text.
     *
     * @throws UserError {@link ExitCode#BAD_INPUT} when it cannot be unpacked or would grow beyond all measure
     */
    List<Input> unpack(Input input) throws IOException {
        var files = new ArrayList<Input>();
        unpack(input, new Expansion(input.name(), Files.size(input.path())), 1, files);
        return files;
    }

    private void unpack(Input input, Expansion expansion, int depth, List<Input> files) throws IOException {
        try {
            Packing packing = input.perhapsTable() ? Packing.of(input) : Packing.NONE;
            if (packing != Packing.NONE && depth > DEEPEST) {
                throw new UserError(
                        ExitCode.BAD_INPUT,
                        Messages.text("ingest.packed.deep", input.name(), Integer.toString(DEEPEST)),
                        Messages.text("ingest.packed.todo"));
            }
            switch (packing) {
                case NONE -> files.add(input);
                case GZIP -> unpack(gunzip(input, expansion), expansion, depth + 1, files);
                case ZIP -> {
                    for (Input entry : new Archive(input).extract(staging, expansion)) {
                        unpack(entry, expansion, depth + 1, files);
                    }
                }
                case WORKBOOK -> files.addAll(new Workbook(input).sheets(staging, expansion));
            }
        } catch (ZipException | EOFException e) {
            throw broken(input, e);
        }
    }

    static UserError broken(Input input, Exception cause) {
        return new UserError(
                ExitCode.BAD_INPUT,
                Messages.text("ingest.packed.broken", input.name(), why(cause)),
                Messages.text("ingest.packed.todo"),
                cause);
    }

    /** The first line of what a reader has to say: some add where it stood, which no user can look up. */
    static String why(Exception cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    /** The text of a compressed file, known by the fingerprint of the file as it was given. */
    private Input gunzip(Input input, Expansion expansion) throws IOException {
        MessageDigest digest = Fingerprint.sha256();
        Path text = staging.next();
        try (var packed = new DigestInputStream(Files.newInputStream(input.path()), digest);
                InputStream in = new GZIPInputStream(packed, BLOCK);
                OutputStream out = Files.newOutputStream(text)) {
            expansion.copy(in, out);
            packed.transferTo(OutputStream.nullOutputStream());
        }
        String sha256 = input.sha256() == null ? HexFormat.of().formatHex(digest.digest()) : input.sha256();
        return new Input(text, input.name(), sha256, "");
    }
}
