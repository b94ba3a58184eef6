package health.consilium.centres.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import health.consilium.centres.rules.ReviewService.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReviewServiceReaderTests {

    private static final String CASE_VOLUME = "https://w3id.org/consilium/fhir/StructureDefinition/case-volume";

    @Test
    void readsAServiceOfTheDemoDirectory() throws IOException {
        ReviewService seoul = read(demo("review-seoul"), "hcc");

        assertThat(seoul.entry().organization()).isEqualTo("centre-seoul");
        assertThat(seoul.entry().active()).isTrue();
        assertThat(seoul.volume("hcc")).contains(new Volume(1420, Optional.of(2025), true));
        assertThat(read(demo("review-seoul"), "glioma").volumes()).isEmpty();
        assertThat(seoul.turnaround().promised()).contains(new BigDecimal("6"));
        assertThat(seoul.turnaround().expected()).contains(new BigDecimal("4.5"));
        assertThat(seoul.languages()).containsExactly("ko", "en", "zh");
        assertThat(seoul.modes()).containsExactly(Mode.REMOTE);
        assertThat(seoul.absences().closedOn(LocalDate.of(2027, 2, 8))).isPresent();
        assertThat(seoul.absences().closedOn(LocalDate.of(2027, 2, 9))).isEmpty();
        assertThat(seoul.absences().noNewCases()).isEmpty();
    }

    @Test
    void aServiceOfAnInactiveCentreIsInactive() throws IOException {
        assertThat(ReviewServiceReader.read(demo("review-seoul"), false, CentreReports.NONE, "hcc")
                        .entry()
                        .active())
                .isFalse();
    }

    @Test
    void ofSeveralCountsOfATypeTheLatestHolds() throws IOException {
        HealthcareService service = demo("review-seoul");
        var older = service.getExtensionsByUrl(CASE_VOLUME).get(0).copy();
        older.getExtensionByUrl("perYear").setValue(new IntegerType(9999));
        Period year = new Period().setEndElement(new DateTimeType("2019"));
        year.setStartElement(new DateTimeType("2019"));
        older.getExtensionByUrl("period").setValue(year);
        service.addExtension(older);

        assertThat(read(service, "breast").volume("breast"))
                .get()
                .extracting(Volume::perYear)
                .isEqualTo(1930);
    }

    @Test
    void aNumberWithoutAReportOfTheSameCentreIsTheCentresWordAlone() throws IOException {
        HealthcareService service = demo("review-seoul");

        assertThat(ReviewServiceReader.read(service, true, CentreReports.NONE, "hcc")
                        .volume("hcc"))
                .contains(new Volume(1420, Optional.of(2025), false));
        MeasureReport foreign = demo(MeasureReport.class, "volume-seoul-2025");
        foreign.setReporter(new Reference("Organization/centre-houston"));
        assertThat(ReviewServiceReader.read(service, true, reports(foreign), "hcc")
                        .volume("hcc"))
                .contains(new Volume(1420, Optional.of(2025), false));
    }

    @Test
    void whatTheReportShowsHoldsAndNotWhatTheDirectoryStates() throws IOException {
        HealthcareService service = demo("review-seoul");
        service.getExtensionsByUrl(CASE_VOLUME)
                .forEach(volume -> volume.getExtensionByUrl("perYear").setValue(new IntegerType(9999)));

        assertThat(read(service, "hcc").volume("hcc")).contains(new Volume(1420, Optional.of(2025), true));
    }

    @Test
    void aReportOnHalfAYearIsBroughtToAYear() throws IOException {
        MeasureReport half = demo(MeasureReport.class, "volume-seoul-2025");
        half.getPeriod().setEndElement(new DateTimeType("2025-06-30"));

        assertThat(ReviewServiceReader.read(demo("review-seoul"), true, reports(half), "hcc")
                        .volume("hcc"))
                .get()
                .extracting(Volume::perYear)
                .isEqualTo(2864);
    }

    @Test
    void whatWasMeasuredHoldsAndTheTumourTypeBeforeAll() throws IOException {
        CentreReports measured = reports(turnaround("2026-06-30", "9"), turnaround("2026-09-30", "5.5"));

        Observed all = ReviewServiceReader.read(demo("review-seoul"), true, measured, "hcc")
                .turnaround()
                .observed()
                .orElseThrow();
        assertThat(all)
                .isEqualTo(
                        new Observed(new BigDecimal("5.5"), Optional.of(new BigDecimal("8")), Optional.of(31), false));
        assertThat(ReasonWords.ENGLISH.say(all.phrase(Optional.empty())))
                .isEqualTo("Reports after 5.5 business days (median observed, 31 reports on all tumour types,"
                        + " nine of ten within 8 business days)");
        assertThat(ReviewServiceReader.read(demo("review-seoul"), true, measured, "breast")
                        .turnaround()
                        .observed())
                .contains(new Observed(new BigDecimal("4"), Optional.empty(), Optional.of(12), true));
    }

    /** A turnaround report: so many days over all, four on breast cancer. */
    private static MeasureReport turnaround(String until, String median) {
        return FhirContext.forR4Cached()
                .newJsonParser()
                .parseResource(
                        MeasureReport.class,
                        """
                        {"resourceType": "MeasureReport", "id": "t-%1$s", "status": "complete", "type": "summary",
                         "measure": "https://w3id.org/consilium/fhir/Measure/turnaround",
                         "reporter": {"reference": "Organization/centre-seoul"},
                         "period": {"start": "2025-10-01", "end": "%1$s"},
                         "group": [
                           {"code": {"coding": [{"system": "https://w3id.org/consilium/fhir/CodeSystem/turnaround-figure",
                             "code": "median"}]},
                            "population": [{"count": 31}], "measureScore": {"value": %2$s},
                            "stratifier": [{"stratum": [{"value": {"coding": [
                              {"system": "https://w3id.org/consilium/fhir/CodeSystem/tumour-type", "code": "breast"}]},
                              "population": [{"count": 12}], "measureScore": {"value": 4}}]}]},
                           {"code": {"coding": [{"system": "https://w3id.org/consilium/fhir/CodeSystem/turnaround-figure",
                             "code": "percentile-90"}]},
                            "population": [{"count": 31}], "measureScore": {"value": 8}}]}
                        """
                                .formatted(until, median));
    }

    @Test
    void whatIsNotThereIsUnknown() {
        ReviewService empty = ReviewServiceReader.read(new HealthcareService(), true, CentreReports.NONE, "hcc");

        assertThat(empty.volumes()).isEmpty();
        assertThat(empty.turnaround().expected()).isEmpty();
        assertThat(empty.languages()).isEmpty();
        assertThat(empty.modes()).isEmpty();
        assertThat(empty.entry().active()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"6.5, d, 6.5", "2, wk, 10", "36, h, 1.50", "1, mo,", "-1, d,"})
    void turnaroundIsCountedInBusinessDays(BigDecimal value, String unit, BigDecimal days) {
        Duration duration = new Duration();
        duration.setValue(value).setCode(unit);

        assertThat(BusinessDays.of(duration)).isEqualTo(Optional.ofNullable(days));
    }

    @Test
    void theLanguageCountsAndNotItsScript() {
        assertThat(LanguageFit.of(List.of("zh-Hans"), List.of("ko", "zh")).fits())
                .isTrue();
        assertThat(LanguageFit.of(List.of(), List.of("ko")).fits()).isTrue();
        assertThat(ReasonWords.ENGLISH.say(
                        LanguageFit.of(List.of("hi"), List.of()).phrase()))
                .contains("languages unknown");
    }

    private static CentreReports reports(MeasureReport... reports) {
        return CentreReports.ofFacts(Stream.of(reports).map(ReportFacts::of).toList());
    }

    private static ReviewService read(HealthcareService service, String tumourType) throws IOException {
        return ReviewServiceReader.read(
                service, true, reports(demo(MeasureReport.class, "volume-seoul-2025")), tumourType);
    }

    private static HealthcareService demo(String id) throws IOException {
        return demo(HealthcareService.class, id);
    }

    private static <T extends Resource> T demo(Class<T> type, String id) throws IOException {
        try (InputStream in =
                ReviewServiceReaderTests.class.getResourceAsStream("/health/consilium/demo/directory.json")) {
            String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return FhirContext.forR4Cached().newJsonParser().parseResource(Bundle.class, json).getEntry().stream()
                    .map(Bundle.BundleEntryComponent::getResource)
                    .filter(type::isInstance)
                    .map(type::cast)
                    .filter(resource -> resource.getIdElement().getIdPart().equals(id))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
