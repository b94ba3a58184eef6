package health.consilium.centres.rules;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A file of the directory, as CSV (https://www.rfc-editor.org/rfc/rfc4180): comma, double quotes, a header; in UTF-8 with or
 * without a byte order mark, lines ending in CRLF or LF.
 *
 * @param rows those that can be read
 * @param problems of all others, each named
 * @param count rows of either kind
 */
public record DirectoryFile(List<DirectoryRow> rows, List<DirectoryProblem> problems, int count) {

    /** A column of before closures were told from days without new cases. */
    private static final String FORMER = "absences";

    private static final CSVFormat RFC_4180 = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .setAllowDuplicateHeaderNames(false)
            .setAllowMissingColumnNames(false)
            .build();

    /**
     * @param tumourTypes codes that a volume can be for
     * @param asks what a service may ask differently
     * @param mostRows rows that a file may have
     */
    public static DirectoryFile read(byte[] bytes, Set<String> tumourTypes, AskRules asks, int mostRows) {
        Optional<String> text = decode(bytes);
        if (text.isEmpty()) {
            return refused(1, "The file is not in UTF-8.", "Save it as CSV UTF-8.");
        }
        try (CSVParser parser = CSVParser.parse(new StringReader(text.get()), RFC_4180)) {
            List<DirectoryProblem> problems = header(parser.getHeaderNames());
            return problems.isEmpty()
                    ? rows(parser, tumourTypes, asks, mostRows)
                    : new DirectoryFile(List.of(), problems, 0);
        } catch (UncheckedIOException | IllegalStateException | IOException e) {
            return refused(
                    1,
                    "The file is no CSV: a quoted value does not end, or quotes stand within one.",
                    "Put values with commas, quotes or line ends in double quotes, and double a quote within.");
        } catch (IllegalArgumentException e) {
            return refused(1, "The header has an empty or doubled column.", "Name each column once.");
        }
    }

    private static DirectoryFile refused(long line, String reason, String remedy) {
        return new DirectoryFile(List.of(), List.of(new DirectoryProblem(line, "", reason, remedy)), 0);
    }

    /** Strictly: a name that was saved in another encoding must not be stored as garbage. */
    private static Optional<String> decode(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static List<DirectoryProblem> header(List<String> names) {
        List<DirectoryProblem> problems = new ArrayList<>();
        if (names.size() == 1 && names.get(0).contains(";")) {
            return List.of(new DirectoryProblem(
                    1, "", "Columns are separated by semicolons.", "Save the file with commas between columns."));
        }
        for (DirectoryColumn column : DirectoryColumn.values()) {
            if (column.isRequired() && !names.contains(column.header())) {
                problems.add(new DirectoryProblem(
                        1, column.header(), "The column is missing.", "Add it: " + column.meaning()));
            }
        }
        names.stream()
                .filter(name -> DirectoryColumn.of(name).isEmpty())
                .forEach(
                        name -> problems.add(
                                new DirectoryProblem(
                                        1,
                                        name,
                                        "There is no such column.",
                                        name.equals(FORMER)
                                                ? "Divide it: closures for days without any work, no_new_cases for days without new cases."
                                                : "Remove it, or correct its name; the columns are those of the page of this operation.")));
        return problems;
    }

    private static DirectoryFile rows(CSVParser parser, Set<String> tumourTypes, AskRules asks, int mostRows)
            throws IOException {
        List<DirectoryRow> rows = new ArrayList<>();
        List<DirectoryProblem> problems = new ArrayList<>();
        int count = 0;
        long line = 2;
        for (CSVRecord record : parser) {
            count++;
            if (count > mostRows) {
                problems.add(new DirectoryProblem(
                        line, "", "The file has more than " + mostRows + " rows.", "Load it in parts."));
                break;
            }
            if (record.isConsistent()) {
                DirectoryRowReader reader = new DirectoryRowReader(record, line, tumourTypes, asks);
                reader.read().ifPresent(rows::add);
                problems.addAll(reader.problems());
            } else {
                problems.add(new DirectoryProblem(
                        line,
                        "",
                        "The row has " + record.size() + " values, the header "
                                + parser.getHeaderNames().size() + ".",
                        "Put values with commas in double quotes; leave a value empty rather than out."));
            }
            line = parser.getCurrentLineNumber() + 1;
        }
        if (count == 0) {
            problems.add(new DirectoryProblem(2, "", "The file has no rows.", "Add one row for each review service."));
        }
        problems.addAll(acrossRows(rows));
        return new DirectoryFile(List.copyOf(rows), List.copyOf(problems), count);
    }

    /** A service stands there once, and all rows of a centre agree on it. */
    private static List<DirectoryProblem> acrossRows(List<DirectoryRow> rows) {
        List<DirectoryProblem> problems = new ArrayList<>();
        Set<String> services = new HashSet<>();
        Map<String, DirectoryRow> centres = new HashMap<>();
        for (DirectoryRow row : rows) {
            if (!services.add(row.service().code())) {
                problems.add(new DirectoryProblem(
                        row.line(),
                        DirectoryColumn.SERVICE.header(),
                        "The service " + row.service().code() + " stands on an earlier line.",
                        "Give each service one row."));
            }
            DirectoryRow first = centres.putIfAbsent(row.centre().code(), row);
            if (first != null && !first.centre().equals(row.centre())) {
                problems.add(new DirectoryProblem(
                        row.line(),
                        DirectoryColumn.CENTRE.header(),
                        "The centre is not described as on line " + first.line() + ".",
                        "Give name, city, region, country, time zone and e-mail alike on all rows of a centre."));
            }
        }
        return problems;
    }
}
