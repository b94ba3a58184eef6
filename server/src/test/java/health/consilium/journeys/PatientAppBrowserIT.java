package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import health.consilium.smart.Account;
import health.consilium.smart.Accounts;
import health.consilium.smart.AppClient;
import health.consilium.smart.Clients;
import health.consilium.smart.PartyRole;
import health.consilium.support.Api;
import health.consilium.support.AppLaunch;
import health.consilium.support.Browser;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.hl7.fhir.r4.model.AuditEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The app of examples/clients/patient-app, made with a SMART client of others (fhirclient), in a real Chromium. */
@ServerTest
class PatientAppBrowserIT {

    private static final Path APP = Path.of("../examples/clients/patient-app");

    private static HttpServer server;
    private static String address;

    @Autowired
    Journeys journeys;

    @Autowired
    Accounts accounts;

    @Autowired
    Clients clients;

    @BeforeAll
    static void serveTheApp() throws IOException {
        if (!Files.exists(APP.resolve("dist/fhir-client.js"))) {
            npm("ci", "--no-audit", "--no-fund");
        }
        npm("run", "-s", "build");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        address = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        server.createContext("/", exchange -> {
            String name = exchange.getRequestURI().getPath().substring(1);
            byte[] body = name.equals("config.js")
                    ? config().getBytes(StandardCharsets.UTF_8)
                    : Files.readAllBytes(APP.resolve("dist").resolve(name.isEmpty() ? "index.html" : name));
            exchange.getResponseHeaders()
                    .set(
                            "Content-Type",
                            name.endsWith(".js")
                                    ? "text/javascript"
                                    : name.endsWith(".css") ? "text/css" : "text/html");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void aPatientLetsTheAppInReadsOnRenewsAndTakesItBack() {
        String patient = patient();
        try (Browser browser = Browser.open("--accept-lang=en")) {
            browser.asPhone();
            browser.goTo(address);
            browser.awaitText("second opinion");
            browser.screenshot("patient-app-welcome");
            browser.click("#sign-in");
            signIn(browser, patient);

            browser.awaitAddress("/oauth2/consent");
            browser.awaitText("Documents: read");
            browser.js("document.querySelector('input[value=\"patient/Condition.rs\"]').click()");
            browser.screenshot("patient-app-consent");
            browser.submit("form");

            browser.awaitAddress(address);
            awaitList(browser, "#DocumentReference li");
            awaitList(browser, "#Task li");
            assertThat(browser.text()).contains("Access until");
            assertThat(browser.js("document.querySelector('#Condition').innerText")
                            .asText())
                    .isEqualTo("You did not allow the app to read this.");
            browser.screenshot("patient-app-home");

            String before = token(browser);
            browser.click("#renew");
            await().atMost(Duration.ofSeconds(30)).until(() -> !token(browser).equals(before));
            browser.goTo(address);
            awaitList(browser, "#DocumentReference li");

            browser.click("#apps");
            browser.awaitAddress("/account/apps");
            browser.awaitText("Documents: read");
            browser.screenshot("patient-app-apps");
            browser.submit(".app form");
            browser.awaitText("Access was taken back");

            browser.goTo(address);
            browser.awaitText("Access has ended or was taken back");
            browser.screenshot("patient-app-revoked");
            assertThat(Api.person("admin")
                            .search(
                                    AuditEvent.class,
                                    "AuditEvent?type=110113&agent="
                                            + accounts.find(patient)
                                                    .orElseThrow()
                                                    .fhirUser()))
                    .as("in the trail")
                    .anySatisfy(event -> assertThat(event.getEntityFirstRep().getDescription())
                            .isEqualTo("app-revoked app-of-the-day"));
        }
    }

    @Test
    void aPatientWhoReadsArabicDoesNotLetTheAppIn() {
        String patient = patient();
        try (Browser browser = Browser.open("--accept-lang=ar")) {
            browser.asPhone();
            browser.goTo(address);
            browser.awaitText("حالتي");
            assertThat(browser.js("document.documentElement.dir").asText()).isEqualTo("rtl");
            browser.click("#sign-in");
            signIn(browser, patient);
            browser.awaitAddress("/oauth2/consent");
            browser.awaitText("المستندات");
            browser.screenshot("patient-app-consent-ar");
            browser.click("button.quiet");
            browser.awaitAddress(address);
            browser.awaitText("لم تسمح للتطبيق بالدخول");
            browser.screenshot("patient-app-refused-ar");
        }
    }

    /** A patient with a case, an account and an app that is registered at the address of the day. */
    private String patient() {
        Journey journey = journeys.hospitalSends("breast");
        String username = "reader-" + UUID.randomUUID();
        accounts.registerWithPassword(
                new Account(
                        username,
                        "Reader",
                        PartyRole.PATIENT,
                        "Patient/" + journey.patientId(),
                        Optional.empty(),
                        true),
                "consilium-demo");
        clients.register(new AppClient(
                "app-of-the-day",
                "My case",
                Set.of(address),
                Set.of("openid", "fhirUser", "launch/patient", "offline_access", "patient/*.rs"),
                Optional.empty(),
                false));
        return username;
    }

    private static void signIn(Browser browser, String username) {
        browser.awaitAddress("/login");
        browser.fill("input[name=username]", username);
        browser.fill("input[name=password]", "consilium-demo");
        browser.submit("form[action=\"/login\"]");
    }

    /** What the app loads after a page has come: a code exchanged, a patient read, a search. */
    private static void awaitList(Browser browser, String selector) {
        await().atMost(Duration.ofSeconds(60)).until(() -> browser.js("!!document.querySelector('" + selector + "')")
                .asBoolean());
    }

    private static String token(Browser browser) {
        return browser.js("JSON.parse(sessionStorage.getItem(JSON.parse(sessionStorage.getItem('SMART_KEY'))))"
                        + ".tokenResponse.access_token")
                .asText();
    }

    private static String config() throws IOException {
        String config = Files.readString(APP.resolve("dist/config.js"));
        return config.replace("http://localhost:8080", AppLaunch.origin()).replace("'patient-app'", "'app-of-the-day'");
    }

    private static void npm(String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of("npm"));
        words.addAll(List.of(arguments));
        ProcessBuilder command = new ProcessBuilder(words)
                .directory(APP.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile("npm", ".log").toFile());
        try {
            Process npm = command.start();
            if (!npm.waitFor(3, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                npm.destroyForcibly();
                throw new AssertionError("npm " + String.join(" ", arguments) + " failed in " + APP
                        + "; this test needs Node, npm and a package registry (README, Test it)");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
