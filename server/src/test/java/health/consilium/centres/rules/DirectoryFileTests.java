package health.consilium.centres.rules;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.terminology.rules.Content;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryFileTests {

    private static final Set<String> TYPES = Set.of("breast", "nsclc", "thyroid");
    private static final AskRules ASKS = new AskRules(Content.checklists());

    @Test
    void readsARow() {
        DirectoryFile file = read(header() + "\r\n" + values(good()) + "\r\n");

        assertThat(file.problems()).isEmpty();
        DirectoryRow row = file.rows().get(0);
        assertThat(row.line()).isEqualTo(2);
        assertThat(row.centre().name()).isEqualTo("Krebszentrum \"Süd\", München");
        assertThat(row.centre().timeZone()).isEqualTo("Europe/Berlin");
        assertThat(row.service().languages()).containsExactly("de", "en");
        assertThat(row.service().modes()).containsExactly(Mode.REMOTE, Mode.IN_PERSON);
        assertThat(row.service().turnaround()).contains(new BigDecimal("7.5"));
        assertThat(row.volumes().perYear()).containsExactlyEntriesOf(Map.of("breast", 640));
        assertThat(row.volumes().reported()).contains(LocalDate.of(2026, 2, 1));
        assertThat(row.prices().amounts())
                .containsEntry(CostLine.REVIEW, new BigDecimal("690.50"))
                .containsEntry(CostLine.IMAGE_REREAD, new BigDecimal("210"));
        assertThat(row.absences().closed())
                .containsExactly(
                        new ReviewService.Absence(
                                LocalDate.of(2026, 12, 24), LocalDate.of(2027, 1, 1), "Christmas, New Year"),
                        new ReviewService.Absence(LocalDate.of(2027, 5, 14), LocalDate.of(2027, 5, 14), null));
        assertThat(row.absences().noNewCases())
                .containsExactly(
                        new ReviewService.Absence(LocalDate.of(2027, 2, 1), LocalDate.of(2027, 2, 14), "Ward moves"));
        assertThat(row.specialists()).containsExactly(new DirectoryRow.Specialist("Dr. Eva Brandt", "394593009"));
    }

    @Test
    void takesAByteOrderMarkBareLineEndsAndColumnsInAnyOrder() {
        Map<String, String> turned = new LinkedHashMap<>();
        good().entrySet().stream()
                .sorted(Map.Entry.<String, String>comparingByKey().reversed())
                .forEach(entry -> turned.put(entry.getKey(), entry.getValue()));

        DirectoryFile file = read("\uFEFF" + String.join(",", turned.keySet()) + "\n" + values(turned));

        assertThat(file.problems()).isEmpty();
        assertThat(file.rows()).hasSize(1);
    }

    @Test
    void aValueMayGoOverSeveralLinesAndTheNextRowIsStillNamedRightly() {
        Map<String, String> broken = good();
        broken.put("centre_name", "Two\nlines");
        Map<String, String> second = with("country", "Germany");
        second.put("service", "other");

        DirectoryFile file = read(header() + "\n" + values(broken) + "\n" + values(second) + "\n");

        assertThat(file.problems())
                .extracting(DirectoryProblem::line, DirectoryProblem::column)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(4L, "country"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "centre | Upper Case",
                "centre | ''",
                "centre_name | =HYPERLINK(\"http://evil.test\")",
                "centre_name | @SUM(A1)",
                "city | +49",
                "country | Germany",
                "time_zone | Berlin",
                "email | nobody",
                "active | yes",
                "specialties | oncology",
                "languages | german!",
                "formats | fax",
                "modes | by post",
                "turnaround_days | -1",
                "turnaround_days | soon",
                "volumes | breast",
                "volumes | unknown=3",
                "volumes | breast=3; breast=4",
                "volumes | breast=-3",
                "volume_year | 25",
                "volume_reported_on | 1.2.2026",
                "currency | EURO",
                "prices | review=12.345",
                "prices | lunch=12",
                "prices | review=-1",
                "closures | 2026-12-24/2026-12-01 Backwards",
                "closures | Christmas",
                "closures | 2026-12-24/2028-12-24 For good",
                "closures | 2026-12-24/2026-12-26/2026-12-31 Three days",
                "closures | 2026-12-24/ Until when",
                "no_new_cases | 2026-13-01",
                "no_new_cases | 2027-02-14/2027-02-01",
                "asks | nsclc.mol.ngs=required",
                "asks | nsclc.mol.horoscope=required The stars",
                "asks | nsclc.mol.ngs=conditional Perhaps",
                "asks | nsclc.lab.cbc=0 Fresh",
                "asks | nsclc.lab.cbc=14/21 Fresh",
                "asks | nsclc.lab.cbc=14 Fresh; nsclc.lab.cbc=7 Fresher",
                "asks | *.clin.identity=not-blocking Why not",
                "asks | images=later Reports first; images=later Really",
                "endpoint | http://centre.test/fhir",
                "endpoint | not an address",
                "specialists | Dr. Eva Brandt"
            })
    void namesLineAndColumnOfWhatCannotBeTaken(String column, String value) {
        DirectoryFile file = read(header() + "\n" + values(with(column, value)) + "\n" + values(other()) + "\n");

        assertThat(file.rows()).as("the good row is read").hasSize(1);
        assertThat(file.problems()).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.column()).isEqualTo(column);
            assertThat(problem.reason()).isNotBlank();
            assertThat(problem.remedy()).isNotBlank();
        });
    }

    @Test
    void whatIsWrongWithDaysIsSaidInSoManyWords() {
        Map<String, String> bad = with("closures", "2026-12-24/2026-12-01 Backwards; 2026-12-24/2028-12-24 For good");
        bad.put("no_new_cases", "Christmas");

        assertThat(read(header() + "\n" + values(bad)).problems())
                .extracting(problem -> problem.column() + ": " + problem.reason())
                .containsExactly(
                        "closures: '2026-12-24/2026-12-01 Backwards' ends before it begins.",
                        "closures: '2026-12-24/2028-12-24 For good' is longer than a year.",
                        "no_new_cases: 'Christmas' does not begin with a day, or two.");
    }

    @Test
    void theFormerColumnOfAbsencesIsToldHowToBeDivided() {
        assertThat(read(header() + ",absences\n" + values(good()) + ",2026-12-24")
                        .problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.column()).isEqualTo("absences");
                    assertThat(problem.remedy()).contains("closures for days without any work", "no_new_cases");
                });
    }

    @Test
    void allThatIsWrongWithARowIsNamed() {
        Map<String, String> bad = with("country", "Germany");
        bad.put("currency", "EURO");
        bad.put("volumes", "breast=many");

        assertThat(read(header() + "\n" + values(bad)).problems())
                .extracting(DirectoryProblem::column)
                .containsExactlyInAnyOrder("country", "currency", "volumes");
    }

    @Test
    void theHeaderIsCheckedFirst() {
        assertThat(read("centre,centre_name,colour\nx,y,z").problems())
                .extracting(DirectoryProblem::column)
                .contains("country", "service", "colour");
        assertThat(read("centre;centre_name\nx;y").problems().get(0).remedy()).contains("commas");
        assertThat(read("").problems()).isNotEmpty();
        assertThat(read(header()).problems().get(0).reason()).contains("no rows");
        assertThat(read(header() + "," + "centre\n").problems().get(0).reason()).contains("doubled");
    }

    @Test
    void aRowWithTooFewValuesAndAnEndlessQuoteAreNamed() {
        assertThat(read(header() + "\nx,y\n").problems().get(0).reason()).contains("The row has 2 values");
        assertThat(read(header() + "\n\"x,y\n").problems().get(0).reason()).contains("does not end");
    }

    @Test
    void anotherEncodingIsRefusedAndNotGuessed() {
        byte[] latin1 = (header() + "\n" + values(good())).getBytes(Charset.forName("ISO-8859-1"));

        assertThat(DirectoryFile.read(latin1, TYPES, ASKS, 10).problems().get(0).reason())
                .contains("UTF-8");
    }

    @Test
    void aServiceStandsOnceAndTheRowsOfACentreAgree() {
        Map<String, String> moved = good();
        moved.put("service", "review-2");
        moved.put("city", "Berlin");

        assertThat(read(header() + "\n" + values(good()) + "\n" + values(good()) + "\n" + values(moved))
                        .problems())
                .extracting(problem -> problem.line() + " " + problem.column())
                .containsExactly("3 service", "4 centre");
    }

    @Test
    void aFileMayHaveSoManyRows() {
        String rows = header() + "\n" + values(good()) + "\n" + values(other());

        assertThat(DirectoryFile.read(rows.getBytes(StandardCharsets.UTF_8), TYPES, ASKS, 1)
                        .problems()
                        .get(0)
                        .reason())
                .contains("more than 1 rows");
    }

    @Test
    void twoThousandRowsAreReadWithTheirOneBadRow() {
        StringBuilder file = new StringBuilder(header()).append("\r\n");
        for (int i = 0; i < 2000; i++) {
            Map<String, String> row = good();
            row.put("centre", "centre-" + i);
            row.put("service", "review-" + i);
            row.put("country", i == 1234 ? "XX" : "DE");
            file.append(values(row)).append("\r\n");
        }

        DirectoryFile read = read(file.toString());

        assertThat(read.count()).isEqualTo(2000);
        assertThat(read.rows()).hasSize(1999);
        assertThat(read.problems()).extracting(DirectoryProblem::line).containsExactly(1236L);
    }

    private static DirectoryFile read(String text) {
        return DirectoryFile.read(text.getBytes(StandardCharsets.UTF_8), TYPES, ASKS, 5000);
    }

    private static String header() {
        return String.join(",", good().keySet());
    }

    private static String values(Map<String, String> row) {
        return row.values().stream()
                .map(value -> '"' + value.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(","));
    }

    private static Map<String, String> with(String column, String value) {
        Map<String, String> row = good();
        row.put(column, Optional.ofNullable(value).orElse(""));
        return row;
    }

    private static Map<String, String> other() {
        Map<String, String> row = good();
        row.put("centre", "another");
        row.put("service", "review-another");
        return row;
    }

    private static Map<String, String> good() {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("centre", "centre-munich");
        row.put("centre_name", "Krebszentrum \"Süd\", München");
        row.put("city", "München");
        row.put("region", "BY");
        row.put("country", "DE");
        row.put("time_zone", "Europe/Berlin");
        row.put("email", "desk@centre-munich.test");
        row.put("service", "review-munich");
        row.put("service_name", "Second opinions");
        row.put("active", "true");
        row.put("specialties", "394593009");
        row.put("languages", "de; en");
        row.put("formats", "fhir-document; pdf");
        row.put("modes", "remote; in-person");
        row.put("turnaround_days", "7.5");
        row.put("volumes", "breast=640");
        row.put("volume_year", "2025");
        row.put("volume_reported_on", "2026-02-01");
        row.put("currency", "EUR");
        row.put("prices", "review=690.50; image-reread=210");
        row.put("prices_from", "2026-07-01");
        row.put("closures", "2026-12-24/2027-01-01 Christmas, New Year; 2027-05-14");
        row.put("no_new_cases", "2027-02-01/2027-02-14 Ward moves");
        row.put("asks", "");
        row.put("endpoint", "https://centre-munich.test/fhir");
        row.put("specialists", "Dr. Eva Brandt=394593009");
        return row;
    }
}
