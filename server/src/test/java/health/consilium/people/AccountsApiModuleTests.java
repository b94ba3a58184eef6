package health.consilium.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import health.consilium.smart.Account;
import health.consilium.smart.Accounts;
import health.consilium.smart.AppSignIn;
import health.consilium.smart.Http;
import health.consilium.smart.PartyRole;
import health.consilium.smart.ProxyChanged;
import health.consilium.smart.SmartTestServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.ApplicationEventMulticaster;

/** What administrators and coordinators do with accounts, over HTTP. */
class AccountsApiModuleTests {

    private static final String PATH = "/admin/accounts";

    private static String admin;
    private static String coordinator;

    private final Http http = new Http();
    private final String username = "t-" + UUID.randomUUID();

    @BeforeAll
    static void signIn() {
        admin = token("admin", "openid consilium/admin");
        coordinator = token("coordinator", "openid user/*.cruds");
    }

    private static String token(String person, String scope) {
        AppSignIn app = new AppSignIn(scope);
        return app.token(person);
    }

    @Test
    void theAdministratorMakesFindsAndListsAnAccount() {
        HttpResponse<String> made = put(translator("Mei Lin"));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(put(translator("Mei Lin-Weber")).statusCode()).isEqualTo(200);
        JsonNode shown = Http.json(get(PATH + "/" + username));
        assertThat(shown.path("displayName").asText()).isEqualTo("Mei Lin-Weber");
        assertThat(shown.path("email").asText()).isEqualTo(username + "@example.org");
        assertThat(shown.path("passkeys").asInt()).isZero();

        JsonNode page = Http.json(get(PATH + "?count=1&after=" + username.substring(0, username.length() - 1)));
        assertThat(page.path("accounts").size()).isEqualTo(1);
        assertThat(page.at("/accounts/0/username").asText()).isEqualTo(username);
    }

