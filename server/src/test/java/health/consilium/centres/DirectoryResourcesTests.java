package health.consilium.centres;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.centres.rules.AskRules;
import health.consilium.centres.rules.AsksCheck;
import health.consilium.centres.rules.AsksReader;
import health.consilium.centres.rules.CentreReports;
import health.consilium.centres.rules.DirectoryFile;
import health.consilium.centres.rules.DirectoryRow;
import health.consilium.centres.rules.ReviewService;
import health.consilium.centres.rules.ReviewServiceReader;
import health.consilium.terminology.rules.Content;
import health.consilium.terminology.rules.ServiceAsks;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;

class DirectoryResourcesTests {

    private static final String TURNAROUND = "https://w3id.org/consilium/fhir/StructureDefinition/turnaround";
    private static final String FILE =
            """
            centre,centre_name,country,service,service_name,specialties,languages,modes,formats,turnaround_days,volumes,volume_year,volume_reported_on,currency,prices,closures,no_new_cases,asks,endpoint,specialists
            c,Centre,DE,r,Opinions,394593009,de; en,remote,pdf,7,thyroid=12,2025,2026-02-01,EUR,review=690,2026-12-24/2027-01-01 Christmas; 2027-05-14,2027-02-01/2027-02-14 Ward moves; 2027-03-01,thyroid.mol.ngs=required/blocking The board decides by it; *.lab.cbc=14 Counts change; images=later Reports first,https://c.test/fhir,Dr. A=394593009; Dr. B=419815003
            """;

    private final DirectoryRow row = DirectoryFile.read(
                    FILE.getBytes(StandardCharsets.UTF_8), Set.of("thyroid"), new AskRules(Content.checklists()), 10)
            .rows()
            .get(0);
    private final DirectoryResources resources = new DirectoryResources(row);

    @Test
    void aRowBecomesTheResourcesOfTheDirectory() {
        assertThat(resources.blank())
                .extracting(Resource::fhirType)
                .containsExactly(
                        "Organization",
                        "HealthcareService",
                        "MeasureReport",
                        "Endpoint",
                        "Practitioner",
                        "PractitionerRole",
                        "Practitioner",
                        "PractitionerRole");
    }

    @Test
    void whatTheCentreAsksIsReadAsItWasWritten() {
        HealthcareService service = new HealthcareService();

        resources.fill(service);
        resources.fill(service);

        ServiceAsks read = AsksReader.read(service);
        assertThat(read.overrides())
                .hasSize(2)
                .isEqualTo(row.asks().orElseThrow().overrides());
        assertThat(read.imagesLater()).contains("Reports first");
        assertThat(new AsksCheck(new AskRules(Content.checklists())).of(service))
                .isEmpty();
    }

    @Test
    void closuresAndDaysWithoutNewCasesAreReadAsTheyWereWritten() {
        HealthcareService service = new HealthcareService();

        resources.fill(service);

        assertThat(service.getNotAvailable())
                .extracting(closed -> closed.getDescription())
                .as("R4 wants a description")
                .containsExactly("Christmas", "Closed");
        ReviewService read = ReviewServiceReader.read(service, true, CentreReports.NONE, "thyroid");
        assertThat(read.absences().noNewCases()).isEqualTo(row.absences().noNewCases());
        assertThat(read.absences().closed())
                .extracting(ReviewService.Absence::from, ReviewService.Absence::until)
                .isEqualTo(row.absences().closed().stream()
                        .map(absence -> org.assertj.core.groups.Tuple.tuple(absence.from(), absence.until()))
                        .toList());
    }

    @Test
    void writtenAgainNothingChanges() {
        for (Resource resource : resources.blank()) {
            resources.fill(resource);
            Resource again = resource.copy();
            resources.fill(again);

            assertThat(again.equalsDeep(resource)).as(resource.fhirType()).isTrue();
        }
    }

    @Test
    void whatTheFileDoesNotTellStays() {
        HealthcareService service = new HealthcareService();
        service.addExtension("https://example.test/own", new org.hl7.fhir.r4.model.StringType("own"));
        Duration observed = new Duration();
        observed.setValue(new BigDecimal("4.5")).setCode("d");
        Extension turnaround = service.addExtension().setUrl(TURNAROUND);
        turnaround.addExtension("observed", observed);

        resources.fill(service);

        Extension after = service.getExtensionByUrl(TURNAROUND);
        assertThat(List.of(after.getExtensionByUrl("promised"), after.getExtensionByUrl("observed")))
                .doesNotContainNull();
        assertThat(service.hasExtension("https://example.test/own")).isTrue();
    }
}
