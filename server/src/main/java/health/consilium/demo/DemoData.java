package health.consilium.demo;

import ca.uhn.fhir.context.FhirContext;
import health.consilium.access.Compartment;
import health.consilium.fhir.FhirSettings;
import health.consilium.fhir.FhirStore;
import health.consilium.smart.DemoLogin;
import health.consilium.smart.DemoLogins;
import health.consilium.smart.ServerOrigin;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Loads the demo: the directory and the people straight into storage, then the cases as a hospital would send them, through
 * the public API. Everything is sent with identifiers, so that a second start finds it and adds nothing.
 */
@Component
@Profile("demo")
class DemoData {

    private static final Logger log = LoggerFactory.getLogger(DemoData.class);
    private static final String FOLDER = "health/consilium/demo/";
    private static final String HOSPITAL = "hospital-nairobi";
    private static final List<String> CASES = List.of("breast", "nsclc", "hcc");
    private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");

    private final FhirStore store;
    private final FhirContext context;
    private final FhirSettings settings;
    private final DemoLogins logins;
    private final ServerOrigin address;
    private final ServerProperties server;
    private final HttpClient http = HttpClient.newHttpClient();

    DemoData(
            FhirStore store,
            FhirContext context,
            FhirSettings settings,
            DemoLogins logins,
            ServerOrigin address,
            ServerProperties server) {
        this.store = store;
        this.context = context;
        this.settings = settings;
        this.logins = logins;
        this.address = address;
        this.server = server;
    }

    @EventListener
    public void load(ApplicationReadyEvent ready) throws IOException, InterruptedException {
        int port = ((ServletWebServerApplicationContext) ready.getApplicationContext())
                .getWebServer()
                .getPort();
        // With a certificate the server is known by the name that it is for, which is the issuer's.
        String origin = Ssl.isEnabled(server.getSsl()) ? address.issuer() : "http://localhost:" + port;
        bundle("directory.json").getEntry().forEach(entry -> createOnce(entry.getResource()));
        String token = token(origin);
        for (int i = 0; i < CASES.size(); i++) {
            String json = text(CASES.get(i) + "/transaction.json");
            createOnce(patient(json, "patient-" + (i + 1)));
            send(origin, token, json);
        }
        log.info(new DemoBanner(settings, logins.describe()).text());
    }

    /** The person of the demo login is the patient that the hospital sends, known by the record number. */
    private Patient patient(String transaction, String id) {
        Patient patient = context.newJsonParser().parseResource(Bundle.class, transaction).getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(Patient.class::isInstance)
                .map(Patient.class::cast)
                .findFirst()
                .orElseThrow();
        patient.setId("Patient/" + id);
        patient.getMeta().addSecurity(Compartment.ofContributor(HOSPITAL));
        return patient;
    }

    private void createOnce(Resource resource) {
        if (store.find(resource.fhirType() + "/" + resource.getIdElement().getIdPart())
                .isEmpty()) {
            store.create(resource);
        }
    }

    private String token(String origin) throws IOException, InterruptedException {
        DemoLogin hospital = logins.describe().stream()
                .filter(login -> login.id().equals(HOSPITAL))
                .findFirst()
                .orElseThrow();
        String basic = Base64.getEncoder()
                .encodeToString((hospital.id() + ":" + hospital.secret()).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(origin + "/oauth2/token"))
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=system/*.crus"))
                        .build(),
                BodyHandlers.ofString());
        Matcher token = ACCESS_TOKEN.matcher(response.body());
        if (!token.find()) {
            throw new IllegalStateException("The demo hospital gets no token: HTTP " + response.statusCode());
        }
        return token.group(1);
    }

    private void send(String origin, String token, String transaction) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(origin + "/fhir"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/fhir+json")
                        .POST(BodyPublishers.ofString(transaction))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("A demo case is refused: " + response.body());
        }
    }

    private Bundle bundle(String name) throws IOException {
        return context.newJsonParser().parseResource(Bundle.class, text(name));
    }

    private static String text(String name) throws IOException {
        try (InputStream in = new ClassPathResource(FOLDER + name).getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
