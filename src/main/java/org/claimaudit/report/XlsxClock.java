package org.claimaudit.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Copies a workbook with another time in it: fastexcel writes when it was made into {@code docProps/core.xml}, but one run has to give the same
 * bytes. The other entries are copied as they lie; they are not packed again, and keep the form in which Excel takes them.
 *
 * <p>Records and fields by PKWARE's APPNOTE.TXT 6.3: local header, data, descriptor with sizes of eight bytes; central directory; its end.
 */
final class XlsxClock {
    private static final String NAME = "docProps/core.xml";
    private static final int LOCAL = 30;
    private static final int DESCRIPTOR = 24;
    private static final int CENTRAL = 46;
    private static final int END = 22;
    private static final int DESCRIPTOR_SIGNATURE = 0x08074b50;

    private final FileChannel file;
    private final OutputStream out;

    private XlsxClock(FileChannel file, OutputStream out) {
        this.file = file;
        this.out = out;
    }

    /** Copies; {@code made} is UTC. */
    static void copy(Path workbook, LocalDateTime made, OutputStream out) throws IOException {
        byte[] properties = ("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?><cp:coreProperties"
                        + " xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\""
                        + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\""
                        + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:creator>claimaudit</dc:creator>"
                        + "<dcterms:created xsi:type=\"dcterms:W3CDTF\">"
                        + DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(made.withNano(0))
                        + "Z</dcterms:created></cp:coreProperties>")
                .getBytes(StandardCharsets.UTF_8);
        try (FileChannel file = FileChannel.open(workbook)) {
            new XlsxClock(file, out).copy(properties);
        }
    }

    private void copy(byte[] properties) throws IOException {
        byte[] last = read(file.size() - END, END);
        ByteBuffer end = little(last);
        long directoryAt = Integer.toUnsignedLong(end.getInt(16));
        byte[] records = read(directoryAt, end.getInt(12));
        ByteBuffer directory = little(records);
        int entry = find(records);
        long at = Integer.toUnsignedLong(directory.getInt(entry + 42));
        int header = LOCAL + NAME.length();
        long next = at + header + directory.getInt(entry + 20) + DESCRIPTOR;
        byte[] packed = pack(properties);
        var crc = new CRC32();
        crc.update(properties);
        long shift = at + header + packed.length + DESCRIPTOR - next;

        plain(0, at + header);
        out.write(packed);
        var descriptor = new byte[DESCRIPTOR];
        little(descriptor)
                .putInt(DESCRIPTOR_SIGNATURE)
                .putInt((int) crc.getValue())
                .putLong(packed.length)
                .putLong(properties.length);
        out.write(descriptor);
        plain(next, directoryAt);
        directory
                .putInt(entry + 16, (int) crc.getValue())
                .putInt(entry + 20, packed.length)
                .putInt(entry + 24, properties.length);
        for (int i = 0; i < directory.capacity(); i = after(directory, i)) {
            long offset = Integer.toUnsignedLong(directory.getInt(i + 42));
            directory.putInt(i + 42, (int) (offset > at ? offset + shift : offset));
        }
        out.write(records);
        end.putInt(16, (int) (directoryAt + shift));
        out.write(last);
    }

    private static int find(byte[] records) {
        ByteBuffer directory = little(records);
        for (int i = 0; i < directory.capacity(); i = after(directory, i)) {
            int length = directory.getShort(i + 28);
            if (new String(records, i + CENTRAL, length, StandardCharsets.UTF_8).equals(NAME)) {
                return i;
            }
        }
        throw new IllegalStateException("the workbook has no " + NAME);
    }

    /** Where the record of the directory after that at {@code i} begins. */
    private static int after(ByteBuffer directory, int i) {
        return i + CENTRAL + directory.getShort(i + 28) + directory.getShort(i + 30) + directory.getShort(i + 32);
    }

    private static byte[] pack(byte[] bytes) {
        var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            var packed = new byte[bytes.length + 64];
            int length = deflater.deflate(packed);
            return Arrays.copyOf(packed, length);
        } finally {
            deflater.end();
        }
    }

    private void plain(long from, long to) throws IOException {
        var channel = Channels.newChannel(out);
        for (long position = from; position < to; ) {
            position += file.transferTo(position, to - position, channel);
        }
    }

    private byte[] read(long from, int length) throws IOException {
        var read = new byte[length];
        ByteBuffer bytes = little(read);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, from + bytes.position()) < 0) {
                throw new IllegalStateException("the workbook is cut short");
            }
        }
        return read;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
