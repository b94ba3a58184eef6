package health.consilium.demo;

import ca.uhn.fhir.context.FhirContext;
import health.consilium.fhir.FhirSettings;
import health.consilium.smart.DemoLogins;
import health.consilium.smart.ServerOrigin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
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
 * Loads the demo: the directory and the people straight into storage, then the cases as a hospital would send them. A second start
 * adds nothing.
 */
@Component
@Profile("demo")
class DemoData {

    private static final Logger log = LoggerFactory.getLogger(DemoData.class);
    private static final String FOLDER = "health/consilium/demo/";
    private static final List<String> CASES = List.of("breast", "nsclc", "hcc");

    private final DemoCases cases;
    private final FhirContext context;
    private final FhirSettings settings;
    private final DemoLogins logins;
    private final ServerOrigin address;
    private final ServerProperties server;

    DemoData(
            DemoCases cases,
            FhirContext context,
            FhirSettings settings,
            DemoLogins logins,
            ServerOrigin address,
            ServerProperties server) {
        this.cases = cases;
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
        Bundle directory = context.newJsonParser().parseResource(Bundle.class, text("directory.json"));
        directory.getEntry().forEach(entry -> cases.createOnce(entry.getResource()));
        DemoHospital hospital = new DemoHospital(origin, logins.describe());
        for (int i = 0; i < CASES.size(); i++) {
            String name = CASES.get(i);
            cases.bringOnce(name, "patient-" + (i + 1), text(name + "/transaction.json"), hospital);
        }
        log.info(new DemoBanner(settings, logins.describe()).text());
    }

    private static String text(String name) throws IOException {
        try (InputStream in = new ClassPathResource(FOLDER + name).getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
