package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.Api;
import health.consilium.support.ServerTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

/** The directory from a CSV file. */
@ServerTest
class LoadDirectoryIT {

    private static final String HEADER =
            "centre,centre_name,city,country,time_zone,service,service_name,active,specialties,"
                    + "languages,modes,turnaround_days,volumes,volume_year,volume_reported_on,currency,prices,endpoint,specialists\n";

    private final String code = "c-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void aDryRunStoresNothingAndALoadAllOfIt() {
        String file = HEADER + row(code, "DE", "690") + row(code + "-b", "JP", "90000");

        Parameters tried = load(Api.person("admin"), file, true).as(Parameters.class);

        assertThat(numbers(tried)).isEqualTo("2 rows, 12 created, 0 updated, 0 unchanged");
        assertThat(Api.person("coordinator").get("Organization/" + code).status())
                .isEqualTo(404);

        assertThat(numbers(load(file))).isEqualTo("2 rows, 12 created, 0 updated, 0 unchanged");

        Api desk = Api.person("coordinator");
        assertThat(desk.read(Organization.class, "Organization/" + code).getName())
                .isEqualTo("Zentrum, Süd");
        HealthcareService service = desk.read(HealthcareService.class, "HealthcareService/r-" + code);
        assertThat(desk.read(MeasureReport.class, "MeasureReport/volume-r-" + code + "-2025")
                        .getReporter()
                        .getReference())
                .isEqualTo("Organization/" + code);
        assertThat(desk.search(HealthcareService.class, "HealthcareService?tumour-type=thyroid&_count=200"))
                .extracting(found -> found.getIdElement().getIdPart())
                .contains("r-" + code);
        assertThat(desk.put(service).status()).as("it meets its profile").isEqualTo(200);
    }

    @Test
    void aFileThatIsLoadedAgainChangesWhatItHasChanged() {
        load(HEADER + row(code, "DE", "690"));

        assertThat(numbers(load(HEADER + row(code, "DE", "690"))))
                .isEqualTo("1 rows, 0 created, 0 updated, 6 unchanged");
        assertThat(numbers(load(HEADER + row(code, "DE", "710"))))
                .isEqualTo("1 rows, 0 created, 1 updated, 5 unchanged");
    }

    @Test
    void whatIsNoLongerInTheFileEndsAndADryRunNamesIt() {
        String first = row(code, "DE", "690");
        String second = first.replace(",r-" + code, ",r2-" + code).replace("Dr. Eva Brandt", "Dr. Anna Kurz");
        String other = row(code + "-b", "DE", "690");
        load(HEADER + first + second + other);
        Api desk = Api.person("coordinator");
        String without = HEADER + first.replace("Dr. Eva Brandt", "Dr. Max Lang");

        Parameters tried = load(desk, without, true).as(Parameters.class);

        assertThat(ended(tried))
                .as("the second service with its specialist, and who left the first")
                .hasSize(5)
                .contains("HealthcareService/r2-" + code + " Second opinions")
                .anyMatch(line -> line.startsWith("Practitioner/") && line.endsWith("Dr. Eva Brandt"))
                .anyMatch(line -> line.startsWith("Practitioner/") && line.endsWith("Dr. Anna Kurz"))
                .noneMatch(line -> line.contains(code + "-b"));
        assertThat(isActive(desk, "r2-" + code)).as("nothing was stored").isTrue();

        assertThat(ended(load(without))).isEqualTo(ended(tried));

        assertThat(isActive(desk, "r2-" + code)).isFalse();
        assertThat(isActive(desk, "r-" + code)).isTrue();
        assertThat(isActive(desk, "r-" + code + "-b"))
                .as("not named by the file")
                .isTrue();
        assertThat(desk.search(PractitionerRole.class, "PractitionerRole?organization=Organization/" + code).stream()
                        .filter(PractitionerRole::getActive))
                .hasSize(1);
        assertThat(ended(load(without))).as("once").isEmpty();
        load(HEADER + first + second);
        assertThat(isActive(desk, "r2-" + code)).as("back in the file").isTrue();
    }

    private static boolean isActive(Api who, String service) {
        return who.read(HealthcareService.class, "HealthcareService/" + service).getActive();
    }

    private static List<String> ended(Parameters report) {
        return report.getParameter().stream()
                .filter(parameter -> parameter.getName().equals("ended"))
                .map(ended -> ended.getPart().stream()
                        .map(part -> part.getValue() instanceof Reference reference
                                ? reference.getReference()
                                : part.getValue().primitiveValue())
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    @Test
    void oneBadRowKeepsAllOut() {
        Api.Response refused = load(
                Api.person("coordinator"), HEADER + row(code, "DE", "690") + row(code + "-b", "Japan", "x"), false);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(((OperationOutcome) refused.resource()).getIssue())
                .extracting(issue -> issue.getDiagnostics().substring(0, 24))
                .containsExactly("Line 3, column country: ", "Line 3, column prices: '");
        assertThat(Api.person("coordinator").get("Organization/" + code).status())
                .isEqualTo(404);
    }

    @Test
    void aCodeDoesNotTakeOverWhatIsNoCentre() {
        Api.Response refused = load(Api.person("coordinator"), HEADER + row("hospital-nairobi", "DE", "690"), false);

        assertThat(refused.code()).isEqualTo("bad-row");
        assertThat(refused.message()).contains("is no partner centre");
    }

    @Test
    void othersThanTheDeskAndTheAdminLoadNothing() {
        String file = HEADER + row(code, "DE", "690");

        assertThat(load(Api.system("centre-seoul"), file, true).status()).isEqualTo(403);
        assertThat(load(Api.system("hospital-nairobi"), file, true).status()).isEqualTo(403);
        assertThat(load(Api.nobody(), file, true).status()).isEqualTo(401);
        assertThat(Api.person("admin")
                        .operation("Organization/$load-directory", new Parameters())
                        .code())
                .isEqualTo("wrong-media-type");
    }

    private static Parameters load(String file) {
        return load(Api.person("coordinator"), file, false).as(Parameters.class);
    }

    private static Api.Response load(Api who, String file, boolean dryRun) {
        return who.send(
                "POST",
                "Organization/$load-directory" + (dryRun ? "?dryRun=true" : ""),
                "text/csv",
                file.getBytes(StandardCharsets.UTF_8));
    }

    /** Of a tumour type that no other journey asks for. */
    private static String row(String centre, String country, String price) {
        String zone = country.equals("JP") ? "Asia/Tokyo" : "Europe/Berlin";
        String currency = country.equals("JP") ? "JPY" : "EUR";
        return "%s,\"Zentrum, Süd\",City,%s,%s,r-%s,Second opinions,true,394593009,de; en,remote,7,thyroid=12,2025,2026-02-01,%s,review=%s,https://%s.test/fhir,Dr. Eva Brandt=394593009%n"
                .formatted(centre, country, zone, centre, currency, price, centre);
    }

    private static String numbers(Parameters report) {
        return "%s rows, %s created, %s updated, %s unchanged"
                .formatted(
                        value(report, "rows"),
                        value(report, "created"),
                        value(report, "updated"),
                        value(report, "unchanged"));
    }

    private static String value(Parameters report, String name) {
        return report.getParameter(name).getValue().primitiveValue();
    }
}
