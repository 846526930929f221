package org.claimaudit.ingest;

/** Texts, identifiers and flags. */
final class TextColumn extends FieldColumn {
    /** Bytes; a longer value takes the long way. */
    private static final int USUAL = 120;

    private final ColumnType type;
    private final boolean ownNullWords;

    TextColumn(ColumnType type, boolean ownNullWords) {
        super(type);
        this.type = type;
        this.ownNullWords = ownNullWords;
    }

    @Override
    int read(byte[] text, int begin, byte delimiter) {
        byte[] own = values.room(USUAL + Long.BYTES);
        int from = values.at();
        int copied = Bytes.copyPlain(text, begin, own, from, delimiter, USUAL);
        boolean seenAscii = copied >= 0;
        int length = seenAscii ? copied : ~copied;
        int end = begin + length;
        if (length == 0 || !ends(text, end, delimiter)) {
            return -1;
        }
        boolean perhapsNone =
                length <= Staging.LONGEST_NULL_WORD && (ownNullWords || UsualForms.beginsLikeNone(own[from]));
        if (perhapsNone
                || (!seenAscii && perhapsBlank(own, from, length))
                || !UsualForms.is(type, own, from, from + length, seenAscii)) {
            return -1;
        }
        values.text(length);
        return end;
    }

    /** Whether a character that is no more than a blank may stand at an end: a blank, U+00A0, U+200B or U+3000. */
    private static boolean perhapsBlank(byte[] text, int from, int length) {
        byte first = text[from];
        byte last = text[from + length - 1];
        return first == ' '
                || first == (byte) 0xc2
                || first == (byte) 0xe2
                || first == (byte) 0xe3
                || last == ' '
                || last == (byte) 0xa0
                || last == (byte) 0x8b
                || last == (byte) 0x80;
    }

    @Override
    boolean takeUsual(FieldText value) {
        byte[] text = value.bytes;
        boolean usual = UsualForms.is(type, text, 0, value.length, Bytes.areSeenAscii(text, 0, value.length));
        if (usual) {
            takeNormal(value);
        }
        return usual;
    }

    @Override
    void takeNormal(FieldText value) {
        System.arraycopy(value.bytes, 0, values.room(value.length), values.at(), value.length);
        values.text(value.length);
    }
}
