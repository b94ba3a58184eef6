package health.consilium.smart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a person chooses when an app is let in, and how it is taken back. */
class ConsentModuleTests {

    private static final SmartTestServer SERVER = SmartTestServer.get();
    private static final String APP = "choosy-app";
    private static final String REDIRECT = "https://choosy.example/callback";
    private static final String LABORATORY =
            "patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory";

    @BeforeAll
    static void registerAppAndPeople() {
        SERVER.bean(Clients.class)
                .register(new AppClient(
                        APP,
                        "Choosy app",
                        Set.of(REDIRECT),
                        Set.of("openid", "fhirUser", "launch/patient", "offline_access", "patient/*.rs", "user/*.rs"),
                        Optional.empty(),
                        false));
        SERVER.bean(Accounts.class)
                .registerWithPassword(
                        new Account(
                                "daughter", "Asha", PartyRole.PATIENT, "RelatedPerson/asha", Optional.empty(), true),
                        AppSignIn.PASSWORD);
        SERVER.bean(Accounts.class)
                .registerWithPassword(
                        new Account("tidy", "Tidy", PartyRole.PATIENT, "Patient/tidy", Optional.empty(), true),
                        AppSignIn.PASSWORD);
        SERVER.bean(Proxies.class).allow("daughter", new Proxies.Represented("father", "My <father>"));
        SERVER.bean(Proxies.class).allow("daughter", new Proxies.Represented("aunt", "My aunt"));
    }

    @Test
    void aPartOfWhatWasAskedMayBeAllowedAlone() {
        AppSignIn app = app("openid launch/patient patient/Observation.rs patient/Condition.rs patient/Patient.rs");
        HttpResponse<String> page = page(app, "patient-1");
        assertThat(page.body())
                .contains("value=\"" + LABORATORY + "\">")
                .contains("value=\"patient/Observation.rs\" checked")
                .contains("(laboratory)");
        JsonNode tokens = tokens(app, allow(app, page, "launch/patient", "patient/Patient.rs", LABORATORY));
        assertThat(tokens.path("scope").asText().split(" "))
                .containsExactlyInAnyOrder("openid", "launch/patient", "patient/Patient.rs", LABORATORY);
        JsonNode caller = Http.json(app.http().fhir(tokens.path("access_token").asText()));
        assertThat(caller.path("scopes").toString()).contains(LABORATORY).doesNotContain("Condition");
    }

    @Test
    void allRecordsMayBeNarrowedToTypes() {
        AppSignIn app = app("launch/patient patient/*.rs");
        HttpResponse<String> page = page(app, "patient-1");
        assertThat(tokens(app, allow(app, page, "patient/DocumentReference.rs"))
                        .path("scope")
                        .asText())
                .isEqualTo("patient/DocumentReference.rs");
    }

    @Test
    void manyScopesWithCategoriesFit() {
        AppSignIn app = app("openid launch/patient patient/*.rs patient/Observation.rs patient/Condition.rs");
        HttpResponse<String> page = page(app, "patient-2");
        String[] all = java.util.regex.Pattern.compile("name=\"scope\" value=\"([^\"]+)\"")
                .matcher(page.body())
                .results()
                .map(found -> found.group(1))
                .toArray(String[]::new);
        assertThat(all).hasSizeGreaterThan(25);
        JsonNode tokens = tokens(app, allow(app, page, all));
        assertThat(tokens.path("scope").asText().split(" ")).contains(all).contains("openid");
    }

    @Test
    void anAppOfOursIsNotGivenPartsNobodyAskedFor() {
        AppSignIn app = new AppSignIn("openid patient/Observation.rs");
        assertThat(Http.json(app.exchange(app.code("patient-1"))).path("scope").asText())
                .doesNotContain("category");
    }

    @Test
    void oneWhoActsForSeveralChoosesOne() {
        AppSignIn app = app("openid fhirUser launch/patient offline_access patient/*.rs");
        HttpResponse<String> page = page(app, "daughter");
        assertThat(page.body())
                .contains("name=\"patient\" value=\"father\"")
                .contains("My &lt;father&gt;")
                .contains("My aunt");
        URI redirect =
                allow(app, page, "fhirUser", "launch/patient", "offline_access", "patient/*.rs", "&patient=father");
        JsonNode tokens = tokens(app, redirect);
        assertThat(tokens.path("patient").asText()).isEqualTo("father");
        assertThat(tokens.path("need_patient_banner").asBoolean()).isTrue();
        JsonNode caller = Http.json(app.http().fhir(tokens.path("access_token").asText()));
        assertThat(caller.path("fhirUser").asText()).isEqualTo("RelatedPerson/asha");
        assertThat(caller.path("patient").asText()).isEqualTo("Patient/father");

        JsonNode refreshed = Http.json(app.refresh(tokens.path("refresh_token").asText()));
        assertThat(refreshed.path("patient").asText()).isEqualTo("father");
        JsonNode seen = Http.json(app.http()
                .post(
                        "/oauth2/introspect",
                        Map.of("token", refreshed.path("access_token").asText()),
                        "Authorization",
                        Http.basic("hospital-nairobi", "hospital-nairobi-demo-secret")));
        assertThat(seen.path("patient").asText()).isEqualTo("father");
        assertThat(seen.path("fhirUser").asText()).endsWith("/fhir/RelatedPerson/asha");
    }