    @Test
    void aPutReplacesTheAddressAndSwitchesNobodyOn() {
        put(translator("Moved away"));
        post(PATH + "/" + username + "/disable", "", admin);
        String corrected =
                """
                {"displayName":"Moved Away","role":"translator","fhirUser":"Practitioner/%s",
                 "organization":"Organization/1"%s}""";

        JsonNode shown = Http.json(put(corrected.formatted(username, "")));

        assertThat(shown.path("enabled").asBoolean()).isFalse();
        assertThat(shown.path("email").isMissingNode() || shown.path("email").isNull())
                .as("none is none")
                .isTrue();
        assertThat(SmartTestServer.get().bean(Contacts.class).known(username + "@example.org"))
                .as("and nobody gets a link there")
                .isEmpty();
        assertThat(Http.json(put(corrected.formatted(username, ",\"enabled\":true")))
                        .path("enabled")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void anAccountThatIsSwitchedOffIsOutAtOnce() {
        SmartTestServer server = SmartTestServer.get();
        put(translator("Leaver"));
        String link = server.bean(LoginLinks.class).create(username, "admin");
        Http person = new Http();
        String csrf = person.get(link).body().replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        person.post("/login/link/open", java.util.Map.of("token", link.replaceAll(".*token=", ""), "_csrf", csrf));
        assertThat(person.get("/passkeys").statusCode()).isEqualTo(200);

        assertThat(Http.json(post(PATH + "/" + username + "/disable", "", admin))
                        .path("enabled")
                        .asBoolean())
                .isFalse();
        assertThat(person.get("/passkeys").statusCode()).isEqualTo(302);
        assertThat(post(PATH + "/" + username + "/invitation", "", admin).statusCode())
                .isEqualTo(409);
        assertThat(Http.json(post(PATH + "/" + username + "/enable", "", admin))
                        .path("enabled")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void tokensOfAnAccountThatIsSwitchedOffEnd() {
        String spare = "spare-" + UUID.randomUUID();
        SmartTestServer.get()
                .bean(health.consilium.smart.Accounts.class)
                .registerWithPassword(
                        new health.consilium.smart.Account(
                                spare,
                                "Spare",
                                health.consilium.smart.PartyRole.COORDINATOR,
                                "Practitioner/spare",
                                java.util.Optional.of("Organization/coordination"),
                                true),
                        AppSignIn.PASSWORD);
        String token = token(spare, "openid user/*.rs");
        assertThat(http.fhir(token).statusCode()).isEqualTo(200);
        post(PATH + "/" + spare + "/disable", "", admin);
        assertThat(http.fhir(token).statusCode()).isEqualTo(401);
    }

    @Test
    void whereNoMailGoesOutTheAdministratorHandsOverTheLink() {
        put(translator("Without mail"));
        JsonNode invited = Http.json(post(PATH + "/" + username + "/invitation", "", admin));
        assertThat(invited.path("mailed").asBoolean()).isFalse();
        assertThat(invited.path("code").asText()).matches("[0-9A-Z]{5}-[0-9A-Z]{5}");
        assertThat(invited.path("link").asText()).contains("/login/link/open?token=");
    }

    @Test
    void aCoordinatorInvitesAPatientButGetsNoWayIn() {
        String body =
                """
                {"patient":"Patient/%s","displayName":"A patient","email":"%s@example.org","language":"hi"}"""
                        .formatted(username, username);
        HttpResponse<String> answer = post(PATH + "/patients", body, coordinator);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode invited = Http.json(answer);
        assertThat(invited.has("link")).isFalse();
        assertThat(invited.path("code").asText()).isNotBlank();

        JsonNode again = Http.json(post(PATH + "/patients", body, coordinator));
        assertThat(again.path("username")).as("the same account").isEqualTo(invited.path("username"));
        assertThat(post(PATH + "/patients", body.replace("@example.org", "@elsewhere.org"), coordinator)
                        .statusCode())
                .as("a coordinator does not turn the mail of a patient elsewhere")
                .isEqualTo(409);
    }

    /** What cannot be put on record is not done. */
    @Test
    void whatIsDoneToAnAccountIsUndoneWhereTheTrailFails() {
        ApplicationEventMulticaster listeners = SmartTestServer.get().bean(ApplicationEventMulticaster.class);
        ApplicationListener<ApplicationEvent> full = event -> {
            if (event instanceof PayloadApplicationEvent<?> told && isOfThisAccount(told.getPayload())) {
                throw new IllegalStateException("The trail is full");
            }
        };
        listeners.addApplicationListener(full);
        try {
            assertThat(put(translator("Nobody")).statusCode()).isGreaterThanOrEqualTo(500);
        } finally {
            listeners.removeApplicationListener(full);
        }
        assertThat(send("GET", PATH + "/" + username, "", admin).statusCode()).isEqualTo(404);
        SmartTestServer.get()
                .bean(Accounts.class)
                .register(new Account(
                        username, "A patient", PartyRole.PATIENT, "Patient/" + username, Optional.empty(), true));
        String proxies = "/admin/proxies/" + username;
        String subject = "{\"issuer\":\"https://idp.example.org\",\"subject\":\"" + username + "\"}";
        listeners.addApplicationListener(full);
        try {
            for (HttpResponse<String> failed : List.of(
                    post(PATH + "/" + username + "/disable", "", admin),
                    send("PUT", PATH + "/" + username + "/subjects", subject, admin),
                    send("PUT", proxies + "/of-another", "{\"name\":\"Another\"}", admin))) {
                assertThat(failed.statusCode()).isGreaterThanOrEqualTo(500);
            }
        } finally {
            listeners.removeApplicationListener(full);
        }
        JsonNode shown = Http.json(get(PATH + "/" + username));
        assertThat(shown.path("enabled").asBoolean()).isTrue();
        assertThat(shown.path("subjects")).isEmpty();
        assertThat(Http.json(get(proxies)).path("patients")).isEmpty();
    }

    private boolean isOfThisAccount(Object told) {
        return (told instanceof PeopleEvents.AccountChanged changed
                        && changed.username().equals(username))
                || (told instanceof ProxyChanged proxy && proxy.username().equals(username));
    }

    @Test
    void subjectsOfProvidersAreMappedToOneAccountEach() {
        put(translator("Mapped"));
        String subject = "{\"issuer\":\"https://idp.example.org\",\"subject\":\"" + username + "\"}";
        HttpResponse<String> mapped = send("PUT", PATH + "/" + username + "/subjects", subject, admin);
        assertThat(Http.json(mapped).at("/subjects/0/subject").asText()).isEqualTo(username);
        assertThat(send("PUT", PATH + "/coordinator/subjects", subject, admin).statusCode())
                .isEqualTo(409);
        assertThat(send(
                                "DELETE",
                                PATH + "/" + username + "/subjects?issuer=https://idp.example.org&subject=" + username,
                                "",
                                admin)
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"displayName\":\" \"}",
                "{\"displayName\":\"A\\u0000B\",\"role\":\"patient\",\"fhirUser\":\"Patient/1\"}",
                "{\"displayName\":\"A\\nB\",\"role\":\"patient\",\"fhirUser\":\"Patient/1\"}",
                "{\"displayName\":\"A\",\"role\":\"king\",\"fhirUser\":\"Practitioner/1\",\"organization\":\"Organization/1\"}",
                "{\"displayName\":\"A\",\"role\":\"admin\",\"fhirUser\":\"Patient/1\",\"organization\":\"Organization/1\"}",
                "{\"displayName\":\"A\",\"role\":\"admin\",\"fhirUser\":\"Practitioner/1\"}",
                "{\"displayName\":\"A\",\"role\":\"patient\",\"fhirUser\":\"Patient/1\",\"email\":\"a b@c\"}",
                "{\"displayName\":\"A\",\"role\":\"patient\",\"fhirUser\":\"Patient/1\",\"email\":\"a@c\",\"language\":\"?\"}"
            })
    void whatIsWrongWithAnAccountIsSaid(String body) {
        HttpResponse<String> refused = put(body);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        assertThat(Http.json(refused).path("detail").asText()).isNotBlank();
        assertThat(get(PATH + "/" + username).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "x\\u0000", "x\\n", " ", ""})
    void whatIsWrongWithASubjectIsSaid(String odd) {
        put(translator("Mapped to nothing"));
        String path = PATH + "/" + username + "/subjects";
        for (String subject : List.of(
                "{\"issuer\":\"https://idp.example.org\",\"subject\":\"" + odd + "\"}",
                "{\"issuer\":\"" + odd + "\",\"subject\":\"x\"}")) {
            HttpResponse<String> refused = send("PUT", path, subject, admin);
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
            assertThat(Http.json(refused).path("detail").asText()).contains("issuer and subject");
        }
        String query = Http.encode(odd.replace("\\u0000", "\0").replace("\\n", "\n"));
        for (String subject : List.of("issuer=x&subject=" + query, "subject=x&issuer=" + query)) {
            assertThat(send("DELETE", path + "?" + subject, "", admin).statusCode())
                    .isEqualTo(422);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "null", "[]", "{\"enabled\":\"maybe\"}"})
    void aBodyThatIsNoAccountIsRefused(String body) {
        assertThat(put(body).statusCode()).isBetween(400, 422);
    }

    @Test
    void onlyTheAdministratorMayAndOnlyWithATokenOfPower() {
        for (String token : new String[] {coordinator, token("admin", "openid user/*.cruds"), "forged"}) {
            assertThat(send("PUT", PATH + "/" + username, translator("X"), token)
                            .statusCode())
                    .isIn(401, 403);
            assertThat(http.get(PATH, "Authorization", "Bearer " + token).statusCode())
                    .isIn(401, 403);
        }
        assertThat(http.get(PATH).statusCode()).isEqualTo(401);
        assertThat(post(PATH + "/patients", "{\"patient\":\"Patient/1\"}", token("translator-1", "user/*.cruds"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(get(PATH + "/" + username).statusCode()).isEqualTo(404);
    }

    private String translator(String name) {
        return """
                {"displayName":"%s","role":"translator","fhirUser":"Practitioner/%s","organization":"Organization/1",
                 "email":"%s@example.org","language":"en"}"""
                .formatted(name, username, username);
    }

    private HttpResponse<String> put(String body) {
        return send("PUT", PATH + "/" + username, body, admin);
    }

    private HttpResponse<String> get(String path) {
        return http.get(path, "Authorization", "Bearer " + admin);
    }

    private HttpResponse<String> post(String path, String body, String token) {
        return send("POST", path, body, token);
    }

    private HttpResponse<String> send(String method, String path, String body, String token) {
        return http.json(method, path, body, "Authorization", "Bearer " + token);
    }
}
