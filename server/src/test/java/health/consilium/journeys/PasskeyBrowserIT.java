package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import health.consilium.smart.AppClient;
import health.consilium.smart.AppSignIn;
import health.consilium.smart.Clients;
import health.consilium.support.Api;
import health.consilium.support.BrokenTrail;
import health.consilium.support.Browser;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import health.consilium.support.TrailRows;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A patient on a telephone: from the coordinator's invitation to a passkey, in a real browser. */
@ServerTest
class PasskeyBrowserIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCOPES = "openid fhirUser launch/patient offline_access patient/*.cruds";

    @Autowired
    Journeys journeys;

    @Autowired
    Clients clients;

    @Autowired
    JdbcClient jdbc;

    private final String app = "app-" + UUID.randomUUID();
    private final String callback = origin() + "/callback";
    private Browser browser;

    @BeforeEach
    void open() {
        clients.register(new AppClient(
                app, "Records in your pocket", Set.of(callback), Set.of(SCOPES.split(" ")), Optional.empty(), false));
        browser = Browser.open("--accept-lang=en");
        browser.asPhone();
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void aPatientEnrolsAPasskeySignsInConsentsAndRemovesOne() throws Exception {
        Journey journey = journeys.hospitalSends("breast");
        JsonNode invited = invite(journey);
        String authenticator = browser.addAuthenticator();

        // By the link alone the patient sees, but changes no consent and gets no lasting access.
        openLink(invited);
        browser.screenshot("passkeys-by-link");
        JsonNode low = appSignIn();
        assertThat(low.has("refresh_token")).isFalse();
        Api.Response refused = consent(low, journey);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.message()).contains("Sign in with a passkey");

        // With the code from the coordinator a passkey is added.
        browser.goTo(origin() + "/passkeys");
        browser.fill("input[name=code]", invited.path("code").asText());
        browser.submit("form[action='/passkeys/code']");
        browser.awaitElement("form[data-passkey=add]");
        browser.fill("input[name=label]", "My telephone");
        browser.screenshot("passkeys-add");
        browser.submit("form[data-passkey=add]");
        browser.awaitAddress("/passkeys?added");
        browser.awaitText("My telephone");
        browser.screenshot("passkeys-added");
        signOut();

        // The passkey signs in; the app's consent page follows, and lasting access.
        JsonNode high = appSignIn();
        assertThat(high.has("refresh_token")).isTrue();
        assertThat(consent(high, journey).message()).doesNotContain("Sign in with a passkey");
        assertThat(JSON.readTree(claims(high.path("id_token").asText()))
                        .path("acr")
                        .asText())
                .isEqualTo("phr");

        // The last passkey stays; of two, one goes.
        browser.goTo(origin() + "/passkeys");
        browser.submit("form[action='/passkeys/remove']");
        browser.awaitText("This is your last passkey");
        browser.call("WebAuthn.removeVirtualAuthenticator", Map.of("authenticatorId", authenticator));
        String tablet = browser.addAuthenticator();
        unverifiedPasskeyIsNotTaken(tablet);
        browser.fill("input[name=label]", "My tablet");
        browser.submit("form[data-passkey=add]");
        browser.awaitText("My tablet");
        browser.submit("form[action='/passkeys/remove']");
        browser.awaitAddress("/passkeys?removed");
        browser.awaitText("My tablet");
        assertThat(browser.text()).doesNotContain("My telephone");
        browser.screenshot("passkeys-removed");

        // The passkey that is left signs in again.
        signOut();
        browser.goTo(origin() + "/login");
        String before = session();
        browser.submit("form[data-passkey=sign-in]");
        browser.awaitAddress("/account");
        assertThat(session()).as("nobody who knew the session before is in").isNotEqualTo(before);

        // While it cannot be recorded it does not.
        signOut();
        String username = invited.path("username").asText();
        unrecordedPasskey(username);

        // With a signature that is not the passkey's it does not.
        browser.goTo(origin() + "/login");
        forgeSignatures();
        refusedPasskey();

        // Without a look at who holds it it does not, whatever a page has asked the browser for.
        browser.goTo(origin() + "/login");
        askForNoVerification();
        verifies(tablet, false);
        refusedPasskey();
        verifies(tablet, true);

        // Of an account that is switched off it does not.
        send(Api.administrator(), "/admin/accounts/" + username + "/disable", "");
        browser.goTo(origin() + "/login");
        refusedPasskey();

        isOnRecord(username, "Patient/" + journey.patientId());
    }

    private void unrecordedPasskey(String username) {
        browser.goTo(origin() + "/login");
        browser.js(
                """
                (() => {
                  const sent = window.fetch;
                  window.fetch = async (path, request) => {
                    const answer = await sent(path, request);
                    document.body.dataset.answer = path + ' ' + answer.status + ' ' + answer.headers.get('Retry-After');
                    return answer;
                  };
                })()""");
        try (BrokenTrail broken = BrokenTrail.forEventsWith(jdbc, username)) {
            refusedPasskey();
        }
        assertThat(browser.js("document.body.dataset.answer").asText()).isEqualTo("/login/webauthn 503 30");
        browser.goTo(origin() + "/account");
        assertThat(browser.address()).as("nobody is signed in").contains("/login");
    }

    private void refusedPasskey() {
        browser.submit("form[data-passkey=sign-in]");
        browser.awaitElement("form[data-passkey=sign-in] [data-problem]:not([hidden])");
    }

    private void unverifiedPasskeyIsNotTaken(String authenticator) {
        askForNoVerification();
        verifies(authenticator, false);
        browser.fill("input[name=label]", "Nobody's finger");
        browser.submit("form[data-passkey=add]");
        browser.awaitElement("form[data-passkey=add] [data-problem]:not([hidden])");
        verifies(authenticator, true);
        browser.goTo(origin() + "/passkeys");
        assertThat(browser.text()).doesNotContain("Nobody's finger");
    }

    private void verifies(String authenticator, boolean owner) {
        browser.call("WebAuthn.setUserVerified", Map.of("authenticatorId", authenticator, "isUserVerified", owner));
    }

    /** On this page, whatever the server wants. */
    private void askForNoVerification() {
        browser.js(
                """
                (() => {
                  const { get, create } = navigator.credentials;
                  navigator.credentials.get = options => get.call(navigator.credentials,
                    { ...options, publicKey: { ...options.publicKey, userVerification: 'discouraged' } });
                  navigator.credentials.create = options => create.call(navigator.credentials,
                    { ...options, publicKey: { ...options.publicKey, authenticatorSelection:
                      { ...options.publicKey.authenticatorSelection, userVerification: 'discouraged' } } });
                })()""");
    }

    private String session() {
        for (JsonNode cookie : browser.call("Network.getCookies", Map.of("urls", List.of(origin())))
                .path("cookies")) {
            if (cookie.path("name").asText().endsWith("consilium")) {
                return cookie.path("value").asText();
            }
        }
        throw new AssertionError("There is no session");
    }

    /** On this page, another byte in each signature: whose passkey it says it is stays as it was. */
    private void forgeSignatures() {
        browser.js(
                """
                (() => {
                  const sent = window.fetch;
                  window.fetch = (path, request) => {
                    if (path === '/login/webauthn') {
                      const said = JSON.parse(request.body);
                      const signature = said.response.signature;
                      const at = signature.length * 3 / 4 | 0;
                      said.response.signature = signature.slice(0, at)
                        + (signature[at] === 'A' ? 'B' : 'A') + signature.slice(at + 1);
                      request = { ...request, body: JSON.stringify(said) };
                    }
                    return sent(path, request);
                  };
                })()""");
    }

    private void isOnRecord(String username, String patient) {
        assertThat(trail(patient, username, "SIGN_IN", "SIGN_IN_FAILED", "SIGN_OUT", "TOKEN"))
                .as("ways in and out, told of the person")
                .containsExactly(
                        "one-time-link success",
                        "access-token success",
                        "sign-out success",
                        "passkey success",
                        "access-token success",
                        "sign-out success",
                        "passkey success",
                        "sign-out success",
                        "passkey unauthenticated",
                        "passkey unauthenticated",
                        "passkey unauthenticated");
        assertThat(trail(patient, username, "DENIED", "ADMINISTRATION"))
                .as("the consent that a link does not give, and what the person did about passkeys")
                .containsExactly(
                        "create forbidden",
                        "passkey-added success",
                        "passkey-added success",
                        "passkey-removed success");
        assertThat(trail("Practitioner/coordinator", username, "ADMINISTRATION"))
                .as("what the coordinator did about the account")
                .containsExactly("account-created success", "account-invited success");
        assertThat(trail("Practitioner/admin", username, "ADMINISTRATION"))
                .as("what the administrator did")
                .containsExactly("account-invited success", "link-issued success", "account-disabled success");
    }

    /** What this party did of these kinds with this account, or as it, in order: others do much more in the meantime. */
    private List<String> trail(String party, String username, String... kinds) {
        return jdbc.sql("select concat(event ->> 'interaction', ' ', event ->> 'outcome') from " + TrailRows.ALL
                        + " where event #>> '{agent,party}' = :party and event ->> 'kind' in (:kinds)"
                        + " and (event #>> '{agent,subject}' = :username or event ->> 'note' like '% ' || :username)"
                        + TrailRows.IN_ORDER)
                .param("party", party)
                .param("username", username)
                .param("kinds", List.of(kinds))
                .query(String.class)
                .list();
    }

    @Test
    void theSignInPageReadsFromRightToLeftInArabic() {
        browser.goTo(origin() + "/login?lang=ar");
        assertThat(browser.js("getComputedStyle(document.querySelector('h1')).direction")
                        .asText())
                .isEqualTo("rtl");
        assertThat(browser.js("document.documentElement.scrollWidth <= window.innerWidth")
                        .asBoolean())
                .as("nothing sticks out on a telephone")
                .isTrue();
        browser.screenshot("login-ar");
        browser.goTo(origin() + "/login?lang=hi");
        browser.screenshot("login-hi");
    }

    /** The coordinator invites; the administrator, because no mail is configured here, hands over a link. */
    private JsonNode invite(Journey journey) throws Exception {
        String address = UUID.randomUUID() + "@example.org";
        journey.hasMail(address);
        String body = JSON.writeValueAsString(Map.of(
                "patient",
                "Patient/" + journey.patientId(),
                "displayName",
                "Patient of the case",
                "email",
                address,
                "language",
                "en"));
        Api.Response answer = send(journey.coordinator(), "/admin/accounts/patients", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        JsonNode invited = JSON.readTree(answer.text());
        assertThat(invited.has("link"))
                .as("a coordinator gets no way into a patient's account")
                .isFalse();
        String username = invited.path("username").asText();
        return JSON.readTree(send(Api.administrator(), "/admin/accounts/" + username + "/invitation", "")
                .text());
    }

    private void openLink(JsonNode invited) {
        browser.goTo(invited.path("link").asText());
        browser.screenshot("link-open");
        browser.submit("form[action='/login/link/open']");
        browser.awaitAddress("/passkeys");
    }

    /** What an app does to get a token, with the person of this browser in front of it. */
    private JsonNode appSignIn() throws Exception {
        browser.goTo(origin() + "/oauth2/authorize?"
                + form(Map.of(
                        "response_type",
                        "code",
                        "client_id",
                        app,
                        "redirect_uri",
                        callback,
                        "scope",
                        SCOPES,
                        "aud",
                        Api.base(),
                        "state",
                        "s",
                        "code_challenge",
                        AppSignIn.CHALLENGE,
                        "code_challenge_method",
                        "S256")));
        if (browser.address().contains("/login")) {
            browser.screenshot("login");
            browser.submit("form[data-passkey=sign-in]");
        }
        browser.awaitText("Records in your pocket");
        browser.screenshot("consent");
        browser.click("form[action='/oauth2/authorize'] button");
        browser.awaitAddress("code=");
        String code = browser.address().replaceAll(".*[?&]code=([^&]+).*", "$1");
        Api.Response answer = Api.nobody()
                .send(
                        "POST",
                        origin() + "/oauth2/token",
                        "application/x-www-form-urlencoded",
                        form(Map.of(
                                        "grant_type",
                                        "authorization_code",
                                        "client_id",
                                        app,
                                        "code",
                                        URLDecoder.decode(code, StandardCharsets.UTF_8),
                                        "redirect_uri",
                                        callback,
                                        "code_verifier",
                                        AppSignIn.VERIFIER))
                                .getBytes(StandardCharsets.UTF_8));
        return JSON.readTree(answer.text());
    }

    private void signOut() {
        browser.goTo(origin() + "/passkeys");
        browser.submit("form[action='/logout']");
        browser.awaitAddress("/login");
    }

    private static Api.Response consent(JsonNode token, Journey journey) {
        Consent consent = new Consent();
        consent.setStatus(Consent.ConsentState.ACTIVE);
        consent.setScope(new CodeableConcept().setText("sharing"));
        consent.addCategory().setText("sharing");
        consent.setPatient(new Reference("Patient/" + journey.patientId()));
        return Api.withToken(token.path("access_token").asText()).post(consent);
    }

    private static Api.Response send(Api caller, String path, String body) {
        return caller.send("POST", origin() + path, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] claims(String token) {
        return java.util.Base64.getUrlDecoder().decode(token.split("\\.")[1]);
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String origin() {
        return Api.base().replace("/fhir", "");
    }
}
