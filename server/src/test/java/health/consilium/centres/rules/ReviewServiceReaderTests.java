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
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReviewServiceReaderTests {

    private static final String CASE_VOLUME = "https://w3id.org/consilium/fhir/StructureDefinition/case-volume";

    @Test
    void readsAServiceOfTheDemoDirectory() throws IOException {
        ReviewService seoul = ReviewServiceReader.read(demo("review-seoul"), true);

        assertThat(seoul.entry().organization()).isEqualTo("centre-seoul");
        assertThat(seoul.entry().active()).isTrue();
        assertThat(seoul.volume("hcc")).contains(new Volume(1420, Optional.of(2025), true));
        assertThat(seoul.volume("glioma")).isEmpty();
        assertThat(seoul.turnaround().promised()).contains(new BigDecimal("6"));
        assertThat(seoul.turnaround().expected()).contains(new BigDecimal("4.5"));
        assertThat(seoul.languages()).containsExactly("ko", "en", "zh");
        assertThat(seoul.modes()).containsExactly(Mode.REMOTE);
        assertThat(seoul.absence(LocalDate.of(2027, 2, 8))).isPresent();
        assertThat(seoul.absence(LocalDate.of(2027, 2, 9))).isEmpty();
    }

    @Test
    void aServiceOfAnInactiveCentreIsInactive() throws IOException {
        assertThat(ReviewServiceReader.read(demo("review-seoul"), false).entry().active())
                .isFalse();
    }

    @Test
    void ofSeveralCountsOfATypeTheLatestHolds() throws IOException {
        HealthcareService service = demo("review-seoul");
        var older = service.getExtensionsByUrl(CASE_VOLUME).get(0).copy();
        String type = "breast";
        older.getExtensionByUrl("perYear").setValue(new IntegerType(9999));
        Period year = new Period().setEndElement(new DateTimeType("2019"));
        year.setStartElement(new DateTimeType("2019"));
        older.getExtensionByUrl("period").setValue(year);
        service.addExtension(older);

        assertThat(ReviewServiceReader.read(service, true).volume(type))
                .get()
                .extracting(Volume::perYear)
                .isEqualTo(1930);
    }

    @Test
    void whatIsNotThereIsUnknown() {
        ReviewService empty = ReviewServiceReader.read(new HealthcareService(), true);

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
        assertThat(LanguageFit.of(List.of("hi"), List.of()).words()).contains("languages unknown");
    }

    private static HealthcareService demo(String id) throws IOException {
        try (InputStream in =
                ReviewServiceReaderTests.class.getResourceAsStream("/health/consilium/demo/directory.json")) {
            String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return FhirContext.forR4Cached().newJsonParser().parseResource(Bundle.class, json).getEntry().stream()
                    .map(Bundle.BundleEntryComponent::getResource)
                    .filter(HealthcareService.class::isInstance)
                    .map(HealthcareService.class::cast)
                    .filter(service -> service.getIdElement().getIdPart().equals(id))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