    @Test
    void withoutAChoiceAndForAStrangerThereIsNoCode() {
        for (String choice : new String[] {"", "&patient=", "&patient=patient-1", "&patient=%00"}) {
            AppSignIn app = app("launch/patient patient/*.rs");
            HttpResponse<String> page = page(app, "daughter");
            HttpResponse<String> answer = answer(app, page, "launch/patient", "patient/*.rs", choice);
            assertThat(answer.statusCode()).isBetween(300, 499);
            answer.headers().firstValue("Location").ifPresent(location -> assertThat(location)
                    .contains("error=invalid_request")
                    .doesNotContain("code="));
        }
    }

    @Test
    void anAppOfOursAsksOnlyWhomItIsAbout() {
        AppSignIn app = new AppSignIn("openid launch/patient patient/*.rs");
        HttpResponse<String> page = page(app, "daughter");
        assertThat(page.body()).contains("value=\"aunt\"").doesNotContain("checkbox");
        URI redirect = URI.create(AppSignIn.location(app.http()
                .postRaw(
                        "/oauth2/authorize",
                        "client_id=" + DemoLogins.APP + "&state=" + Http.encode(state(page))
                                + "&scope=openid&scope=launch/patient&scope=patient/*.rs&patient=aunt")));
        assertThat(Http.json(app.exchange(AppSignIn.query(redirect, "code")))
                        .path("patient")
                        .asText())
                .isEqualTo("aunt");
    }

    @Test
    void oneWhoActsNoLongerHasNoToken() {
        SERVER.bean(Accounts.class)
                .registerWithPassword(
                        new Account("nephew", "Ravi", PartyRole.PATIENT, "RelatedPerson/ravi", Optional.empty(), true),
                        AppSignIn.PASSWORD);
        String admin = admin();
        HttpResponse<String> allowed = new Http()
                .json(
                        "PUT",
                        ProxiesApi.PATH + "/nephew/uncle",
                        "{\"name\":\"Uncle\"}",
                        "Authorization",
                        "Bearer " + admin);
        assertThat(allowed.statusCode()).isEqualTo(204);
        AppSignIn app = new AppSignIn("openid launch/patient offline_access patient/*.rs");
        JsonNode tokens = Http.json(app.exchange(app.code("nephew")));
        assertThat(tokens.path("patient").asText()).isEqualTo("uncle");

        HttpResponse<String> ended =
                new Http().json("DELETE", ProxiesApi.PATH + "/nephew/uncle", "", "Authorization", "Bearer " + admin);
        assertThat(ended.statusCode()).isEqualTo(204);
        assertThat(app.http().fhir(tokens.path("access_token").asText()).statusCode())
                .isEqualTo(401);
        assertThat(app.refresh(tokens.path("refresh_token").asText()).statusCode())
                .isEqualTo(400);
    }

    @Test
    void staffActForNobody() {
        HttpResponse<String> refused = new Http()
                .json(
                        "PUT",
                        ProxiesApi.PATH + "/coordinator/uncle",
                        "{\"name\":\"Uncle\"}",
                        "Authorization",
                        "Bearer " + admin());
        assertThat(refused.statusCode()).isEqualTo(400);
    }

    @Test
    void thePageSpeaksTheReadersLanguage() {
        AppSignIn app = app("launch/patient offline_access patient/Observation.rs");
        String address = app.redirect("patient-1").toString();
        String arabic =
                app.http().get(address, "Accept-Language", "ar,en;q=0.5").body();
        assertThat(arabic).contains("<html lang=\"ar\" dir=\"rtl\">").contains("نتائج التحاليل");
        assertThat(app.http().get(address, "Accept-Language", "hi").body()).contains("जाँच के परिणाम");
    }

