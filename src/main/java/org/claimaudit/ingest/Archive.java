package org.claimaudit.ingest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.claimaudit.ingest.Inputs.Input;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;

/** A zip archive. Windows writes the names of its entries in the system's code page, GBK in China, and nothing in the archive says so. */
final class Archive {
    /** Leaves the bytes of a name that is not declared to be UTF-8 as they are. */
    static final Charset RAW_NAMES = StandardCharsets.ISO_8859_1;

    private static final int MOST_ENTRIES = 100_000;

    private final Input input;

    Archive(Input input) {
        this.input = input;
    }

    /**
     * Extracts all entries, in the order of their names.
     *
     * @throws UserError {@link ExitCode#BAD_INPUT} when a name leads out of the archive
     */
    List<Input> extract(StagingFolder staging, Expansion expansion) throws IOException {
        var inputs = new ArrayList<Input>();
        try (var zip = new ZipFile(input.path().toFile(), RAW_NAMES)) {
            if (zip.size() > MOST_ENTRIES) {
                throw new UserError(
                        ExitCode.BAD_INPUT,
                        Messages.text("ingest.packed.many", input.name(), Integer.toString(zip.size())),
                        Messages.text("ingest.packed.todo"));
            }
            for (ZipEntry entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
                String name = name(entry.getName());
                stayInside(name);
                Path file = staging.next();
                try (var in = new CheckedInputStream(zip.getInputStream(entry), new CRC32());
                        OutputStream out = Files.newOutputStream(file)) {
                    expansion.copy(in, out);
                    if (in.getChecksum().getValue() != entry.getCrc()) {
                        throw new ZipException(name + " has another checksum than when it was packed");
                    }
                }
                inputs.add(new Input(file, input.name() + "!" + name, null, ""));
            }
        }
        inputs.sort(Comparator.comparing(Input::name));
        return inputs;
    }

    /** The name with slashes, in whichever code page it was written. */
    static String name(String raw) {
        return decoded(raw).replace('\\', '/');
    }

    private static String decoded(String raw) {
        boolean bytes = raw.chars().allMatch(c -> c < 0x100) && raw.chars().anyMatch(c -> c >= 0x80);
        if (!bytes) {
            return raw;
        }
        byte[] name = raw.getBytes(RAW_NAMES);
        boolean utf8 = Utf8.firstInvalid(name, 0, name.length) < 0;
        return new String(name, utf8 ? StandardCharsets.UTF_8 : Gb18030.CHARSET);
    }

    /** Entries are stored under numbers whatever they are called; but who writes such a name means harm. */
    private void stayInside(String name) {
        boolean drive = name.length() > 1 && name.charAt(1) == ':';
        if (name.startsWith("/") || drive || Arrays.asList(name.split("/")).contains("..")) {
            throw new UserError(
                    ExitCode.BAD_INPUT,
                    Messages.text("ingest.packed.outside", input.name(), name),
                    Messages.text("ingest.packed.outside.todo"));
        }
    }
}
