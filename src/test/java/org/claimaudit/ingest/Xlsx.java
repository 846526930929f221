package org.claimaudit.ingest;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes workbooks cell by cell, numbers in any form that Excel gives them. */
final class Xlsx implements AutoCloseable {
    /** Styles of cells: none, a date, a date with time, a number of six places with leading zeros. */
    static final int PLAIN = 0;

    static final int DATE = 1;
    static final int TIME = 2;
    static final int SIX_DIGITS = 3;

    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private final ZipOutputStream zip;
    private final Writer out;
    private final List<String> sheets = new ArrayList<>();
    private boolean open;

    Xlsx(Path file) throws IOException {
        zip = new ZipOutputStream(Files.newOutputStream(file));
        out = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8));
        entry("xl/styles.xml");
        out.write("<styleSheet xmlns='" + MAIN
                + "'><numFmts><numFmt numFmtId='164' formatCode='yyyy\"年\"m\"月\"d\"日\" h:mm'/>"
                + "<numFmt numFmtId='165' formatCode='000000'/></numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/>"
                + "<xf numFmtId='164'/><xf numFmtId='165'/></cellXfs></styleSheet>");
    }

    private void entry(String name) throws IOException {
        out.flush();
        zip.putNextEntry(new ZipEntry(name));
    }

    Xlsx sheet(String name) throws IOException {
        endSheet();
        sheets.add(name);
        entry("xl/worksheets/sheet" + sheets.size() + ".xml");
        out.write("<worksheet xmlns='" + MAIN + "'><sheetData>");
        open = true;
        return this;
    }

    private void endSheet() throws IOException {
        if (open) {
            out.write("</sheetData></worksheet>");
            open = false;
        }
    }

    /** A row of cells as {@link #text} and {@link #number} make them; an empty one stands for no cell. */
    Xlsx row(int number, String... cells) throws IOException {
        out.write("<row r='" + number + "'>");
        for (int i = 0; i < cells.length; i++) {
            if (!cells[i].isEmpty()) {
                String at = (i < 26 ? "" : Character.toString('A' + i / 26 - 1)) + (char) ('A' + i % 26) + number;
                out.write("<c r='" + at + "' " + cells[i] + "</c>");
            }
        }
        out.write("</row>");
        return this;
    }

    /** A row of text cells, as many as there are commas and one. */
    Xlsx texts(int number, String line) throws IOException {
        return row(number, cells(line));
    }

    static String[] cells(String line) {
        return List.of(line.split(",", -1)).stream()
                .map(t -> t.isEmpty() ? "" : text(t))
                .toArray(String[]::new);
    }

    static String text(String text) {
        return "t='inlineStr'><is><t>" + text.replace("&", "&amp;").replace("<", "&lt;") + "</t></is>";
    }

    /** A number as Excel writes it into the file. */
    static String number(String raw, int style) {
        return "s='" + style + "'><v>" + raw + "</v>";
    }

    @Override
    public void close() {
        try {
            endSheet();
            entry("[Content_Types].xml");
            out.write("<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
                    + "<Override PartName='/xl/workbook.xml' ContentType='application/vnd.openxmlformats-officedocument."
                    + "spreadsheetml.sheet.main+xml'/><Override PartName='/xl/styles.xml' ContentType='application/vnd."
                    + "openxmlformats-officedocument.spreadsheetml.styles+xml'/></Types>");
            entry("xl/workbook.xml");
            out.write("<workbook xmlns='" + MAIN + "' xmlns:r='" + RELS + "'><sheets>");
            for (int i = 0; i < sheets.size(); i++) {
                out.write("<sheet name='" + sheets.get(i) + "' sheetId='" + (i + 1) + "' r:id='r" + (i + 1) + "'/>");
            }
            out.write("</sheets></workbook>");
            entry("xl/_rels/workbook.xml.rels");
            out.write("<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>");
            for (int i = 1; i <= sheets.size(); i++) {
                out.write("<Relationship Id='r" + i + "' Type='" + RELS + "/worksheet' Target='worksheets/sheet" + i
                        + ".xml'/>");
            }
            out.write("</Relationships>");
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