    @Test
    void aPersonSeesAppsAndTakesThemBack() {
        AppSignIn app = app("openid launch/patient offline_access patient/Observation.rs");
        HttpResponse<String> page = page(app, "tidy");
        JsonNode tokens = tokens(app, allow(app, page, "launch/patient", "offline_access", "patient/Observation.rs"));
        String access = tokens.path("access_token").asText();
        assertThat(app.http().fhir(access).statusCode()).isEqualTo(200);

        String apps = app.http().get(AppsPage.PATH).body();
        assertThat(apps).contains("Choosy app", "Test results and measurements: read", "Take access back");
        String csrf = apps.replaceAll("(?s).*?name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        assertThat(app.http()
                        .post(AppsPage.PATH, Map.of("client_id", APP, "_csrf", "wrong"))
                        .statusCode())
                .isEqualTo(403);
        HttpResponse<String> revoked = app.http().post(AppsPage.PATH, Map.of("client_id", APP, "_csrf", csrf));
        assertThat(revoked.statusCode()).isEqualTo(303);
        assertThat(app.http().get(AppSignIn.location(revoked)).body())
                .contains("Access was taken back", "No app has access")
                .doesNotContain("Choosy app");
        assertThat(app.http().fhir(access).statusCode()).isEqualTo(401);
        assertThat(app.refresh(tokens.path("refresh_token").asText()).statusCode())
                .isEqualTo(400);
    }

    @Test
    void theAppsOfOthersAreNotTouched() {
        AppSignIn mine = new AppSignIn("openid patient/*.rs");
        String access = mine.token("patient-2");
        SERVER.bean(AppGrants.class).revoke("patient-1", DemoLogins.APP);
        assertThat(mine.http().fhir(access).statusCode()).isEqualTo(200);
    }

    @Test
    void thePageOfAppsNeedsSignIn() {
        HttpResponse<String> response = new Http().get(AppsPage.PATH);
        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(AppSignIn.location(response)).endsWith("/login");
    }

    @Test
    void aBearerOfATokenMayAskAboutTokens() {
        AppSignIn app = new AppSignIn("openid launch/patient patient/*.rs");
        String access = app.token("patient-1");
        HttpResponse<String> seen =
                new Http().post("/oauth2/introspect", Map.of("token", access), "Authorization", "Bearer " + access);
        assertThat(Http.json(seen).path("active").asBoolean()).isTrue();
        assertThat(Http.json(seen).path("patient").asText()).isEqualTo("patient-1");
        assertThat(new Http()
                        .post("/oauth2/introspect", Map.of("token", "x"), "Authorization", "Bearer " + access)
                        .body())
                .isEqualTo("{\"active\":false}");
        for (String wrong : new String[] {"Bearer x", "Bearer ", "Bearer"}) {
            assertThat(new Http()
                            .post("/oauth2/introspect", Map.of("token", access), "Authorization", wrong)
                            .statusCode())
                    .isEqualTo(401);
        }
        for (String path : new String[] {"/oauth2/token", "/oauth2/revoke"}) {
            assertThat(new Http()
                            .post(
                                    path,
                                    Map.of("token", access, "grant_type", "client_credentials", "scope", "system/*.rs"),
                                    "Authorization",
                                    "Bearer " + access)
                            .statusCode())
                    .isIn(400, 401);
        }
        assertThat(app.http().fhir(access).statusCode()).isEqualTo(200);
    }

    private static String admin() {
        AppSignIn app = new AppSignIn("openid consilium/admin");
        return app.token("admin");
    }

    private static AppSignIn app(String scope) {
        return new AppSignIn(scope).with("client_id", APP).with("redirect_uri", REDIRECT);
    }

    private static HttpResponse<String> page(AppSignIn app, String username) {
        return app.http().get(app.redirect(username).toString());
    }

    private static URI allow(AppSignIn app, HttpResponse<String> page, String... scopes) {
        return URI.create(AppSignIn.location(answer(app, page, scopes)));
    }

    /** What begins with an ampersand is another field of the form. */
    private static HttpResponse<String> answer(AppSignIn app, HttpResponse<String> page, String... scopes) {
        StringBuilder form = new StringBuilder("client_id=" + APP + "&state=" + Http.encode(state(page)));
        for (String scope : scopes) {
            form.append(scope.isEmpty() || scope.startsWith("&") ? scope : "&scope=" + Http.encode(scope));
        }
        return app.http().postRaw("/oauth2/authorize", form.toString());
    }

    private static JsonNode tokens(AppSignIn app, URI redirect) {
        return Http.json(app.exchange(AppSignIn.query(redirect, "code")));
    }

    private static String state(HttpResponse<String> page) {
        return page.body().replaceAll("(?s).*?name=\"state\" value=\"([^\"]+)\".*", "$1");
    }
}
